"""The gradebook: one row for each submission, also for those that could not be graded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coursekit.grading.submissions import Submission

STATUSES = ("graded", "failed")


@dataclass(frozen=True)
class Grade:
    """What one submission came to: otter's score of each question, or why there is none."""

    submission: Submission
    status: str
    message: str = ""
    total: float = 0
    possible: float = 0
    questions: Mapping[str, float] = field(default_factory=dict)


def grade_of(submission: Submission, answer: Mapping[str, Any]) -> Grade:
    """Turn what the grading job returned for a submission into its grade."""
    if not answer.get("ok"):
        return Grade(submission, "failed", message=str(answer.get("error", "")))
    errors = answer.get("errors", [])
    said = f"cell {errors[0]['cell']}: {errors[0]['error']}" if errors else ""
    return Grade(
        submission,
        "graded",
        message=said,
        total=answer["total"],
        possible=answer["possible"],
        questions={item["name"]: item["score"] for item in answer["questions"]},
    )


def as_csv(grades: Iterable[Grade]) -> str:
    """Return the gradebook as RFC 4180 text, sorted by college and student.

    A failed submission has empty scores, so that nobody takes it for a zero by accident. Text that
    a spreadsheet would run as a formula is quoted with an apostrophe
    (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    rows = sorted(grades, key=lambda grade: (grade.submission.college, grade.submission.student))
    names = _question_names(rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["college", "student", "status", "total", "possible", *names, "message", "file"]
    )
    for grade in rows:
        done = grade.status == "graded"
        writer.writerow(
            [
                _safe(grade.submission.college),
                _safe(grade.submission.student),
                grade.status,
                f"{grade.total:g}" if done else "",
                f"{grade.possible:g}" if done else "",
                *(f"{grade.questions[n]:g}" if n in grade.questions else "" for n in names),
                _safe(grade.message),
                _safe(str(grade.submission.path)),
            ]
        )
    return out.getvalue()


def _question_names(grades: Sequence[Grade]) -> list[str]:
    return list(dict.fromkeys(name for grade in grades for name in grade.questions))


def _safe(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line
