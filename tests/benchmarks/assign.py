"""Assigning and proving many notebooks, beside plain ``otter assign`` in a loop over the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from coursekit.assignments.notebook import converted
from tests.benchmarks.course import Built, built
from tests.benchmarks.timing import Timing, table

NOTEBOOKS = 21
MANY = 60
SOURCES = ("labs/lab01", "labs/lab02", "hw/hw01")
CI = ("env", "CI=true")
"""Before a command: it leaves no warm process behind that the next would profit from."""
UNPROVEN = """
import sys
from pathlib import Path
from coursekit.cli.report import LineProgress
from coursekit.pipeline import Workshop
from coursekit.spec import load
Workshop(load(Path(sys.argv[1]))).apply("assignments", LineProgress(quiet=True))
"""


def section(scratch: Path, notebooks: int = NOTEBOOKS, many: int = MANY) -> list[str]:
    """Assign ``notebooks`` from nothing, and ``many``, then again after changes."""
    base = built(scratch)
    course = lay_out(base, scratch / "several", notebooks)
    plain = _plain(base, course, scratch / "plain")
    assign = [str(base.coursekit), "assign", "-q", str(course)]
    cold = _timed([*CI, *assign])
    again = tuple(_timed(assign) for _ in range(5))
    late = tuple(_after_a_pause(course, assign, number) for number in range(3))
    shutil.rmtree(course / ".coursekit" / "assignments")
    time.sleep(5)  # until the warm process is gone
    unproven = _timed([sys.executable, "-c", UNPROVEN, str(course)])
    _after_a_change(course, assign, 3)
    changed = tuple(_after_a_change(course, assign, number) for number in range(4, 9))
    larger = lay_out(base, scratch / "many", many)
    largest = _timed([*CI, str(base.coursekit), "assign", "-q", str(larger)])
    return [
        "## Assigning a term's notebooks",
        "",
        f"One run of each over the same {notebooks} notebooks, from nothing but the environment."
        " Ours converts each from its script, assigns and proves it: the solution as the grader"
        " runs it, each test alone, again and at the end, and the blank notebook. Otter's begins"
        " with an .ipynb, and runs the solution's tests once.",
        "",
        *table(
            [
                Timing("`coursekit assign`, with the proofs", (cold,)),
                Timing("`otter assign`, in a loop", (plain,)),
            ]
        ),
        "",
        f"Ours without the proofs: {unproven:.1f} s, {plain / unproven:.1f} times as fast.",
        "",
        "| what | median | fastest | slowest |",
        "| --- | ---: | ---: | ---: |",
        Timing("nothing changed", again).row(),
        Timing("one notebook changed, within five minutes of the last run", changed).row(),
        Timing("one notebook changed, with no warm process left", late).row(),
        "",
        f"A notebook in a course of {notebooks}: {cold / notebooks:.2f} s;"
        f" in one of {many}: {largest / many:.2f} s.",
    ]


def lay_out(base: Built, root: Path, count: int) -> Path:
    """Make a course of ``count`` assignments out of those of data8, with its environment."""
    listed = ["course: term", "title: A term of notebooks", "files: [data/]", "assignments:"]
    for number in range(count):
        source = base.folder / SOURCES[number % len(SOURCES)]
        name = f"{source.name}-{number:02}"
        place = root / "notebooks" / name
        shutil.copytree(source, place)
        text = (place / f"{source.name}.py").read_text("utf-8")
        (place / f"{source.name}.py").unlink()
        (place / f"{name}.py").write_text(text.replace(source.name, name), "utf-8")
        listed.append(f"  - {{notebook: notebooks/{name}/{name}.py, title: Number {number}}}")
    (root / "course.yml").write_text("\n".join(listed) + "\n", "utf-8")
    shutil.copytree(base.folder / "data", root / "data")
    for name in ("requirements.txt", "requirements.lock"):
        shutil.copy(base.folder / name, root)
    (root / ".coursekit").mkdir()
    environments = base.folder / ".coursekit" / "environments"
    (root / ".coursekit" / "environments").symlink_to(environments)
    return root


def _plain(base: Built, course: Path, place: Path) -> float:
    """Return the seconds of plain otter; converting the scripts does not count."""
    otter = str(base.venv / "bin" / "otter")
    notebooks = []
    for source in sorted(course.glob("notebooks/*/*.py")):
        shutil.copytree(source.parent, place / source.stem)
        notebook = place / source.stem / f"{source.stem}.ipynb"
        notebook.write_text(converted(source, source.read_text("utf-8")), "utf-8")
        notebooks.append(notebook)
    began = time.monotonic()
    for notebook in notebooks:
        words = [otter, "assign", notebook.name, "dist", "--no-pdfs"]
        subprocess.run(words, check=True, capture_output=True, cwd=notebook.parent)
    return time.monotonic() - began


def _after_a_change(course: Path, argv: list[str], number: int) -> float:
    """Change a word of one notebook, and return the seconds that assigning then takes."""
    source = sorted(course.glob("notebooks/*/*.py"))[number]
    text = source.read_text("utf-8")
    source.write_text(text.replace("\n# %% [markdown]\n", "\n# %% [markdown]\n# Hello.\n", 1))
    return _timed(argv)


def _after_a_pause(course: Path, argv: list[str], number: int) -> float:
    """Do the same with no warm process left."""
    time.sleep(5)
    return _after_a_change(course, [*CI, *argv], number)


def _timed(argv: list[str]) -> float:
    began = time.monotonic()
    subprocess.run(argv, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return time.monotonic() - began
