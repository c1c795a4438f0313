"""Run an assignment as its grader and as its students would, and say what happened."""

from __future__ import annotations

import copy
import json
import re
import shutil
import tempfile
import traceback
import zipfile
from pathlib import Path
from typing import Any

from coursekit_warm.jobs.grade import graded
from coursekit_warm.jobs.walk import Way, walk


def main(request: dict[str, Any]) -> dict[str, Any]:
    """Run the notebooks of an assignment.

    ``request``: ``release``, a folder with what students get, and in it the ``student`` notebook;
    ``solution``, the notebook with the solution, and ``autograder``, the zip (or ``None``).

    Returns ``{"ok", "error", "details"}`` and, as far as there is what they need:

    - ``graded``: what otter's grader says of the solution (without one: of the student notebook);
    - ``blank``: the student notebook, run as it is (see ``walk.walk``), with ``blanks``: the
      numbers of its cells that wait for an answer;
    - ``answered``: the solution, run where the student notebook is, each test alone and again;
    - ``seeded``: the same with the grader's seed, if it has one.
    """
    _end_kernels_at_once()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            return {"ok": True, **_runs(request, Path(scratch))}
    except Exception as error:
        said = (str(error).strip() or type(error).__name__).splitlines()[-1]
        return {"ok": False, "error": said, "details": traceback.format_exc()}


def _end_kernels_at_once() -> None:
    """Kill the kernels of notebooks that have been run: nothing in them is wanted any more."""
    from nbclient import NotebookClient

    NotebookClient.shutdown_kernel.default_value = "immediate"


def _runs(request: dict[str, Any], scratch: Path) -> dict[str, Any]:
    import nbformat

    place, key = Path(request["release"]) / request["student"], request.get("autograder")
    solved = request.get("solution")
    student = nbformat.read(place, as_version=4)
    tests, config = _unpacked(key, scratch) if key else (None, {})
    found: dict[str, Any] = {}
    if key:
        found["graded"] = graded(solved or str(place), key, sources=True)

    def fresh(name: str) -> Path:
        shutil.copytree(request["release"], scratch / name)
        within: Path = place.relative_to(request["release"]).parent
        return scratch / name / within

    found["blank"] = walk(student, Way(fresh("blank"), tests, scratch))
    found["blank"]["blanks"] = _blanks(student)
    if not solved:
        return found
    solution = nbformat.read(solved, as_version=4)
    seed, variable = config.get("seed"), config.get("seed_variable")
    ways = {"answered": (_with_students_seed(solution, student, variable), None)}
    if seed is not None:
        ways["seeded"] = (solution, seed)
    for name, (notebook, own) in ways.items():
        folder = fresh(name)
        shutil.copyfile(solved, folder / place.name)
        _add_files(scratch / "zip" / "files", folder)
        found[name] = walk(notebook, Way(folder, tests, scratch, "alone", own, variable))
    return found


def _unpacked(key: str, scratch: Path) -> tuple[Path, dict[str, Any]]:
    """Unpack an autograder zip; return its folder of tests, and otter's settings for grading."""
    with zipfile.ZipFile(key) as made:
        made.extractall(scratch / "zip")
    config = scratch / "zip" / "otter_config.json"
    return scratch / "zip" / "tests", json.loads(config.read_text("utf-8"))


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
