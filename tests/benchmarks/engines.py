"""The engines of the hub side by side: forks, and Docker's containers."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.course import Built, built
from tests.benchmarks.image import DEBIAN
from tests.benchmarks.students import HEAD, measured, ours, port

SIZES = (1, 10)


def section(scratch: Path, sizes: Sequence[int] = SIZES) -> list[str]:
    """Let students click at once, with each engine."""
    found = []
    for engine in ("prefork", "docker"):
        url = f"http://127.0.0.1:{port()}"
        course = _served(built(scratch), scratch / engine, engine, url)
        site = json.loads((course.folder / ".coursekit/hub/site.json").read_text("utf-8"))
        code = "import " + ", ".join(site["courses"][0]["imports"])
        with ours(course, url, f"`engine: {engine}`") as bench:
            found += [measured(bench, size, code) for size in sizes]
        subprocess.run([course.coursekit, "down", course.folder], check=True, capture_output=True)
    return [
        "## Engines of the hub",
        "",
        "As above, with each engine of one machine: `docker` starts a container of the course's"
        " image for each student.",
        "",
        *HEAD,
        *(result.row() for result in found),
    ]


def _served(base: Built, folder: Path, engine: str, url: str) -> Built:
    """Return a copy of a course that has been written for a hub with ``engine``."""
    shutil.copytree(base.folder, folder, symlinks=True, ignore=shutil.ignore_patterns("lock"))
    fleet = folder / "fleet.yml"
    text = fleet.read_text("utf-8")
    there = '"http://127.0.0.1:8000", engine: prefork'
    if there not in text:
        raise SystemExit(f"{fleet} does not name its engine")
    fleet.write_text(text.replace(there, f'"{url}", engine: {engine}'), "utf-8")
    argvs = [["hub", "up", folder], ["hub", "down", folder]]
    if engine == "docker":
        argvs.insert(0, ["build-image", folder, "--base-image", DEBIAN])
    for argv in argvs:
        subprocess.run([base.coursekit, *map(str, argv)], check=True, capture_output=True)
    return Built(folder, base.coursekit, base.venv)
