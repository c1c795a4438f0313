"""Replay: what a submission came to before and comes to now, and why that differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coursekit.grading.model import Case, Grade, Question
from coursekit.grading.outputs.words import cell, rows_as_csv

_COLUMNS = (
    "college", "student", "id", "question", "before", "after",
    "case", "message before", "message after", "submission",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A score that is another one now."""

    grade: Grade
    """As it is now."""
    question: str
    """Empty if the submission as a whole ended in another way."""
    before: str
    after: str
    case: str = ""
    """The test case that came out differently; empty if none did."""
    said_before: str = ""
    said_after: str = ""

    @property
    def why(self) -> str:
        """Say in a line what differs."""
        if self.case:
            told = f"passed before, now: {self.said_after}"
            if self.said_after == "passed":
                told = f"passes now, before: {self.said_before}"
            return f"{self.case} {told}"
        return self.said_after or self.said_before


def compare(before: Grade, after: Grade) -> tuple[Change, ...]:
    """Return every score that changed, a line for each test case that came out differently."""
    if before.status != after.status:
        said = (before.message or before.status, after.message or after.status)
        return (Change(after, "", _end(before), _end(after), "", *said),)
    old = {question.name: question for question in before.questions}
    new = {question.name: question for question in after.questions}
    changes: list[Change] = []
    for name in dict.fromkeys([*old, *new]):
        one, other = old.get(name), new.get(name)
        if one is None or other is None or not _same(one, other):
            changes += _question(after, name, one, other, before)
    return tuple(changes)


def _question(
    after: Grade, name: str, one: Question | None, other: Question | None, before: Grade
) -> Iterable[Change]:
    shown = (_score(one), _score(other))
    old = {case.name: case for case in one.cases} if one else {}
    new = {case.name: case for case in other.cases} if other else {}
    differ = [
        case
        for case in dict.fromkeys([*old, *new])
        if (case in old and old[case].passed) != (case in new and new[case].passed)
    ]
    if not differ:
        said = (_stopped(before), _stopped(after)) if one and other else ("", "")
        yield Change(after, name, *shown, "", *said)
    for case in differ:
        yield Change(after, name, *shown, case, _said(old.get(case)), _said(new.get(case)))


def _same(one: Question, other: Question) -> bool:
    return abs(one.score - other.score) < 1e-9 and abs(one.possible - other.possible) < 1e-9


def _score(question: Question | None) -> str:
    return "none" if question is None else f"{question.score:g} / {question.possible:g}"


def _end(grade: Grade) -> str:
    return f"{grade.total:g} / {grade.possible:g}" if grade.status == "graded" else grade.status


def _said(case: Case | None) -> str:
    if case is None:
        return "there is no such test"
    if case.passed:
        return "passed"
    lines = [line.strip() for line in case.message.splitlines() if line.strip()]
    return lines[-1] if lines else "failed"


def _stopped(grade: Grade) -> str:
    if not grade.errors:
        return "no cell stopped"
    first = grade.errors[0]
    return f"cell {first['cell']} stopped: {first['error']}"


def as_csv(changes: Iterable[Change]) -> str:
    """Return all changes as RFC 4180 text."""
    rows = []
    for one in changes:
        who = one.grade.submission.student
        told = (who.college, who.shown, who.id, one.question, one.before, one.after)
        said = (one.case, one.said_before, one.said_after, one.grade.submission.origin)
        rows.append([*map(cell, told), *map(cell, said)])
    return rows_as_csv([list(_COLUMNS), *rows])
