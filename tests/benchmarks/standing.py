"""What hubs take before any student comes: measured with a few colleges, computed for many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COLLEGES = (2, 5)
"""Numbers of colleges that are measured."""
MANY = 100
"""The number that is computed from them."""


@dataclass(frozen=True)
class Standing:
    """A hub that runs, or several, for some colleges."""

    name: str
    colleges: int
    used: int
    """Bytes of all their processes (PSS)."""
    requested: int | None = None
    """Bytes that its pods ask nodes for; nothing on one machine."""
    pods: int | None = None


def table(found: Sequence[Standing]) -> list[str]:
    """Return the lines of a table of what was measured, and of what follows for many colleges."""
    names = list(dict.fromkeys(one.name for one in found))
    return [
        "| hubs | colleges | pods | requested | used | requested a college | used a college |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(_row(one) for one in found),
        "",
        f"Computed for {MANY} colleges, along the line through the two that were measured:",
        "",
        *(
            f"- {name}, {word}: {_computed(values)}"
            for name in names
            for word in ("requested", "used")
            if (values := _values(found, name, word))
        ),
    ]


def ratio(found: Sequence[Standing], ours: str, peer: str) -> str:
    """Say how many times less ours use than the peer for many colleges, computed."""
    few, more = (_many(_values(found, name, "used")) for name in (ours, peer))
    return f"{ours} beside {peer}, {MANY} colleges: {more / few:.0f} times less memory used"


def _row(one: Standing) -> str:
    pods = "" if one.pods is None else str(one.pods)
    asked, asked_each = (
        ("", "")
        if one.requested is None
        else (_mb(one.requested), _mb(one.requested / one.colleges))
    )
    return (
        f"| {one.name} | {one.colleges} | {pods} | {asked} | {_mb(one.used)}"
        f" | {asked_each} | {_mb(one.used / one.colleges)} |"
    )


def _values(found: Sequence[Standing], name: str, word: str) -> dict[int, int]:
    values = {one.colleges: getattr(one, word) for one in found if one.name == name}
    return {} if None in values.values() else values


def _computed(values: dict[int, int]) -> str:
    few, total = min(values), _many(values)
    return (
        f"{_mb(values[few])} + {MANY - few} x {_each(values) / 2**20:.1f} MB = {_mb(total)},"
        f" {total / MANY / 2**20:.1f} MB a college"
    )


def _many(values: dict[int, int]) -> float:
    few = min(values)
    return values[few] + _each(values) * (MANY - few)


def _each(values: dict[int, int]) -> float:
    few, more = sorted(values)
    # Two looks at the same processes differ by a megabyte or two, either way.
    return max(0, values[more] - values[few]) / (more - few)


def _mb(count: float) -> str:
    return f"{count / 2**20:.0f} MB"
