"""What grading talks about: whose a submission is, what it came to, question by question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

Status = Literal[
    "graded",
    "not-a-notebook",
    "wrong-assignment",
    "too-long",
    "too-much-memory",
    "too-much-output",
    "crashed",
    "failed",
]
"""How grading a submission ended; anything but ``graded`` has no total."""


@dataclass(frozen=True)
class Identity:
    """Who handed something in, as far as the source and a roster tell."""

    login: str = ""
    """Name of the account: on the hub, or in the learning management system."""
    name: str = ""
    """As people write it, family name last."""
    id: str = ""
    """Number or key in the system that the submission comes from."""
    email: str = ""
    college: str = ""
    """Id of the college in ``fleet.yml``."""
    section: str = ""
    known: bool = True
    """Whether it is certain who this is; who is not is listed, never dropped."""

    @property
    def shown(self) -> str:
        """What to call the student: name, login, e-mail or id, the first that is known."""
        return self.name or self.login or self.email or self.id or "(unknown)"


@dataclass(frozen=True)
class Submission:
    """One student's notebook for one assignment."""

    student: Identity
    notebook: Path | None
    """The file to grade; ``None`` if nothing that was handed in is one."""
    origin: str
    """Where it was found, in words: ``submissions.zip: doeada_101_2002_lab01.ipynb``."""
    files: tuple[Path, ...] = ()
    """What was handed in beside it."""
    names: tuple[str, ...] = ()
    """Where each of ``files`` belongs, relative to the notebook's folder."""
    handed_in: datetime | None = None
    late: bool | None = None
    """As the source says, or by the assignment's due date; ``None`` if neither tells."""
    problem: str = ""
    """Why it can't be graded as it is."""


@dataclass(frozen=True)
class Case:
    """One test case of a question, as it went."""

    name: str
    passed: bool
    hidden: bool
    message: str = ""
    """What the student may read if it is public; a hidden one's is for staff."""


@dataclass(frozen=True)
class Question:
    """A question's score."""

    name: str
    score: float
    possible: float
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True)
class Grade:
    """What one submission came to: the score of each question, or why there is none."""

    submission: Submission
    status: Status
    message: str = ""
    """Why there is no total, in words for staff; of a graded one, the first cell that stopped."""
    total: float = 0
    possible: float = 0
    questions: tuple[Question, ...] = ()
    """Of one that was not graded to its end, the questions that were."""
    notes: tuple[str, ...] = ()
    """What staff should look at: a check that was deleted, an edited test, an odd answer."""
    errors: tuple[Mapping[str, Any], ...] = ()
    """Cells that stopped: ``{"cell", "error"}``, counted from 1."""
    seconds: float = 0
    memory: int = 0
    """Bytes at most."""
    replayed: Mapping[str, float] = field(default_factory=dict)
    """Scores of an earlier run, by question, where one was replayed."""


def grade_of(submission: Submission, answer: Mapping[str, Any]) -> Grade:
    """Turn what the grading job returned for a submission into its grade.

    ``answer`` is ``{"ok", "status", "error", "total", "possible", "questions": [{"name", "score",
    "possible", "cases": [{"name", "passed", "hidden", "message"}]}], "errors": [{"cell", "error"}],
    "notes", "seconds", "memory"}``; all but ``ok`` may be missing.
    """
    questions = tuple(
        Question(
            str(one["name"]),
            float(one["score"]),
            float(one["possible"]),
            tuple(
                Case(
                    str(c["name"]), bool(c["passed"]), bool(c["hidden"]), str(c.get("message", ""))
                )
                for c in one.get("cases", [])
            ),
        )
        for one in answer.get("questions", [])
    )
    errors = tuple(answer.get("errors", []))
    said = f"cell {errors[0]['cell']}: {errors[0]['error']}" if errors else ""
    rest: dict[str, Any] = {
        "questions": questions,
        "notes": tuple(map(str, answer.get("notes", []))),
        "errors": errors,
        "seconds": float(answer.get("seconds", 0)),
        "memory": int(answer.get("memory", 0)),
    }
    if not answer.get("ok"):
        status: Status = answer.get("status", "failed")
        return Grade(submission, status, message=str(answer.get("error", "")), **rest)
    total, possible = float(answer["total"]), float(answer["possible"])
    return Grade(submission, "graded", said, total, possible, **rest)
