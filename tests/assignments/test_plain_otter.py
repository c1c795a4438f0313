"""Whatever otter's settings say, students get the bytes that plain otter assign writes.

The cases are in ``tests/cases/otter``: one assignment each.
"""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import OTTER, _once

NAMES = sorted(path.name for path in OTTER.iterdir())
PLAIN = """
import sys
from otter.cli import cli
for name in sys.argv[1:]:
    words = ["assign", "--no-pdfs", "--no-run-tests", f"{name}/{name}.ipynb", f"{name}/dist"]
    cli.main(words, standalone_mode=False)
"""
SETTINGS = (
    "requirements overwrite_requirements environment files autograder_files student_files seed"
    " generate init_cell export_cell check_all_cell files: ok_format url_prefix runs_on config_file"
    " show_question_points strip_solutions_from_all_cells save_environment ignore_modules"
    " python_version solutions_pdf template_pdf name points manual all_or_nothing export check_cell"
)


@dataclass(frozen=True)
class Both:
    """What coursekit and what plain otter made of each case."""

    ours: Path
    plain: Path

    def result(self, name: str) -> Path:
        (place,) = (self.ours / ".coursekit" / "assignments").glob(f"{name}-????????????????")
        return place


@pytest.fixture(scope="session")
def both(built_settings: Path, otter: Path, shared: Path) -> Both:
    made = Both(built_settings, shared / "plain")

    def make() -> None:
        ignored = shutil.ignore_patterns(".coursekit")
        shutil.copytree(built_settings, made.plain, ignore=ignored)
        python = otter.with_name("python")
        subprocess.run([python, "-c", PLAIN, *NAMES], cwd=made.plain, check=True)

    _once(made.plain, make)
    return made


@pytest.mark.parametrize("name", NAMES)
def test_students_get_the_same_bytes(both: Both, name: str) -> None:
    ours, plain = both.result(name) / "student", both.plain / name / "dist" / "student"
    assert contents(ours) == contents(plain)
    assert (ours / f"{name}.ipynb").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_the_key_holds_the_same_files(both: Both, name: str) -> None:
    (theirs,) = (both.plain / name / "dist" / "autograder").glob("*.zip")
    with (
        zipfile.ZipFile(theirs) as old,
        zipfile.ZipFile(both.result(name) / "autograder.zip") as new,
    ):
        assert {entry: new.read(entry) for entry in new.namelist()} == {
            entry: old.read(entry) for entry in old.namelist() if not entry.endswith("/")
        }


def test_every_setting_is_in_a_case() -> None:
    text = "".join(path.read_text("utf-8") for path in OTTER.rglob("*") if path.is_file())
    assert [word for word in SETTINGS.split() if word not in text] == []
    assert len(NAMES) >= 12


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
