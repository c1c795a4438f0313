"""The assignments of a course: their facts, and how otter makes and proves them."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath
from typing import Any

from coursekit.assignments.notebook import converted, ipynb_name, stable_ids
from coursekit.assignments.plan import (
    Assign,
    AssignmentFacts,
    AssignmentsFacts,
    PassThrough,
)
from coursekit.errors import CoursekitError, EngineFailedError, ExitCode, Problem, Where
from coursekit.nursery import Nursery
from coursekit.pipeline.outlines import Outlines
from coursekit.pipeline.same_zip import same_bytes
from coursekit.spec import Assignment, CourseFolder
from coursekit.state import State, digest, digest_files, files_of

_DEADLINE = 900
_NOT_READ = ("course.yml", "fleet.yml", "requirements.lock")
"""Files of coursekit's own, beside a notebook at the top of a course."""
_NO_DATA = (".ipynb", ".md")


def facts(folder: CourseFolder, state: State, venv: str) -> AssignmentsFacts:
    """Read every assignment of a course. Raises ``CoursekitError`` for all that can't be used."""
    course = folder.course
    items = []
    problems: list[Problem] = []
    outlines = Outlines(state)
    for assignment in course.assignments:
        path = folder.root / assignment.notebook
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            hint = "open and save it in Jupyter, or restore it from your last commit"
            problems.append(Problem("this is not a notebook (not UTF-8 text)", Where(path), hint))
            continue
        seen = outlines.of(path, text)
        problems += seen.problems
        receipt = state.receipt("assignments", f"{folder.id}: {assignment.name}")
        place = receipt.results.get("place", "") if receipt else ""
        source = digest(text, digest_files(folder.root, _folder_files(folder.root, assignment)))
        present = bool(place) and (state.path / "assignments" / place / "student").is_dir()
        items.append(AssignmentFacts(assignment, seen, source, receipt, present))
    if problems:
        raise CoursekitError.of(problems)
    outlines.keep()
    data = [
        path.relative_to(folder.root).as_posix()
        for path in files_of(folder.root, course.files)
        if path.suffix not in _NO_DATA
    ]
    return AssignmentsFacts(
        root=folder.root,
        course=course,
        assignments=tuple(items),
        files=digest_files(folder.root, data),
        venv=venv,
        python=state.path / "environments" / venv / "bin" / "python" if venv else None,
        results=state.path / "assignments",
    )


def assign(work: Assign, nursery: Nursery, state: State) -> dict[str, object]:
    """Run otter assign in a copy of the course, and keep what it makes."""
    assignment = work.assignment
    with state.staging() as scratch:
        notebook = course_copy(work, scratch / "course")
        arguments = {"notebook": str(notebook), "result": str(scratch / "result")}
        try:
            answer = nursery.job(
                "assign",
                arguments,
                name=f"assign-{assignment.name}",
                cwd=notebook.parent,
                deadline=_DEADLINE,
            )
        except EngineFailedError as error:
            raise _located(error, work) from error
        if not answer["ok"]:
            raise _not_made(answer, work, state.logs / f"assign-{assignment.name}.log")
        result = scratch / "result"
        for side in ("student", "autograder"):
            made = result / side / notebook.name
            text = stable_ids(made.read_text("utf-8"), notebook.read_text("utf-8"))
            made.write_text(text, "utf-8")
        same_bytes(Path(answer["autograder"]), result / "autograder.zip")
        Path(answer["autograder"]).unlink()
        state.adopt(result, work.place)
    tested: dict[str, float] = answer["questions"]
    by_hand = [points for name, points in work.manual if name not in tested]
    return {
        "place": work.place.name,
        "source": _source_digest(work.root, assignment),
        "questions": len(tested),
        "manual": len(work.manual),
        "points": sum(tested.values()) + sum(by_hand),
        "student_files": answer["student_files"],
    }


def pass_through(work: PassThrough, state: State) -> dict[str, object]:
    """Keep an already released notebook as the student copy, and its autograder if it has one."""
    with state.staging() as scratch:
        result = scratch / "result"
        (result / "student").mkdir(parents=True)
        name = ipynb_name(work.assignment.notebook)
        shutil.copyfile(work.root / work.assignment.notebook, result / "student" / name)
        if work.assignment.autograder:
            shutil.copyfile(work.root / work.assignment.autograder, result / "autograder.zip")
        state.adopt(result, work.place)
    return {
        "place": work.place.name,
        "source": _source_digest(work.root, work.assignment),
        "questions": work.questions,
        "manual": 0,
        "points": None,
    }


def _folder_files(root: Path, assignment: Assignment) -> list[str]:
    """Return the files in the notebook's folder that it may read; other notebooks left out."""
    if assignment.folder == ".":
        found = [path for path in root.glob("*") if path.is_file() and path.suffix != ".ipynb"]
        found = [path for path in found if not path.name.startswith(".")]
    else:
        found = files_of(root, [assignment.folder])
    keys = {root / name for name in (assignment.autograder,) if name}
    names = [path.relative_to(root).as_posix() for path in {*found, *keys}]
    return sorted(name for name in names if PurePosixPath(name).name not in _NOT_READ)


def _source_digest(root: Path, assignment: Assignment) -> str:
    text = (root / assignment.notebook).read_text("utf-8")
    return digest(text, digest_files(root, _folder_files(root, assignment)))


def course_copy(work: Assign, place: Path) -> Path:
    """Copy what the notebook may read to ``place``; return the copy of the notebook, as .ipynb."""
    names = {*_folder_files(work.root, work.assignment), work.assignment.notebook}
    names |= {path.relative_to(work.root).as_posix() for path in files_of(work.root, work.shared)}
    for name in sorted(names):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(work.root / name, place / name)
    source = place / work.assignment.notebook
    if source.suffix == ".ipynb":
        return source
    notebook = source.with_suffix(".ipynb")
    notebook.write_text(converted(source, source.read_text("utf-8")), "utf-8")
    return notebook


def _not_made(answer: dict[str, Any], work: Assign, log: Path) -> CoursekitError:
    """Say why otter made nothing; what it prints then is a traceback, which goes to ``log``."""
    log.write_text(str(answer.get("details", "")), "utf-8")
    return CoursekitError(
        f"otter could not make {work.assignment.name}: {answer['error']}",
        Where(work.root / work.assignment.notebook),
        details=f"(all of it: {log})",
        hint="check its # BEGIN, # END and settings cells, and that it runs from top to bottom",
    )


def _located(error: EngineFailedError, work: Assign) -> CoursekitError:
    return CoursekitError(
        f"otter could not make {work.assignment.name}",
        Where(work.root / work.assignment.notebook),
        details=error.problems[0].details,
        hint="run the notebook from top to bottom in Jupyter: does a cell never end?",
        code=ExitCode.ENGINE_FAILED,
    )
