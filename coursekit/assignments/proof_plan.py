"""Plans the proof of each assignment: that the solution is right, and that a blank is not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coursekit.assignments.plan import AssignmentFacts, AssignmentsFacts
from coursekit.plan import Action
from coursekit.spec import Assignment
from coursekit.state import Receipt, digest

_EDITION = "2"
"""Changes when a proof finds something that it did not find before."""


@dataclass(frozen=True)
class Prove:
    """Run what an assignment was made into, at ``place``, as grader and as student."""

    root: Path
    assignment: Assignment
    shared: tuple[str, ...]
    python: Path
    modules: tuple[str, ...]
    """What the notebooks of the course import."""
    place: Path
    student_files: tuple[str, ...]
    """What students hand in beside the notebook; the author's are beside the solution."""
    released: bool
    """Whether it was made elsewhere, and no solution is here."""


def plan_proofs(
    facts: AssignmentsFacts, assigned: list[Action], receipts: list[Receipt | None]
) -> list[Action]:
    """Return an action for each assignment: ``assigned`` is what is done to make it first.

    ``receipts`` are those of the proofs, in the same order.
    """
    together = zip(facts.assignments, assigned, receipts, strict=True)
    return [_one(facts, *parts) for parts in together]


def _one(
    facts: AssignmentsFacts, item: AssignmentFacts, assigned: Action, done: Receipt | None
) -> Action:
    subject = assigned.subject
    if assigned.pending or not facts.venv or facts.python is None:
        first = "the assignment" if facts.venv else "the environment"
        return Action("proof", subject, f"{first} changes", "", item.assignment)
    key = digest(_EDITION, assigned.key, facts.files, facts.venv, item.source)
    if done is not None and done.key == key:
        return Action("proof", subject, "proven, and nothing it depends on changed", key)
    reason = "not proven yet" if done is None else "what it is made of changed"
    return Action("proof", subject, reason, key, work_of(facts, item, facts.python))


def work_of(facts: AssignmentsFacts, item: AssignmentFacts, python: Path) -> Prove:
    """Return the proof of an assignment that has been made; ``python`` is its environment's."""
    assert item.receipt is not None
    return Prove(
        root=facts.root,
        assignment=item.assignment,
        shared=facts.course.files,
        python=python,
        modules=facts.modules,
        place=facts.results / str(item.receipt.results["place"]),
        student_files=tuple(map(str, item.receipt.results.get("student_files", ()))),
        released=item.outline.released,
    )
