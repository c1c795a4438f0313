"""The release of a course: its facts, and how git holds it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from coursekit.assignments.plan import ReleaseFacts, WriteRelease
from coursekit.engines import git
from coursekit.errors import CoursekitError, Where
from coursekit.plan import Action
from coursekit.spec import Assignment, Course, CourseFolder
from coursekit.state import State, digest_files, files_of


def repository(state: State, course: Course) -> Path:
    """Return the bare repository that holds the release of a course."""
    return state.path / "release" / course.course


def facts(folder: CourseFolder, state: State, assigned: list[Action]) -> ReleaseFacts:
    """Read what the release is made of; ``assigned`` are the plan's actions for the assignments."""
    parts: list[tuple[Assignment, str, Path | None]] = []
    for assignment, action in zip(folder.course.assignments, assigned, strict=True):
        receipt = state.receipt("assignments", f"{folder.id}: {assignment.name}")
        done = receipt is not None and not action.pending
        place = state.path / "assignments" / str(receipt.results["place"]) if receipt else None
        parts.append((assignment, action.key if done else "", place if done else None))
    place = repository(state, folder.course)
    return ReleaseFacts(
        root=folder.root,
        course=folder.course,
        assignments=tuple(parts),
        files=digest_files(folder.root, folder.course.files),
        repository=place,
        head=git.head(place, folder.course.release.branch),
        receipt=state.receipt("release", f"{folder.id}: release"),
    )


def write(work: WriteRelease) -> dict[str, object]:
    """Commit the student copies and the released files, if anything changed."""
    files: dict[str, bytes] = {}
    for path in files_of(work.root, work.course.files):
        files[path.relative_to(work.root).as_posix()] = path.read_bytes()
    for assignment, place in work.assignments:
        student = place / "student"
        for path in files_of(student, ["."]):
            name = Path(assignment.folder) / path.relative_to(student)
            files[name.as_posix()] = path.read_bytes()
    written = git.write(
        work.repository,
        work.course.release.branch,
        files,
        _message(work),
        remote=_address(work),
    )
    return {
        "commit": written.commit,
        "fresh": written.fresh,
        "changed": list(written.changed),
        "files": len(files),
    }


def _address(work: WriteRelease) -> str | None:
    """Return where to push to; a relative path counts from the course's folder."""
    if work.remote is None or "://" in work.remote or re.match(r"[^/]+@[^/]+:", work.remote):
        return work.remote
    place = (work.root / work.remote).resolve()
    if not (place / "HEAD").is_file() and not (place / ".git").is_dir():
        raise CoursekitError(
            f"release.repo: {work.remote} is not a git repository",
            Where(work.root / "course.yml"),
            hint=f"make it with: git init --bare {place}",
        )
    return str(place)


def _message(work: WriteRelease) -> Callable[[tuple[str, ...]], str]:
    def message(paths: tuple[str, ...]) -> str:
        touched = [
            assignment.shown_title
            for assignment, _ in work.assignments
            if any(path.startswith(f"{assignment.folder}/") for path in paths)
            or assignment.released in paths
        ]
        others = len([path for path in paths if not path.endswith(".ipynb")])
        head = f"Release {work.course.title}: {', '.join(touched) or f'{others} files'}"
        return (
            "\n".join(
                [
                    head if len(head) <= 72 else f"Release {len(touched)} assignments",
                    "",
                    *(f"- {path}" for path in paths),
                ]
            )
            + "\n"
        )

    return message
