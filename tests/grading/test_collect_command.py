"""``coursekit grade`` on whole exports: shown first, graded once, replayed with what changed."""

from __future__ import annotations

import csv
import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assignments.conftest import Assigned
from tests.conftest import Ran, coursekit
from tests.grading.exports import canvas_name, otter_export, write
from tests.grading.test_grade import RIGHT, answered

ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section,Lab 1: Sums (77)
    Points Possible,,,,,3
"Doe, Ada",101,W1,ada@north.edu,Data 8,
"Roe, Bo",102,W2,bo@north.edu,Data 8,
"Poe, Cy",103,W3,cy@southbay.edu,Data 8,
"Noe, Di",104,W4,di@north.edu,Data 8,
"Xoe, Yi",120,W20,yi@north.edu,Data 8,
"""


@pytest.fixture
def here(tiny: Path, tmp_path: Path) -> Path:
    """A folder with a Canvas download and the class list, beside the built course ``tiny``."""
    student = Assigned(tiny).result("lab01") / "student" / "lab01.ipynb"
    right = answered(student, RIGHT).encode()
    wrong = answered(student, {"total = ...": "total = 54"}).encode()
    entries = {
        canvas_name("Doe, Ada", 101, 2001, "lab01.ipynb"): right,
        canvas_name("Roe, Bo", 102, 2002, "lab01-1.ipynb", late=True): wrong,
        canvas_name("Poe, Cy", 103, 2003, "lab01.zip"): otter_export(right),
        canvas_name("Noe, Di", 104, 2004, "report.pdf"): b"%PDF-1.7",
        canvas_name("Hoe, Hal", 105, 2005, "lab01.ipynb"): right.replace(
            b'grader.check(\\"q1\\")', b"pass"
        ),
        "readme.txt": b"not of anybody",
    }
    write(tmp_path / "canvas.zip", entries)
    (tmp_path / "roster.csv").write_text(ROSTER)
    return tmp_path


def grade(here: Path, *words: str | Path, code: int = 0) -> Ran:
    ran = coursekit("grade", *words, "--project", here / "tiny", "--json", cwd=here)
    assert ran.code == code, ran.err
    return ran


def test_a_dry_run_shows_everybody_and_grades_nobody(here: Path) -> None:
    ran = grade(here, "lab01", "canvas.zip", "--roster", "roster.csv", "--dry-run")
    told = {(row["student"], row["status"], row["identified"]) for row in ran.json["results"]}
    assert told == {
        ("Ada Doe", "to grade", True),
        ("Bo Roe", "to grade", True),
        ("Cy Poe", "to grade", True),
        ("Di Noe", "no notebook", True),
        ("hoehal", "to grade", False),
        ("Yi Xoe", "missing", True),
    }
    assert {row["student"]: row.get("late") for row in ran.json["results"]}["Bo Roe"] is True
    assert not (here / "tiny" / ".coursekit" / "grades").exists()


def test_a_canvas_download_becomes_canvas_s_own_columns(here: Path) -> None:
    ran = grade(here, "lab01", "canvas.zip", "--roster", "roster.csv", "--out", "results")
    assert set(ran.json["results"]) == {"gradebook", "graded", "failed", "seconds", "files"}
    assert (ran.json["results"]["graded"], ran.json["results"]["failed"]) == (4, 1)
    for words in ("a Canvas download", "4 found on it (4 by id)", "not identified: hoehal",
                  "handed in nothing: Yi Xoe", "readme.txt"):  # fmt: skip
        assert words in ran.err
    with (here / "results" / "gradebook.csv").open(newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert {key: (row["total"], row["late"]) for key, row in rows.items()} == {
        "101": ("3", "no"),
        "102": ("1", "yes"),
        "103": ("3", "no"),
        "104": ("", "no"),
        "105": ("3", "no"),
    }
    assert rows["105"]["known"] == "no"
    assert "deleted check: q1" in rows["105"]["notes"]
    with (here / "results" / "canvas.csv").open(newline="") as file:
        scores = {row["ID"]: row["Lab 1: Sums (77)"] for row in csv.DictReader(file)}
    assert scores["101"] == "3"
    assert scores["102"] == "1"
    assert scores["120"] == ""


def test_nothing_is_graded_twice_unless_asked(here: Path) -> None:
    words = ("lab01", "canvas.zip", "--out", "results")
    grade(here, *words)
    results = here / "results" / "results"

    def times() -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in results.glob("*.json")}

    first = times()
    assert len(first) == 3, "two students handed in the same"
    grade(here, *words)
    assert times() == first
    shutil.rmtree(here / "results" / "feedback")
    next(results.glob("*.json")).write_text("{}")
    grade(here, *words)
    assert sum(time != first[name] for name, time in times().items()) == 1, "one was damaged"
    grade(here, *words, "--regrade")
    assert all(time != first[name] for name, time in times().items())
    assert not (here / "results" / "unpacking").exists()


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Let what is started here hear Ctrl-C, also where a shell started the tests in background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_keeps_what_is_done(here: Path) -> None:
    student = Assigned(here / "tiny").result("lab01") / "student" / "lab01.ipynb"
    (here / "in").mkdir()
    for number in range(6):
        slow = f"import time; time.sleep(5)\\ntotal = {number}"
        text = answered(student, {"total = ...": slow})
        (here / "in" / f"student{number}.ipynb").write_text(text)
    argv = [sys.executable, "-m", "coursekit", "grade", "lab01", "in", "--out", "results"]
    with subprocess.Popen(
        [*argv, "--project", "tiny"], cwd=here, stderr=subprocess.PIPE, text=True,
        stdout=subprocess.DEVNULL,
    ) as run:  # fmt: skip
        assert run.stderr is not None
        said = ""
        for line in run.stderr:
            said += line
            if "grading lab01: 1 of" in line:
                run.send_signal(signal.SIGINT)
    assert run.returncode == 130, said
    found = re.search(r"(\d) of 6 are done and kept in .*results", said)
    assert found is not None
    assert 1 <= int(found[1]) < 6
    assert "run it again to go on" in said
    assert not (here / "results" / "gradebook.csv").exists()
    assert len(list((here / "results" / "results").glob("*.json"))) >= int(found[1])


def test_replay_says_what_changed_and_why(here: Path) -> None:
    grade(here, "lab01", "canvas.zip", "--roster", "roster.csv", "--out", "autumn")
    same = grade(here, "--replay", "autumn", "--out", "same")
    assert (same.json["results"]["changed"], same.json["results"]["compared"]) == ([], 4)
    source = here / "tiny" / "labs" / "lab01" / "lab01.py"
    text = source.read_text()
    assert "assert total == 55" in text
    source.write_text(
        text.replace("assert total == 55", "assert total == 54").replace("sum(range(1, 11))", "54")
    )
    with (here / "tiny" / "requirements.lock").open("a") as lock:
        lock.write("# nothing else changed\n")
    ran = grade(here, "--replay", "autumn", "--out", "spring", code=4)
    changed = {row["student"]: row for row in ran.json["results"]["changed"]}
    assert changed["Ada Doe"]["question"] == "q1"
    assert (changed["Ada Doe"]["before"], changed["Ada Doe"]["after"]) == ("2 / 2", "1 / 2")
    assert changed["Ada Doe"]["message_before"] == "passed"
    assert changed["Ada Doe"]["message_after"]
    assert changed["Bo Roe"]["after"] == "2 / 2"
    assert ran.json["results"]["autograder_changed"] is True
    assert ran.json["results"]["packages"] == []
    with (here / "spring" / "replay.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == len(ran.json["results"]["changed"])


def test_packages_that_changed_are_named(here: Path) -> None:
    grade(here, "lab01", "canvas.zip", "--out", "autumn")
    listed = here / "autumn" / "graded.json"
    run = json.loads(listed.read_text())
    run["packages"] |= {"numpy": "1.0", "gone": "2"}
    listed.write_text(json.dumps(run))
    told = grade(here, "--replay", "autumn").json["results"]["packages"]
    assert {"package": "gone", "before": "2", "after": ""} in told
    assert any(row["package"] == "numpy" and row["before"] == "1.0" for row in told)
