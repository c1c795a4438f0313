"""A course that has one assignment in every form that coursekit takes, assigned once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import jupytext
import pytest

from coursekit.assignments.notebook import converted
from tests.conftest import CASES, _once, coursekit

LABS = CASES / "good" / "tiny" / "labs"
COURSE = """\
course: forms
title: One assignment in every form
assignments:
  - {notebook: nb/sums-nb.ipynb, title: from a notebook}
  - {notebook: py/sums-py.py, title: from a script}
  - {notebook: md/sums-md.md, title: from Markdown}
  - {notebook: labs/lab02/lab02.ipynb, title: the same as in tiny}
  - {notebook: given/words.ipynb, autograder: keys/words.zip, title: released elsewhere}
"""


@dataclass(frozen=True)
class Assigned:
    """An assigned course, and where otter's result of each assignment is."""

    root: Path

    def result(self, assignment: str) -> Path:
        (place,) = (self.root / ".coursekit" / "assignments").glob(f"{assignment}-????????????????")
        return place


@pytest.fixture(scope="session")
def words(built_tiny: Path) -> Path:
    """What otter made of lab02 of the tiny course."""
    return Assigned(built_tiny).result("lab02")


@pytest.fixture(scope="session")
def forms(built_tiny: Path, words: Path, shared: Path) -> Assigned:
    """The course, assigned with the venv of the tiny course."""
    root = shared / "forms"

    def make() -> None:
        source = (LABS / "lab01" / "lab01.py").read_text("utf-8")
        texts = {
            "nb/sums-nb.ipynb": converted(Path("lab01.py"), source),
            "py/sums-py.py": source,
            "md/sums-md.md": jupytext.writes(jupytext.reads(source, "py"), "md"),
        }
        for path, text in texts.items():
            name = Path(path).stem
            (root / path).parent.mkdir(parents=True)
            (root / path).write_text(text.replace("lab01", name), "utf-8")
            shutil.copy(LABS / "lab01" / "numbers.csv", (root / path).parent)
        shutil.copytree(LABS / "lab02", root / "labs" / "lab02")
        for path in ("given", "keys", ".coursekit"):
            (root / path).mkdir()
        given = (words / "student" / "lab02.ipynb").read_text("utf-8")
        (root / "given" / "words.ipynb").write_text(given.replace("lab02.ipynb", "words.ipynb"))
        shutil.copy(words / "autograder.zip", root / "keys" / "words.zip")
        (root / "course.yml").write_text(COURSE)
        for name in ("requirements.txt", "requirements.lock"):
            shutil.copy(built_tiny / name, root)
        environments = built_tiny / ".coursekit" / "environments"
        (root / ".coursekit" / "environments").symlink_to(environments)
        ran = coursekit("assign", root)
        assert ran.code == 0, ran.err

    _once(root, make)
    return Assigned(root)


@pytest.fixture(scope="session")
def otter(built_tiny: Path) -> Path:
    """The ``otter`` program of the course environment."""
    return next((built_tiny / ".coursekit" / "environments").glob("*/bin/otter"))
