"""The wrong answers beside the keys of curricula/data8 score what the author says they do."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DATA8
from tests.curricula.conftest import Run

NAME = "wrong-answers.toml"
SOURCES = sorted(DATA8.glob("[a-z]*/[a-z]*[0-9]/*.py"))
FEWEST = 2
"""Wrong answers that a question has at least."""


def wrong_answers(source: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the wrong answers of an assignment by question."""
    return tomllib.loads((source.parent / NAME).read_text("utf-8"))


def question(source: Path, built: Path, scratch: Path) -> dict[str, Any]:
    """Lay out the solution of an assignment and its tests; return what is to be run."""
    (place,) = (built / ".coursekit" / "assignments").glob(f"{source.stem}-*")
    folder = scratch / source.stem
    shutil.copytree(place / "autograder", folder)
    with zipfile.ZipFile(place / "autograder.zip") as key:
        key.extractall(folder / "zip")
    wrong = wrong_answers(source).items()
    return {
        "notebook": str(folder / f"{source.stem}.ipynb"),
        "folder": str(folder),
        "tests": str(folder / "zip" / "tests"),
        "answers": {name: [one["answer"] for one in ones] for name, ones in wrong},
    }


@pytest.fixture(scope="module")
def found(
    built_data8: Path, run_notebooks: Run, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    """Return what each assignment scored."""
    scratch = tmp_path_factory.mktemp("answers")
    ran = run_notebooks([question(source, built_data8, scratch) for source in SOURCES])
    return {source.stem: one for source, one in zip(SOURCES, ran, strict=True)}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_wrong_answers_score_as_stated(source: Path, found: dict[str, dict[str, Any]]) -> None:
    assert found[source.stem]["error"] == ""
    scored = found[source.stem]["questions"]
    possible = {name: one["possible"] for name, one in scored.items()}
    assert {name: one["key"] for name, one in scored.items()} == possible
    wrong = wrong_answers(source).items()
    stated = {name: [float(one["scores"]) for one in ones] for name, ones in wrong}
    assert {name: one["wrong"] for name, one in scored.items()} == stated
    assert all(max(scores) < possible[name] for name, scores in stated.items())
    stopped = [error for one in scored.values() for error in one["stopped"] if error]
    assert stopped == [], "an answer that stops with an error shows nothing"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_each_question_has_wrong_answers_with_a_reason(source: Path) -> None:
    for name, ones in wrong_answers(source).items():
        assert len(ones) >= FEWEST, name
        assert all(one["why"] and set(one) == {"answer", "scores", "why"} for one in ones), name
        assert len({one["answer"] for one in ones}) == len(ones), name


def test_wrong_answers_stay_with_the_instructor(built_data8: Path) -> None:
    made = built_data8 / ".coursekit"
    assert len(list(built_data8.rglob(NAME))) == len(SOURCES)
    assert not list((made / "assignments").rglob(NAME))
    for path in made.glob("assignments/*/autograder.zip"):
        assert not [name for name in zipfile.ZipFile(path).namelist() if NAME in name]
    listed = subprocess.run(
        ["git", "-C", made / "release" / "data8", "ls-tree", "-r", "--name-only", "main"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert "labs/lab01/lab01.ipynb" in listed
    assert not [name for name in listed if NAME in name]
