"""Puts colleges on machines, and students on nodes, for as little money as is easily found."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coursekit.hub import measured
from coursekit.hub.measured import Engine


@dataclass(frozen=True)
class MachineType:
    """A type of machine; ``memory`` in bytes, ``month`` in money."""

    name: str
    memory: int
    cores: float
    month: float

    @property
    def room(self) -> int:
        """Bytes for the hub and the students."""
        return self.memory - max(int(self.memory * measured.FREE), measured.LEAST_FREE)


@dataclass(frozen=True)
class Load:
    """What one college takes when most of its students are there."""

    college: str
    courses: frozenset[str]
    students: int
    """Those who are there."""
    starting: int
    """Those among them who have just clicked."""
    each: int
    """Bytes of one of them."""
    memory: int
    """Bytes of all of them."""
    working: float
    """Cores of those who work while the others start."""
    cores: float
    """Cores in the busiest minutes."""


@dataclass(frozen=True)
class Placed:
    """One machine, and the colleges that it serves; none for a node of a cluster."""

    type: MachineType
    colleges: tuple[str, ...] = ()


def packed(
    loads: Sequence[Load], types: Sequence[MachineType], engine: Engine
) -> tuple[Placed, ...]:
    """Put colleges on machines: each has one hub, and a college is on one machine as a whole.

    The largest come first, each to the first machine with room; then each machine becomes the
    cheapest type that does. Of what the types come to, the cheapest. Nothing, if one fits nowhere.
    """
    plans = [plan for one in types if (plan := _first_fit(loads, one, types, engine))]
    return min(plans, key=_cost, default=())


def nodes(
    loads: Sequence[Load], types: Sequence[MachineType], engine: Engine
) -> tuple[Placed, ...]:
    """Return the nodes of a cluster, all of one type: the cheapest that do."""
    students = sum(load.students for load in loads)
    cores = sum(load.cores for load in loads)
    each = max((load.each for load in loads), default=0)
    plans = []
    for one in types:
        slots = min(measured.PODS, one.room // each) if each else measured.PODS
        first = min(slots, max(0, one.room - engine.hub) // each) if each else slots
        if one.room < engine.hub or (students and not slots):
            continue
        more = math.ceil(max(0, students - first) / slots) if students else 0
        count = max(1 + more, math.ceil(cores / one.cores))
        plans.append((Placed(one),) * count)
    return min(plans, key=_cost, default=())


def _first_fit(
    loads: Sequence[Load], largest: MachineType, types: Sequence[MachineType], engine: Engine
) -> tuple[Placed, ...]:
    order = sorted(loads, key=lambda one: (-_part(one, largest), one.college))
    bins: list[list[Load]] = []
    for load in order:
        into = next((one for one in bins if _fits([*one, load], largest, engine)), None)
        if into is not None:
            into.append(load)
        elif _fits([load], largest, engine):
            bins.append([load])
        else:
            return ()
    return tuple(_cheapest(one, types, engine) for one in bins or ([],))


def _cheapest(loads: list[Load], types: Sequence[MachineType], engine: Engine) -> Placed:
    fitting = [one for one in types if _fits(loads, one, engine)]
    best = min(fitting, key=lambda one: (one.month, one.memory))
    return Placed(best, tuple(sorted(load.college for load in loads)))


def _fits(loads: Sequence[Load], machine: MachineType, engine: Engine) -> bool:
    courses: set[str] = set().union(*(load.courses for load in loads))
    memory = engine.hub + engine.course * len(courses) + sum(load.memory for load in loads)
    return memory <= machine.room and sum(load.cores for load in loads) <= machine.cores


def _part(load: Load, machine: MachineType) -> float:
    """Return how much of a machine a college takes, of what it takes more."""
    return max(load.memory / machine.memory, load.cores / machine.cores)


def _cost(plan: Sequence[Placed]) -> tuple[float, int]:
    return sum(one.type.month for one in plan), len(plan)
