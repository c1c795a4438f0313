"""What ``coursekit hub size`` shows: a table, what it goes by, and the object for ``--json``."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from coursekit.cli.session import table
from coursekit.hub.machine import size_text

if TYPE_CHECKING:
    from coursekit.hub.packing import Placed
    from coursekit.hub.size import Assignment, Habits, Size
    from coursekit.pipeline.sizing import Sized

_MADE_UP = "The prices are made up ({file} says examples: true): the sums mean nothing yet."


def as_json(found: Sized) -> dict[str, Any]:
    """Return ``results`` of ``hub size --json``."""
    fleet, priced = found.fleet, found.priced
    return {
        "students": fleet.students,
        "at_once": fleet.at_once,
        "starting": fleet.starting,
        "assumed": asdict(fleet.habits),
        "assignments": [asdict(one) for one in fleet.assignments],
        "engines": [one.as_json() for one in found.sizes],
        "prices": priced
        and {
            "file": str(priced.document.path),
            "currency": priced.prices.currency,
            "examples": priced.prices.examples,
        },
        "warnings": [warning.as_json() for warning in found.warnings],
    }


def text(found: Sized, *, verbose: bool) -> str:
    """Return the same for people; ``verbose`` also which machine is for which colleges."""
    fleet, priced = found.fleet, found.priced
    colleges = f"{len(fleet.colleges)} college{'s' * (len(fleet.colleges) != 1)}"
    parts = [
        f"{_people(fleet.students)} at {colleges}: {fleet.at_once} work when most do,"
        f" {fleet.starting} click when classes begin."
    ]
    if fleet.assignments:
        parts.append(_heaviest(fleet.assignments))
    parts += ["", _table(found), "", _assumed(fleet.habits)]
    for one in found.sizes:
        parts += _several(one, verbose=verbose)
    if priced is not None:
        if priced.prices.disk is None:
            parts.append(f"Disks are not counted: {priced.document.path.name} has no price of one.")
        if priced.prices.examples:
            parts.append(_MADE_UP.format(file=priced.document.path.name))
    return "\n".join(parts)


def _heaviest(assignments: tuple[Assignment, ...]) -> str:
    memory = max(assignments, key=lambda one: one.memory)
    own = max(assignments, key=lambda one: one.own or 0)
    cpu = max(assignments, key=lambda one: one.cpu)
    alone = f", or beside others {size_text(own.own)} ({own.name})" if own.own else ""
    return (
        f"Measured at most, of {len(assignments)}: {size_text(memory.memory)} for a kernel"
        f" ({memory.name}){alone}; {cpu.cpu:.1f} s of a core for a run ({cpu.name})."
    )


def _table(found: Sized) -> str:
    head = ["ENGINE", "EACH", "ALL", "CORES"]
    rows = [
        [one.engine, size_text(one.student), size_text(one.memory), f"{one.cores:.1f}"]
        for one in found.sizes
    ]
    if found.priced is not None:
        money = found.priced.prices.currency
        head += ["MACHINES", "LAST WAITS", f"{money} A MONTH", f"{money} A STUDENT"]
        for row, one in zip(rows, found.sizes, strict=True):
            row += _priced(one)
    return table(rows, head)


def _priced(one: Size) -> list[str]:
    if not one.machines or one.month is None:
        return ["none is large enough", "", "", ""]
    return [
        _machines(one.machines),
        "" if one.wait is None else f"{one.wait:.1f} s",
        f"{one.month:.2f}",
        "" if one.each is None else f"{one.each:.2f}",
    ]


def _machines(machines: tuple[Placed, ...]) -> str:
    counts = Counter(one.type.name for one in machines)
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _several(one: Size, *, verbose: bool) -> list[str]:
    """Say how a fleet is on several machines; a cluster's nodes serve all colleges."""
    hubs = [machine for machine in one.machines if machine.colleges]
    if len(hubs) < 2:
        return []
    more = "" if verbose else ": -v says for whom"
    return [
        f"With {one.engine} each machine has a hub, and a fleet.yml, of its own{more}.",
        *(f"  {machine.type.name}: {', '.join(machine.colleges)}" for machine in hubs if verbose),
    ]


def _assumed(habits: Habits) -> str:
    return (
        f"Assumed, not measured: {habits.at_once:.0%} of the students work at once (--at-once),"
        f" {habits.start:.0%} click when classes begin\n(--start), within {habits.within:g} s"
        f" (--within), and wait at most {habits.wait:g} s (--wait); {habits.runs:g} runs an hour"
        " (--runs);\na tenth of each machine stays free; twice the cores start twice as many."
    )


def _people(count: int) -> str:
    return f"{count} student{'s' * (count != 1)}"
