"""When a lock is resolved again, when a venv is made again, and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coursekit.environment.plan import (
    EnvironmentFacts,
    MakeVenv,
    ResolveLock,
    lock_header,
    plan,
    venv_name,
)
from coursekit.environment.requirements import RequirementFile

NOTHING = EnvironmentFacts(
    course="small",
    folder=Path("small"),
    sources=(
        RequirementFile("requirements.txt", "numpy\n-r more.txt\n"),
        RequirementFile("more.txt", ""),
    ),
    python=None,
    runs_on="3.11",
    lock=None,
    environments=Path("environments"),
    complete=frozenset(),
)
LOCKED = replace(NOTHING, lock=lock_header(NOTHING) + "numpy==2.0.0\n")
DONE = replace(LOCKED, complete=frozenset([venv_name(LOCKED)]))


def test_nothing_there() -> None:
    lock, venv = plan(NOTHING)
    assert (lock.reason, venv.reason) == ("no lock yet", "the lock changes")
    assert isinstance(lock.work, ResolveLock)
    assert lock.work.lock == Path("small/requirements.lock")


def test_locked() -> None:
    lock, venv = plan(LOCKED)
    assert not lock.pending
    assert venv.reason == "not made yet"
    assert isinstance(venv.work, MakeVenv)
    assert venv.work.place == Path("environments") / venv_name(LOCKED)


def test_done() -> None:
    assert [action.pending for action in plan(DONE)] == [False, False]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (replace(DONE, sources=DONE.sources[:1]), "more.txt changed"),
        (
            replace(DONE, sources=(RequirementFile("requirements.txt", "scipy"), DONE.sources[1])),
            "requirements.txt changed",
        ),
        (replace(DONE, python="3.12"), "the Python version changed"),
        (replace(DONE, lock="numpy==2.0.0\n"), "the lock does not say what it was made from"),
    ],
)
def test_a_stale_lock_is_resolved_again(facts: EnvironmentFacts, reason: str) -> None:
    lock, venv = plan(facts)
    assert (lock.pending, lock.reason, venv.pending) == (True, reason, True)


def test_newer_server_packages_make_a_lock_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coursekit.environment.plan.server_packages", lambda: "jupyterhub==9\n")
    assert plan(DONE)[0].reason == "the notebook server's packages changed"


def test_upgrade_is_a_reason() -> None:
    lock, _ = plan(DONE, upgrade=True)
    assert lock.reason == "asked for the newest versions"
    assert isinstance(lock.work, ResolveLock)
    assert lock.work.upgrade


def test_a_venv_belongs_to_its_lock_and_its_python() -> None:
    other = replace(LOCKED, lock=lock_header(NOTHING) + "numpy==2.0.1\n")
    assert (
        len({venv_name(LOCKED), venv_name(other), venv_name(replace(LOCKED, runs_on="3.12"))}) == 3
    )
    remark = replace(LOCKED, lock=f"# a remark\n{LOCKED.lock}")
    assert venv_name(remark) == venv_name(LOCKED)
    assert plan(replace(other, complete=DONE.complete))[1].reason == "the lock changed"
