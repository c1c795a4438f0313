"""What grading a large class takes: memory of ``coursekit grade``, 60 and 2,000 submissions."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

from tests.benchmarks.course import Built, built
from tests.grading.exports import canvas_name, write

SMALL, LARGE = 60, 2_000


def section(scratch: Path, small: int = SMALL, large: int = LARGE) -> list[str]:
    """Grade two Canvas downloads of different notebooks, each from nothing."""
    base = built(scratch)
    rows = [_row(base, scratch / f"of-{count}", count) for count in (small, large)]
    return [
        "## Grading a large class",
        "",
        "A Canvas download of lab 1, each student's notebook another one, collected and graded from"
        " nothing, with every output written. Memory is the most that `coursekit grade` itself"
        " had; what runs the notebooks is the same for any number.",
        "",
        "| submissions | memory | time | each |",
        "| ---: | ---: | ---: | ---: |",
        *rows,
    ]


def _row(base: Built, place: Path, count: int) -> str:
    place.mkdir()
    (student,) = base.folder.glob(".coursekit/assignments/lab01-*/student/lab01.ipynb")
    notebook = json.loads(student.read_bytes())
    entries = {}
    for number in range(count):
        own = {"cell_type": "code", "id": f"own-{number}", "source": f"mine = {number}",
               "metadata": {}, "outputs": [], "execution_count": None}  # fmt: skip
        name = canvas_name(f"Doe, Ada {number}", 1000 + number, 90_000 + number, "lab01.ipynb")
        made = {**notebook, "cells": [*notebook["cells"], own]}
        entries[name] = json.dumps(made).encode()
    write(place / "submissions.zip", entries)
    argv = [base.coursekit, "grade", "lab01", place / "submissions.zip", "-q"]
    began = time.monotonic()
    with subprocess.Popen(
        [*map(str, argv), "--project", str(base.folder), "--out", str(place / "results")],
        stdout=subprocess.DEVNULL,
    ) as run:
        most = 0
        while run.poll() is None:
            most = max(most, _most_memory(run.pid))
            time.sleep(0.1)
    seconds = time.monotonic() - began
    if run.returncode:
        raise RuntimeError(f"grading {count} submissions failed")
    each = seconds / count
    return f"| {count:,} | {most / 1024:.0f} MB | {seconds:.0f} s | {each:.2f} s |"


def _most_memory(pid: int) -> int:
    """Return the most memory that a process had, in kilobytes (proc_pid_status(5))."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
