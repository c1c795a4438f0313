"""The wrong answers beside the keys of curricula/data8 score what the author says they do."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DATA8

NAME = "wrong-answers.toml"
SOURCES = sorted(DATA8.glob("[a-z]*/*/*.py"))
SCRIPT = Path(__file__).parent / "try_answers.py"
FEWEST = 2
"""Wrong answers that a question has at least."""


def wrong_answers(source: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the wrong answers of an assignment by question."""
    return tomllib.loads((source.parent / NAME).read_text("utf-8"))


@cache
def ran(built: Path, environment: Path, scratch: Path) -> dict[str, Any]:
    """Run all assignments of ``built``, in one process; return what each question scored."""
    asked = []
    for source in SOURCES:
        (place,) = (built / ".coursekit" / "assignments").glob(f"{source.stem}-*")
        folder = scratch / source.stem
        shutil.copytree(place / "autograder", folder)
        with zipfile.ZipFile(place / "autograder.zip") as key:
            key.extractall(folder / "zip")
        answers = {
            question: [one["answer"] for one in wrong]
            for question, wrong in wrong_answers(source).items()
        }
        asked.append(
            {
                "notebook": str(folder / f"{source.stem}.ipynb"),
                "folder": str(folder),
                "tests": str(folder / "zip" / "tests"),
                "answers": answers,
            }
        )
    done = subprocess.run(
        [environment / "bin" / "python", SCRIPT],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(zip((source.stem for source in SOURCES), json.loads(done.stdout), strict=True))


@pytest.fixture(scope="module")
def scored(
    built_data8: Path, course_environment: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    return ran(built_data8, course_environment, tmp_path_factory.mktemp("answers"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_wrong_answers_score_as_stated(source: Path, scored: dict[str, Any]) -> None:
    found, wrong = scored[source.stem], wrong_answers(source)
    assert {name: one["key"] for name, one in found.items()} == {
        name: one["possible"] for name, one in found.items()
    }
    stated = {name: [float(one["scores"]) for one in ones] for name, ones in wrong.items()}
    assert {name: one["wrong"] for name, one in found.items()} == stated
    assert all(max(stated[name]) < one["possible"] for name, one in found.items())
    stopped = [error for one in found.values() for error in one["stopped"] if error]
    assert not stopped, "an answer that stops with an error shows nothing"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_each_question_has_wrong_answers_with_a_reason(source: Path) -> None:
    for name, ones in wrong_answers(source).items():
        assert len(ones) >= FEWEST, name
        assert all(one["why"] and set(one) == {"answer", "scores", "why"} for one in ones), name
        assert len({one["answer"] for one in ones}) == len(ones), name


def test_wrong_answers_stay_with_the_instructor(built_data8: Path) -> None:
    made = built_data8 / ".coursekit"
    assert list(built_data8.rglob(NAME)), "they are in the instructor's tree"
    assert not [path for path in made.rglob(NAME) if "environments" not in path.parts]
    for path in made.glob("assignments/*/autograder.zip"):
        assert not [name for name in zipfile.ZipFile(path).namelist() if NAME in name]
