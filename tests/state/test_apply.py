"""Applying a plan: stage by stage, side by side, and what failed does not cost the others."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from coursekit.apply import Applied, Say, apply
from coursekit.errors import CoursekitError, EngineFailedError, ExitCode
from coursekit.plan import STAGES, Action, Plan
from coursekit.state import Receipt, State


class Silent:
    """Hears of everything and keeps the order."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []

    def planned(self, plan: Plan) -> None:
        self.heard.append(("planned", str(len(plan.pending))))

    def started(self, action: Action) -> None:
        self.heard.append(("started", action.subject))

    def said(self, action: Action, line: str) -> None:
        self.heard.append((action.subject, line))

    def finished(self, action: Action, receipt: Receipt) -> None:
        self.heard.append(("finished", action.subject))

    def failed(self, action: Action, error: CoursekitError) -> None:
        self.heard.append(("failed", action.subject))


class Work:
    """Plans an action for each subject that has no receipt, and performs it."""

    def __init__(self, state: State, subjects: Mapping[str, str]) -> None:
        self.state = state
        self.subjects = subjects
        self.performed: list[str] = []
        self.broken: dict[str, Exception] = {}
        self.meet: threading.Barrier | None = None
        self.progress = Silent()

    def plan(self) -> Plan:
        actions = [
            Action(stage, subject, "test", "k", None if self.state.receipt(stage, subject) else 1)
            for subject, stage in self.subjects.items()
        ]
        return Plan(tuple(sorted(actions, key=lambda action: STAGES.index(action.stage))))

    def perform(self, action: Action, say: Say) -> tuple[State, Mapping[str, Any]]:
        say("at work")
        if self.meet is not None:
            self.meet.wait(timeout=10)
        if action.subject in self.broken:
            raise self.broken[action.subject]
        self.performed.append(action.subject)
        return self.state, {"done": action.subject}

    def apply(self, jobs: int = 2) -> Applied:
        return apply(self.plan, self.perform, self.progress, jobs=jobs)


@pytest.fixture
def work(tmp_path: Path) -> Work:
    state = State(tmp_path)
    state.ensure()
    return Work(state, {"page": "book", "lab01": "assignments", "lab02": "assignments"})


def test_stages_run_in_order_and_a_second_run_has_nothing_to_do(work: Work) -> None:
    applied = work.apply()
    assert sorted(work.performed[:2]) == ["lab01", "lab02"]
    assert work.performed[2:] == ["page"]
    assert {receipt.subject for receipt in applied.receipts} == {"lab01", "lab02", "page"}
    assert work.progress.heard[0] == ("planned", "3")
    assert ("lab01", "at work") in work.progress.heard
    assert work.apply().receipts == ()
    assert len(work.performed) == 3


def test_actions_of_a_stage_run_side_by_side(work: Work) -> None:
    work.subjects = {"lab01": "assignments", "lab02": "assignments"}
    work.meet = threading.Barrier(2)
    work.apply(jobs=2)
    assert sorted(work.performed) == ["lab01", "lab02"]


def test_what_failed_does_not_cost_the_others_their_receipts(work: Work) -> None:
    work.broken["lab01"] = CoursekitError("wrong", code=ExitCode.FOUND)
    with pytest.raises(CoursekitError, match="wrong") as caught:
        work.apply()
    assert caught.value.code == ExitCode.FOUND
    assert work.state.receipt("assignments", "lab02") is not None
    assert work.state.receipt("assignments", "lab01") is None
    assert "page" not in work.performed, "the next stage does not begin"
    assert ("failed", "lab01") in work.progress.heard
    work.broken.clear()
    work.apply()
    assert sorted(work.performed) == ["lab01", "lab02", "page"], "each ran once"


def test_all_problems_of_a_stage_are_reported(work: Work) -> None:
    work.broken = {
        "lab01": CoursekitError("one", code=ExitCode.FOUND),
        "lab02": EngineFailedError("two"),
    }
    with pytest.raises(CoursekitError) as caught:
        work.apply()
    assert sorted(problem.message for problem in caught.value.problems) == ["one", "two"]
    assert caught.value.code == ExitCode.ENGINE_FAILED


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device", "x"), "the disk is full"),
        (OSError(30, "Read-only file system", "x"), "cannot write here: read-only file system"),
        (PermissionError(13, "Permission denied", "x"), "cannot write here: permission denied"),
    ],
)
def test_trouble_with_the_disk_is_said_in_words(work: Work, error: OSError, said: str) -> None:
    work.broken["lab01"] = error
    with pytest.raises(CoursekitError) as caught:
        work.apply()
    assert caught.value.problems[0].message == said


def test_a_plan_that_never_gets_done_is_a_bug(work: Work) -> None:
    forever = Plan((Action("book", "page", "test", "k", 1),))
    with pytest.raises(AssertionError, match="planned twice"):
        apply(lambda: forever, work.perform, work.progress)
