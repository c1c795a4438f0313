"""Submissions that mean harm, graded beside an honest one, as root and as a plain user."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.assignments.conftest import Assigned
from tests.conftest import TOP
from tests.engines import lack, need
from tests.grading.hostile.attempts import ATTEMPTS, BEFORE, Attempt, meaning
from tests.people import PLAIN, as_plain_user

GUIDE = TOP / "guides" / "grading-security.md"
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
pytestmark = pytest.mark.timeout(1800)
WHO = ("account", "user-namespace")


@dataclass(frozen=True)
class Room:
    """A folder with all that grading needs, and what attempts are made on."""

    folder: Path
    environment: Path
    places: dict[str, object]

    @property
    def python(self) -> Path:
        return self.environment / "bin" / "python"


@dataclass(frozen=True)
class Results:
    """What the grader answered."""

    hostile: dict[Attempt, dict[str, Any]]
    honest: list[dict[str, Any]]


@pytest.fixture(scope="module")
def environment(built_tiny: Path) -> Path:
    (found,) = (built_tiny / ".coursekit" / "environments").iterdir()
    return found


@pytest.fixture(scope="module", params=WHO)
def room(
    request: pytest.FixtureRequest, built_tiny: Path, environment: Path
) -> Iterator[tuple[str, Room]]:
    if os.geteuid() != 0:
        lack("only root can be root and somebody else")
    need("unshare")
    need("setpriv")
    folder = Path(tempfile.mkdtemp(prefix="ck-hostile-", dir="/tmp"))
    folder.chmod(0o755)
    door, abstract = socket.create_server(("127.0.0.1", 0)), f"coursekit-{folder.name}"
    hidden = socket.socket(socket.AF_UNIX)
    hidden.bind(f"\0{abstract}")
    hidden.listen()
    made = Assigned(built_tiny).result("lab01")
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
        "mark": f"ck-{request.param[:8]}",
    }
    blank = (made / "student" / "lab01.ipynb").read_text("utf-8")
    (folder / "blank.ipynb").write_text(blank)
    yield request.param, Room(folder, environment, places)
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


def graded(who: str, room: Room, asked: dict[str, Any]) -> dict[str, Any]:
    """Grade as root or as somebody else, in a program of its own."""
    (room.folder / "asked.json").write_text(json.dumps(asked))
    words: tuple[str, ...] = (
        sys.executable,
        "-m",
        "tests.grading.hostile.grading",
        str(room.folder),
    )
    if who == "user-namespace":
        for path in (room.folder, *room.folder.rglob("*")):
            os.chown(path, PLAIN, PLAIN)
        needs = (TOP, Path(sys.prefix), Path(sys.base_prefix), room.environment)
        words = (*as_plain_user(room.folder, {path: path for path in needs}), *words)
    env = {**os.environ, "HOME": str(room.folder / "home"), "TMPDIR": str(room.folder / "tmp")}
    env["COURSEKIT_TEST_OPERATOR"] = OPERATORS
    ran = subprocess.run(
        words, cwd=TOP, env=env, capture_output=True, text=True, timeout=1700, check=False
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    told = dict(json.loads((room.folder / "told.json").read_text()))
    assert told["kind"] == who
    return told


@pytest.fixture(scope="module")
def results(room: tuple[str, Room]) -> Results:
    """What came of every attempt, and of the honest submission graded at the same time."""
    who, place = room
    chosen = [one for one in ATTEMPTS if re.search(os.environ.get("ATTEMPT", ""), one.title)]
    asked = {
        "python": str(place.python),
        "autograder": str(place.places["autograder"]),
        "honest": str(place.places["neighbour"]),
        "limits": LIMITS,
        "warm": True,
        "mark": place.places["mark"],
        "hostile": {str(n): written(place, n, one) for n, one in enumerate(chosen)},
    }
    told = graded(who, place, asked)
    found = {one: told["hostile"][str(number)] for number, one in enumerate(chosen)}
    return Results(found, told["honest"])


def said(answer: dict[str, Any]) -> str:
    """Return what an attempt told, nothing if it did not come to that."""
    told = [one["error"] for one in answer.get("errors", []) if one["error"].startswith("Told: ")]
    return str(told[0]).removeprefix("Told: ") if told else ""


def passed(answer: dict[str, Any]) -> list[str]:
    """Return the cases that passed which no wrong answer passes."""
    cases = [case for question in answer.get("questions", []) for case in question["cases"]]
    public = "q1 - 1"  # that there is a number at all
    return [one["name"] for one in cases if one["passed"] and one["name"] != public]


def test_no_attempt_gains_a_point(results):
    assert {
        one.title: found for one, own in results.hostile.items() if (found := passed(own))
    } == {}
    assert [one.title for one, own in results.hostile.items() if own.get("total", 0) > 1] == []


def test_every_attempt_comes_to_nothing(results):
    wrong = {}
    for one, own in results.hostile.items():
        status = own.get("status", "graded" if own["ok"] else "failed")
        told = said(own)
        fits = re.fullmatch(one.wanted, told) or not (told or one.wanted == ".*" or own["ok"])
        if not (fits and re.fullmatch(one.status, status)):
            wrong[one.title] = (status, told, own.get("error"))
    assert wrong == {}


def test_who_is_graded_at_the_same_time_gets_their_score(results):
    totals = [(one.get("total"), one.get("status"), one.get("error")) for one in results.honest]
    assert totals
    assert {total for total, _, error in totals if not error} == {3}
    assert [one for one in totals if one[2]] == []


def test_nothing_outlives_its_grading(results):
    assert [one.title for one, own in results.hostile.items() if own["left"]] == []


@pytest.mark.skipif("ATTEMPT" in os.environ, reason="not all attempts are made")
def test_the_guide_lists_every_attempt():
    rows = ["| A submission tries to | About | What comes of it |", "|---|---|---|"]
    rows += [f"| {one.title} | {one.about} | {meaning(one)} |" for one in ATTEMPTS]
    before, mark, rest = GUIDE.read_text("utf-8").partition("<!-- attempts -->\n")
    assert mark
    _, end, after = rest.partition("<!-- end -->")
    text = before + mark + "\n".join(rows) + "\n" + end + after
    if os.environ.get("COURSEKIT_WRITE_GUIDES") == "1":
        GUIDE.write_text(text, "utf-8")
    assert GUIDE.read_text("utf-8") == text


def test_the_attempts_were_on_things_that_are_there(room):
    _, place = room
    for name in ("autograder", "neighbour", "logs"):
        assert Path(str(place.places[name])).exists()
    for name in (".ssh/id_ed25519", ".git-credentials"):
        assert (place.folder / "home" / name).read_text()
    port = int(str(place.places["port"]))
    socket.create_connection(("127.0.0.1", port)).close()
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(f"\0{place.places['abstract']}")
