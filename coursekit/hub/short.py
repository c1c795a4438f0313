"""The names of assignments in short addresses: what was typed, and what they were called before."""

from __future__ import annotations

from coursekit.hub.site import SiteAssignment


def called(assignments: tuple[SiteAssignment, ...], name: str) -> SiteAssignment | None:
    """Return the assignment that is, or was, called ``name``, however somebody has typed that."""
    asked = typed(name)
    now = (one for one in assignments if typed(one.name) == asked)
    before = (one for one in assignments if asked in map(typed, one.was))
    return next(now, None) or next(before, None)


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
    return name.strip(" .,;:/").removesuffix(".ipynb").casefold()
