"""Score wrong answers: run a solution cell by cell, and at each question try answers in its place.

Run by the Python of a course's environment. Standard input: a JSON list of ``{"notebook", "folder",
"tests", "answers"}``, where ``notebook`` is the solution as otter makes it (or one without
questions), ``folder`` where it is run, ``tests`` the unpacked tests of its autograder, and
``answers`` the wrong answers by question. Standard output: of each notebook ``{"error",
"questions"}``, the error that stopped it (or nothing) and for each question ``{"possible", "key",
"wrong", "stopped"}``: its points, the scores of the key and of the wrong answers, and the errors
that stopped those.

Each answer runs in a fork of a process in which the cells before it have run, so that a notebook
costs one run and what an answer changes, no other sees.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datascience  # noqa: F401 - imported once, for all forks
import matplotlib
import nbformat
from IPython.core.interactiveshell import InteractiveShell
from otter.nbmeta_config import NBMetadataConfig
from otter.test_files import create_test_file
from traitlets.config import Config

_SOLUTION = "otter_assign_solution_cell"


def forked(work: Callable[[], Any]) -> Any:
    """Return what ``work`` returns in a fork of this process."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(read)
            with os.fdopen(write, "w", encoding="utf-8") as pipe:
                pipe.write(json.dumps(work()))
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as pipe:
        said = pipe.read()
    if os.waitpid(pid, 0)[1] != 0:
        raise RuntimeError("what was run in a fork failed")
    return json.loads(said)


class Shell(InteractiveShell):
    """IPython with no window and no page to draw on."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Draw nowhere, whatever ``%matplotlib`` asks for."""


class Walk:
    """A notebook on its way from top to bottom."""

    def __init__(self, asked: dict[str, Any]) -> None:
        os.chdir(asked["folder"])
        config = Config()
        config.HistoryManager.enabled = False
        self._shell = Shell.instance(config=config)
        self._tests = Path(asked["tests"])
        self._answers = asked["answers"]
        self._cells = nbformat.read(asked["notebook"], as_version=4).cells
        self._found: dict[str, Any] = {}

    def go(self) -> dict[str, Any]:
        """Run the notebook, up to the first cell that stops with an error."""
        try:
            self._all_cells()
            error = ""
        except Exception as stopped:
            error = repr(stopped)
        return {"error": error, "questions": self._found}

    def _all_cells(self) -> None:
        waiting: list[str] = []
        for cell in self._cells:
            source = str(cell.source)
            if cell.cell_type != "code" or source.startswith("# Initialize Otter"):
                continue
            if _SOLUTION in cell.metadata.get("tags", []):
                waiting.append(source)
            elif source.startswith('grader.check("'):
                self._question(source.split('"')[1], waiting)
                waiting = []
            elif "grader." not in source:
                self._run([*waiting, source])
                waiting = []

    def _question(self, name: str, key: list[str]) -> None:
        tried = [
            forked(lambda answer=answer: self._scored(name, [answer]))
            for answer in self._answers.get(name, [])
        ]
        self._run(key)
        score, possible, _ = forked(lambda: self._scored(name, []))
        self._found[name] = {
            "possible": possible,
            "key": score,
            "wrong": [score for score, _, _ in tried],
            "stopped": [stopped for _, _, stopped in tried],
        }

    def _scored(self, name: str, cells: list[str]) -> tuple[float, float, str]:
        """Return score, points and the error that stopped a cell; run ``cells`` before."""
        try:
            self._run(cells)
            stopped = ""
        except Exception as error:
            stopped = repr(error)
        test = create_test_file(str(self._tests / f"{name}.py"), NBMetadataConfig())
        test.run(self._shell.user_ns)
        return float(test.score), float(test.possible), stopped

    def _run(self, cells: list[str]) -> None:
        import matplotlib.pyplot as plt

        for source in cells:
            self._shell.run_cell(source, silent=True).raise_error()
            plt.close("all")


def main() -> None:
    """Answer the request on standard input."""
    matplotlib.use("agg")
    answer_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what cells print is of no use
    asked = json.load(sys.stdin)
    json.dump([forked(lambda one=one: Walk(one).go()) for one in asked], answer_to)
    answer_to.close()


if __name__ == "__main__":
    main()
