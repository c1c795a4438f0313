"""Zips and folders that lead elsewhere, or burst: nothing is read or written through them."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from tests.assignments.conftest import Assigned
from tests.conftest import Ran, copy_of, coursekit
from tests.grading.exports import zipped

SECRET = "operators-word-81d3a0"
BOMB = 96 << 20
"""Bytes of what unpacks to far more than it is."""
TELLS = f"""
import os, pathlib
for place, _, names in os.walk('.'):
    for name in names:
        text = (pathlib.Path(place) / name).read_text('utf-8', 'replace')
        if {SECRET[:-1]!r} + {SECRET[-1]!r} in text:
            raise RuntimeError('found it in ' + name)
"""
"""Searches all that was put beside the notebook for the operator's word."""
LEADS_OUT = "its name leads out of the folder"
A_LINK = "a link, not a file"
BURSTS = "a zip bomb: it unpacks to far more than it is"


class Victims:
    """What is to be read or written: files of the operator's, and an honest submission."""

    def __init__(self, built: Path, folder: Path) -> None:
        made = Assigned(built).result("lab01")
        self.right = (made / "autograder" / "lab01.ipynb").read_bytes()
        blank = (made / "student" / "lab01.ipynb").read_text("utf-8")
        self.blank = blank.encode()
        told = json.dumps(TELLS)[1:-1]
        assert "total = ..." in blank
        self.tells = blank.replace("total = ...", f"total = ...{told}", 1).encode()
        self.folder = folder
        self.secret = folder / "secret.txt"
        self.secret.write_text(SECRET)
        self.key = folder / "key.ipynb"
        self.key.write_bytes(self.right)


@pytest.fixture
def victims(built_tiny: Path, tmp_path: Path) -> Victims:
    return Victims(built_tiny, tmp_path)


def link(made: zipfile.ZipFile, name: str, target: object) -> None:
    """Put a symbolic link into a zip, as ``zip --symlinks`` does."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    made.writestr(info, str(target))


def bomb(levels: int) -> bytes:
    """Return a zip that comes to 96 MB, in as many zips."""
    content = zipped({"lab01.ipynb": bytes(BOMB)})
    for level in range(levels - 1):
        content = zipped({f"{level}.zip": content})
    return content


def hostile_zip(place: Path, victims: Victims) -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("ada/lab01.ipynb", victims.right)
        made.writestr("../../dots/lab01.ipynb", victims.right)
        made.writestr("..\\..\\back/lab01.ipynb", victims.right)
        made.writestr(f"{victims.folder}/absolute/lab01.ipynb", victims.right)
        made.writestr("eve/../ada/lab01.ipynb", victims.blank)
        link(made, "mia/lab01.ipynb", victims.key)
        made.writestr("pia/lab01.ipynb", victims.tells)
        link(made, "pia/numbers.csv", victims.secret)
        link(made, "pia/up", victims.folder)
        link(made, "out", victims.folder)
        made.writestr("out/lab01.ipynb", victims.tells)
        made.writestr("bob/lab01.ipynb", bytes(BOMB))
        made.writestr("zoe/lab01.zip", bomb(1))
        made.writestr("ned/lab01.zip", bomb(30))
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as own:
            own.writestr("lab01.ipynb", victims.tells)
            own.writestr("../lab01.ipynb", victims.right)
            link(own, "secret.txt", victims.secret)
        made.writestr("sam/lab01.zip", inner.getvalue())
    return place


def hostile_folder(place: Path, victims: Victims) -> Path:
    notebooks = {"ada": victims.right, "kim": victims.tells}
    for name, content in notebooks.items():
        (place / name).mkdir(parents=True)
        (place / name / "lab01.ipynb").write_bytes(content)
    for name in ("lin", "pip", "max"):
        (place / name).mkdir()
    (place / "lin" / "lab01.ipynb").symlink_to("../ada/lab01.ipynb")
    (place / "max" / "lab01.ipynb").symlink_to(victims.key)
    (place / "lou").symlink_to("ada")
    (place / "all").symlink_to(victims.folder)
    (place / "kim" / "secret.txt").symlink_to(victims.secret)
    (place / "kim" / "more").symlink_to(victims.folder)
    (place / "kim" / "round").symlink_to(".")
    os.mkfifo(place / "pip" / "lab01.ipynb")
    return place


def graded(victims: Victims, what: Path, built: Path) -> dict[str, dict[str, str]]:
    """Grade what was handed in; return the gradebook's rows by student."""
    before = files_below(victims.folder)
    project = copy_of(built, victims.folder / "course")
    kept = {path: path.read_bytes() for path in before}
    ran = coursekit("grade", "lab01", what, "--project", project, "--json")
    assert ran.code == 0, ran.err
    assert {path: path.read_bytes() for path in before} == kept, "nothing else was written"
    new = files_below(victims.folder) - before
    assert {path for path in new if project not in path.parents} == set()
    assert [path for path in new if SECRET.encode() in path.read_bytes()] == []
    assert SECRET not in ran.out + ran.err
    assert "found it in" not in json.dumps(ran.json) + "".join(
        row["message"] for row in rows(ran).values()
    )
    return rows(ran)


def files_below(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}


def rows(ran: Ran) -> dict[str, dict[str, str]]:
    with Path(ran.json["results"]["gradebook"]).open(newline="") as file:
        return {row["login"]: row for row in csv.DictReader(file)}


def test_a_zip_that_leads_elsewhere_or_bursts(victims: Victims, built_tiny: Path) -> None:
    found = graded(victims, hostile_zip(victims.folder / "in.zip", victims), built_tiny)
    scores = {name: row["total"] for name, row in found.items() if row["status"] == "graded"}
    assert scores == {"in/ada": "3", "pia": "0", "out": "0", "lab01": "0"}
    why = {name: row["message"] for name, row in found.items() if name not in scores}
    outside = ("..", "../ada", "absolute", "back", "dots")
    assert {why.pop(name) for name in outside} == {f"lab01.ipynb: {LEADS_OUT}"}
    assert why == {
        "bob": f"lab01.ipynb: {BURSTS}",
        "mia": f"lab01.ipynb: {A_LINK}",
        "ned": "26.zip: a zip in a zip in a zip in a zip",
        "secret": f"secret.txt: {A_LINK}",
        "zoe": f"lab01.ipynb: {BURSTS}",
    }


def test_a_folder_with_links_and_pipes(victims: Victims, built_tiny: Path) -> None:
    found = graded(victims, hostile_folder(victims.folder / "in", victims), built_tiny)
    assert {name: row["total"] for name, row in found.items()} == {
        "ada": "3", "kim": "0", "lin": "", "max": "", "pip": ""
    }  # fmt: skip
    assert {name: row["message"] for name, row in found.items() if row["message"]} == {
        "lin": f"lab01.ipynb: {A_LINK}",
        "max": f"lab01.ipynb: {A_LINK}",
        "pip": "lab01.ipynb: not a file (a device, a pipe or the like)",
    }
