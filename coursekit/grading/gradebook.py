"""The gradebook: one row for each submission, also for those that could not be graded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from coursekit.grading.model import Grade

_WHO = ("college", "student", "id", "email", "section", "identified")


def as_csv(grades: Iterable[Grade]) -> str:
    """Return the gradebook as RFC 4180 text, sorted by college and student.

    What has no total has empty scores, so that nobody takes it for a zero by accident. Text that
    a spreadsheet would run as a formula is quoted with an apostrophe
    (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    rows = []
    names: dict[str, None] = {}
    for grade in grades:
        done = grade.status == "graded"
        scores = {one.name: f"{one.score:g}" for one in grade.questions} if done else {}
        names |= dict.fromkeys(scores)
        rows.append((_sorted_by(grade), _before(grade, done=done), scores, _after(grade)))
    out = io.StringIO()
    writer = csv.writer(out)
    head = [*_WHO, "status", "late", "total", "possible", *names, "message", "notes", "file"]
    writer.writerow(head)
    for _, before, scores, after in sorted(rows, key=lambda row: row[0]):
        writer.writerow([*before, *(scores.get(name, "") for name in names), *after])
    return out.getvalue()


def _sorted_by(grade: Grade) -> tuple[str, str, str]:
    student = grade.submission.student
    return student.college, student.shown, grade.submission.origin


def _before(grade: Grade, *, done: bool) -> list[str]:
    student = grade.submission.student
    late = {True: "late", False: "", None: ""}[grade.submission.late]
    who = (student.college, student.shown, student.id, student.email, student.section)
    total = [f"{grade.total:g}", f"{grade.possible:g}"] if done else ["", ""]
    known = "yes" if student.known else "no"
    return [*map(_safe, who), known, grade.status, late, *total]


def _after(grade: Grade) -> list[str]:
    return [_safe(grade.message), _safe("; ".join(grade.notes)), _safe(grade.submission.origin)]


def _safe(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line
