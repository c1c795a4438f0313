"""The order of things that each have a name: what moved, and a new order out of three."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Sequence


def moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Return what stands elsewhere among the rest; as few names as explain the new order."""
    place = {name: at for at, name in enumerate(before)}
    common = [name for name in after if name in place]
    return frozenset(common) - frozenset(_rising(common, [place[name] for name in common]))


def _rising(names: Sequence[str], places: Sequence[int]) -> list[str]:
    """Return the names of a longest row of rising places."""
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for at, place in enumerate(places):
        length = bisect.bisect_left(ends, place)
        previous.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [at]
    row: list[str] = []
    at = last[-1] if last else -1
    while at >= 0:
        row.append(names[at])
        at = previous[at]
    return row[::-1]


def arranged(
    ours: Sequence[str], base: Sequence[str], theirs: Sequence[str], taken: Collection[str]
) -> list[str]:
    """Return the names of ``ours`` with what ``theirs`` added, removed and moved, if ``taken``.

    A name that comes in stands behind the one that it stands behind in ``theirs``. With ``ours``
    equal to ``base`` and all taken, the result is ``theirs``.
    """
    wanted = set(theirs)
    shifted = moved(base, theirs) & moved(ours, theirs)
    old = set(base)
    gone = {name for name in taken if name in shifted or (name in old and name not in wanted)}
    made = [name for name in ours if name not in gone]
    there = set(made)
    for at, name in enumerate(theirs):
        if name in there or name not in taken:
            continue
        before = next((other for other in reversed(theirs[:at]) if other in there), None)
        made.insert(made.index(before) + 1 if before is not None else 0, name)
        there.add(name)
    return made
