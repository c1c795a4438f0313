"""Grades for the tests of what is written about them: made up, with students on example domains."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coursekit.grading.model import Case, Grade, Identity, Question, Submission

SECRET = "XYZZYHIDDEN"
"""Stands in every hidden case's name and message: it must not be in what students get."""
RELEASED = {
    "cells": [
        {"cell_type": "code", "metadata": {"editable": False}, "source": "import otter"},
        {
            "cell_type": "markdown",
            "metadata": {"editable": False},
            "source": "<!-- BEGIN QUESTION -->\n\n**Question 1.** Why?",
        },
        {
            "cell_type": "markdown",
            "id": "answer-1",
            "metadata": {"tags": ["otter_answer_cell"]},
            "source": "_Type your answer here, replacing this text._",
        },
        {
            "cell_type": "markdown",
            "metadata": {"editable": False},
            "source": "<!-- END QUESTION -->\n\n<!-- BEGIN QUESTION -->\n\n**Plot** it.",
        },
        {
            "cell_type": "code",
            "id": "answer-2",
            "metadata": {"tags": ["otter_answer_cell"]},
            "source": "...",
            "outputs": [],
        },
        {
            "cell_type": "markdown",
            "metadata": {"editable": False},
            "source": "<!-- END QUESTION -->\n\n",
        },
        {"cell_type": "code", "metadata": {"editable": False}, "source": "grader.export()"},
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}
MANUAL = (("why", 3.0), ("plot", 2.0))
DOCTEST = (
    "❌ Test case failed\nTrying:\n    total == 55\nExpecting:\n    True\n"
    "**********************************************************************\n"
    "Line 1, in q1 0\nFailed example:\n    total == 55\nExpected:\n    True\nGot:\n    False\n"
)
NO_TABLE = (
    "❌ Test case failed\nException raised:\n    Traceback (most recent call last):\n"
    '      File "/tmp/x.py", line 3, in <module>\n'
    "    NameError: name 'table' is not defined\n"
)


def who(name: str = "Ada Lovelace", **more: Any) -> Identity:
    login = name.split()[0].lower() if name.strip() else ""
    told = {"login": login, "email": f"{login}@example.edu", "college": "north"}
    return Identity(name=name, **(told | more))


def submission(student: Identity, **more: Any) -> Submission:
    return Submission(student, Path("a.ipynb"), more.pop("origin", "in.zip: a.ipynb"), **more)


def question(
    name: str, public: Sequence[str] = ("",), hidden: Sequence[str] = (), possible: float = 2
) -> Question:
    """A question with cases: each of ``public`` and ``hidden`` is its message, empty if passed."""
    cases = [Case(f"{name} - {n}", not said, False, said) for n, said in enumerate(public, 1)]
    cases += [
        Case(f"{name} {SECRET} {n}", not said, True, said and f"{SECRET} {said}")
        for n, said in enumerate(hidden, 1)
    ]
    passed = sum(case.passed for case in cases)
    return Question(name, possible * passed / len(cases), possible, tuple(cases))


def grade(student: Identity | None = None, *questions: Question, **more: Any) -> Grade:
    about = {key: more.pop(key) for key in ("origin", "late", "handed_in") if key in more}
    own = submission(student or who(), **about)
    total = sum(one.score for one in questions)
    possible = sum(one.possible for one in questions)
    status = more.pop("status", "graded")
    return Grade(own, status, more.pop("message", ""), total, possible, questions, **more)


class Class:
    """A class of any size, made anew each time that it is gone through."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __iter__(self) -> Iterator[Grade]:
        chance = random.Random(8)
        names = ["Ada Lovelace", "Lin Chen", "Grace Hopper", "Emmy Noether", "Katherine Johnson"]
        for number in range(self.size):
            student = Identity(
                login=f"student{number}",
                name=f"{names[number % 5]} {number}",
                email=f"student{number}@example.edu",
                id=str(7000 + number),
                college=["north", "south"][number % 2],
                known=number % 23 != 5,
            )
            skill = chance.betavariate(3, 1.6)
            questions = [
                question(
                    f"q1_{n}",
                    ["", NO_TABLE if chance.random() > 0.5 else DOCTEST][
                        : 1 + (chance.random() > skill)
                    ],
                    ["", "expected 55"][: 1 + (chance.random() > skill - n / 12)],
                )
                for n in range(1, 6)
            ]
            more: dict[str, Any] = {}
            if number % 19 == 3:
                more = {"status": "too-long", "message": "cell 4 ran for 300 s"}
            elif number % 11 == 2:
                more = {"notes": ("the check of q1_2 was deleted",)}
            elif number % 13 == 1:
                more = {"errors": ({"cell": 4, "error": "NameError: name 'table' is not defined"},)}
            when = datetime(2027, 1, 29 + number % 3 // 2, 22, number % 60, tzinfo=UTC)
            yield grade(
                student,
                *questions,
                late=number % 3 == 2,
                handed_in=when,
                origin=f"{number}.ipynb",
                **more,
            )


def notebook(why: str | None = None, plot: str | None = None, **outputs: Any) -> str:
    """A student's notebook with these answers."""
    text = json.loads(json.dumps(RELEASED))
    if why is not None:
        text["cells"][2]["source"] = why
    if plot is not None:
        text["cells"][4]["source"] = plot
        text["cells"][4]["outputs"] = outputs.get("outputs", [])
    return json.dumps(text)
