"""A course that is a package itself: what of it is installed, and into what."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.engines.process import Runner
from coursekit.engines.uv import Uv
from coursekit.environment.plan import MakeVenv, venv_name
from coursekit.environment.plan import plan as planned
from coursekit.errors import CoursekitError
from coursekit.pipeline import environment
from coursekit.pipeline.sources import sources
from coursekit.spec import load
from coursekit.state import State
from tests.conftest import CASES, coursekit
from tests.engines import lack

PROJECT = """
[project]
name = "tools"
version = "1"
dependencies = ["six>=1.16"]
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[tool.setuptools]
packages = ["tools"]
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    place = tmp_path / "course"
    shutil.copytree(CASES / "good" / "tiny", place, ignore=shutil.ignore_patterns(".coursekit"))
    (place / "fleet.yml").unlink(missing_ok=True)
    (place / "pyproject.toml").write_text(PROJECT)
    (place / "tools").mkdir()
    (place / "tools" / "__init__.py").write_text("WORD = 'found'\n")
    return place


def venv(course: Path) -> str:
    """Return the name that the course's venv would have, had it a lock."""
    from dataclasses import replace

    (folder,) = load(course).courses
    return venv_name(replace(environment.facts(folder, State(course)), lock="six==1.17.0\n"))


def test_a_changed_module_makes_a_new_venv_and_a_changed_notebook_none(course: Path) -> None:
    before = venv(course)
    notebook = course / "labs" / "lab01" / "lab01.py"
    notebook.write_text(notebook.read_text() + "\n# %% [markdown]\n# A remark.\n")
    (course / "requirements.lock").write_text("")
    assert venv(course) == before
    (course / "tools" / "__init__.py").write_text("WORD = 'changed'\n")
    assert venv(course) != before
    (folder,) = load(course).courses
    assert sources(folder).package_files() == (
        "pyproject.toml",
        "requirements.txt",
        "tools/__init__.py",
    )


def test_both_files_are_locked_and_the_plan_says_so(course: Path) -> None:
    ran = coursekit("lock", course, "-q")
    if "index could not be reached" in ran.err:
        lack("the package index cannot be reached")
    assert ran.code == 0, ran.err
    lock = (course / "requirements.lock").read_text()
    assert "\nsix==" in lock
    assert "\nnumpy==" in lock
    assert "tools" not in lock.replace("setuptools", "").partition("aiodns")[2]
    again = coursekit("lock", course, "--dry-run")
    assert "matches requirements.txt and pyproject.toml (which is installed as a" in again.out


def test_built_from_a_copy_into_the_venv(course: Path, tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("")
    uv = Uv(Runner(tmp_path / "state", tmp_path / "logs"))
    (folder,) = load(course).courses
    names = sources(folder).package_files()
    before = sorted(course.rglob("*"))
    work = MakeVenv(lock, tmp_path / "venv", None, course, names)
    try:
        environment.make_venv(work, uv, lambda _: None)
    except CoursekitError as error:
        if "could not be reached" in str(error):
            lack("the package index cannot be reached")
        raise
    python = tmp_path / "venv" / "bin" / "python"
    argv = [python, "-I", "-c", "import tools; print(tools.WORD)"]
    assert subprocess.run(argv, capture_output=True, text=True, check=True).stdout == "found\n"
    assert sorted(course.rglob("*")) == before, "nothing is written beside the sources"

    shutil.rmtree(course / "tools")
    with pytest.raises(CoursekitError) as caught:
        uv.install_package(tmp_path / "venv", course, course, lambda _: None)
    (problem,) = caught.value.problems
    assert problem.message == "the course's own package could not be built"
    assert problem.where is not None
    assert problem.where.path == course / "pyproject.toml"
    assert "package directory 'tools' does not exist" in problem.details
    assert caught.value.code == 2


@pytest.mark.parametrize("folder", ["binder", ".binder"])
def test_lock_venv_and_image_read_the_same_folder(course: Path, folder: str) -> None:
    home = course / folder
    home.mkdir()
    shutil.move(course / "requirements.txt", home)
    (home / "runtime.txt").write_text(f"python-3.{sys.version_info.minor}\n")
    (project,) = load(course).courses
    facts = environment.facts(project, State(course))
    assert facts.folder == home
    assert facts.python == f"3.{sys.version_info.minor}"
    assert facts.mains == ("requirements.txt",), "repo2docker reads no pyproject.toml beside binder"
    (course / "requirements.txt").write_text("nothing-reads-this\n")
    facts = environment.facts(project, State(course))
    assert facts.note == f"{folder}/ is read alone, as repo2docker does"
    lock, _ = planned(facts)
    assert lock.work.lock == home / "requirements.lock"  # type: ignore[union-attr]


def test_the_environment_s_path_counts(course: Path) -> None:
    (course / "env").mkdir()
    for name in ("requirements.txt", "pyproject.toml", "tools"):
        shutil.move(course / name, course / "env")
    with (course / "course.yml").open("a") as spec:
        spec.write("environment: {path: env}\n")
    (folder,) = load(course).courses
    facts = environment.facts(folder, State(course))
    assert facts.folder == course / "env"
    assert facts.package_files == ("pyproject.toml", "requirements.txt", "tools/__init__.py")


def test_a_source_that_can_t_be_built(course: Path, tmp_path: Path) -> None:
    """A package without a wheel, whose sources need what is not here."""
    source = tmp_path / "needy-1.0"
    source.mkdir()
    (source / "setup.py").write_text("raise SystemExit('error: no compiler for Fortran')\n")
    shutil.make_archive(str(source), "gztar", tmp_path, "needy-1.0")
    (course / "pyproject.toml").unlink()
    (course / "requirements.txt").write_text(f"numpy\nneedy @ file://{source}.tar.gz\n")
    ran = coursekit("lock", course, "-q")
    if "could not be reached" in ran.err:
        lack("the package index cannot be reached")
    assert ran.code == 2
    assert "needy has no wheel, and can't be built here" in ran.err
    assert f"in: {course / 'requirements.txt'}:2" in ran.err
    assert "error: no compiler for Fortran" in ran.err
