"""Plans otter assign for each assignment of a course."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coursekit.assignments.outline import Outline
from coursekit.plan import Action
from coursekit.spec import Assignment, Course
from coursekit.state import Receipt, digest

_EDITION = "2"
"""Changes when assign itself would give something else for the same input."""


@dataclass(frozen=True)
class AssignmentFacts:
    """One assignment as it is on the disk."""

    assignment: Assignment
    outline: Outline
    source: str
    """Digest of the notebook and of the files in its folder."""
    receipt: Receipt | None
    present: bool
    """Whether the result that the receipt speaks of is still there."""


@dataclass(frozen=True)
class AssignmentsFacts:
    """The assignments of a course, the data they share, and the venv that runs them."""

    root: Path
    course: Course
    assignments: tuple[AssignmentFacts, ...]
    files: str
    """Digest of the course's released files."""
    venv: str
    """Name of the venv; empty as long as it is not made."""
    python: Path | None
    results: Path

    @property
    def modules(self) -> tuple[str, ...]:
        """What the notebooks of the course import, in one sorted list."""
        return tuple(sorted({name for item in self.assignments for name in item.outline.imports}))


@dataclass(frozen=True)
class Assign:
    """Run otter assign on one notebook and keep the result at ``place``."""

    root: Path
    assignment: Assignment
    shared: tuple[str, ...]
    python: Path
    modules: tuple[str, ...]
    """What the notebooks of the course import."""
    place: Path
    manual: tuple[tuple[str, float], ...] = ()
    """Questions that a person grades, with their points."""


@dataclass(frozen=True)
class PassThrough:
    """Take a notebook that was released elsewhere as it is."""

    root: Path
    assignment: Assignment
    questions: int
    place: Path


def plan(facts: AssignmentsFacts) -> list[Action]:
    """Return an action for each assignment."""
    return [_one(facts, item) for item in facts.assignments]


def _one(facts: AssignmentsFacts, item: AssignmentFacts) -> Action:
    assignment = item.assignment
    subject = f"{facts.course.course}: {assignment.name}"
    if item.outline.released:
        key = digest(_EDITION, "released", assignment.notebook, item.source)
    elif not facts.venv:
        return Action("assignments", subject, "the environment changes", "", assignment)
    else:
        key = digest(_EDITION, assignment.notebook, item.source, facts.files, facts.venv)
    if item.receipt is not None and item.receipt.key == key and item.present:
        return Action("assignments", subject, "nothing it depends on changed", key)
    place = facts.results / f"{assignment.name}-{key[:16]}"
    reason = _reason(item)
    if item.outline.released:
        count = len(item.outline.questions)
        work: object = PassThrough(facts.root, assignment, count, place)
        return Action("assignments", subject, f"{reason}, released as it is", key, work)
    assert facts.python is not None
    modules = facts.modules
    shared, manual = facts.course.files, item.outline.manual
    work = Assign(facts.root, assignment, shared, facts.python, modules, place, manual)
    return Action("assignments", subject, reason, key, work)


def _reason(item: AssignmentFacts) -> str:
    if item.receipt is None:
        return "not assigned yet"
    if not item.present:
        return "its result is gone"
    if item.receipt.results.get("source") != item.source:
        return f"{PurePosixPath(item.assignment.notebook).name} or a file beside it changed"
    return "the environment or the course's files changed"
