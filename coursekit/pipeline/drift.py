"""Tells when ``course.lock`` no longer agrees with the course."""

from __future__ import annotations

from coursekit.environment.course_lock import CourseLock, drift, otter_version, read
from coursekit.environment.image import LOCK_FILE, ImageOptions, image_key
from coursekit.environment.requirements import server_packages
from coursekit.errors import CoursekitError, ExitCode
from coursekit.pipeline.image_facts import read_facts
from coursekit.spec import CourseFolder
from coursekit.state import State, digest


def check(folder: CourseFolder, state: State) -> None:
    """Raise ``CoursekitError`` with all that ``course.lock`` no longer agrees with."""
    place = folder.root / LOCK_FILE
    if not place.is_file():
        return
    recorded, lines = read(place.read_text("utf-8"), place)
    base, _, platform = recorded.base.partition(" ")
    facts = read_facts(folder, ImageOptions(base_image=base or None, platform=platform or None))
    released = state.receipt("release", f"{folder.id}: release")
    now = CourseLock(
        lock=digest(facts.lock),
        content=image_key(facts),
        otter=otter_version(facts.lock or server_packages()),
        release=str(released.results["commit"]) if released else "",
    )
    if problems := list(drift(recorded, now, place, lines)):
        raise CoursekitError.of(problems, ExitCode.FOUND)
