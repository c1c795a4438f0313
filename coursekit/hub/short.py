"""The names of assignments in short addresses: what was typed, and what they were called before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from coursekit.hub.site import SiteAssignment

_AROUND = " \t\u00a0.,;:!/()[]{}<>'\"`\u2018\u2019\u201c\u201d\u00ab\u00bb\u2026"
"""What a sentence, a slide or a mail program puts around an address."""


class _Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def was(self) -> tuple[str, ...]: ...


_One = TypeVar("_One", bound=_Named)
_Any = TypeVar("_Any")


def called(assignments: tuple[_One, ...], name: str) -> _One | None:
    """Return the assignment that is, or was, called ``name``, however somebody has typed that."""
    asked = typed(name)
    now = (one for one in assignments if typed(one.name) == asked)
    before = (one for one in assignments if asked in map(typed, one.was))
    found = next(now, None) or next(before, None)
    sounding = sounding_like(name, [(one, one.name) for one in assignments])
    earlier = [(one, was) for one in assignments for was in one.was]
    return found or sounding or sounding_like(name, earlier)


def sounding_like(name: str, known: Sequence[tuple[_Any, str]]) -> _Any | None:
    """Return the only thing whose name is read out like ``name``: ``lab 1`` is ``lab01``."""
    asked = _heard(name)
    fitting = [one for one, own in known if asked and asked == _heard(own)]
    return fitting[0] if len(fitting) == 1 else None


def _heard(name: str) -> str:
    """Return what is left of a name that is read aloud: no zeros before a number, no dashes."""
    return re.sub(r"[\W_]+", "", re.sub(r"(?<![0-9])0+(?=[0-9])", "", typed(name)))


def carried(
    old: tuple[SiteAssignment, ...], new: tuple[SiteAssignment, ...]
) -> tuple[SiteAssignment, ...]:
    """Return ``new`` with the names that its assignments had in ``old``.

    One that has another name now is known by its title, or by its place if nothing else changed.
    Doing it twice changes nothing.
    """
    taken = {one.name for one in new}
    known = {one.name: {*one.was} for one in new}
    for place, before in enumerate(old):
        after = _successor(place, before, old, new)
        if after is not None:
            known[after.name] |= {before.name, *before.was}
    return tuple(
        one.model_copy(update={"was": tuple(sorted(known[one.name] - taken))}) for one in new
    )


def _successor(
    place: int,
    before: SiteAssignment,
    old: tuple[SiteAssignment, ...],
    new: tuple[SiteAssignment, ...],
) -> SiteAssignment | None:
    """Return what has become of an assignment."""
    same = next((one for one in new if one.name == before.name), None)
    if same is not None:
        return same
    names = {one.name for one in old}
    fresh = [one for one in new if one.name not in names]
    titled = [one for one in fresh if one.title == before.title and one.title != one.name]
    if len(titled) == 1:
        return titled[0]
    gone = {one.name for one in old} - {one.name for one in new}
    if len(old) == len(new) and len(fresh) == len(gone) == 1 and new[place] == fresh[0]:
        return fresh[0]
    return None


def typed(name: str) -> str:
    """Return a name as it counts: what a slide, a sentence or a keyboard adds is left out."""
    return name.strip(_AROUND).casefold().removesuffix(".ipynb").strip(_AROUND)
