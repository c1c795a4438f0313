"""Judges what running an assignment showed: that its solution is right, and nothing is free."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from coursekit.assignments.manuscript import Manuscript
from coursekit.assignments.outcome import CURE, outcome
from coursekit.errors import Problem

_MEANT = "run it from top to bottom in Jupyter; an error that is meant needs the tag"
_TAG = f"{_MEANT} raises-exception on its cell"
_OWN_NAME = re.compile(r"otter\.Notebook\([\"']([^\"']+\.ipynb)[\"']")
_NETWORK = ("URLError", "HTTPError", "ConnectionError", "ConnectTimeout", "gaierror", "SSLError")
_NO: Mapping[str, Any] = {"errors": []}
_Case = Mapping[str, Any]


def findings(answer: Mapping[str, Any], author: Manuscript, name: str) -> list[Problem]:
    """Return what is wrong with the assignment ``name``; ``answer`` is what the job ``prove`` said.

    Every problem names the cell of the author's file that it is about.
    """
    graded = answer.get("graded")
    if graded is not None and not graded["ok"]:
        hint = "does the notebook run from top to bottom in Jupyter?"
        message = f"{name}: otter could not grade it: {graded['error']}"
        return [Problem(message, author.where(), hint)]
    found = [*_blank(answer, author, name)]
    if "answered" not in answer:
        return found
    failing = {
        (question["name"], number)
        for question in (graded or {}).get("questions", [])
        for number, case in enumerate(question["cases"])
        if not case["passed"]
    }
    return [
        *_stopped(answer, author, name),
        *_wrong(answer, author, name),
        *_unsteady(answer, author, name, failing),
        *found,
    ]


def same_process(answer: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return question and number of each test that the solution passes only in its own process.

    Submissions are graded with the tests out of their process; a test that looks at source code or
    at the current plot, for example, finds nothing there.
    """
    judged = answer.get("judged")
    if not judged:
        return []
    outside = {
        (question["name"], number)
        for question in judged.get("questions", [])
        for number, case in enumerate(question["cases"])
        if case["passed"]
    }
    return [
        (question["name"], number)
        for question in answer["graded"]["questions"]
        for number, case in enumerate(question["cases"])
        if case["passed"] and (question["name"], number) not in outside
    ]


def _stopped(answer: Mapping[str, Any], author: Manuscript, name: str) -> Iterator[Problem]:
    """Yield the cells of the solution that stop with an error, or do not end."""
    # Of what otter adds before it grades, some may stop: that costs no points.
    graded = (answer.get("graded") or {}).get("errors", [])
    errors = [error for run in ("answered", "seeded") for error in answer.get(run, _NO)["errors"]]
    seen = set()
    for error in [*errors, *(error for error in graded if author.cell(error))]:
        cell = author.cell(error)
        key = cell.number if cell else error["source"]
        if key not in seen:
            seen.add(key)
            which = f"cell {cell.number}" if cell else f"a cell of otter's ({error['cell']})"
            message = f"{name}: {which} of the solution stops with {error['error']}"
            shown = _line(error) or _quoted(cell.source if cell else "")
            yield Problem(message, author.where(cell), _TAG, shown)
    if late := answer["answered"].get("late"):
        cell = author.cell(late)
        message = f"{name}: cell {cell.number if cell else late['cell']} of the solution never ends"
        yield Problem(message, author.where(cell), _MEANT, _quoted(late["source"]))


def _wrong(answer: Mapping[str, Any], author: Manuscript, name: str) -> Iterator[Problem]:
    """Yield the tests that the solution fails when it is graded."""
    values = _values(answer)
    for question in answer["graded"]["questions"] if answer.get("graded") else ():
        for number, case in enumerate(question["cases"]):
            if case["passed"]:
                continue
            full = {**case, "values": values.get((question["name"], number))}
            trap = outcome(full).trap
            what = "the solution fails {}"
            hint = "correct the solution or the test"
            if trap:
                what, hint = f"NumPy 2 prints {trap} in {{}}", CURE
            yield _about(author, name, question["name"], number, full, what, hint)


def _unsteady(
    answer: Mapping[str, Any], author: Manuscript, name: str, failing: set[tuple[str, int]]
) -> Iterator[Problem]:
    """Yield the tests that pass when graded, and not alone, again, or for a student."""
    seeded = "seeded" in answer
    seen = set(failing)
    for run in ("answered", "seeded"):
        for test in answer.get(run, {}).get("tests", []):
            for number, what, case, hint in _changes(test, students=seeded and run == "answered"):
                key = (test["question"], number)
                if key not in seen:
                    seen.add(key)
                    yield _about(author, name, *key, case, what, hint)


def _changes(test: Mapping[str, Any], *, students: bool) -> Iterator[tuple[int, str, _Case, str]]:
    """Yield number, words, case and cure for each case whose result depends on what it must not.

    For ``students``, who have no grader's seed, only the public tests count.
    """
    hint = "let the test set up all that it needs, and change nothing that it was given"
    for number, case in enumerate(test.get("cases", [])):
        if students and case["hidden"]:
            continue
        if not case["passed"]:
            earlier = test["earlier"]
            if students:
                what = "a right answer fails {} without the grader's seed"
                cure = "hide what needs the seed (# HIDDEN), or give students the seed, too"
            elif earlier and earlier[number]["passed"]:
                what, cure = (
                    "a right answer passes {} only after the tests of earlier questions",
                    hint,
                )
            else:
                what = "a right answer passes {} in one run and not in another"
                cure = "leave nothing to chance, time or place: set a seed, or test for the rest"
            yield number, what, case, cure
        elif not test["again"][number]["passed"]:
            what = "a right answer fails {} when it is run a second time"
            yield number, what, test["again"][number], hint
    for number, case in enumerate(test.get("end", [])):
        if not case["passed"] and not (students and case["hidden"]):
            what = "a right answer fails {} once the whole notebook has run"
            cure = "a later cell changes what it tests: give that another name"
            yield number, what, case, cure


def _blank(answer: Mapping[str, Any], author: Manuscript, name: str) -> Iterator[Problem]:
    """Yield what is wrong with the student notebook as students get it."""
    blank = answer["blank"]
    solved = {error["id"] for error in answer.get("answered", {}).get("errors", [])}
    first = min(blank["blanks"], default=10**6)
    for error in blank["errors"]:
        if error["cell"] < first and error["id"] not in solved:
            cell = author.cell(error)
            which = f"cell {cell.number}" if cell else f"cell {error['cell']} of their notebook"
            source = cell.source if cell else error["source"]
            yield Problem(
                f"{name}: before students have anything to fill in, {which} stops with"
                f" {error['error']}",
                author.where(cell),
                _way_to_run(error["error"], source),
                _line(error) or _quoted(source),
            )
    if late := blank.get("late"):
        cell = author.cell(late)
        number = cell.number if cell else late["cell"]
        message = f"{name}: as long as a student has not answered, cell {number} never ends"
        hint = "let it end before a student has answered, too"
        yield Problem(message, author.where(cell), hint, _quoted(late["source"]))
    yield from _free(blank, author, name)


def _way_to_run(error: str, source: str) -> str:
    """Say what most often helps a student notebook that does not even begin."""
    own = _OWN_NAME.search(source)
    if own and error.startswith("FileNotFoundError"):
        return f"otter made this notebook as {own[1]}: give it that name again, or change the cell"
    if error.startswith("FileNotFoundError"):
        return "name the file under files: in the notebook's settings, or in course.yml"
    if error.startswith(_NETWORK):
        return "put the file into the course: where students sit, the network may fail, too"
    return "correct the cell, or require the packages that it was written for"


def _free(blank: Mapping[str, Any], author: Manuscript, name: str) -> Iterator[Problem]:
    """Yield the questions that a blank notebook earns. What earns nothing may pass."""
    worth = [test for test in blank["tests"] if test["possible"] > 0]
    free = [test for test in worth if test["score"] >= test["possible"]]
    hint = "add tests that fail until a student has answered"
    if worth and len(free) == len(worth):
        points = sum(test["possible"] for test in worth)
        message = f"{name}: the blank notebook already earns all {points:g} points"
        yield Problem(message, author.where(), hint)
        return
    for test in free:
        head = author.heads.get(test["question"])
        message = f"{name}, {test['question']}: a blank earns its {test['possible']:g} points"
        yield Problem(message, author.where(head), f"{hint}, or give it no points")


def _about(
    author: Manuscript,
    name: str,
    question: str,
    number: int,
    case: _Case,
    what: str,
    hint: str,
) -> Problem:
    """Return the problem of one test case, with the author's text of it."""
    cell = author.test(question, number)
    which = f"{'hidden ' if case.get('hidden') else ''}test {number + 1}"
    which += f" (cell {cell.number})" if cell else ""
    details = [_quoted(cell.source if cell else ""), *outcome(dict(case)).lines]
    message = f"{name}, {question}: {what.format(which)}"
    return Problem(message, author.where(cell), hint, "\n".join(part for part in details if part))


def _values(answer: Mapping[str, Any]) -> dict[tuple[str, int], Any]:
    """Return the two sides of failed comparisons, which otter does not tell."""
    run = answer.get("seeded") or answer["answered"]
    return {
        (test["question"], number): case.get("values")
        for test in run["tests"]
        for number, case in enumerate(test.get("cases", []))
    }


def _line(error: Mapping[str, Any]) -> str:
    """Return the line of a cell that stopped, and the two before it."""
    at = error.get("line") or 0
    return _quoted("\n".join(error["source"].splitlines()[max(0, at - 3) : at]))


def _quoted(source: str) -> str:
    lines = [line for line in source.splitlines() if line.strip()]
    return "\n".join([*lines[:8], *(["..."] if len(lines) > 8 else [])])
