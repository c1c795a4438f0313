"""Where hostile submissions are graded: a folder with all that attempts are made on."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from tests.assignments.conftest import Assigned
from tests.grading.hostile.attempts import BEFORE, Attempt

OPERATORS = "operators-word-5e91c7"
"""Something in the environment that the grading is started from."""
LIMITS = {
    "memory": 500 * 2**20,
    "cpu": 8,
    "wall": 40,
    "processes": 60,
    "disk": 20 * 2**20,
    "output": 4 * 2**20,
}
"""Small ones: what goes wrong must go wrong small."""


@dataclass(frozen=True)
class Room:
    """A folder with all that grading needs, and what attempts are made on."""

    folder: Path
    places: dict[str, object]


@dataclass(frozen=True)
class Results:
    """What the grader answered."""

    hostile: dict[Attempt, dict[str, Any]]
    honest: list[dict[str, Any]]

    @classmethod
    def of(cls, chosen: Sequence[Attempt], told: dict[str, Any]) -> Results:
        """Return what was told of the attempts that were asked for."""
        found = {one: told["hostile"][str(number)] for number, one in enumerate(chosen)}
        return cls(found, told["honest"])


def asked_of(room: Room, chosen: Sequence[Attempt], work: Path) -> dict[str, Any]:
    """Return what the grader is asked for; ``work`` is a folder for its work."""
    return {
        "autograder": str(room.places["autograder"]),
        "honest": str(room.places["neighbour"]),
        "limits": LIMITS,
        "mark": room.places["mark"],
        "work": str(work),
        "hostile": {str(n): written(room, n, one) for n, one in enumerate(chosen)},
    }


@contextlib.contextmanager
def made_room(built: Path, mark: str) -> Iterator[Room]:
    """Make one, out of a built course; ``mark`` is what attempts call processes of theirs."""
    folder = Path(tempfile.mkdtemp(prefix="ck-hostile-", dir="/tmp"))
    folder.chmod(0o755)
    door, abstract = socket.create_server(("127.0.0.1", 0)), f"coursekit-{folder.name}"
    hidden = socket.socket(socket.AF_UNIX)
    hidden.bind(f"\0{abstract}")
    hidden.listen()
    made = Assigned(built).result("lab01")
    for name in ("keys", "handed-in/honest", "home/.ssh", "tmp", "state/logs"):
        (folder / name).mkdir(parents=True)
    shutil.copy(made / "autograder.zip", folder / "keys" / "lab01.zip")
    shutil.copy(
        made / "autograder" / "lab01.ipynb", folder / "handed-in" / "honest" / "lab01.ipynb"
    )
    (folder / "home" / ".ssh" / "id_ed25519").write_text("the key")
    (folder / "home" / ".git-credentials").write_text("the token")
    places: dict[str, object] = {
        "autograder": folder / "keys" / "lab01.zip",
        "neighbour": folder / "handed-in" / "honest" / "lab01.ipynb",
        "home": folder / "home",
        "tmp": folder / "tmp",
        "logs": folder / "state" / "logs",
        "operator": f"{OPERATORS[:-1]}[{OPERATORS[-1]}]",
        "port": door.getsockname()[1],
        "abstract": abstract,
        "mark": mark,
    }
    blank = (made / "student" / "lab01.ipynb").read_text("utf-8")
    (folder / "blank.ipynb").write_text(blank)
    yield Room(folder, places)
    door.close()
    hidden.close()
    shutil.rmtree(folder, ignore_errors=True)


def written(room: Room, number: int, attempt: Attempt) -> str:
    """Write the notebook of an attempt: its code before the questions, which have no answer."""
    notebook = nbformat.read(room.folder / "blank.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.endswith(" = ..."):
            cell.source = "pass"
    first = next(n for n, cell in enumerate(notebook.cells) if "otter.Notebook" in cell.source)
    code = attempt.code.format(**room.places)
    before = f"{BEFORE}\ntotal = lines = ..."
    own = [nbformat.v4.new_code_cell(text) for text in (before, code)]
    notebook.cells[first + 1 : first + 1] = own
    path = room.folder / "handed-in" / str(number) / "lab01.ipynb"
    path.parent.mkdir()
    nbformat.write(notebook, path)
    return str(path)


def said(answer: dict[str, Any]) -> str:
    """Return what an attempt told, nothing if it did not come to that."""
    told = [one["error"] for one in answer.get("errors", []) if one["error"].startswith("Told: ")]
    return str(told[0]).removeprefix("Told: ") if told else ""


def passed(answer: dict[str, Any]) -> list[str]:
    """Return the cases that passed which no wrong answer passes."""
    cases = [case for question in answer.get("questions", []) for case in question["cases"]]
    public = "q1 - 1"  # that there is a number at all
    return [one["name"] for one in cases if one["passed"] and one["name"] != public]


def wrong(results: Results) -> dict[str, tuple[str, str, str | None]]:
    """Return the attempts that came to something else than they must: status, word, error."""
    found = {}
    for one, own in results.hostile.items():
        status = own.get("status", "graded" if own["ok"] else "failed")
        told = said(own)
        fits = re.fullmatch(one.wanted, told) or not (told or one.wanted == ".*" or own["ok"])
        if not (fits and re.fullmatch(one.status, status)):
            found[one.title] = (status, told, own.get("error"))
    return found
