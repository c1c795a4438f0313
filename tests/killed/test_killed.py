"""Killed with -9 at any moment, ``up`` run again comes to the same result."""

from __future__ import annotations

import csv
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from coursekit.engines import git
from coursekit.engines.process import processes_of
from coursekit.state import State
from tests.conftest import CASES, copy_of, coursekit
from tests.engines import lack, need


@dataclass(frozen=True)
class Moment:
    """Some seconds after a line of progress that fits a pattern."""

    line: str
    after: float = 0


MOMENTS = [
    Moment(r"\+ environment  tiny: lock"),
    Moment(r"\+ environment  tiny: lock", after=0.7),
    Moment(r"ok environment  tiny: lock"),
    Moment(r"\+ environment  tiny: venv"),
    Moment(r"\+ environment  tiny: venv", after=0.7),
    Moment(r"\+ assignments  tiny: lab01"),
    Moment(r"\+ assignments  tiny: lab01", after=0.7),
    Moment(r"ok assignments  tiny: lab0"),
    Moment(r"\+ release      tiny"),
    Moment(r"\+ links        islands"),
    Moment(r"\+ book         tiny"),
    Moment(r"\+ book         tiny", after=1),
    Moment(r"\+ hub          islands"),
    Moment(r"Starting the hub", after=0.5),
    Moment(r"Ready "),
]


def start(*words: str | Path) -> subprocess.Popen[str]:
    argv = [sys.executable, "-m", "coursekit", *map(str, words)]
    return subprocess.Popen(argv, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def killed_at(moment: Moment, *words: str | Path) -> bool:
    """Run a command and kill it, and nothing that it started, at a moment; tell if that came."""
    with start(*words) as run:
        assert run.stderr is not None
        for line in run.stderr:
            if "index could not be reached" in line:
                lack("the package index cannot be reached")
            if re.search(moment.line, line):
                time.sleep(moment.after)
                run.send_signal(signal.SIGKILL)
                break
        run.stderr.close()
    return run.returncode == -signal.SIGKILL


def at_port(project: Path, port: int) -> Path:
    fleet = project / "fleet.yml"
    fleet.write_text(fleet.read_text().replace(":8000", f":{port}"))
    return project


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def gradebook(project: Path, submissions: Path) -> str:
    ran = coursekit("grade", "lab02", submissions, "--project", project, "--json")
    assert ran.code == 0, ran.err
    return Path(ran.json["results"]["gradebook"]).read_text()


@pytest.mark.timeout(600)
def test_up_comes_to_the_same_result(
    built_tiny: Path, tmp_path: Path, free_port: int, no_hub_left: list[Path]
) -> None:
    need("git")
    never = at_port(copy_of(built_tiny, tmp_path / "never-killed"), free_port)
    assert coursekit("book", "build", never).code == 0
    project = tmp_path / "project"
    at_port(Path(shutil.copytree(CASES / "good" / "tiny", project)), free_port)
    no_hub_left.append(project)

    killed = [moment for moment in MOMENTS if killed_at(moment, "up", "--detach", project)]
    assert len(killed) >= 10

    last = coursekit("up", "--detach", project)
    assert last.code == 0, last.err
    again = coursekit("up", "--detach", project)
    assert "No changes" in again.err
    ours, theirs = project / ".coursekit", never / ".coursekit"
    assert (project / "requirements.lock").read_bytes() == (
        never / "requirements.lock"
    ).read_bytes()
    assert tree(ours) == tree(theirs)
    assert (ours / "links.csv").read_bytes() == (theirs / "links.csv").read_bytes()
    assert files(ours / "assignments") == files(theirs / "assignments")
    assert files(ours / "book") == files(theirs / "book")
    submissions = tmp_path / "handed-in"
    submissions.mkdir()
    (solved,) = ours.glob("assignments/lab02-*/autograder/lab02.ipynb")
    shutil.copy(solved, submissions / "ada.ipynb")
    assert gradebook(project, submissions) == gradebook(never, submissions)

    assert coursekit("down", project).code == 0
    assert not any((ours / "tmp").glob("*"))
    assert half_written(project) == []
    assert left_over(ours) == []


def tree(state: Path) -> str:
    """Return the id of the tree of a release: of its contents, not of when it was made."""
    git.check()
    from git import Repo

    with Repo(state / "release" / "tiny") as repo:
        return str(repo.commit("main").tree.hexsha)


def half_written(project: Path) -> list[Path]:
    """Return the temporary files of writes that never ended."""
    return [
        path
        for path in project.rglob(".*")
        if re.fullmatch(r"\..+\.[a-z0-9_]{8}", path.name) and "environments" not in path.parts
    ]


def left_over(state: Path) -> list[str]:
    """Return the programs of a project that go on; a warm nursery ends some seconds later."""
    until = time.monotonic() + 20
    while (found := processes_of(state)) and time.monotonic() < until:
        time.sleep(0.2)
    return [" ".join(process.cmdline()) for process in found]


def test_grading_goes_on_where_it_was_killed(tiny: Path, tmp_path: Path) -> None:
    submissions = tmp_path / "handed-in"
    submissions.mkdir()
    (student,) = tiny.glob(".coursekit/assignments/lab02-*/student/lab02.ipynb")
    for number in range(6):
        answer = student.read_text().replace("    ...", f"    return len(word) > {number}")
        (submissions / f"student{number}.ipynb").write_text(answer)
    words = ("grade", "lab02", submissions, "--project", tiny)
    assert killed_at(Moment(r"grading lab02: 2 of 6"), *words)

    results = tiny / ".coursekit" / "grades" / "lab02" / "results"
    done = {path.name: path.stat().st_mtime_ns for path in results.glob("*.json")}
    assert 2 <= len(done) < 6
    ran = coursekit(*words, "--json")
    assert ran.code == 0, ran.err
    after = {path.name: path.stat().st_mtime_ns for path in results.glob("*.json")}
    assert len(after) == 6
    assert {name: after[name] for name in done} == done, "nobody is graded twice"
    with Path(ran.json["results"]["gradebook"]).open(newline="") as file:
        totals = {row["login"]: row["total"] for row in csv.DictReader(file)}
    assert totals == {
        **dict.fromkeys(["student0", "student1", "student2", "student3", "student4"], "0.5"),
        "student5": "1",
    }
    assert not any((tiny / ".coursekit" / "tmp").glob("*"))
    assert left_over(State(tiny).path) == []
