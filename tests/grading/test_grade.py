"""Real grading: what students hand in, whatever it is, and the scores that otter gives."""

from __future__ import annotations

import csv
import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.assignments.conftest import Assigned
from tests.conftest import Ran, copy_of, coursekit

RIGHT = {"total = ...": "total = 55", "lines = ...": "lines = 3"}
ANSWERS: dict[str, dict[str, str]] = {
    "right": RIGHT,
    "wrong": {"total = ...": "total = 54", "lines = ...": "lines = 4"},
    "partial": {"total = ...": "total = 10", "lines = ...": "lines = 3"},
    "blank": {},
    "stops": {"total = ...": "total = 55\\n1 / 0", "lines = ...": "lines = 3"},
    "dies": {"total = ...": "import os; os.kill(os.getpid(), 9)"},
}


def answered(student: Path, answers: dict[str, str]) -> str:
    """Return a student notebook with answers typed in."""
    text = student.read_text("utf-8")
    for blank, answer in answers.items():
        assert blank in text
        text = text.replace(blank, answer, 1)
    return text


@pytest.fixture(scope="module")
def student(built_tiny: Path) -> Path:
    return Assigned(built_tiny).result("lab01") / "student" / "lab01.ipynb"


@pytest.fixture(scope="module")
def handed_in(student: Path, built_tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one notebook of each kind."""
    folder = tmp_path_factory.mktemp("from") / "handed-in"
    folder.mkdir()
    for name, answers in ANSWERS.items():
        (folder / f"{name}.ipynb").write_text(answered(student, answers))
    (folder / "corrupt.ipynb").write_text(student.read_text()[:200])
    (folder / "latin.ipynb").write_bytes("é".encode("latin-1"))
    other = Assigned(built_tiny).result("lab02") / "student" / "lab02.ipynb"
    (folder / "foreign.ipynb").write_bytes(other.read_bytes())
    (folder / "=cmd.ipynb").write_text(answered(student, RIGHT))
    (folder / "sub").mkdir()
    (folder / "sub" / "right.ipynb").write_text(answered(student, {}))
    return folder


def book(ran: Ran) -> dict[str, dict[str, str]]:
    """Read the gradebook that a run wrote, by student."""
    with Path(ran.json["results"]["gradebook"]).open(newline="") as file:
        return {row["login"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def graded(handed_in: Path, built_tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    project = copy_of(built_tiny, tmp_path_factory.mktemp("graded") / "course")
    (scratch := project.parent / "tmp").mkdir()
    env = {"TMPDIR": str(scratch)}
    ran = coursekit("grade", "lab01", handed_in, "--project", project, "--json", env=env)
    assert ran.code == 0, ran.err
    until = time.monotonic() + 30
    while list(scratch.iterdir()) and time.monotonic() < until:
        time.sleep(0.1)  # its nursery ends a few seconds later
    assert not list(scratch.iterdir()), "left behind by grading"
    return ran


def test_everyone_has_a_row(graded: Ran, handed_in: Path) -> None:
    found = book(graded)
    named = {f"{handed_in}: {path.relative_to(handed_in)}" for path in handed_in.rglob("*.ipynb")}
    assert {row["file"] for row in found.values()} == named
    assert len(found) == len(named)
    assert {"handed-in/right", "sub/right"} <= set(found), "two of one name are told apart"


def test_scores(graded: Ran) -> None:
    scores = {name: (row["total"], row["q1"], row["q2"]) for name, row in book(graded).items()}
    assert scores["handed-in/right"] == ("3", "2", "1")
    assert scores["'=cmd"] == ("3", "2", "1")
    assert scores["wrong"] == ("1", "1", "0")
    assert scores["partial"] == ("2", "1", "1")
    assert scores["blank"] == scores["sub/right"] == ("0", "0", "0")
    assert scores["stops"] == ("3", "2", "1")


def test_what_cannot_be_graded_costs_only_itself_and_is_not_zero(graded: Ran) -> None:
    found = book(graded)
    failed = {name for name, row in found.items() if row["status"] != "graded"}
    assert failed == {"dies", "corrupt", "latin", "foreign"}
    assert {found[name]["total"] for name in failed} == {""}
    assert all(found[name]["message"] for name in failed)
    assert "ZeroDivisionError" in found["stops"]["message"]
    assert found["corrupt"]["message"].startswith("a damaged notebook")
    assert found["corrupt"]["status"] == found["latin"]["status"] == "not-a-notebook"
    assert found["foreign"]["status"] == "wrong-assignment"
    assert "lab02" in found["foreign"]["message"]


def test_the_json_is_that_of_the_contract(graded: Ran) -> None:
    results = graded.json["results"]
    assert set(results) == {"gradebook", "graded", "failed", "seconds", "files"}
    assert (results["graded"], results["failed"]) == (7, 4)
    assert results["gradebook"] in results["files"]
    assert all(Path(name).exists() for name in results["files"])


def test_otter_run_gives_the_same_scores(
    graded: Ran, handed_in: Path, built_tiny: Path, tmp_path: Path
) -> None:
    otter = next((built_tiny / ".coursekit" / "environments").glob("*/bin/otter"))
    autograder = Assigned(built_tiny).result("lab01") / "autograder.zip"
    running = []
    for name in ("right", "partial", "stops"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "lab01.ipynb").write_bytes((handed_in / f"{name}.ipynb").read_bytes())
        argv = [otter, "run", "-a", autograder, "-o", ".", "lab01.ipynb"]
        running.append(subprocess.Popen(argv, cwd=tmp_path / name, stdout=subprocess.DEVNULL))
    assert [one.wait(timeout=120) for one in running] == [0, 0, 0]
    found = book(graded)
    for name in ("right", "partial", "stops"):
        tests: list[dict[str, Any]] = json.loads((tmp_path / name / "results.json").read_text())[
            "tests"
        ]
        scores = {test["name"]: test["score"] for test in tests if "score" in test}
        row = found.get(name) or found[f"handed-in/{name}"]
        assert {question: float(row[question]) for question in scores} == scores


def test_a_notebook_that_never_ends_is_given_up(tiny: Path, student: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    endless = answered(student, {"total = ...": "while True: pass"})
    (tmp_path / "in" / "endless.ipynb").write_text(endless)
    ran = coursekit(
        "grade", "lab01", tmp_path / "in", "--project", tiny, "--timeout", "20", "--json"
    )
    row = book(ran)["endless"]
    assert (ran.code, row["status"], row["total"]) == (0, "too-long", "")
    assert "within 20 s" in row["message"]
