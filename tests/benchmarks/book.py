"""How long a book takes: from nothing, after a change of one page, and when nothing changed."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.timing import Timing, table
from tests.conftest import CASES, DATA8

COPIES, RUNS = 7, 3


def section(scratch: Path) -> list[str]:
    """Build a book of a hundred pages, in turn with plain ``jupyter-book build``."""
    course = scratch / "book-course"
    shutil.copytree(CASES / "good" / "tiny", course)
    pages = write_book(course / "book")
    (course / "course.yml").open("a").write("book: book\n")
    plain = scratch / "plain"
    ours = [sys.executable, "-m", "coursekit", "book", "build", str(course), "-q"]
    plain_program = str(Path(sys.executable).parent / "jupyter-book")
    theirs = [plain_program, "build", str(plain), "-q"]
    _seconds(ours)  # the environment, the assignments and the release are no part of a book
    parts: list[str] = []
    for title, before in (
        ("From nothing", _nothing),
        ("One page changed", _one_page),
        ("Nothing changed", lambda *_: None),
    ):
        taken: dict[str, list[float]] = {"`coursekit book build`": [], "`jupyter-book build`": []}
        for turn in range(RUNS):
            before(course, plain, turn)
            for name, words in zip(taken, (ours, theirs), strict=True):
                taken[name].append(_seconds(words))
        rows = [Timing(name, tuple(seconds)) for name, seconds in taken.items()]
        parts += [f"### {title}", "", *table(rows), ""]
        if before is _nothing:
            cold = statistics.median(taken["`coursekit book build`"])
        else:
            share = statistics.median(taken["`coursekit book build`"]) / cold
            parts += [f"Of coursekit's own build from nothing: {share:.2f}.", ""]
    return [
        "## Book",
        "",
        f"The chapters of data8 {COPIES} times, {pages} pages, as a whole command: coursekit looks"
        " at environment, assignments and release first, checks all links, puts in the launch"
        " controls, and leaves the former book in place until the new one is done.",
        "",
        *parts,
    ][:-1]


def write_book(place: Path) -> int:
    """Write a book with many copies of data8's chapters; return how many pages it has.

    No code is run: the times would be those of the chapters' simulations.
    """
    shutil.copytree(DATA8 / "book", place)
    config = (place / "_config.yml").read_text("utf-8")
    off = config.replace("execute_notebooks: cache", 'execute_notebooks: "off"')
    (place / "_config.yml").write_text(off, "utf-8")
    (place / "schedule.md").unlink()
    for name in ("intro.md", "syllabus.md"):
        text = (place / name).read_text("utf-8")
        (place / name).write_text(text.replace("{doc}`schedule`", "schedule"), "utf-8")
    chapters = sorted((place / "chapters").glob("*.md"))
    lines = ["format: jb-book", "root: intro", "chapters:", "- file: syllabus", "- file: reference"]
    lines += [f"- file: chapters/{path.stem}" for path in chapters]
    for number in range(1, COPIES):
        for path in chapters:
            name = f"chapters/{path.stem}-{number}"
            (place / f"{name}.md").write_text(path.read_text("utf-8"), "utf-8")
            lines.append(f"- file: {name}")
    (place / "_toc.yml").write_text("\n".join(lines) + "\n", "utf-8")
    return 3 + COPIES * len(chapters)


def _nothing(course: Path, plain: Path, turn: int) -> None:
    """Leave neither program anything of what it built."""
    del turn
    for name in ("book", "cache/book"):
        shutil.rmtree(course / ".coursekit" / name, ignore_errors=True)
    shutil.rmtree(plain, ignore_errors=True)
    shutil.copytree(course / "book", plain)


def _one_page(course: Path, plain: Path, turn: int) -> None:
    for top in (course / "book", plain):
        with (top / "chapters" / "week2-6.md").open("a", encoding="utf-8") as page:
            page.write(f"\nA sentence more, of turn {turn}.\n")


def _seconds(words: list[str]) -> float:
    began = time.monotonic()
    subprocess.run(words, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return time.monotonic() - began
