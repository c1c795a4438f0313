"""Finds a student's row in a file of a learning management system, or says that it can't."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coursekit.grading.model import Identity


@dataclass(frozen=True)
class Person:
    """What one row of such a file says of a student, by what it means: ``id``, ``login`` ..."""

    row: int
    told: Mapping[str, str]


@dataclass
class People:
    """The rows of a file, to be looked up by anything that is unique in it."""

    rows: Iterable[Person]
    _by: dict[tuple[str, str], set[int]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for person in self.rows:
            for kind, value in person.told.items():
                for form in _forms(kind, value):
                    self._by.setdefault((kind, form), set()).add(person.row)

    def row(self, who: Identity, kinds: Sequence[tuple[str, str]]) -> int | None:
        """Return the row of a student; ``kinds`` are pairs of what to look in, and for what.

        The first pair that fits exactly one row decides; the names come last, and alone never
        where two have the same.
        """
        tries = [*kinds, ("login", who.login), ("login", who.email), ("email", who.email)]
        for kind, value in [*tries, ("name", who.name)]:
            for form in _forms(kind, value):
                found = self._by.get((kind, form), set())
                if len(found) == 1:
                    return next(iter(found))
        return None


def _forms(kind: str, value: str) -> tuple[str, ...]:
    """Return the forms in which a value is compared; a name's words in any order."""
    own = " ".join(value.casefold().split())
    if not own:
        return ()
    if kind != "name":
        return (own,)
    words = sorted(re.findall(r"\w+", own))
    return (" ".join(words), "".join(words)) if words else ()
