"""Resolving for real: what a new lock keeps of the old one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Ran, coursekit
from tests.engines import lack


@pytest.fixture
def course(tmp_path: Path) -> Path:
    coursekit("init", tmp_path / "small")
    return tmp_path / "small"


def lock(course: Path, *options: str) -> Ran:
    ran = coursekit("lock", course, *options)
    if "index could not be reached" in ran.err:
        lack("the package index cannot be reached")
    assert ran.code == 0, ran.err
    return ran


def test_a_lock_keeps_its_versions_until_it_is_upgraded(course: Path) -> None:
    (course / "requirements.txt").write_text("six==1.16.0\n")
    lock(course)
    assert lock(course).err == "No changes: everything is built.\n"
    (course / "requirements.txt").write_text("six\n")
    assert "requirements.txt changed" in lock(course).err
    assert "\nsix==1.16.0 " in (course / "requirements.lock").read_text()
    assert "asked for the newest versions" in lock(course, "--upgrade").err
    assert "\nsix==1.16.0 " not in (course / "requirements.lock").read_text()
