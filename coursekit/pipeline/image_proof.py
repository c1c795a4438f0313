"""Tests an image before anybody uses it, and writes down what it holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from coursekit.apply import Say
from coursekit.assignments.plan import Assign
from coursekit.engines.docker import Docker, as_json
from coursekit.environment.image import ProveImage, image_key
from coursekit.environment.image_report import asked_for, explained_packages
from coursekit.errors import CoursekitError, ExitCode, Problem, Where
from coursekit.pipeline import assignments, environment
from coursekit.pipeline.image_build import definition
from coursekit.pipeline.image_layers import in_history, secrets
from coursekit.pipeline.sbom import sbom
from coursekit.spec import CourseFolder
from coursekit.state import State

_INSIDE = "/run/coursekit"


def prove(
    work: ProveImage, folder: CourseFolder, docker: Docker, state: State, say: Say
) -> dict[str, Any]:
    """Test an image from inside and layer by layer.

    Raises ``CoursekitError`` (exit code 4) with all that is wrong with it.
    """
    image = docker.image(work.name)
    identity = image.id if image else ""
    with state.staging() as scratch, ThreadPoolExecutor() as pool:
        say("testing the server and every solution inside, and reading every layer")
        layers = pool.submit(docker.saved, work.name, secrets)
        jobs = _lay_out(folder, scratch / "inside")
        said = docker.run(
            work.name,
            ["python3", f"{_INSIDE}/probe.py", _INSIDE],
            name=f"test image {folder.id}",
            files={scratch / "inside": _INSIDE},
            deadline=3600,
        )
        found = as_json(said)
        problems = [
            *_findings(found, jobs, folder),
            *in_history(docker.history(work.name)),
            *layers.result(),
        ]
    if problems:
        raise CoursekitError.of(problems, ExitCode.FOUND)
    place = state.path / "images" / f"{image_key(work.facts)[:16]}.cdx.json"
    state.write(place, sbom(work.name, identity, found))
    asked = () if work.facts.other else asked_for(environment.facts(folder, state).sources)
    modules = assignments.facts(folder, state, "").modules
    return {
        "image": identity,
        "biggest": explained_packages(found["packages"], asked, modules),
        "taken_away": found["taken_away"],
        "assignments": found["assignments"],
        "sbom": str(place),
    }


def _lay_out(folder: CourseFolder, place: Path) -> list[str]:
    """Lay out the tests that run inside; return the names of the assignments among them."""
    shutil.copytree(definition("inside"), place)
    with as_file(files("coursekit.nursery") / "coursekit_warm") as warm:
        shutil.copytree(warm, place / warm.name, ignore=shutil.ignore_patterns("__pycache__"))
    jobs = []
    for item in folder.course.assignments:
        if item.autograder or "otter" in _metadata(folder.root / item.notebook):
            continue
        work = Assign(folder.root, item, folder.course.files, Path(), (), Path())
        notebook = assignments.course_copy(work, place / "course" / item.name)
        inside = notebook.relative_to(place / "course" / item.name).as_posix()
        jobs.append({"name": item.name, "notebook": inside})
    (place / "jobs.json").write_text(json.dumps(jobs), "utf-8")
    for path in (place, *place.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    return [job["name"] for job in jobs]


def _metadata(path: Path) -> dict[str, Any]:
    if path.suffix != ".ipynb":
        return {}
    return dict(json.loads(path.read_text("utf-8")).get("metadata", {}))


def _findings(found: dict[str, Any], jobs: list[str], folder: CourseFolder) -> Iterator[Problem]:
    """Yield what the tests inside an image found wrong."""
    if found["server"] != 200:
        yield Problem("the notebook server does not answer in the image", details=found["log"])
    if found["pull_page"] not in (200, 302, 400) or not found["pulled"]:
        yield Problem(
            "links do not work in the image: nbgitpuller does not pull",
            details=f"its page answers {found['pull_page']}\n{found['pull_log']}".strip(),
        )
    if not found["hub"]:
        yield Problem("the image has no jupyterhub-singleuser", hint="it needs jupyterhub")
    if found["user"] == 0:
        yield Problem("the image runs as root", hint="end its Dockerfile with USER 1000")
    for name, size in found["caches"].items():
        kept = f"the image keeps a cache of {size / 1e6:.1f} MB in {name}"
        yield Problem(kept, hint="remove it in the step that fills it")
    notebooks = {item.name: item.notebook for item in folder.course.assignments}
    graded = {job["name"]: job for job in found["assignments"]}
    for name in jobs:
        job = graded.get(name, {"error": "it was not run", "total": 0, "possible": 0})
        if job["error"] or job["total"] < job["possible"] or not job["possible"]:
            score = f"{job['total']:g} of {job['possible']:g} points"
            yield Problem(
                f"the solution of {name} earns {score} in the image",
                Where(folder.root / notebooks[name]),
                "compare the image's packages with this machine's",
                job["error"],
            )
