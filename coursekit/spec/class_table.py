"""A table of people as staff export it: CSV with headings, or plain addresses one a line.

Columns are known by their headings, in any order. The headings are those that exports have:

- Canvas, gradebook: ``Student``, ``ID``, ``SIS User ID``, ``SIS Login ID``, ``Section``, a row
  ``Points Possible`` and a test student (Instructor Guide, "export grades in the Gradebook"); a
  group's list: ``name``, ``canvas_user_id``, ``user_id``, ``login_id``, ``sections``,
  ``group_name``;
- Moodle, participants and grades: ``First name``, ``Surname`` (newer ones ``Last name``),
  ``ID number``, ``Email address``, ``Username``; grading worksheet: ``Identifier``
  (``Participant 123``), ``Full name``;
- Blackboard: ``Last Name``, ``First Name``, ``Username``, ``Student ID``;
- Banner's class list: ``Student Name``, ``ID`` or ``Banner ID``, ``Email``, ``CRN``;
- Gradescope: ``Name``, ``SID``, ``Email``, ``Sections``, ``Role``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence

MOST_ROWS = 5_000
MOST_BYTES = 2_000_000

Columns = Mapping[str, Sequence[str]]
"""Headings in lower case, by what their column is; the first that is there counts."""

ADDRESS = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"']+")
"""What looks like an e-mail address."""

NAMES: Columns = {
    "name": ("student", "name", "student name", "full name", "display name"),
    "first": ("first name", "first", "given name", "firstname"),
    "last": ("last name", "last", "family name", "surname", "lastname"),
}
"""The columns of a name."""


class ClassListError(ValueError):
    """A class list that won't do; ``problems`` has a sentence for each row."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


def text_of(content: bytes) -> str:
    """Return a class list as text; raises ``ClassListError`` if it is none, or too large."""
    if len(content) > MOST_BYTES:
        raise ClassListError(["This file is too large for a class list: 2 MB at most."])
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ClassListError(
            ["This is not text in UTF-8. In a spreadsheet, save it as 'CSV UTF-8'."]
        ) from error
    if "\0" in text:
        raise ClassListError(["This is not a CSV file. In a spreadsheet, save it as 'CSV UTF-8'."])
    return text


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that aren't empty, with their line numbers."""
    head = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as error:
        raise ClassListError([f"Row {reader.line_num}: this is not CSV ({error})."]) from error
    rows = [(line, cells) for line, cells in rows if any(cells)]
    if not rows:
        raise ClassListError(["This file is empty."])
    if len(rows) > MOST_ROWS:
        raise ClassListError([f"These are too many rows: {MOST_ROWS} at most."])
    return rows


def headings(cells: Sequence[str], wanted: Columns) -> dict[str, int]:
    """Return where the columns are that ``wanted`` names."""
    known = [re.sub(r"\s+", " ", cell.lower()) for cell in cells]
    found = {}
    for key, names in wanted.items():
        at = next((known.index(name) for name in names if name in known), -1)
        if at >= 0:
            found[key] = at
    return found


def cell_of(cells: Sequence[str], columns: Mapping[str, int], key: str) -> str:
    """Return what a row has in a column; nothing if there is no such column."""
    at = columns.get(key, len(cells))
    return cells[at] if at < len(cells) else ""


def name_of(cells: Sequence[str], columns: Mapping[str, int]) -> str:
    """Return a person's name as people write it, whatever columns it is in."""
    first, last = cell_of(cells, columns, "first"), cell_of(cells, columns, "last")
    shown = cell_of(cells, columns, "name") or f"{first} {last}".strip()
    if shown.count(",") == 1:  # "Lovelace, Ada"
        shown = " ".join(part.strip() for part in reversed(shown.split(",")))
    return shown[:100]


def is_nobody(cells: Sequence[str], name: str, email: str) -> bool:
    """Tell Canvas's own rows: the points, and the test student, who has no address."""
    return any(cell == "Points Possible" for cell in cells) or (
        not email and name in ("Student Test", "Test Student")
    )
