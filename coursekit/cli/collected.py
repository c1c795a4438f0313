"""What was collected, as text and as JSON: shown before anything is graded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from coursekit.cli.session import table
from coursekit.grading.collected import Collected
from coursekit.grading.model import Identity, Submission
from coursekit.grading.sources.handed import Reading

_MOST = 10
"""Lines of each kind, unless all are asked for."""


def as_text(found: Collected, roster: str, *, everything: bool) -> str:
    """Return sources, counts, and everybody with whom something is up, as text."""
    inner = [one for reading in found.readings for one in reading.all()]
    rows = [
        (one.where, one.kind, _many(len(one.handed), "submission"))
        for one in inner
        if one.handed or not one.inside
    ]
    lines = [table(rows, ("FOUND", "IS", "HAS")), ""]
    if roster:
        on_list = sum(found.joined.values())
        by = ", ".join(f"{count} by {how}" for how, count in found.joined.items())
        known = f" ({by})" if by else ""
        missing = f"; {len(found.missing)} of it handed in nothing" if found.missing else ""
        lines.append(f"{roster}: {on_list} found on it{known}{missing}")
    lines.append(f"{_counts(found)}")
    for what, entries in _remarks(found):
        shown = entries if everything else entries[:_MOST]
        lines += [f"  {what}: {entry}" for entry in shown]
        if len(entries) > len(shown):
            lines.append(f"  {what}: and {len(entries) - len(shown)} more (all of them with -v)")
    return "\n".join(lines)


def as_rows(found: Collected) -> list[dict[str, Any]]:
    """Return everybody as JSON: who would be graded, who would not, and why."""
    rows = [_row(one, "to grade" if one.notebook else "no notebook") for one in found.submissions]
    rows += [_row(one, "older") for one in found.older]
    return [*rows, *({**_who(one), "status": "missing"} for one in found.missing)]


def people_table(submissions: Iterable[Submission]) -> str:
    """Return a line for each submission: who, and where it was found."""
    rows = [
        (
            one.student.college,
            one.student.shown,
            one.student.email or one.student.id,
            _late(one),
            one.problem or one.origin,
        )
        for one in submissions
    ]
    return table(rows, ("COLLEGE", "STUDENT", "E-MAIL OR ID", "LATE", "SUBMISSION"))


def sources_of(readings: Sequence[Reading]) -> str:
    """Return what the sources were found to be, in a few words."""
    count = Counter(one.kind for reading in readings for one in reading.all() if one.handed)
    return ", ".join(
        kind if number == 1 else f"{number} x {kind}" for kind, number in count.items()
    )


def _counts(found: Collected) -> str:
    gradable = [one for one in found.submissions if one.notebook is not None]
    late = sum(one.late is True for one in gradable)
    parts = [f"To grade: {len(gradable)}"]
    parts += [f"late: {late}"] if late else []
    empty = len(found.submissions) - len(gradable)
    parts += [f"without a notebook: {empty}"] if empty else []
    parts += [f"not identified: {len(found.unknown)}"] if found.unknown else []
    parts += [f"older, not graded: {len(found.older)}"] if found.older else []
    parts += [f"handed in nothing: {len(found.missing)}"] if found.missing else []
    left = [one for one in found.left if not one.junk]
    parts += [f"not of anybody: {_many(len(left), 'file')}"] if left else []
    return ", ".join(parts)


def _remarks(found: Collected) -> list[tuple[str, list[str]]]:
    unknown = [f"{one.student.shown} in {one.origin}" for one in found.unknown]
    empty = [
        f"{one.student.shown}: {one.problem}" for one in found.submissions if one.notebook is None
    ]
    older = [f"{one.student.shown}: {one.origin}" for one in found.older]
    missing = [one.shown for one in found.missing]
    left = [f"{one.where} ({one.why})" for one in found.left if not one.junk]
    every = [
        ("not identified", unknown),
        ("no notebook", empty),
        ("older", older),
        ("handed in nothing", missing),
        ("left out", left),
    ]
    return [(what, entries) for what, entries in every if entries]


def _row(one: Submission, status: str) -> dict[str, Any]:
    return {
        **_who(one.student),
        "status": status,
        "origin": one.origin,
        "handed_in": one.handed_in.isoformat() if one.handed_in else None,
        "late": one.late,
        "problem": one.problem,
    }


def _who(who: Identity) -> dict[str, Any]:
    return {
        "student": who.shown,
        "id": who.id,
        "email": who.email,
        "login": who.login,
        "college": who.college,
        "section": who.section,
        "identified": who.known,
    }


def _late(one: Submission) -> str:
    return {True: "late", False: "", None: "?"}[one.late]


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
