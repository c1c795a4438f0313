"""The gradebook: one row for each submission, also for those that could not be graded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coursekit.grading.model import Grade, Submission
from coursekit.grading.outputs.by_hand import Marked
from coursekit.grading.outputs.words import cell, points, rows_as_csv

IDENTITY = ("college", "section", "name", "login", "id", "email")


def as_csv(graded: Iterable[Marked], questions: Sequence[str]) -> str:
    """Return the gradebook as RFC 4180 text, sorted by college and student.

    ``questions`` are the columns. What could not be graded has no total, so that nobody takes it
    for a zero by accident, and neither has one whose questions wait for a person (``to mark``).
    """
    head = [*IDENTITY, "known", "status", "total", "possible", "late", "handed in"]
    head += [*map(cell, questions), "to mark", "message", "notes", "file"]
    rows = sorted(((_order(one.grade), _row(one, questions)) for one in graded), key=lambda r: r[0])
    return rows_as_csv([head, *(row for _, row in rows)])


def late_in_words(submission: Submission) -> str:
    """Return ``yes``, ``no``, or nothing where it can't be told."""
    return "" if submission.late is None else ("yes" if submission.late else "no")


def _order(grade: Grade) -> tuple[str, ...]:
    who = grade.submission.student
    return (who.college, who.section, who.shown.casefold(), grade.submission.origin)


def _row(one: Marked, questions: Sequence[str]) -> list[str]:
    grade, submission = one.grade, one.grade.submission
    who = submission.student
    scores = {question.name: points(question.score) for question in grade.questions}
    scores |= {mark.question: points(mark.points) for mark in one.marks if mark.points is not None}
    when = submission.handed_in
    return [
        *(cell(getattr(who, column)) for column in IDENTITY),
        "yes" if who.known else "no",
        grade.status,
        "" if one.total is None else points(one.total),
        points(one.possible) if grade.status == "graded" else "",
        late_in_words(submission),
        when.isoformat(timespec="seconds") if when else "",
        *(scores.get(name, "") for name in questions),
        cell("; ".join(one.pending)),
        cell(grade.message, 1000),
        cell("; ".join(grade.notes), 1000),
        cell(submission.origin),
    ]
