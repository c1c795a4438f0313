"""Numbers of students' Unix accounts: given once for the whole machine, and never again."""

from __future__ import annotations

import fcntl
import json
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

FIRST, LAST = 420_000, 499_999
"""Numbers that systemd leaves alone (https://systemd.io/UIDS-GIDS/)."""

SUBORDINATE = Path("/etc/subuid")
"""Numbers that are given to containers: subuid(5)."""

LEDGER = Path("/var/lib/coursekit/accounts.json")
"""Of the machine, not of a project: two fleets on it must not share a number."""


@dataclass(frozen=True)
class Ledger:
    """The list of who has which number: JSON, by the homes' folder and the hub's username.

    It lives outside of the project because a number must not be given again when the project's
    state is deleted: files of the person who had it may still be about.
    """

    path: Path = LEDGER
    subordinate: Path = SUBORDINATE

    def number(self, homes: Path, user: str) -> int:
        """Return the account of ``user``, allocating it if they have none yet.

        Raises ``OSError`` if the list can't be written, and when the numbers are used up.
        """
        key = f"{homes.resolve()}:{user}"
        with self._locked():
            known = self._read()
            if key not in known:
                known[key] = self._next(known)
                self._write(known)
            return known[key]

    def people(self, homes: Path) -> dict[int, tuple[str, str]]:
        """Return whose the accounts are that ``homes`` has: their colleges and names, by number.

        There are none for those who may not read the list: it is root's.
        """
        start = f"{homes.resolve()}:"
        try:
            known = self._read()
        except OSError:
            return {}
        found = (
            (number, key[len(start) :])
            for key, number in known.items()
            if key[: len(start)] == start
        )
        return {number: (user.partition(".")[0], user.partition(".")[2]) for number, user in found}

    def _next(self, known: dict[str, int]) -> int:
        for number in range(max([FIRST - 1, *known.values()]) + 1, LAST + 1):
            if not belongs_to_somebody(number, self.subordinate):
                return number
        raise OSError(f"all account numbers from {FIRST} to {LAST} are used up")

    def _read(self) -> dict[str, int]:
        try:
            return dict(json.loads(self.path.read_text("utf-8")))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise OSError(f"{self.path} can't be read: {error}") from error

    def _write(self, known: dict[str, int]) -> None:
        part = self.path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            json.dump(known, file, indent=0)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o600)
        part.replace(self.path)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def belongs_to_somebody(number: int, subordinate: Path = SUBORDINATE) -> bool:
    """Tell whether the machine has an account of this number, or gave it to containers."""
    with suppress(KeyError):
        pwd.getpwuid(number)
        return True
    return any(number in one for one in _given_to_containers(subordinate))


def _given_to_containers(subordinate: Path) -> list[range]:
    found = []
    try:
        lines = subordinate.read_text("utf-8").splitlines()
    except OSError:
        return []
    for line in lines:
        _, _, numbers = line.partition(":")
        first, _, count = numbers.partition(":")
        if first.isdigit() and count.isdigit():
            found.append(range(int(first), int(first) + int(count)))
    return found
