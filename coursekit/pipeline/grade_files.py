"""Writes what grading came to into its results folder, and reads what people typed there."""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.assignments.outline import Outline, outline
from coursekit.errors import CoursekitError, Problem
from coursekit.grading.collected import Collected
from coursekit.grading.model import Grade
from coursekit.grading.outputs import Work, by_hand, canvas, written
from coursekit.grading.sources.choose import MOST_NOTEBOOK
from coursekit.pipeline.grading import Grades, Grading
from coursekit.spec import Assignment, CourseFolder
from coursekit.state import cannot_write

_OURS = ("feedback", "gradescope", "manual")
"""Folders in which everything is written anew each time."""


@dataclass(frozen=True)
class Written:
    """What was written."""

    gradebook: Path
    files: tuple[Path, ...]
    """Files, and for those of each student the folder that they are in."""
    problems: tuple[Problem, ...]
    """What staff should put right, in what was typed or in another system's file."""


def write(
    work: Grading,
    grades: Grades,
    found: Collected,
    folder: CourseFolder,
    item: Assignment,
    roster: Path | None,
) -> Written:
    """Write every file; those of students who are no longer there are taken away."""
    root = work.kept.root
    problems: list[Problem] = []
    try:
        sheet = by_hand.read(_typed(root))
        seen = _outline(folder, item)
        made = Work(
            grades,
            item.name,
            item.shown_title,
            folder.course.title,
            manual=seen.manual,
            marked=seen.marked,
            released=_text(work.autograder.parent / "student" / Path(item.released).name),
            notebook=_handed_in,
            sheet=sheet,
            config=_settings(work.autograder),
            missing=found.missing,
            secret=_secret(work),
            **_systems(found, roster, item, problems),
        )
        names: dict[str, None] = {}
        before = {path for name in _OURS for path in (root / name).rglob("*") if path.is_file()}
        for name, text in written(made, problems):
            work.state.write(root / name, text)
            names[name.split("/")[0]] = None
            before.discard(root / name)
        _remove(before, root)
    except OSError as error:
        raise cannot_write(root, error) from error
    files = tuple(root / name for name in names)
    return Written(root / "gradebook.csv", files, tuple(problems))


def _systems(
    found: Collected, roster: Path | None, item: Assignment, problems: list[Problem]
) -> dict[str, Any]:
    """Return whose numbers students' ids are, and the system's own file if the class list is it.

    A class list out of Canvas that has no column for the assignment is a class list all the same.
    """
    told: dict[str, Any] = {"source": ""}
    content = roster.read_bytes() if roster is not None else b""
    canvas_list = False
    if roster is not None:
        with contextlib.suppress(CoursekitError):
            export = canvas.read(roster, content)
            canvas_list = True
            try:
                canvas.column(export, item.shown_title, item.name)
                told["canvas"] = export
            except CoursekitError as error:
                problems += error.problems
        head = content[:2000].split(b"\n", 1)[0]
        if b"Identifier" in head and b"Grade" in head:
            told["worksheet"] = (roster, content)
    kinds = {one.source for reading in found.readings for r in reading.all() for one in r.handed}
    if kinds == {"canvas"} or (canvas_list and kinds <= {"canvas", "home", "plain"}):
        told["source"] = "canvas"
    elif kinds == {"moodle"} or ("worksheet" in told and kinds <= {"moodle", "home", "plain"}):
        told["source"] = "moodle"
    return told


def _typed(root: Path) -> list[tuple[Path, bytes]]:
    """Return the form for manual questions, and what its pages saved beside it."""
    form = root / "manual.csv"
    return [
        (path, path.read_bytes())
        for path in [form, *sorted(root.glob("manual-*.csv"))]
        if path.is_file()
    ]


def _outline(folder: CourseFolder, item: Assignment) -> Outline:
    path = folder.root / item.notebook
    return outline(path, path.read_text("utf-8"))


def _handed_in(grade: Grade) -> str:
    return _text(grade.submission.notebook)


def _text(path: Path | None) -> str:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if path is not None and path.stat().st_size <= MOST_NOTEBOOK:
            return path.read_text("utf-8")
    return ""


def _settings(autograder: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(autograder) as made:
            return dict(json.loads(made.read("otter_config.json")))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return {}


def _secret(work: Grading) -> str:
    """Return what the names of feedback pages are made with, from the first run on the same."""
    place = work.kept.root / ".secret"
    with contextlib.suppress(OSError):
        if known := place.read_text("utf-8").strip():
            return known
    fresh = secrets.token_hex(16)
    work.state.write(place, fresh + "\n")
    place.chmod(0o600)
    return fresh


def _remove(stale: set[Path], root: Path) -> None:
    for path in stale:
        path.unlink(missing_ok=True)
    for name in _OURS:
        for inner in sorted((root / name).glob("*"), reverse=True):
            if inner.is_dir() and not any(inner.iterdir()):
                shutil.rmtree(inner, ignore_errors=True)


def shown(files: Sequence[Path]) -> list[str]:
    """Return paths as text; a folder's ends with a slash."""
    return [f"{path}/" if path.is_dir() else str(path) for path in files]
