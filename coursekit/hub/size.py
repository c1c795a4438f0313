"""From students and measured assignments to memory, cores, machines and money. Nothing is read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from coursekit.hub.kubernetes.model import set_aside
from coursekit.hub.measured import Engine
from coursekit.hub.packing import Load, MachineType, Placed, nodes, packed

GIGABYTE = 2**30


@dataclass(frozen=True)
class Assignment:
    """What the solution of one took in its kernel, when it was proven."""

    course: str
    name: str
    memory: int
    """Bytes at its highest, with all that the kernel shares with others."""
    own: int | None
    """Bytes of it that no other process had; ``None`` where that was not to be known."""
    cpu: float
    """Seconds of processor time."""
    of: str = "solution"
    """``blank`` where there was no solution to run: the least that it takes."""

    def kernel(self, engine: Engine) -> int:
        """Return the bytes that its kernel takes on an engine."""
        return self.own if engine.forks and self.own is not None else self.memory


@dataclass(frozen=True)
class College:
    """How many students, and what each of them may do."""

    id: str
    students: int
    courses: tuple[str, ...]
    memory: int
    """Bytes that a student's servers may take (``limits.memory``)."""
    home: int
    """Bytes of a student's files at most (``limits.home``)."""


@dataclass(frozen=True)
class Habits:
    """What nobody has measured: when students come, and how they work."""

    at_once: float = 0.5
    """Share of all students with a notebook open when most are."""
    start: float = 0.3
    """Share of all students who click when classes begin."""
    within: float = 120
    """Seconds in which they click."""
    wait: float = 30
    """Seconds that the last of them may wait for a first cell."""
    runs: float = 3
    """How many times in an hour a student runs as much as a whole notebook."""


@dataclass(frozen=True)
class Fleet:
    """What is to be sized."""

    colleges: tuple[College, ...]
    assignments: tuple[Assignment, ...]
    habits: Habits = Habits()

    @property
    def students(self) -> int:
        """All students."""
        return sum(college.students for college in self.colleges)

    @property
    def at_once(self) -> int:
        """Those who work when most do."""
        return sum(_part(one.students, self.habits.at_once) for one in self.colleges)

    @property
    def starting(self) -> int:
        """Those who click when classes begin, in all colleges at once."""
        return sum(_part(one.students, self.habits.start) for one in self.colleges)

    def times(self, factor: float) -> Fleet:
        """Return the same fleet with another number of students in each college."""
        colleges = tuple(
            replace(one, students=math.ceil(one.students * factor)) for one in self.colleges
        )
        return replace(self, colleges=colleges)


@dataclass(frozen=True)
class Prices:
    """What a month costs."""

    machines: tuple[MachineType, ...]
    engines: dict[str, float]
    """Of each engine, beside its machines."""
    disk: float | None
    """Of 1 GB; ``None``: not counted."""


@dataclass(frozen=True)
class Size:
    """What a fleet needs with one engine."""

    engine: str
    student: int
    """Bytes of a student's server and kernel, with the assignment that takes most."""
    memory: int
    """Bytes of all who work when most do, with hub and nurseries on one machine."""
    cores: float
    """Processor cores for the busiest minutes."""
    machines: tuple[Placed, ...]
    """None, where there are no prices, or where no type of machine will do."""
    wait: float | None
    """Seconds for the last of a class that begins, on these machines."""
    disk: float | None
    """What the disk for all students' files costs for a month, each taking what they may."""
    month: float | None
    """What a month costs: machines, disk, and what the engine costs beside."""
    each: float | None
    """The same for each student; ``None`` also where there are none."""

    def as_json(self) -> dict[str, object]:
        """Return the row of ``hub size --json``."""
        return asdict(self)


def size(fleet: Fleet, engine: Engine, prices: Prices | None) -> Size:
    """Return what a fleet needs with one engine, on the machines that cost least."""
    loads = [_load(fleet, one, engine) for one in fleet.colleges]
    shared = {course for load in loads for course in load.courses}
    machines: tuple[Placed, ...] = ()
    wait = disk = month = None
    if prices is not None:
        place = nodes if engine.nodes else packed
        machines = place(loads, prices.machines, engine)
    if machines and prices is not None:
        wait = _wait(fleet, engine, loads, machines)
        homes = sum(one.students * one.home for one in fleet.colleges)
        disk = (prices.disk or 0) * homes / GIGABYTE
        month = sum(one.type.month for one in machines) + prices.engines[engine.name] + disk
    return Size(
        engine=engine.name,
        student=max((load.each for load in loads), default=0),
        memory=engine.hub + engine.course * len(shared) + sum(load.memory for load in loads),
        cores=sum(load.cores for load in loads),
        machines=machines,
        wait=wait,
        disk=disk,
        month=month,
        each=month / fleet.students if month is not None and fleet.students else None,
    )


def heaviest(fleet: Fleet, college: College, engine: Engine) -> Assignment | None:
    """Return the assignment that takes the most memory of those that a college's students get."""
    taken = [one for one in fleet.assignments if one.course in college.courses]
    return max(taken, key=lambda one: one.kernel(engine), default=None)


@dataclass(frozen=True)
class OverLimit:
    """An assignment that needs more memory than colleges let a student have."""

    assignment: Assignment
    engine: str
    needed: int
    colleges: tuple[str, ...]


def over_limit(fleet: Fleet, engines: Iterable[Engine]) -> list[OverLimit]:
    """Return the assignments that need more than ``limits.memory``, by engine."""
    found = []
    for engine in engines:
        for one in fleet.assignments:
            needed = engine.server + one.kernel(engine)
            colleges = tuple(
                college.id
                for college in fleet.colleges
                if one.course in college.courses and needed > college.memory
            )
            if colleges:
                found.append(OverLimit(one, engine.name, needed, colleges))
    return found


def too_small(
    fleet: Fleet, engine: Engine, machines: Sequence[MachineType]
) -> list[tuple[MachineType, int]]:
    """Return the types that can't hold even one student, with the bytes that would be needed."""
    anybody = [one for one in fleet.colleges if one.students]
    most = max((_each(fleet, one, engine) for one in anybody), default=0)
    least = engine.hub + engine.course + most if not engine.nodes else most
    return [(one, least) for one in machines if one.room < least]


def _load(fleet: Fleet, college: College, engine: Engine) -> Load:
    """Return what the students of one college take when most of them are there."""
    habits = fleet.habits
    there, starting = (_part(college.students, part) for part in (habits.at_once, habits.start))
    each = _each(fleet, college, engine)
    taken = [one.cpu for one in fleet.assignments if one.course in college.courses]
    work = max(taken, default=0) * habits.runs / 3600
    working = (there - starting) * work
    begin = starting * engine.start / (habits.within + habits.wait)
    return Load(
        college=college.id,
        courses=frozenset(college.courses),
        students=there,
        starting=starting,
        each=each,
        memory=there * each,
        working=working,
        cores=max(begin + working, there * work),
    )


def _each(fleet: Fleet, college: College, engine: Engine) -> int:
    """Return the bytes of one student of a college: a server and one kernel.

    A node has no room for another pod when what its pods ask for is what it has, used or not.
    """
    one = heaviest(fleet, college, engine)
    taken = engine.server + (one.kernel(engine) if one else 0)
    return max(taken, set_aside(college.memory)) if engine.nodes else taken


def _wait(
    fleet: Fleet, engine: Engine, loads: Sequence[Load], machines: Sequence[Placed]
) -> float | None:
    """Return how long the last one waits who clicks, on the slowest of the machines.

    Those who work already have their cores; starts get the others.
    """
    if not fleet.starting:
        return None
    if engine.nodes:
        groups = [(list(loads), sum(one.type.cores for one in machines))]
    else:
        whole = {load.college: load for load in loads}
        groups = [([whole[name] for name in one.colleges], one.type.cores) for one in machines]
    waits = [engine.alone]
    for here, cores in groups:
        starting = sum(load.starting for load in here)
        if starting:
            left = cores - sum(load.working for load in here)
            waits.append(starting * engine.start / left - fleet.habits.within)
    return max(waits)


def _part(students: int, share: float) -> int:
    # A share such as 0.3 is a little more than it says: 0.3 of 10 is 3, not 4.
    return math.ceil(round(students * share, 6))
