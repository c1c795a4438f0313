"""What would be done, and why: a plan is a list of actions, computed without touching anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

STAGES = (
    "upstream",
    *("environment", "image", "assignments", "proof", "release", "links", "book", "hub"),
)
"""What is taken from elsewhere, then the stages of the main job, in the order they run in."""

IN_ORDER = ("upstream", "environment", "image", "hub")
"""The stages whose actions run one after the other."""


@dataclass(frozen=True)
class Action:
    """One step: what it is about, why it is there, and the work to do (``None``: nothing).

    ``key`` is the digest of all that the result depends on; it is empty as long as an earlier
    action has to run first.
    """

    stage: str
    subject: str
    reason: str
    key: str = ""
    work: object | None = None

    @property
    def pending(self) -> bool:
        """Whether there is something to do."""
        return self.work is not None


@dataclass(frozen=True)
class Plan:
    """The actions of a project, in order."""

    actions: tuple[Action, ...]

    @property
    def pending(self) -> tuple[Action, ...]:
        """The actions that have something to do."""
        return tuple(action for action in self.actions if action.pending)

    @property
    def next(self) -> tuple[Action, ...]:
        """The pending actions of the earliest stage that has any: those can run side by side.

        Within the stages of ``IN_ORDER`` the order counts, so only its first one is returned.
        """
        pending = self.pending
        first = [action for action in pending if action.stage == pending[0].stage]
        return tuple(first[:1] if first and first[0].stage in IN_ORDER else first)

    def until(self, stage: str) -> Plan:
        """Return the part of the plan up to and with ``stage``."""
        wanted = STAGES[: STAGES.index(stage) + 1]
        return Plan(tuple(action for action in self.actions if action.stage in wanted))


def joined(plans: Iterable[Iterable[Action]]) -> Plan:
    """Return the plan of several rooms and courses, ordered by stage."""
    actions = [action for plan in plans for action in plan]
    return Plan(tuple(sorted(actions, key=lambda action: STAGES.index(action.stage))))
