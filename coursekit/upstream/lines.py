"""Two changes of one text put together, line by line, as ``diff3`` does."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

MOST_LINES = 20_000
"""Comparing takes time that grows with the square: longer texts are taken or left as a whole."""


def together(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """Return ``base`` with both changes in it; ``None`` where both changed the same lines.

    Changes that touch each other are the same lines. What both changed alike is there once.
    """
    if max(len(base), len(ours), len(theirs)) > MOST_LINES:
        return None
    made = _merged(base, ours, theirs)
    # Where lines repeat, it may be open which one was added: once more must change nothing.
    return made if made is not None and _merged(base, made, theirs) == made else None


def _merged(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    made: list[str] = []
    at = (0, 0, 0)
    for start, left, right, size in (*_common(base, ours, theirs), _end(base, ours, theirs)):
        was, mine = base[at[0] : start], ours[at[1] : left]
        yours = theirs[at[2] : right]
        if mine == yours or yours == was:
            made += mine
        elif mine == was:
            made += yours
        else:
            return None
        made += base[start : start + size]
        at = (start + size, left + size, right + size)
    return made


def _end(*texts: Sequence[str]) -> tuple[int, int, int, int]:
    base, ours, theirs = map(len, texts)
    return base, ours, theirs, 0


def _common(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield stretches that all three have: where each begins in them, and how long it is."""
    left = [*_matching(base, ours)]
    right = [*_matching(base, theirs)]
    one = two = 0
    while one < len(left) and two < len(right):
        (a, mine, long), (b, yours, wide) = left[one], right[two]
        start, end = max(a, b), min(a + long, b + wide)
        if start < end:
            yield start, mine + start - a, yours + start - b, end - start
        if a + long < b + wide:
            one += 1
        else:
            two += 1


def _matching(one: Sequence[str], two: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    matcher = difflib.SequenceMatcher(a=one, b=two, autojunk=False)
    return ((block.a, block.b, block.size) for block in matcher.get_matching_blocks())
