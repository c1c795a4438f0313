"""Otter, one program a notebook, beside the same work in forks of a warm process."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

from coursekit.assignments.notebook import converted
from tests.benchmarks.course import Built, built
from tests.benchmarks.timing import Timing, table

SUBMISSIONS = 6


def section(scratch: Path) -> list[str]:
    """Assign the three notebooks of the course, and grade six copies of one."""
    course = built(scratch)
    otter = str(course.venv / "bin" / "otter")
    assign = [
        Timing("`coursekit assign`", (_timed(_assign_ours, course),)),
        Timing("`otter assign`, in a loop", (_timed(_assign_plain, course, otter, scratch),)),
    ]
    submissions = _submissions(course, scratch)
    zips = next((course.folder / ".coursekit" / "assignments").glob("lab01-*")) / "autograder.zip"
    grade = [
        Timing("`coursekit grade`", (_timed(_grade_ours, course, submissions),)),
        Timing("`otter run`, in a loop", (_timed(_grade_plain, otter, zips, submissions),)),
    ]
    return [
        "## Assigning and grading",
        "",
        "One run of each. Three notebooks from nothing; ours also grades the solution and the blank"
        " copy of each, otter's runs the solution's tests.",
        "",
        *table(assign),
        "",
        f"{SUBMISSIONS} submissions of lab01.",
        "",
        *table(grade),
    ]


def _timed(work: object, *arguments: object) -> float:
    began = time.monotonic()
    work(*arguments)  # type: ignore[operator]
    return time.monotonic() - began


def _run(*argv: str | Path, cwd: Path | None = None) -> None:
    subprocess.run([str(word) for word in argv], check=True, capture_output=True, cwd=cwd)


def _assign_ours(course: Built) -> None:
    shutil.rmtree(course.folder / ".coursekit" / "assignments")
    _run(course.coursekit, "assign", course.folder)


def _assign_plain(course: Built, otter: str, scratch: Path) -> None:
    for number, source in enumerate(sorted(course.folder.glob("[a-z]*/*/*.py"))):
        place = scratch / f"plain-{number}"
        shutil.copytree(source.parent, place)
        notebook = place / f"{source.stem}.ipynb"
        notebook.write_text(converted(source, source.read_text("utf-8")), "utf-8")
        _run(otter, "assign", notebook.name, "dist", "--no-pdfs", cwd=place)


def _submissions(course: Built, scratch: Path) -> Path:
    folder = scratch / "submissions"
    folder.mkdir()
    made = next((course.folder / ".coursekit" / "assignments").glob("lab01-*"))
    text = (made / "autograder" / "lab01.ipynb").read_text("utf-8")
    for number in range(SUBMISSIONS):
        # Each is another text, or ours would grade just one and remember it.
        other = text.replace(
            "minutes_per_week = 24 * 2 * 4", f"minutes_per_week = 192 + 0 * {number}"
        )
        (folder / f"student{number}.ipynb").write_text(other, "utf-8")
    return folder


def _grade_ours(course: Built, submissions: Path) -> None:
    _run(course.coursekit, "grade", "lab01", submissions, "--project", course.folder)


def _grade_plain(otter: str, autograder: Path, submissions: Path) -> None:
    for notebook in sorted(submissions.glob("*.ipynb")):
        _run(otter, "run", "-a", autograder, "-o", submissions, notebook)
