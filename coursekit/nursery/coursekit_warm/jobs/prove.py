"""Run an assignment as its grader and as its students would, and say what happened."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import tempfile
import traceback
import zipfile
from pathlib import Path
from typing import Any

from coursekit_warm.jobs.grade import graded, judged
from coursekit_warm.jobs.walk import Way, walk


def main(request: dict[str, Any]) -> dict[str, Any]:
    """Run a notebook of an assignment in one way; several ways can run side by side.

    ``request``: ``release``, a folder with what students get, and in it the ``student`` notebook;
    ``solution``, the notebook with the solution, and ``autograder``, the zip (or ``None``);
    ``student_files``, handed in with the solution and beside it; the ``run``:

    - ``graded``: what otter's grader says of the solution (without one: of the student notebook);
    - ``judged``: the same with the tests out of the notebook's process, as submissions are graded;
    - ``blank``: the student notebook, run as it is (see ``walk.walk``), with ``blanks``: the
      numbers of its cells that wait for an answer;
    - ``answered``: the solution, run where the student notebook is, each test alone and again;
    - ``seeded``: the same with the grader's seed.

    Returns ``{"ok", "error", "details", "found"}``.
    """
    _end_kernels_at_once()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            return {"ok": True, "found": _RUNS[request["run"]](request, Path(scratch))}
    except Exception as error:
        said = (str(error).strip() or type(error).__name__).splitlines()[-1]
        return {"ok": False, "error": said, "details": traceback.format_exc()}


def _end_kernels_at_once() -> None:
    """Kill the kernels of notebooks that have been run: nothing in them is wanted any more."""
    from nbclient import NotebookClient

    NotebookClient.shutdown_kernel.default_value = "immediate"


def _graded(request: dict[str, Any], _scratch: Path) -> dict[str, Any]:
    student = f"{request['release']}/{request['student']}"
    own = request["student_files"]
    if own:  # otter copies them by their names from where it is
        os.chdir(Path(request["solution"]).parent)
    found: dict[str, Any] = graded(
        request["solution"] or student, request["autograder"], sources=True, beside=own
    )
    return found


def _judged(request: dict[str, Any], scratch: Path) -> dict[str, Any]:
    student = f"{request['release']}/{request['student']}"
    solution = request["solution"] or student
    if request["student_files"]:
        os.chdir(Path(solution).parent)
    asked = {
        "notebook": solution,
        "autograder": request["autograder"],
        "files": request["student_files"],
    }
    found: dict[str, Any] = judged(asked, scratch, sources=True)
    return found


def _blank(request: dict[str, Any], scratch: Path) -> dict[str, Any]:
    tests, _ = _unpacked(request["autograder"], scratch)
    place = _place(request, scratch)
    student = _read(place)
    return {**walk(student, Way(place.parent, tests, scratch)), "blanks": _blanks(student)}


def _answered(request: dict[str, Any], scratch: Path) -> dict[str, Any]:
    tests, config = _unpacked(request["autograder"], scratch)
    place = _place(request, scratch)
    solution = _with_students_seed(
        _read(request["solution"]), _read(place), config.get("seed_variable")
    )
    _hand_in(request, scratch, place)
    found: dict[str, Any] = walk(solution, Way(place.parent, tests, scratch, "alone"))
    return found


def _seeded(request: dict[str, Any], scratch: Path) -> dict[str, Any]:
    tests, config = _unpacked(request["autograder"], scratch)
    place = _place(request, scratch)
    _hand_in(request, scratch, place)
    seed, variable = config["seed"], config.get("seed_variable")
    way = Way(place.parent, tests, scratch, "alone", seed, variable)
    found: dict[str, Any] = walk(_read(place), way)
    return found


_RUNS = {
    "graded": _graded,
    "judged": _judged,
    "blank": _blank,
    "answered": _answered,
    "seeded": _seeded,
}


def _read(place: Path | str) -> Any:
    import nbformat

    return nbformat.read(place, as_version=4)


def _place(request: dict[str, Any], scratch: Path) -> Path:
    """Copy the release, so that what one run writes no other finds; return the notebook's place."""
    shutil.copytree(request["release"], scratch / "release")
    return scratch / "release" / str(request["student"])


def _unpacked(key: str | None, scratch: Path) -> tuple[Path | None, dict[str, Any]]:
    """Unpack an autograder zip; return its folder of tests, and otter's settings for grading."""
    if key is None:
        return None, {}
    with zipfile.ZipFile(key) as made:
        made.extractall(scratch / "zip")
    config = scratch / "zip" / "otter_config.json"
    settings = json.loads(config.read_text("utf-8")) if config.is_file() else {}
    return scratch / "zip" / "tests", settings


def _hand_in(request: dict[str, Any], scratch: Path, place: Path) -> None:
    """Put the solution where the student notebook is, and beside it what its tests need."""
    shutil.copyfile(request["solution"], place)
    for name in request["student_files"]:
        (place.parent / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(request["solution"]).parent / name, place.parent / name)
    _add_files(scratch / "zip" / "files", place.parent)


def _add_files(files: Path, place: Path) -> None:
    """Add the grader's own files, as otter does before it grades."""
    for path in files.rglob("*") if files.is_dir() else ():
        target = place / path.relative_to(files)
        if path.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _blanks(student: Any) -> list[int]:
    """Return the numbers of the code cells that wait for an answer.

    Otter marks them; notebooks made by something else have three dots where an answer goes.
    """
    marked = [
        number
        for number, cell in enumerate(student.cells, start=1)
        if "otter_answer_cell" in cell.metadata.get("tags", []) and cell.cell_type == "code"
    ]
    return marked or [
        number
        for number, cell in enumerate(student.cells, start=1)
        if cell.cell_type == "code" and re.search(r"(?<![\w.])\.\.\.(?![\w.])", cell.source)
    ]


def _with_students_seed(solution: Any, student: Any, variable: str | None) -> Any:
    """Return the solution with the seed that the student notebook sets."""
    if not variable:
        return solution
    line = re.compile(rf"^(\s*{re.escape(variable)}\s*=\s*).*$", re.MULTILINE)
    found = [match[0] for cell in student.cells for match in line.finditer(cell.source)]
    own = copy.deepcopy(solution)
    for cell in own.cells if found else ():
        if cell.cell_type == "code":
            cell.source = line.sub(lambda match: match[1] + _value(found[0]), cell.source)
    return own


def _value(line: str) -> str:
    return line.partition("=")[2].strip()
