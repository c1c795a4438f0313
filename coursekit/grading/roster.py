"""The class: who is in it, by the list that staff export, and whose each submission is by it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coursekit.errors import CoursekitError, Problem, Where
from coursekit.grading.model import Identity
from coursekit.spec.class_table import (
    ADDRESS,
    NAMES,
    ClassListError,
    cell_of,
    headings,
    is_nobody,
    name_of,
    rows_of,
    text_of,
)

_IDS = {
    "own": ("id", "canvas_user_id", "canvas user id", "identifier", "student id"),
    "sis": ("sis user id", "sis id", "user_id", "user id", "student number", "id number", "sid"),
    "student": ("student id", "banner id", "integration id", "uid"),
}
_COLUMNS = {
    **_IDS,
    **NAMES,
    "email": ("email", "e-mail", "email address", "e-mail address", "mail", "student email"),
    "login": ("sis login id", "login id", "login_id", "login", "username", "user name"),
    "section": ("section", "sections", "section name", "child course id", "crn", "groups"),
    "college": ("college", "campus"),
    "group": ("group_name", "group name", "group"),
    "role": ("role", "roles"),
}
_NO_STUDENT = re.compile(r"(?i)\b(teacher|instructor|ta|manager|designer|observer|staff)\b")


@dataclass(frozen=True)
class Member:
    """One person of the class list."""

    name: str = ""
    ids: tuple[str, ...] = ()
    """Every number or key that the list has of them, the one of the list's own system first."""
    email: str = ""
    login: str = ""
    section: str = ""
    college: str = ""
    group: str = ""

    def identity(self, found: Identity) -> Identity:
        """Return what is known of this person, by the list and by what they handed in."""
        return replace(
            found,
            name=self.name or found.name,
            id=found.id or next(iter(self.ids), ""),
            email=self.email or found.email,
            login=found.login if found.college else (self.login or found.login),
            section=self.section or found.section,
            college=found.college or self.college,
            known=True,
        )


def read_roster(path: Path, domains: Mapping[str, str]) -> tuple[Member, ...]:
    """Read a class list; ``domains`` gives the college of an e-mail domain.

    Raises ``CoursekitError`` for a file that is none, and for two rows with one id or address.
    """
    try:
        rows = rows_of(text_of(path.read_bytes()))
    except OSError as error:
        raise CoursekitError(
            f"the class list can't be read: {(error.strerror or str(error)).lower()}",
            Where(path),
            hint="check the path given with --roster",
        ) from error
    except ClassListError as error:
        raise CoursekitError.of(Problem(text, Where(path)) for text in error.problems) from error
    columns, first = _columns(rows[0][1])
    if not {"own", "sis", "student", "email", "login", "name", "first"} & set(columns):
        found = ", ".join(f"'{cell}'" for cell in rows[0][1] if cell)[:200]
        raise CoursekitError(
            "no column of this class list has names, ids or e-mail addresses",
            Where(path, rows[0][0]),
            details=f"the first row has {found}",
            hint="export it from Canvas, Moodle, Blackboard or Banner, with its headings",
        )
    members = []
    lines = []
    for line, cells in rows[first:]:
        member = _member(cells, columns, domains)
        if not is_nobody(cells, member.name, member.email) and not _is_staff(cells, columns):
            members.append(member)
            lines.append(line)
    _require_distinct(members, lines, path)
    return tuple(members)


def _columns(cells: list[str]) -> tuple[dict[str, int], int]:
    addresses = [index for index, cell in enumerate(cells) if ADDRESS.fullmatch(cell)]
    if addresses:
        others = [index for index in range(len(cells)) if index not in addresses]
        return {"email": addresses[0]} | ({"name": others[0]} if others else {}), 0
    return headings(cells, _COLUMNS), 1


def _member(cells: list[str], columns: dict[str, int], domains: Mapping[str, str]) -> Member:
    email, login = cell_of(cells, columns, "email").lower(), cell_of(cells, columns, "login")
    if not email and ADDRESS.fullmatch(login):
        email = login.lower()
    ids = (cell_of(cells, columns, key).removeprefix("Participant ") for key in _IDS)
    return Member(
        name_of(cells, columns),
        tuple(dict.fromkeys(one for one in ids if one)),
        email,
        login,
        cell_of(cells, columns, "section"),
        cell_of(cells, columns, "college") or domains.get(email.rpartition("@")[2], ""),
        cell_of(cells, columns, "group"),
    )


def _is_staff(cells: list[str], columns: dict[str, int]) -> bool:
    return bool(_NO_STUDENT.search(cell_of(cells, columns, "role")))


def _require_distinct(members: list[Member], lines: list[int], path: Path) -> None:
    """Refuse a list that has two people under one key: grades would go to one for the other."""
    problems = []
    seen: dict[tuple[str, str], int] = {}
    for member, line in zip(members, lines, strict=True):
        keys = [("the e-mail address", member.email), ("the id", next(iter(member.ids), ""))]
        for what, value in keys:
            if value and (what, value) in seen:
                text = f"{what} {value} is in line {seen[what, value]} too"
                hint = "correct the list: each person once"
                problems.append(Problem(text, Where(path, line), hint))
            seen.setdefault((what, value), line)
    if problems:
        raise CoursekitError.of(problems)


class Matcher:
    """Finds people of a class list by what a source says of them."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.members = tuple(members)
        self._ids = self._index((m, m.ids) for m in self.members)
        self._emails = self._index((m, (m.email,)) for m in self.members)
        self._logins = self._index(
            (m, {m.login.lower(), m.email, m.email.partition("@")[0]}) for m in self.members
        )
        self._names = self._index((m, spellings(m.name)) for m in self.members)
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for index, member in enumerate(self.members):
            if member.group:
                groups[squeezed(member.group)].append(index)
        self._groups = dict(groups)

    def find(self, who: Identity) -> tuple[int, str] | None:
        """Return who of the list this is, and by what: id, e-mail, login or name, in this order.

        What several people of the list share identifies nobody; neither does a login or a name
        identify somebody of another college.
        """
        loose = not who.college
        tries = [
            ("id", self._ids, [who.id]),
            ("e-mail", self._emails, [who.email.lower()]),
            ("login", self._logins, [who.login.lower()]),
            ("id", self._ids, [who.login] if loose else []),
            ("name", self._names, spellings(who.name)),
            ("name", self._names, spellings(who.login) if loose else []),
        ]
        for how, known, keys in tries:
            found = {index for key in keys for index in known.get(key, ())}
            if how in ("login", "name"):
                found = {i for i in found if not _differ(self.members[i].college, who.college)}
            if len(found) == 1:
                return found.pop(), how
        return None

    def group(self, name: str) -> tuple[int, ...]:
        """Return the people of a group, if the list has one of this name."""
        return tuple(self._groups.get(squeezed(name), ())) if name else ()

    @staticmethod
    def _index(pairs: Iterable[tuple[Member, Iterable[str]]]) -> dict[str, set[int]]:
        """Return where in the list each key is."""
        found: defaultdict[str, set[int]] = defaultdict(set)
        for index, (_, keys) in enumerate(pairs):
            for key in set(keys) - {""}:
                found[key].add(index)
        return found


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def squeezed(text: str) -> str:
    """Return a name without accents, capitals, spaces and signs: ``Müller, Jo`` is mullerjo."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def spellings(name: str) -> set[str]:
    """Return the forms in which a name is compared: as it is, and family name first.

    Canvas squeezes "Doe, Ada" to ``doeada``; Moodle and people write "Ada Doe".
    """
    words = [squeezed(word) for word in re.split(r"[\s_]+", name.replace(",", " "))]
    words = [word for word in words if word]
    whole = "".join(words)
    turned = {"".join(words[-n:] + words[:-n]) for n in range(1, len(words))}
    return {whole, *turned} - {""}
