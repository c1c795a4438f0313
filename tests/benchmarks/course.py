"""curricula/data8, built from nothing, with what each stage took."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_NAMED = 5
TOP = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Built:
    """A built course, and the program that built it."""

    folder: Path
    coursekit: Path
    venv: Path


def _coursekit() -> Path:
    return Path(sys.executable).parent / "coursekit"


@functools.cache
def built(scratch: Path) -> Built:
    """Build the course in ``scratch`` (once)."""
    folder = scratch / "data8"
    shutil.copytree(
        TOP / "curricula" / "data8", folder, ignore=shutil.ignore_patterns(".coursekit")
    )
    subprocess.run([_coursekit(), "book", "build", folder], check=True, capture_output=True)
    venv = next((folder / ".coursekit" / "environments").iterdir())
    return Built(folder, _coursekit(), venv)


def section(scratch: Path) -> list[str]:
    """Say what the build from nothing took, by stage, and a second run."""
    course = built(scratch)
    spent: dict[str, float] = {}
    for receipt in (course.folder / ".coursekit" / "receipts").rglob("*.json"):
        data = json.loads(receipt.read_text("utf-8"))
        spent[data["stage"]] = spent.get(data["stage"], 0) + data["seconds"]
    began = time.monotonic()
    subprocess.run(
        [course.coursekit, "book", "build", course.folder], check=True, capture_output=True
    )
    again = time.monotonic() - began
    assigned = len(list((course.folder / ".coursekit/receipts/assignments").iterdir()))
    rows = [f"| {stage} | {seconds:.1f} s |" for stage, seconds in sorted(spent.items())]
    return [
        "## curricula/data8 from nothing",
        "",
        f"Seconds by stage, packages downloaded before ({assigned} assignments, two at a time).",
        "",
        "| stage | sum of its actions |",
        "| --- | ---: |",
        *rows,
        "",
        f"Built again with no change: {again:.1f} s.",
        "",
        *_slowest(course),
    ]


def _slowest(course: Built) -> list[str]:
    """Name the notebooks whose solutions take most time, and say what all stay below."""
    receipts = (course.folder / ".coursekit" / "receipts" / "proof").iterdir()
    found = [json.loads(path.read_text("utf-8")) for path in receipts]
    taken = {one["subject"].rpartition(" ")[2]: one["results"]["taken"] for one in found}
    names = sorted(taken, key=lambda name: taken[name]["cpu"], reverse=True)
    most = max(one["memory"] for one in taken.values()) / 10**6
    rows = [f"| {name} | {taken[name]['cpu']:.1f} s |" for name in names[:_NAMED]]
    return [
        f"The solutions that take most of a core, of {len(names)}; no kernel takes more than"
        f" {most:.0f} MB.",
        "",
        "| notebook | time |",
        "| --- | ---: |",
        *rows,
    ]
