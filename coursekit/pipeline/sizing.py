"""What a fleet needs: gathers what was measured, its students and the prices, and computes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coursekit.assignments.proof_plan import work_of
from coursekit.engines.matplotlib import Chart, Line
from coursekit.errors import CoursekitError, Problem, Where
from coursekit.hub import measured, size
from coursekit.hub.machine import size_text
from coursekit.hub.measured import Engine
from coursekit.hub.packing import MachineType
from coursekit.pipeline import assignments, proof
from coursekit.pipeline.workshop import Workshop
from coursekit.spec import CourseFolder, Project
from coursekit.spec.prices import PRICES_NAME, Prices, load_prices
from coursekit.spec.yaml import Document
from coursekit.state import Receipt

_NAMED = 3
"""Names in a sentence; the others are counted."""
_STEPS = 40
"""Points of a line."""


@dataclass(frozen=True)
class Priced:
    """The prices of a file."""

    prices: Prices
    document: Document

    @property
    def machines(self) -> tuple[MachineType, ...]:
        """Its types of machines."""
        return tuple(
            MachineType(name, one.memory, one.cores, one.month)
            for name, one in self.prices.machines.items()
        )

    @property
    def plain(self) -> size.Prices:
        """The prices as they are computed with."""
        engines = {one.name: getattr(self.prices.engines, one.name) for one in measured.ENGINES}
        months = {name: price.month for name, price in engines.items()}
        return size.Prices(self.machines, months, self.prices.disk)


@dataclass(frozen=True)
class Sized:
    """What a fleet needs with each engine, and what to know about it."""

    fleet: size.Fleet
    engines: tuple[Engine, ...]
    priced: Priced | None
    sizes: tuple[size.Size, ...]
    warnings: tuple[Problem, ...]


def prices_of(project: Project, path: Path | None) -> Priced | None:
    """Read the prices in ``path``, or those beside ``fleet.yml`` if they are there."""
    place = path or project.root / PRICES_NAME
    return Priced(*load_prices(place)) if path or place.is_file() else None


def sized(
    workshop: Workshop, engines: Sequence[Engine], habits: size.Habits, priced: Priced | None
) -> Sized:
    """Compute what a fleet needs with ``engines``.

    Raises ``CoursekitError`` for colleges whose students nobody has counted, and for courses of
    which nothing was measured.
    """
    project = workshop.project
    colleges = _colleges(project)
    taken = {course for college in colleges for course in college.courses}
    folders = [one for one in project.courses if one.id in taken and one.course.assignments]
    found = {folder.id: list(_measured(workshop, folder)) for folder in folders}
    if nothing := [folder for folder in folders if not any(one for _, one in found[folder.id])]:
        raise CoursekitError.of([_not_measured(workshop, folder) for folder in nothing])
    items = tuple(one for several in found.values() for _, one in several if one)
    fleet = size.Fleet(colleges, items, habits)
    plain = priced.plain if priced else None
    sizes = tuple(size.size(fleet, engine, plain) for engine in engines)
    missing = [name for several in found.values() for name, one in several if one is None]
    warnings = [
        *_unknown(missing, len(items) + len(missing)),
        *_over_limit(fleet, engines, project),
        *_slow(habits, engines),
        *(_unfit(fleet, engines, sizes, priced) if priced else ()),
    ]
    return Sized(fleet, tuple(engines), priced, sizes, tuple(warnings))


def measure(workshop: Workshop, done: Callable[[], None] | None = None) -> int:
    """Run the assignments that are proven and were not measured; return how many.

    Nothing else of their proofs is made anew. Raises ``CoursekitError`` if not all are proven.
    """
    if pending := workshop.plan("proof").pending:
        raise CoursekitError(
            f"not everything is built and proven: {len(pending)} to do",
            hint=f"coursekit assign {workshop.project.root} does, and measures what it proves",
        )
    count = 0
    for folder in workshop.project.courses:
        for item, receipt in _to_measure(workshop, folder):
            python = workshop.python(folder.id)
            assert python is not None  # as nothing is pending
            facts = assignments.facts(folder, workshop.course_state(folder.id), "")
            found = next(one for one in facts.assignments if one.assignment.name == item)
            state = workshop.course_state(folder.id)
            nursery = workshop.nursery(folder.id, python)
            taken = proof.measure(work_of(facts, found, python), nursery, state)
            state.keep(replace(receipt, results={**receipt.results, "taken": taken}))
            count += 1
            if done is not None:
                done()
    return count


def to_measure(workshop: Workshop) -> int:
    """Return how many assignments are proven and were not measured."""
    return sum(len(list(_to_measure(workshop, folder))) for folder in workshop.project.courses)


def chart(found: Sized) -> Chart:
    """Return what each engine costs for more and for fewer students; without prices, its memory."""
    fleet = found.fleet
    if not fleet.students:
        raise CoursekitError("there is nothing to draw: no college expects students")
    priced = found.priced
    many = [fleet.times(2 * step / _STEPS) for step in range(1, _STEPS + 1)]
    lines = []
    for engine in found.engines:
        points = []
        for one in many:
            came = size.size(one, engine, priced.plain if priced else None)
            height = came.each if priced else came.memory / size.GIGABYTE
            if height is not None:
                points.append((float(one.students), height))
        if points:
            lines.append(Line(engine.name, tuple(points)))
    if not lines:
        raise CoursekitError(
            f"there is nothing to draw: no machine of {PRICES_NAME} is large enough",
            hint="name larger types of machines there",
        )
    up = "GB of memory"
    title = "Memory by the number of students"
    if priced:
        up = f"{priced.prices.currency} for a student and month"
        title = "Cost of a student by the number of students"
        title += " (made-up prices)" if priced.prices.examples else ""
    today = " ".join(
        f"{one.engine}: {one.each:.2f}."
        if one.each is not None
        else f"{one.engine}: {one.memory / size.GIGABYTE:.1f}."
        for one in found.sizes
    )
    told = f"{up}, with {fleet.students} students: {today}"
    mark = (float(fleet.students), f"{fleet.students} students")
    return Chart(title, told, "students", up, tuple(lines), mark)


def _colleges(project: Project) -> tuple[size.College, ...]:
    fleet, document = project.fleet, project.fleet_document
    if document is None:
        raise CoursekitError(
            "a course alone has no colleges, and so no number of students",
            Where(project.root),
            hint="coursekit init FOLDER --fleet writes a fleet to start from",
        )
    problems = []
    colleges = []
    for name in fleet.colleges:
        students, limits = fleet.students_of(name), fleet.limits_of(name)
        if students is None:
            where = document.where(("colleges", name))
            hint = "add  students: 40  to it, or to the defaults"
            problems.append(Problem(f"how many students does {name} expect?", where, hint))
            continue
        colleges.append(
            size.College(name, students, fleet.courses_of(name), limits.memory, limits.home)
        )
    if problems:
        raise CoursekitError.of(problems)
    return tuple(colleges)


def _measured(
    workshop: Workshop, folder: CourseFolder
) -> Iterator[tuple[str, size.Assignment | None]]:
    """Yield the assignments of a course by name, with what was measured."""
    for item in folder.course.assignments:
        receipt = _receipt(workshop, folder, item.name)
        taken: dict[str, Any] = (receipt.results.get("taken") if receipt else None) or {}
        yield item.name, _assignment(folder.id, item.name, taken)


def _assignment(course: str, name: str, taken: dict[str, Any]) -> size.Assignment | None:
    if not taken:
        return None
    memory, own = taken["memory"], taken["own"]
    return size.Assignment(course, name, memory, own, taken["cpu"], taken["of"])


def _to_measure(workshop: Workshop, folder: CourseFolder) -> Iterator[tuple[str, Receipt]]:
    for item in folder.course.assignments:
        receipt = _receipt(workshop, folder, item.name)
        if receipt is not None and "taken" not in receipt.results:
            yield item.name, receipt


def _receipt(workshop: Workshop, folder: CourseFolder, name: str) -> Receipt | None:
    return workshop.course_state(folder.id).receipt("proof", f"{folder.id}: {name}")


def _not_measured(workshop: Workshop, folder: CourseFolder) -> Problem:
    receipts = [_receipt(workshop, folder, item.name) for item in folder.course.assignments]
    where = Where(folder.root / "course.yml")
    if any(receipts) and all("taken" in one.results for one in receipts if one):
        message = f"the notebooks of {folder.id} could not be measured: only Linux counts that"
        return Problem(message, where, "assign it on Linux")
    if any(receipts):
        message = f"{folder.id} was proven by a coursekit that did not measure"
        return Problem(message, where, "add --measure: it runs each solution once more")
    message = f"nothing of {folder.id} is measured yet: its assignments are not proven"
    return Problem(message, where, f"coursekit assign {folder.root} proves and measures them")


def _unknown(names: list[str], count: int) -> Iterator[Problem]:
    if names:
        yield Problem(
            f"{len(names)} of {count} assignments were not measured and do not count:"
            f" {listed(names)}",
            hint="coursekit assign proves and measures what is new; --measure what is proven",
        )


def _over_limit(
    fleet: size.Fleet, engines: Sequence[Engine], project: Project
) -> Iterator[Problem]:
    for over in size.over_limit(fleet, engines):
        folder = project.course(over.assignment.course)
        item = next(one for one in folder.course.assignments if one.name == over.assignment.name)
        yield Problem(
            f"{over.assignment.name} needs {size_text(over.needed)} with {over.engine}, more than"
            f" limits.memory lets a student have at {listed(over.colleges)}",
            Where(folder.root / item.notebook),
            "raise limits.memory, or let the notebook keep less at a time",
        )


def _slow(habits: size.Habits, engines: Sequence[Engine]) -> Iterator[Problem]:
    for engine in engines:
        if engine.alone > habits.wait:
            yield Problem(
                f"with {engine.name} even one student alone waits {engine.alone:.1f} s for a first"
                f" cell, longer than the {habits.wait:g} s allowed",
                hint="allow more with --wait",
            )


def _unfit(
    fleet: size.Fleet, engines: Sequence[Engine], sizes: Sequence[size.Size], priced: Priced
) -> Iterator[Problem]:
    for engine, found in zip(engines, sizes, strict=True):
        for machine, needed in size.too_small(fleet, engine, priced.machines):
            yield Problem(
                f"{machine.name} is too small for even one student with {engine.name}, who needs"
                f" {size_text(needed)} of the {size_text(machine.room)} that are free there",
                priced.document.where(("machines", machine.name)),
                "such a machine is not counted with",
            )
        if not found.machines:
            what = "node" if engine.nodes else "machine"
            yield Problem(
                f"no {what} is large enough with {engine.name}: it takes"
                f" {size_text(found.memory)} and {found.cores:.1f} cores in all",
                priced.document.where(("machines",)),
                "name a larger type, or make a large college two"
                if not engine.nodes
                else "name a larger type",
            )


def listed(names: Sequence[str]) -> str:
    """Return the first names in words, and how many there are beside."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
