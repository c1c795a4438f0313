"""Planning is pure: the same facts give the same plan, and a room touches nothing."""

from __future__ import annotations

import builtins
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coursekit.assignments import plan as assignments_room
from coursekit.book import plan as book_room
from coursekit.environment import plan as environment_room
from coursekit.links import links_of
from coursekit.links import plan as links_room
from coursekit.pipeline import Workshop, assignments, book, environment, release
from coursekit.plan import STAGES, Action, Plan, joined
from coursekit.release import plan as release_room
from coursekit.spec import load
from coursekit.state import State


def action(stage: str, subject: str, *, pending: bool) -> Action:
    return Action(stage, subject, "because", "key", "work" if pending else None)


def test_the_next_actions_are_those_of_the_first_stage_with_any() -> None:
    plan = joined(
        [
            [action("book", "b", pending=True)],
            [action("assignments", "1", pending=True), action("assignments", "2", pending=False)],
            [action("assignments", "3", pending=True), action("environment", "e", pending=False)],
        ]
    )
    assert [item.stage for item in plan.actions] == sorted(
        (item.stage for item in plan.actions), key=STAGES.index
    )
    assert [item.subject for item in plan.next] == ["1", "3"]
    assert [item.subject for item in plan.until("assignments").pending] == ["1", "3"]


def test_a_lock_comes_before_its_environment() -> None:
    plan = Plan(
        (action("environment", "lock", pending=True), action("environment", "venv", pending=True))
    )
    assert [item.subject for item in plan.next] == ["lock"]


def test_nothing_pending_is_nothing_next() -> None:
    assert Plan((action("book", "b", pending=False),)).next == ()


def test_planning_twice_is_identical(tiny: Path) -> None:
    first, second = Workshop(load(tiny)).plan(), Workshop(load(tiny)).plan()
    assert first == second
    assert [item.stage for item in first.pending] == ["hub"]
    assert all(item.reason for item in first.actions)


def test_planning_writes_nothing(tiny: Path) -> None:
    def seen() -> dict[Path, tuple[int, int]]:
        found = {path: path.lstat() for path in tiny.rglob("*")}
        return {path: (entry.st_mtime_ns, entry.st_size) for path, entry in found.items()}

    before = seen()
    Workshop(load(tiny)).plan()
    assert seen() == before


@contextmanager
def nothing_may_be_touched() -> Iterator[None]:
    """Fail whatever opens, lists or looks at a file, asks for the time or reads the environment."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a room did more than plan")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(builtins, "open", refuse)
        for name in ("stat", "lstat", "listdir", "scandir", "mkdir", "open", "getcwd", "getenv"):
            patched.setattr(os, name, refuse)
        patched.setattr(time, "time", refuse)
        yield


def test_rooms_only_plan(tiny: Path) -> None:
    state, project = State(tiny), load(tiny)
    (folder,) = project.courses
    links = links_of(project)
    packages = environment.facts(folder, state)
    made = next(iter(packages.complete))
    python = packages.environments / made / "bin" / "python"
    notebooks = assignments.facts(folder, state, made)
    parts = release.facts(folder, state, assignments_room.plan(notebooks))
    pages = book.facts(project, folder, {"lab01": 3, "lab02": 1}, state, state, python)
    with nothing_may_be_touched():
        plans = [
            *environment_room.plan(packages),
            *environment_room.plan(packages, upgrade=True),
            *assignments_room.plan(notebooks),
            release_room.plan_release(parts),
            book_room.plan(pages),
            links_room.plan("islands", links, state.path / "links.csv", ""),
        ]
    pending = [item.subject for item in plans if item.pending]
    assert pending == ["tiny: lock", "tiny: venv", "islands: links"]
