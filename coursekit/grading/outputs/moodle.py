"""Scores for Moodle: a CSV for its grade import, and its offline grading worksheet.

The grade import (Grades > Import > CSV file) lets staff say which column is what; it finds a
student by e-mail address, username or ID number. The worksheet is that of an assignment with the
feedback type "Offline grading worksheet" (``mod/assign/gradingtable.php`` and
``feedback/offline/importgradeslib.php`` of Moodle): its rows are found by ``Identifier``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from coursekit.errors import CoursekitError, Problem, Where
from coursekit.grading.outputs.by_hand import Marked
from coursekit.grading.outputs.matching import People, Person
from coursekit.grading.outputs.words import cell, many, points, rows_as_csv

WORKSHEET = (
    "Identifier",
    "Full name",
    "Email address",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Last modified (grade)",
    "Feedback comments",
)
_PARTICIPANT = "Participant "
"""What Moodle puts before the number (``hiddenuser`` in its language file)."""


def as_csv(graded: Iterable[Marked], title: str, *, ids: bool) -> str:
    """Return the file for the grade import: who it is, and the points.

    ``ids`` tells that students' ids are numbers of Moodle's participants, which that import does
    not know. Who has no grade has no row: Moodle keeps what it has.
    """
    rows = []
    for one in graded:
        if one.total is not None:
            who = one.grade.submission.student
            known = (who.email, who.login, "" if ids else who.id, who.name)
            rows.append([*map(cell, known), points(one.total)])
    head = ["Email address", "Username", "ID number", "Full name", cell(title)]
    return rows_as_csv([head, *sorted(rows)])


def worksheet(graded: Iterable[Marked]) -> str:
    """Return the worksheet of an assignment that was downloaded from Moodle."""
    rows = []
    for one in graded:
        who = one.grade.submission.student
        if one.total is not None and who.id.isdigit():
            late = one.grade.submission.late
            status = "Submitted for grading" + (" - late" if late else "")
            score = [points(one.total), points(one.possible), "Yes", "-", "-", _comments(one)]
            rows.append(
                [f"{_PARTICIPANT}{who.id}", cell(who.name), cell(who.email), status, *score]
            )
    return rows_as_csv([WORKSHEET, *sorted(rows, key=lambda row: int(row[0].split()[-1]))])


def filled(
    path: Path, content: bytes, graded: Iterable[Marked], *, ids: bool
) -> tuple[str, tuple[Problem, ...]]:
    """Return Moodle's own worksheet with grades and comments filled in, all else as it was.

    Raises ``CoursekitError`` if it is none.
    """
    text = content.decode("utf-8-sig", "replace")
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    head = rows[0] if rows else []
    missing = [name for name in ("Identifier", "Grade") if name not in head]
    if missing:
        raise CoursekitError(
            f"this is no grading worksheet of Moodle: no column '{missing[0]}'",
            Where(path, 1),
            hint="in Moodle, in English: the assignment > Submissions > Download grading worksheet",
        )
    at = {name: index for index, name in enumerate(head)}
    for row in rows:
        row += [""] * (len(head) - len(row))
    people = People(Person(number, _told(row, at)) for number, row in enumerate(rows[1:], start=1))
    nobody = []
    for one in graded:
        if one.total is None:
            continue
        who = one.grade.submission.student
        found = people.row(who, [("id", who.id)] if ids else [("number", who.id)])
        if found is None:
            nobody.append(who.shown)
            continue
        rows[found][at["Grade"]] = points(one.total)
        if "Feedback comments" in at and _comments(one):
            rows[found][at["Feedback comments"]] = _comments(one)
    problems = []
    if nobody:
        shown = ", ".join(cell(name, 60) for name in nobody[:10])
        message = f"{many(len(nobody), 'student')} not in Moodle's worksheet: {shown}"
        problems.append(Problem(message, Where(path), hint="type these grades into Moodle by hand"))
    return rows_as_csv(rows), tuple(problems)


def _told(row: list[str], at: dict[str, int]) -> dict[str, str]:
    def of(column: str) -> str:
        return row[at[column]] if column in at else ""

    return {
        "id": of("Identifier").rpartition(" ")[2],
        "number": of("ID number"),
        "login": of("Username"),
        "email": of("Email address"),
        "name": of("Full name"),
    }


def _comments(one: Marked) -> str:
    said = [f"{mark.question}: {mark.comment}" for mark in one.marks if mark.comment]
    return cell("; ".join(said), 2000)
