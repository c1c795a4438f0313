"""How long every link of a large fleet takes, and how much memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ASSIGNMENTS, COLLEGES = 1000, (1, 10, 100)


def section(scratch: Path) -> list[str]:
    """Run ``coursekit links --format csv`` for a course at more and more colleges."""
    rows = []
    for colleges in COLLEGES:
        place = fleet(scratch / f"fleet-{colleges}", colleges)
        runs = [_run(place) for _ in range(3)]
        seconds = statistics.median(run[0] for run in runs)
        memory = max(run[1] for run in runs) / 2**20
        rows.append(f"| {colleges * ASSIGNMENTS:,} | {seconds:.2f} s | {memory:.0f} MB |")
    return [
        "## Links",
        "",
        f"`coursekit links --format csv`, {ASSIGNMENTS:,} assignments at 1, 10 and 100 colleges,"
        " start-up included.",
        "",
        "| links | time | memory at most |",
        "| ---: | ---: | ---: |",
        *rows,
    ]


def fleet(place: Path, colleges: int) -> Path:
    """Write a fleet of one course with many assignments; its notebooks are empty."""
    course = place / "big"
    course.mkdir(parents=True)
    lines = ["course: big", "title: Big", "assignments:"]
    for number in range(ASSIGNMENTS):
        (course / f"a{number}.ipynb").write_text("{}")
        lines += [f"  - notebook: a{number}.ipynb", f"    title: Assignment {number}"]
        lines += [f"    week: {number % 15 + 1}", "    due: 2027-01-29T23:59"]
    (course / "course.yml").write_text("\n".join(lines) + "\n")
    (course / "requirements.txt").write_text("")
    top = ["fleet: big", 'hub: {url: "https://hub.example.edu"}', "courses: {big: {path: big}}"]
    own = [f"  college-{number}: {{name: College {number}}}" for number in range(colleges)]
    (place / "fleet.yml").write_text("\n".join([*top, "colleges:", *own]) + "\n")
    return place


def _run(place: Path) -> tuple[float, int]:
    """Return the seconds that one run took, and the most memory it had, in bytes."""
    began = time.perf_counter()
    words = [sys.executable, "-m", "coursekit", "links", str(place), "--format", "csv"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.perf_counter() - began, usage.ru_maxrss * 1024
