"""Plans otter assign for each assignment of a course, and then its release."""

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


@dataclass(frozen=True)
class ReleaseFacts:
    """The parts of a release, and the repository they go to."""

    root: Path
    course: Course
    assignments: tuple[tuple[Assignment, str, Path | None], ...]
    """Each assignment, the key of its result (empty: pending) and the folder of that result."""
    files: str
    repository: Path
    head: str
    """Commit of the release branch; empty if there is none."""
    receipt: Receipt | None


@dataclass(frozen=True)
class WriteRelease:
    """Commit the student copy of a course to ``repository`` and push it to ``remote``, if any."""

    root: Path
    course: Course
    assignments: tuple[tuple[Assignment, Path], ...]
    repository: Path
    remote: str | None


def plan_release(facts: ReleaseFacts) -> Action:
    """Return what to do about the release of a course."""
    subject = f"{facts.course.course}: release"
    if any(not key for _, key, _ in facts.assignments):
        return Action("release", subject, "assignments change", "", facts.course)
    parts = [f"{item.notebook} {key}" for item, key, _ in facts.assignments]
    release = facts.course.release
    key = digest(_EDITION, facts.files, release.branch, release.repo or "", *parts)
    done = facts.receipt
    if done is not None and done.key == key and done.results.get("commit") == facts.head:
        return Action("release", subject, f"students have it ({facts.head[:10]})", key)
    reason = "no release yet" if not facts.head else "assignments or files changed"
    work = WriteRelease(
        facts.root,
        facts.course,
        tuple((item, place) for item, _, place in facts.assignments if place is not None),
        facts.repository,
        release.repo,
    )
    return Action("release", subject, reason, key, work)
