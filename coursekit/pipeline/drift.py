"""Tells when ``course.lock`` no longer agrees with the course."""

from __future__ import annotations

from coursekit.errors import CoursekitError, ExitCode, Problem, Where
from coursekit.pipeline import environment
from coursekit.spec import CourseFolder
from coursekit.state import State, digest

LOCK_NAME = "course.lock"
"""Records what hub, grader and CI use: lock, image, otter and release."""


def drift(folder: CourseFolder, state: State) -> None:
    """Raise ``CoursekitError`` with all that ``course.lock`` no longer agrees with."""
    place = folder.root / LOCK_NAME
    if not place.is_file():
        return
    text = place.read_text("utf-8")
    recorded = {
        name: (value.strip(), number)
        for number, line in enumerate(text.splitlines(), start=1)
        for name, colon, value in [line.partition(":")]
        if colon and not line.startswith("#")
    }
    lock = environment.facts(folder, state).lock or ""
    released = state.receipt("release", f"{folder.id}: release")
    commit = str(released.results["commit"]) if released else ""
    now = {"lock": digest(lock), "otter": otter_version(lock), "release": commit}
    words = {
        "lock": "requirements.lock changed since the image was built",
        "otter": "the course's otter is another one than the image's",
        "release": "the release moved on since the image was tested",
    }
    problems = [
        Problem(words[name], Where(place, recorded[name][1]), "coursekit build-image renews it")
        for name, value in now.items()
        if name in recorded and recorded[name][0] and value and recorded[name][0] != value
    ]
    if problems:
        raise CoursekitError.of(problems, ExitCode.FOUND)


def otter_version(lock: str) -> str:
    """Return the version of otter that a lock pins, or nothing."""
    for line in lock.splitlines():
        if line.startswith("otter-grader=="):
            return line.removeprefix("otter-grader==").split()[0]
    return ""
