"""The CSV that Canvas's gradebook imports: exactly the rows and columns that Canvas exports.

The form is Canvas's own (``lib/gradebook_exporter.rb`` and ``lib/gradebook_importer.rb`` of
canvas-lms): ``Student, ID, SIS User ID, SIS Login ID, [Integration ID,] [Root Account,] Section``
(or ``LastName, FirstName`` for ``Student``), then the assignments as ``Title (id)``, then columns
that Canvas works out itself; below the header perhaps a row of posting policies, then
``    Points Possible``, then the students.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CoursekitError, Problem, Where
from coursekit.grading.outputs.by_hand import Marked
from coursekit.grading.outputs.matching import People, Person
from coursekit.grading.outputs.words import cell, many, points, rows_as_csv

HEADER = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POSSIBLE = "    Points Possible"
_NAMES = ("Student", "LastName")
_NO_STUDENT = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE)
_WITH_ID = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)


@dataclass(frozen=True)
class Export:
    """A gradebook as Canvas exported it."""

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    students: int
    """How many columns say who a student is."""


def read(path: Path, content: bytes) -> Export:
    """Read Canvas's export. Raises ``CoursekitError`` if it is none."""
    text = content.decode("utf-8-sig", "replace")
    mark = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error as error:
        raise _foreign(path, str(error)) from error
    header = rows[0] if rows else ()
    if "Section" not in header or "ID" not in header[:3] or header[0] not in _NAMES:
        raise _foreign(path, f"its first row is {', '.join(header[:6]) or 'empty'}")
    students = header.index("Section") + 1
    padded = [(*row, *[""] * (len(header) - len(row))) for row in rows[1:] if any(row)]
    return Export(path, header, tuple(padded), students)


def column(export: Export, title: str, name: str) -> int:
    """Return which column is the assignment's; its title decides, else its name.

    Raises ``CoursekitError`` where none or several fit.
    """
    titles = [_title(head) for head in export.header]
    for wanted in (title, name):
        found = [
            index
            for index, (head, own) in enumerate(zip(export.header, titles, strict=True))
            if index >= export.students
            and wanted.casefold().strip() in (own.casefold().strip(), head.casefold().strip())
        ]
        if len(found) == 1:
            return found[0]
        if found:
            message = f"several columns of Canvas are called '{wanted}'"
            raise CoursekitError(
                message, Where(export.path, 1), hint="rename all but one of them in Canvas"
            )
    own = [head for head in export.header[export.students :] if _WITH_ID.fullmatch(head)]
    shown = ", ".join(own[:12]) or "none"
    raise CoursekitError(
        f"no column of Canvas is called '{title}'",
        Where(export.path, 1),
        hint=f"give the assignment that title in course.yml; columns there: {shown}",
    )


def made(
    graded: Iterable[Marked], title: str, possible: float, *, ids: bool
) -> tuple[str, tuple[Problem, ...]]:
    """Return a file with what is known, and what Canvas will have to find out.

    ``ids`` tells that students' ids are Canvas's own: only then they may stand there, for Canvas
    believes an id more than a name.
    """
    rows, unknown = [], 0
    for one in graded:
        who = one.grade.submission.student
        if one.total is None:
            continue
        own = who.id if ids else ""
        if not (own or who.login or who.email or who.name):
            unknown += 1
            continue
        sis = "" if ids else who.id
        known = (who.name, own, sis, who.login or who.email, who.section)
        rows.append([*map(cell, known), points(round(one.total, 2))])
    rows.sort()
    problems = []
    if not ids:
        message = "canvas.csv was made without Canvas's own ids"
        hint = "Canvas looks for logins and names; surer: --roster with its own gradebook export"
        problems.append(Problem(message, hint=hint))
    if unknown:
        message = f"{many(unknown, 'student')} that nobody knows can't be in canvas.csv"
        problems.append(Problem(message, hint="give a roster with --roster"))
    head = [[*HEADER, cell(title)], [POSSIBLE, "", "", "", "", points(possible)]]
    return rows_as_csv([*head, *rows]), tuple(problems)


def filled(
    export: Export, target: int, graded: Iterable[Marked], *, ids: bool
) -> tuple[str, tuple[Problem, ...]]:
    """Return Canvas's own rows with the assignment's column filled, and who is not in them.

    Only who a student is and this one column are in it: importing it changes nothing else in
    Canvas. Who has no score here keeps what Canvas has. The points that are possible stay
    Canvas's.
    """
    scores, problems = _scores(export, graded, ids=ids)
    width = export.students
    rows = [(*export.header[:width], export.header[target])]
    for number, row in enumerate(export.rows):
        score = scores.get(number, row[target])
        # What Canvas wrote goes back to it; only names and logins are students' own words.
        rows.append((*map(_kept, row[:width]), score))
    return rows_as_csv(rows), tuple(problems)


def _scores(
    export: Export, graded: Iterable[Marked], *, ids: bool
) -> tuple[dict[int, str], list[Problem]]:
    people = People(_people(export))
    scores: dict[int, str] = {}
    nobody, twice = [], []
    for one in graded:
        if one.total is None:
            continue
        who = one.grade.submission.student
        kinds = [("id", who.id)] if ids else [("sis", who.id), ("login", who.id)]
        row = people.row(who, kinds)
        if row is None:
            nobody.append(who.shown)
        elif row in scores:
            twice.append(who.shown)
        else:
            scores[row] = points(round(one.total, 2))
    problems = []
    for names, what in ((nobody, "not in Canvas's gradebook"), (twice, "there twice in this run")):
        if names:
            shown = ", ".join(cell(name, 60) for name in names[:10])
            more = f" and {len(names) - 10} more" if len(names) > 10 else ""
            message = f"{many(len(names), 'student')} {what}: {shown}{more}"
            hint = "type these scores into Canvas by hand, or give a roster with their logins"
            problems.append(Problem(message, Where(export.path), hint=hint))
    return scores, problems


def other_points(export: Export, target: int, possible: float) -> Problem | None:
    """Return a warning if the assignment is worth something else in Canvas."""
    for row in export.rows:
        if "Points Possible" in row[0]:
            there = row[target].replace(",", ".").strip()
            if there and there != points(possible) and float_or_nan(there) != round(possible, 2):
                message = (
                    f"Canvas has {there} points for it, and {points(possible)} can be had here"
                )
                hint = "change the points in Canvas, or the scores will not mean the same"
                return Problem(message, Where(export.path), hint=hint)
    return None


def float_or_nan(text: str) -> float:
    """Return the number that a text is, or what equals none."""
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _people(export: Export) -> Iterator[Person]:
    at = {name: index for index, name in enumerate(export.header[: export.students])}
    for number, row in enumerate(export.rows):
        if "Points Possible" in row[0] or all(_NO_STUDENT.fullmatch(one) for one in row):
            continue
        first, last = at.get("FirstName"), at.get("LastName")
        name = (
            row[at["Student"]]
            if "Student" in at
            else " ".join(row[index] for index in (first, last) if index is not None)
        )
        yield Person(
            number,
            {
                "id": row[at["ID"]],
                "sis": row[at["SIS User ID"]] if "SIS User ID" in at else "",
                "login": row[at["SIS Login ID"]] if "SIS Login ID" in at else "",
                "name": name,
            },
        )


def _kept(text: str) -> str:
    return text if text.startswith(POSSIBLE) else cell(text, 1000)


def _title(head: str) -> str:
    match = _WITH_ID.fullmatch(head)
    return match["title"] if match else head


def _foreign(path: Path, why: str) -> CoursekitError:
    return CoursekitError(
        "this is no gradebook that Canvas exported",
        Where(path, 1),
        details=why,
        hint="in Canvas: Grades > Export > Export Entire Gradebook",
    )
