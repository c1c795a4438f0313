"""Reads a class list as staff upload it: a CSV of Canvas or a spreadsheet, or plain addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coursekit.spec.class_table import (
    ADDRESS,
    MOST_BYTES,
    MOST_ROWS,
    NAMES,
    ClassListError,
    cell_of,
    headings,
    is_nobody,
    name_of,
    rows_of,
    text_of,
)

__all__ = ["MOST_BYTES", "MOST_ROWS", "ClassListError", "Listed", "codes_csv", "parse"]

_HEADINGS = {
    "email": ("email", "e-mail", "email address", "e-mail address", "mail", "sis login id",
              "login id", "login"),
    "id": ("student id", "student number", "id", "sis user id", "sis id", "user id"),
    **NAMES,
}  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """One person of a class list."""

    email: str
    """In lower case: what they sign in with."""
    shown: str = ""
    id: str = ""


def parse(content: bytes, domains: tuple[str, ...] = ()) -> tuple[Listed, ...]:
    """Return the people of a class list, in its order.

    With ``domains``, addresses of others are refused. Raises ``ClassListError`` with every problem;
    nothing of a list with a problem is to be used.
    """
    rows = rows_of(text_of(content))
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
        if is_nobody(cells, person.shown, person.email):
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


def _columns(rows: list[tuple[int, list[str]]]) -> tuple[dict[str, int], int]:
    """Return where the columns are, and the first row of people."""
    cells = rows[0][1]
    addresses = [index for index, cell in enumerate(cells) if ADDRESS.fullmatch(cell)]
    if addresses:  # no headings: plain addresses, perhaps with a name beside them
        at = addresses[0]
        other = next((index for index in range(len(cells)) if index != at), None)
        return {"email": at} | ({"name": other} if other is not None else {}), 0
    return headings(cells, _HEADINGS), 1


def _person(cells: list[str], columns: dict[str, int]) -> Listed:
    email, own = cell_of(cells, columns, "email"), cell_of(cells, columns, "id")
    return Listed(email.lower(), name_of(cells, columns), own[:100])


def _complaint(person: Listed, domains: tuple[str, ...]) -> str:
    if not person.email:
        return f"{person.shown or 'this person'} has no e-mail address."
    if not ADDRESS.fullmatch(person.email) or len(person.email) > 254:
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
