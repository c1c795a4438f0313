"""Run a notebook from top to bottom as a student does, and its tests where they stand."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit_warm.jobs import alone
from coursekit_warm.jobs.taken import Taken

_CHECK = re.compile(r"^\s*grader\.check\(\s*[\"']([^\"']+)[\"']\s*\)\s*$")
_EXPORT = re.compile(r"^\s*grader\.(export|to_pdf)\(", re.MULTILINE)
_CELL_DEADLINE = 300
"""Seconds that one cell may take."""


@dataclass(frozen=True)
class Way:
    """How to run a notebook: where, with which test files, and how to run those."""

    folder: Path
    tests: Path | None
    scratch: Path
    how: str = "plain"
    """Tests of a question are run ``plain``, beside the student's own check, or ``alone``."""
    seed: int | None = None
    """What a grader's otter sets before each cell."""
    seed_variable: str | None = None


def walk(notebook: Any, way: Way) -> dict[str, Any]:
    """Run a notebook (nbformat); returns ``{"errors", "tests", "late", "taken"}``.

    ``errors``: ``{"cell", "id", "error", "source", "line"}`` of each cell that stopped with an
    error (cells and lines are counted from 1, 0 is unknown); ``tests``: what ``alone.Tests`` told;
    ``late``: the cell that did not end (cell, id, source); ``taken``: what the notebook's own cells
    took (``taken.Taken.found``). Cells that export a submission are left out: they make files, and
    may need LaTeX.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from nbformat.v4 import new_notebook

    report = way.scratch / f"{way.how}-{way.seed}.jsonl"
    report.touch()
    cells, numbers = _cells(notebook, way, report)
    shown = new_notebook(cells=cells, metadata=notebook.metadata)
    taken = Taken()

    def begin(*, cell_index: int, **_: Any) -> None:
        if numbers[cell_index]:
            taken.begin(client.km.provisioner)

    def end(*, cell_index: int, **_: Any) -> None:
        if numbers[cell_index]:
            taken.end(client.km.provisioner)

    client: Any = NotebookClient(
        shown,
        timeout=_CELL_DEADLINE,
        allow_errors=True,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(way.folder)}},
        on_cell_execute=begin,
        on_cell_executed=end,
    )
    late = None
    try:
        client.execute()
    except (CellTimeoutError, DeadKernelError):
        begun = [n for n, cell in zip(numbers, cells, strict=True) if cell.get("execution_count")]
        number = max(begun, default=0) or 1
        cell = notebook.cells[number - 1]
        late = {"cell": number, "id": cell.get("id"), "source": cell.source}
    told = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    errors = _errors(cells, numbers, notebook)
    return {"errors": errors, "tests": told, "late": late, "taken": taken.found()}


def _cells(notebook: Any, way: Way, report: Path) -> tuple[list[Any], list[int]]:
    """Return the cells to run, and of each the number of the cell it stands for (0: added)."""
    from nbformat.v4 import new_code_cell

    cells: list[Any] = []
    numbers: list[int] = []
    waiting = {path.stem for path in way.tests.glob("*.py")} if way.tests else set()

    def add(source: str) -> None:
        cells.append(new_code_cell(source))
        numbers.append(0)

    if waiting:
        add(_opening(way, report))
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or _EXPORT.search(cell.source):
            continue
        asked = _asked(cell)
        is_check = _CHECK.match(cell.source) is not None
        if not (is_check and way.how == "alone"):
            cells.append(_seeded(cell, way))
            numbers.append(number)
        for name in asked:
            if name in waiting:
                waiting.remove(name)
                add(f"_coursekit.{way.how}({name!r})")
    for name in sorted(waiting):
        add(f"_coursekit.{way.how}({name!r})")
    if way.how == "alone":
        add("_coursekit.end()")
    return cells, numbers


def _asked(cell: Any) -> list[str]:
    """Return the questions whose tests stand at a cell: its check, or what otter noted in it."""
    match = _CHECK.match(cell.source)
    noted = cell.metadata.get("otter", {}).get("tests", [])
    return [*([match[1]] if match else []), *noted]


def _opening(way: Way, report: Path) -> str:
    source = Path(alone.__file__).read_text("utf-8")
    return (
        "_coursekit = {'__name__': '_coursekit'}\n"
        f"exec(compile({source!r}, '_coursekit', 'exec'), _coursekit)\n"
        f"_coursekit = _coursekit['Tests']({str(way.tests)!r}, {str(report)!r}, globals())"
    )


def _seeded(cell: Any, way: Way) -> Any:
    """Return the cell as a grader runs it: otter sets the seed before each (``add_seeds``)."""
    if way.seed is None or cell.source.startswith("%%"):
        return copy.deepcopy(cell)
    if way.seed_variable:
        line = f"{way.seed_variable} = {way.seed}"
    else:
        line = f"__import__('numpy').random.seed({way.seed}); __import__('random').seed({way.seed})"
    seeded = copy.deepcopy(cell)
    seeded.source = f"{line}\n{cell.source}"
    return seeded


def _errors(cells: list[Any], numbers: list[int], notebook: Any) -> list[dict[str, Any]]:
    found = []
    for cell, number in zip(cells, numbers, strict=True):
        outputs = [one for one in cell.get("outputs", []) if one.get("output_type") == "error"]
        meant = "raises-exception" in cell.get("metadata", {}).get("tags", [])
        if outputs and number and not meant:
            said = f"{outputs[0]['ename']}: {outputs[0]['evalue']}"
            trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(outputs[0].get("traceback", [])))
            line = re.search(r"In\s?\[\d+\], line (\d+)", trace)
            source = notebook.cells[number - 1].source
            if cell.source != source:  # the grader's seed is in a line before it
                line = None
            found.append(
                {
                    "cell": number,
                    "id": cell.get("id"),
                    "error": said[:500],
                    "source": source,
                    "line": int(line[1]) if line else 0,
                }
            )
    return found
