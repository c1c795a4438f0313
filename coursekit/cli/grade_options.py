"""What the options of ``coursekit grade`` mean, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from coursekit.errors import CoursekitError
from coursekit.pipeline import Workshop
from coursekit.pipeline.collecting import Wanted
from coursekit.spec import Assignment, CourseFolder
from coursekit.spec.problems import close_match
from coursekit.spec.values import Size


def assignment_of(workshop: Workshop, wanted: str) -> tuple[CourseFolder, Assignment]:
    """Find the assignment named ``lab01``, ``data8:lab01`` or by its notebook's path."""
    course, _, name = wanted.rpartition(":")
    found = [
        (folder, item)
        for folder in workshop.project.courses
        for item in folder.course.assignments
        if course in ("", folder.id) and name in (item.name, item.notebook)
    ]
    names = [item.name for folder in workshop.project.courses for item in folder.course.assignments]
    if not wanted:
        hint = f"coursekit grade {names[0]} FOLDER; assignments here: {', '.join(names)}"
        raise CoursekitError("name the assignment to grade", hint=hint)
    if not found:
        hint = close_match(wanted, names) or f"assignments here: {', '.join(names)}"
        raise CoursekitError(f"no assignment '{wanted}'", hint=hint)
    if len(found) > 1:
        several = ", ".join(f"{folder.id}:{item.name}" for folder, item in found)
        raise CoursekitError(f"'{wanted}' is in several courses", hint=f"name one of: {several}")
    return found[0]


def wanted_of(
    workshop: Workshop, item: Assignment, paths: tuple[Path, ...], options: dict[str, Any]
) -> Wanted:
    """Return what is to be collected; raises ``CoursekitError`` for what can't be meant."""
    known = list(workshop.project.fleet.colleges)
    colleges = known if options["everyone"] else list(dict.fromkeys(options["colleges"]))
    for college in colleges:
        if college not in known:
            hint = close_match(college, known) or f"colleges here: {', '.join(known)}"
            raise CoursekitError(f"no college '{college}'", hint=hint)
    if bool(paths) == bool(colleges):
        raise CoursekitError(
            "name submissions, or a college to collect them from",
            hint=f"coursekit grade {item.name} FOLDER, or coursekit grade {item.name} --all",
        )
    if options["timeout"] <= 0:
        raise CoursekitError("--timeout needs a number of seconds above 0", hint="such as 300")
    memory_of(options["memory"])
    return Wanted(paths, tuple(colleges), options["roster"])


def memory_of(text: str | None) -> int:
    """Return a size in bytes; 0 if none is given."""
    if text is None:
        return 0
    try:
        return int(TypeAdapter(Size).validate_python(text))
    except ValidationError as error:
        hint = "a size such as 512M or 2G"
        raise CoursekitError(f"--memory {text} is no size", hint=hint) from error
