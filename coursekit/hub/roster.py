"""A college's roster: who may sign in with a password. One file, which only the hub can read."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from coursekit.hub.class_list import Listed
from coursekit.hub.passwords import code_digest, new_code
from coursekit.hub.people import name_for
from coursekit.hub.private import write_private
from coursekit.hub.site import Site
from coursekit.spec.login import RosterLogin


class Entry(BaseModel):
    """One person on a roster."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """Their name within the college: it stays, whatever becomes of the address."""
    email: str
    shown: str = ""
    id: str = ""
    active: bool = True
    code: str = ""
    """Digest of the code for the first sign-in, as long as it is good."""
    password: str = ""
    """What is kept of the password; empty before the first sign-in."""


class _Entries(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Merged:
    """What an uploaded class list made of a roster."""

    entries: tuple[Entry, ...]
    codes: dict[str, str]
    """Codes for first sign-ins, by name: to be shown once."""
    added: int
    back: int
    gone: int


def merge(entries: Iterable[Entry], listed: Iterable[Listed]) -> Merged:
    """Return the roster after an upload: new people added, people no longer listed inactive.

    Somebody is known again by id, else by address; a person keeps name and password, so that a
    student who comes back finds everything as it was.
    """
    old = {entry.name: entry for entry in entries}
    by_id = {entry.id: entry for entry in old.values() if entry.id}
    by_email = {entry.email: entry for entry in old.values()}
    now: dict[str, Entry] = {}
    codes: dict[str, str] = {}
    back = 0
    for person in listed:
        known = by_id.get(person.id) if person.id else None
        known = known or _same(by_email.get(person.email), person)
        if known is not None and known.name not in now:
            back += not known.active
            update = {
                "email": person.email,
                "shown": person.shown or known.shown,
                "id": person.id or known.id,
                "active": True,
            }
            now[known.name] = known.model_copy(update=update)
            continue
        name = _free_name(person, {*old, *now})
        codes[name] = new_code()
        now[name] = Entry(
            name=name,
            email=person.email,
            shown=person.shown,
            id=person.id,
            code=code_digest(codes[name]),
        )
    gone = {name: entry for name, entry in old.items() if name not in now}
    left = tuple(entry.model_copy(update={"active": False}) for entry in gone.values())
    return Merged(
        entries=(*now.values(), *left),
        codes=codes,
        added=len(codes),
        back=back,
        gone=sum(entry.active for entry in gone.values()),
    )


def _same(entry: Entry | None, person: Listed) -> Entry | None:
    """Return ``entry`` unless its id says that the address went on to somebody else."""
    return None if entry is None or (entry.id and person.id and entry.id != person.id) else entry


def _free_name(person: Listed, taken: set[str]) -> str:
    name = name_for(person.email)
    return name if name not in taken else name_for(person.email, owner=person.id or new_code())


class Roster:
    """The roster of one college in a file, read again whenever it has changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._entries: tuple[Entry, ...] = ()

    def entries(self) -> tuple[Entry, ...]:
        """Return everybody, those who left included; nobody if nothing was uploaded yet.

        Raises ``OSError`` or ``ValueError`` for a file that can't be read or was damaged.
        """
        try:
            found = self.path.stat()
        except FileNotFoundError:
            self._seen, self._entries = None, ()
            return ()
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        if seen != self._seen:
            self._entries = _Entries.model_validate_json(self.path.read_bytes()).entries
            self._seen = seen
        return self._entries

    def find(self, email: str) -> Entry | None:
        """Return who signs in with an address, if they may."""
        wanted = email.strip().lower()
        people = (entry for entry in self.entries() if entry.email == wanted and entry.active)
        return next(people, None)

    def named(self, name: str) -> Entry | None:
        """Return the person of a name, whether they may sign in or not."""
        return next((entry for entry in self.entries() if entry.name == name), None)

    def write(self, entries: Iterable[Entry]) -> None:
        """Replace everybody."""
        write_private(self.path, _Entries(entries=tuple(entries)).model_dump_json(indent=1))

    def change(self, name: str, **update: object) -> None:
        """Change one person."""
        self.write(
            entry.model_copy(update=update) if entry.name == name else entry
            for entry in self.entries()
        )

    def renew_code(self, name: str) -> str:
        """Return a new code for a first sign-in; the password so far is good no more."""
        code = new_code()
        self.change(name, code=code_digest(code), password="")
        return code


class Rosters:
    """The rosters of a hub, below one folder: a college's students, and its staff."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, Roster] = {}

    def students(self, college_id: str) -> Roster:
        """Return the roster that staff upload."""
        return self._roster(f"{college_id}.json")

    def staff(self, college_id: str) -> Roster:
        """Return the accounts of the college's staff."""
        return self._roster(f"{college_id}.staff.json")

    def prepare(self, site: Site) -> None:
        """Have the codes of all staff ready when the hub starts."""
        for college in site.colleges:
            if isinstance(college.login, RosterLogin):
                self.update_staff(college.id, college.staff)

    def update_staff(self, college_id: str, staff: tuple[str, ...]) -> None:
        """Let the staff that ``fleet.yml`` names sign in.

        The codes for their first sign-in go to ``<college>.staff-codes.txt`` in the folder, for
        whoever runs the hub to hand on. To let everybody start afresh, delete
        ``<college>.staff.json``.
        """
        roster = self.staff(college_id)
        active = {entry.email for entry in roster.entries() if entry.active}
        if active == {address.lower() for address in staff}:
            return
        merged = merge(roster.entries(), (Listed(address.lower()) for address in staff))
        if merged.codes:
            new = [f"{name} {code}" for name, code in merged.codes.items()]
            self._write_codes(college_id, without=set(merged.codes), new=new)
            logging.getLogger(__name__).warning(
                "Staff of %s sign in the first time with the codes in %s",
                college_id,
                self._codes(college_id),
            )
        roster.write(merged.entries)

    def used_code(self, college_id: str, name: str) -> None:
        """Take a code that has done its work out of the staff's file."""
        if self._codes(college_id).exists():
            self._write_codes(college_id, without={name})

    def _codes(self, college_id: str) -> Path:
        return self.folder / f"{college_id}.staff-codes.txt"

    def _write_codes(self, college_id: str, *, without: set[str], new: Iterable[str] = ()) -> None:
        path = self._codes(college_id)
        old = path.read_text("utf-8").splitlines() if path.exists() else []
        lines = [line for line in old if line.partition(" ")[0] not in without]
        write_private(path, "".join(f"{line}\n" for line in [*lines, *new]))

    def find(self, college_id: str, email: str) -> tuple[Roster, Entry] | None:
        """Return who signs in at a college with an address, and the roster they are on."""
        for roster in (self.staff(college_id), self.students(college_id)):
            entry = roster.find(email)
            if entry is not None:
                return roster, entry
        return None

    def admits(self, college_id: str, name: str) -> bool:
        """Tell whether the person of a name may (still) be here."""
        people = (
            roster.named(name) for roster in (self.staff(college_id), self.students(college_id))
        )
        return any(entry is not None and entry.active for entry in people)

    def __deepcopy__(self, memo: dict[int, Any]) -> Rosters:
        """Stay one: traitlets copies every value of a configuration."""
        return self

    def _roster(self, name: str) -> Roster:
        return self._open.setdefault(name, Roster(self.folder / name))
