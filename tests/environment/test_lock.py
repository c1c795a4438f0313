"""Resolving for real: what is kept, and what must not have a say."""

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


def test_a_broken_venv_beside_the_course_does_not_matter(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (course / ".venv" / "bin").mkdir(parents=True)
    (course / ".venv" / "pyvenv.cfg").write_text("home = C:\\Python\n")
    (course / ".venv" / "bin" / "python").symlink_to("/no/such/python")
    monkeypatch.chdir(course)
    (course / "requirements.txt").write_text("six\n")
    lock(Path())
    assert "\nsix==" in (course / "requirements.lock").read_text()


def test_a_lock_keeps_its_versions_until_it_is_upgraded(course: Path) -> None:
    (course / "requirements.txt").write_text("six==1.16.0\n")
    lock(course)
    assert lock(course).err == "No changes: everything is built.\n"
    (course / "requirements.txt").write_text("six\n")
    assert "requirements.txt changed" in lock(course).err
    assert "\nsix==1.16.0 " in (course / "requirements.lock").read_text()
    assert "asked for the newest versions" in lock(course, "--upgrade").err
    assert "\nsix==1.16.0 " not in (course / "requirements.lock").read_text()
