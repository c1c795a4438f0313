"""The assignments of a course: their facts, and how otter makes and proves them."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

from coursekit.assignments.notebook import converted, ipynb_name, outline, stable_ids
from coursekit.assignments.plan import (
    Assign,
    AssignmentFacts,
    AssignmentsFacts,
    PassThrough,
)
from coursekit.errors import CoursekitError, EngineFailedError, ExitCode, Problem, Where
from coursekit.nursery import Nursery
from coursekit.spec import Assignment, CourseFolder
from coursekit.state import State, digest, digest_files, files_of

_DEADLINE = 900
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_NO_DATA = (".ipynb", ".md")


def facts(folder: CourseFolder, state: State, venv: str) -> AssignmentsFacts:
    """Read every assignment of a course. Raises ``CoursekitError`` for all that can't be used."""
    course = folder.course
    items = []
    problems: list[Problem] = []
    for assignment in course.assignments:
        path = folder.root / assignment.notebook
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            hint = "open and save it in Jupyter, or restore it from your last commit"
            problems.append(Problem("this is not a notebook (not UTF-8 text)", Where(path), hint))
            continue
        seen = outline(path, text)
        problems += seen.problems
        receipt = state.receipt("assignments", f"{folder.id}: {assignment.name}")
        place = receipt.results.get("place", "") if receipt else ""
        source = digest(text, digest_files(folder.root, _folder_files(folder.root, assignment)))
        present = bool(place) and (state.path / "assignments" / place / "student").is_dir()
        items.append(AssignmentFacts(assignment, seen, source, receipt, present))
    if problems:
        raise CoursekitError.of(problems)
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
    """Run otter assign in a copy of the course; keep the result if the solution scores 100 %."""
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
        _must_hold(answer, work, state.logs / f"assign-{assignment.name}.log")
        result = scratch / "result"
        for side in ("student", "autograder"):
            made = result / side / notebook.name
            text = stable_ids(made.read_text("utf-8"), notebook.read_text("utf-8"))
            made.write_text(text, "utf-8")
        _same_bytes(Path(answer["autograder"]), result / "autograder.zip")
        Path(answer["autograder"]).unlink()
        state.adopt(result, work.place)
    solution, manual = answer["solution"], _manual(work)
    return {
        "place": work.place.name,
        "source": _source_digest(work.root, assignment),
        "questions": len(solution["questions"]),
        "manual": len(manual),
        "points": solution["possible"] + sum(points for _, points in manual),
        "blank": answer["blank"].get("total", 0),
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
        "blank": None,
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
    return sorted(name for name in names if not name.endswith(("requirements.lock", ".yml")))


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


def _manual(work: Assign) -> tuple[tuple[str, float], ...]:
    path = work.root / work.assignment.notebook
    return outline(path, path.read_text("utf-8")).manual


def _must_hold(answer: dict[str, Any], work: Assign, log: Path) -> None:
    """Raise unless the solution earns every point and the blank notebook fewer.

    What otter says when it fails is a traceback: it goes to ``log``.
    """
    where = Where(work.root / work.assignment.notebook)
    name = work.assignment.name
    failed = next(
        (part for part in (answer, answer.get("solution")) if not part or not part["ok"]), None
    )
    if failed is not None:
        said, details = (failed.get("error", ""), failed.get("details", "")) if failed else ("", "")
        log.write_text(str(details), "utf-8")
        raise CoursekitError(
            f"otter could not make {name}: {said}",
            where,
            details=f"(all of it: {log})",
            hint="check its # BEGIN, # END and settings cells, and that it runs from top to bottom",
        )
    solution, blank = answer["solution"], answer["blank"]
    if solution["total"] < solution["possible"]:
        raise CoursekitError.of(
            [
                *(_stopped(error, where) for error in solution["errors"]),
                *(
                    _wrong(question, name, where)
                    for question in solution["questions"]
                    if question["score"] < question["possible"]
                ),
            ],
            ExitCode.FOUND,
        )
    if solution["possible"] and blank.get("ok") and blank["total"] >= blank["possible"]:
        raise CoursekitError(
            f"the blank {name} already earns all {solution['possible']:g} points",
            where,
            hint="add tests that fail until a student has answered",
            code=ExitCode.FOUND,
        )


def _stopped(error: dict[str, Any], where: Where) -> Problem:
    message = f"cell {error['cell']} of the solution stops with {error['error']}"
    return Problem(message, where, "run the notebook from top to bottom in Jupyter")


def _wrong(question: dict[str, Any], name: str, where: Where) -> Problem:
    cases = [case for case in question["cases"] if not case["passed"]]
    said = "; ".join(f"{case['name']}: {case['message']}" for case in cases)
    message = (
        f"the solution of {name} earns {question['score']:g} of {question['possible']:g} points"
        f" in {question['name']}"
    )
    return Problem(message, where, "correct the solution or the test", details=said)


def _located(error: EngineFailedError, work: Assign) -> CoursekitError:
    return CoursekitError(
        f"otter could not make {work.assignment.name}",
        Where(work.root / work.assignment.notebook),
        details=error.problems[0].details,
        hint="run the notebook from top to bottom in Jupyter: does a cell never end?",
        code=ExitCode.ENGINE_FAILED,
    )


def _same_bytes(made: Path, place: Path) -> None:
    """Copy a zip so that the same content gives the same bytes: sorted, without times."""
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.external_attr = old.getinfo(name).external_attr
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
