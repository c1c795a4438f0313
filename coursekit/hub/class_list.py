"""Reads a class list as staff upload it: a CSV out of Canvas or a spreadsheet, or plain addresses.

Columns are known by their headings, in any order. Canvas's gradebook export has ``Student``,
``ID``, ``SIS User ID``, ``SIS Login ID`` and ``Section``, a row ``Points Possible`` and a test
student: https://community.canvaslms.com (Instructor Guide, "export grades in the Gradebook").
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_ROWS = 5_000
MOST_BYTES = 2_000_000

_HEADINGS = {
    "email": ("email", "e-mail", "email address", "e-mail address", "mail", "sis login id",
              "login id", "login"),
    "name": ("student", "name", "student name", "full name", "display name"),
    "first": ("first name", "first", "given name", "firstname"),
    "last": ("last name", "last", "family name", "surname", "lastname"),
    "id": ("student id", "student number", "id", "sis user id", "sis id", "user id"),
}  # fmt: skip
_ADDRESS = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"']+")


@dataclass(frozen=True)
class Listed:
    """One person of a class list."""

    email: str
    """In lower case: what they sign in with."""
    shown: str = ""
    id: str = ""


class ClassListError(ValueError):
    """A class list that won't do; ``problems`` has a sentence for each row."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


def parse(content: bytes, domains: tuple[str, ...] = ()) -> tuple[Listed, ...]:
    """Return the people of a class list, in its order.

    With ``domains``, addresses of others are refused. Raises ``ClassListError`` with every problem;
    nothing of a list with a problem is to be used.
    """
    rows = _rows(_text(content))
    columns, first = _columns(rows)
    if "email" not in columns:
        found = ", ".join(f"'{cell}'" for cell in rows[0][1] if cell)[:200]
        raise ClassListError(
            [f"No column has e-mail addresses; the first row has {found}. Name one 'Email'."]
        )
    people: dict[str, tuple[int, Listed]] = {}
    ids: dict[str, int] = {}
    problems = []
    for line, cells in rows[first:]:
        person = _person(cells, columns)
        if _not_a_student(cells, person):
            continue
        if complaint := _complaint(person, domains):
            problems.append(f"Row {line}: {complaint}")
        elif person.email in people:
            problems.append(f"Row {line}: {person.email} is in row {people[person.email][0]} too.")
        elif person.id and person.id in ids:
            problems.append(f"Row {line}: the id {person.id} is in row {ids[person.id]} too.")
        else:
            people[person.email] = line, person
            ids[person.id] = line
    if not people and not problems:
        problems = ["Nobody is on this list."]
    if problems:
        raise ClassListError(problems)
    return tuple(person for _, person in people.values())


def _text(content: bytes) -> str:
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


def _rows(text: str) -> list[tuple[int, list[str]]]:
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


def _columns(rows: list[tuple[int, list[str]]]) -> tuple[dict[str, int], int]:
    """Return where the columns are, and the first row of people."""
    cells = rows[0][1]
    addresses = [index for index, cell in enumerate(cells) if _ADDRESS.fullmatch(cell)]
    if addresses:  # no headings: plain addresses, perhaps with a name beside them
        at = addresses[0]
        other = next((index for index in range(len(cells)) if index != at), None)
        return {"email": at} | ({"name": other} if other is not None else {}), 0
    known = [re.sub(r"\s+", " ", cell.lower()) for cell in cells]
    found = {}
    for key, headings in _HEADINGS.items():
        at = next((known.index(heading) for heading in headings if heading in known), -1)
        if at >= 0:
            found[key] = at
    return found, 1


def _person(cells: list[str], columns: dict[str, int]) -> Listed:
    def cell(key: str) -> str:
        at = columns.get(key, len(cells))
        return cells[at] if at < len(cells) else ""

    shown = cell("name") or f"{cell('first')} {cell('last')}".strip()
    if shown.count(",") == 1:  # "Lovelace, Ada"
        shown = " ".join(part.strip() for part in reversed(shown.split(",")))
    return Listed(cell("email").lower(), shown[:100], cell("id")[:100])


def _not_a_student(cells: list[str], person: Listed) -> bool:
    """Tell Canvas's own rows: the points, and the test student, who has no address."""
    return any(cell == "Points Possible" for cell in cells) or (
        not person.email and person.shown in ("Student Test", "Test Student")
    )


def _complaint(person: Listed, domains: tuple[str, ...]) -> str:
    if not person.email:
        return f"{person.shown or 'this person'} has no e-mail address."
    if not _ADDRESS.fullmatch(person.email) or len(person.email) > 254:
        return f"'{person.email[:60]}' is not an e-mail address."
    if domains and person.email.rpartition("@")[2] not in domains:
        return f"{person.email} is not of {' or '.join(domains)}."
    return ""


def codes_csv(rows: Iterator[tuple[str, str, str]]) -> str:
    """Return the CSV of names, addresses and codes; no cell is a formula to a spreadsheet."""
    lines = [("Name", "Email", "Code"), *rows]
    safe = ([f"'{cell}" if cell[:1] in "=+-@\t" else cell for cell in line] for line in lines)
    quoted = ('"' + '","'.join(cell.replace('"', '""') for cell in line) + '"' for line in safe)
    return "\r\n".join(quoted) + "\r\n"
