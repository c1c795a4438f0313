"""Grading many submissions, beside ``otter run`` in a loop over the same."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.course import Built, built
from tests.benchmarks.timing import Timing, table

LIGHT = 48
HEAVY = 12
ANSWER = "minutes_per_week = 24 * 2 * 4"
BUSY = """# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# name: busy
# solutions_pdf: false
# template_pdf: false
# tests:
#   ok_format: false

# %% [markdown]
# # A notebook that computes

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 2

# %% [markdown]
# Give the name `spread` to the spread of 40 bootstrapped means.

# %% [raw]
# # BEGIN SOLUTION

# %%
import random

random.seed(8)
sample = [random.gauss(10, 3) for _ in range(2000)]
means = [sum(random.choices(sample, k=2000)) / 2000 for _ in range(ROUNDS)]  # SOLUTION
spread = max(means) - min(means)  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS


# %%
def test_is_a_number(spread):
    assert spread >= 0


# %%
# HIDDEN
def test_is_small(spread):
    assert 0 < spread < 1


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
"""
ROUNDS = 6000
"""Rounds of the bootstrap: some seconds of computing."""
BARE = """
import json, sys, time
cells = [c for c in json.load(open(sys.argv[1]))["cells"] if c["cell_type"] == "code"]
cells = ["".join(c["source"]) for c in cells if "otter" not in "".join(c["source"])]
names = {}
began = time.monotonic()
for source in cells:
    if "grader" not in source:
        exec(source, names)
print(time.monotonic() - began)
"""
"""Runs the cells of a notebook and nothing else; prints the seconds."""


@dataclass(frozen=True)
class _Class:
    """Submissions of one assignment."""

    assignment: str
    autograder: Path
    folder: Path


def section(scratch: Path, light: int = LIGHT, heavy: int = HEAVY) -> list[str]:
    """Grade ``light`` submissions that hardly compute, and ``heavy`` ones that do."""
    course = _course(scratch)
    handed_in = {
        "light": _handed_in(course, scratch, "lab01", light, ANSWER, "minutes_per_week = 192"),
        "heavy": _handed_in(course, scratch, "busy", heavy, "spread = max", "spread = max"),
    }
    lines = ["## Grading", "", "One run of each over the same submissions, all different."]
    for kind, submissions in handed_in.items():
        lines += ["", *_compared(course, kind, submissions)]
    return [*lines, "", _docker(course, handed_in["light"])]


def _compared(course: Built, kind: str, handed_in: _Class) -> list[str]:
    notebooks = sorted(handed_in.folder.glob("*.ipynb"))
    ours = _timed(_grade, course, handed_in)
    otter = str(course.venv / "bin" / "otter")
    began = time.monotonic()
    for notebook in notebooks:
        argv = [otter, "run", "-a", handed_in.autograder, "-o", handed_in.folder, notebook]
        subprocess.run(argv, check=True, capture_output=True)
    theirs = time.monotonic() - began
    alone = _alone(course, notebooks[:3]) if kind == "heavy" else 0.0
    each = ours / len(notebooks)
    above = 2 * each - alone
    return [
        f"{len(notebooks)} {kind} submissions ({handed_in.assignment}).",
        "",
        *table(
            [
                Timing("`coursekit grade`", (ours,)),
                Timing("`otter run`, in a loop", (theirs,)),
            ]
        ),
        "",
        f"Two at a time: {2 * each:.2f} s each, {above:.2f} s above the"
        f" {alone:.2f} s that the cells alone take.",
    ]


def _alone(course: Built, notebooks: list[Path]) -> float:
    """Return the seconds that the cells of a submission take by themselves: the median."""
    python = str(course.venv / "bin" / "python")
    argvs = [[python, "-c", BARE, str(notebook)] for notebook in notebooks]
    return median(float(subprocess.run(argv, **_SAYS).stdout) for argv in argvs)


def _docker(course: Built, handed_in: _Class) -> str:
    """Say how ``otter grade`` in Docker compares, or why it can't be measured here."""
    argv = [course.venv / "bin" / "otter", "grade", "-n", "bench", "-a", handed_in.autograder]
    ran = subprocess.run(
        [*map(str, argv), str(handed_in.folder)], capture_output=True, text=True, check=False
    )
    if ran.returncode == 0:
        return "`otter grade` with Docker could be built here: measure it."
    last = (ran.stderr.strip() or ran.stdout.strip()).splitlines()[-1][:300]
    return f"`otter grade` with Docker is not measured: its image can't be built here ({last})."


_SAYS: dict[str, Any] = {"check": True, "capture_output": True, "text": True}


def _course(scratch: Path) -> Built:
    """Return data8 with another assignment, which computes, and all of it assigned."""
    base = built(scratch)
    folder = scratch / "graded"
    shutil.copytree(base.folder, folder, symlinks=True)
    (folder / "hw" / "busy").mkdir()
    (folder / "hw" / "busy" / "busy.py").write_text(BUSY.replace("ROUNDS", str(ROUNDS)), "utf-8")
    spec = (folder / "course.yml").read_text("utf-8")
    more = "assignments:\n  - {notebook: hw/busy/busy.py, title: Busy, week: 4}\n"
    (folder / "course.yml").write_text(spec.replace("assignments:\n", more), "utf-8")
    subprocess.run([base.coursekit, "assign", folder], check=True, capture_output=True)
    return Built(folder, base.coursekit, base.venv)


def _handed_in(
    course: Built, scratch: Path, assignment: str, count: int, answer: str, other: str
) -> _Class:
    """Make ``count`` submissions that all differ, or ours would grade one and remember it."""
    folder = scratch / f"{assignment}-{count}"
    folder.mkdir()
    made = next((course.folder / ".coursekit" / "assignments").glob(f"{assignment}-*"))
    text = (made / "autograder" / f"{assignment}.ipynb").read_text("utf-8")
    for number in range(count):
        changed = text.replace(answer, f"turn_in = {number}; {other}")
        if changed == text:
            raise SystemExit(f"no answer to change in {assignment}")
        json.loads(changed)
        (folder / f"student{number:04}.ipynb").write_text(changed, "utf-8")
    return _Class(assignment, made / "autograder.zip", folder)


def _argv(course: Built, handed_in: _Class) -> list[str]:
    words = ["grade", handed_in.assignment, handed_in.folder, "--project", course.folder]
    return [str(course.coursekit), *map(str, words)]


def _grade(course: Built, handed_in: _Class) -> None:
    subprocess.run(_argv(course, handed_in), check=True, capture_output=True)


def _timed(work: Any, *arguments: Any) -> float:
    began = time.monotonic()
    work(*arguments)
    return time.monotonic() - began
