"""What every command promises: one JSON object, clean standard output, the exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CASES, Ran, coursekit
from tests.engines import lack

WORDS: dict[str, list[str]] = {
    "assign": ["assign", "--dry-run"],
    "book build": ["book", "build", "--dry-run"],
    "book publish": ["book", "publish", "--dry-run", "--to", "www"],
    "check": ["check"],
    "doctor": ["doctor"],
    "down": ["down"],
    "hub down": ["hub", "down"],
    "hub plan": ["hub", "plan"],
    "hub status": ["hub", "status"],
    "hub up": ["hub", "up", "--dry-run"],
    "init": ["init", "new"],
    "links": ["links"],
    "lock": ["lock", "--dry-run"],
    "release": ["release", "--dry-run"],
    "status": ["status"],
    "up": ["up", "--dry-run"],
}
WRONG: dict[str, list[str]] = {
    **{name: [*words, "no-such-folder"] for name, words in WORDS.items()},
    "doctor": ["doctor", "--no-such-option"],
    "grade": ["grade", "lab01", "--college", "nowhere"],
    "hub check": ["hub", "check", "no-such-folder"],
    "hub report": ["hub", "report", "no-such-folder"],
    "hub size": ["hub", "size", "no-such-folder"],
    "init": ["init", "."],
    "": ["no-such-command"],
}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The tiny course, with nothing built."""
    return Path(shutil.copytree(CASES / "good" / "tiny", tmp_path / "tiny"))


def one_object(ran: Ran) -> dict[str, Any]:
    """Read all of standard output as the one object of the Contract."""
    whole = json.loads(ran.out)
    assert list(whole) == ["command", "ok", "results", "problems"]
    assert isinstance(whole["results"], list)
    assert all(set(problem) == {"message", "where", "hint"} for problem in whole["problems"])
    return dict(whole)


@pytest.mark.parametrize("name", WORDS)
def test_json(name: str, here: Path) -> None:
    ran = coursekit(*WORDS[name], "--json", cwd=here)
    whole = one_object(ran)
    assert (whole["command"], whole["ok"], whole["problems"]) == (name, True, [])
    assert ran.code == 0
    assert whole["results"] != []


@pytest.mark.parametrize("name", WRONG)
def test_json_of_an_error(name: str, here: Path) -> None:
    ran = coursekit(*WRONG[name], "--json", cwd=here)
    whole = one_object(ran)
    assert (whole["command"], whole["ok"]) == (name, False)
    assert len(whole["problems"]) == 1
    assert ran.code == 2
    assert ran.err == ""


@pytest.mark.parametrize("name", WRONG)
def test_an_error_is_a_block_on_standard_error(name: str, here: Path) -> None:
    ran = coursekit(*WRONG[name], cwd=here)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")


@pytest.mark.parametrize("name", sorted(set(WORDS) - {"doctor", "init", "down", "hub down"}))
def test_looking_changes_nothing(name: str, here: Path) -> None:
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    ran = coursekit(*WORDS[name], cwd=here)
    assert (ran.code, ran.err) == (0, "")
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before


def test_progress_is_on_standard_error_and_quiet_is_quiet(here: Path) -> None:
    loud = coursekit("lock", "--json", here)
    if "index could not be reached" in loud.err:
        lack("the package index cannot be reached")
    assert "ok environment  tiny: lock" in loud.err
    assert one_object(loud)["results"] == [{"lock": f"{here}/requirements.lock", "changed": True}]
    again = coursekit("lock", here)
    assert again.err == "No changes: everything is built.\n"
    assert again.out == f"{here}/requirements.lock\n"
    (here / "requirements.lock").unlink()
    quiet = coursekit("lock", "-q", here)
    assert (quiet.err, quiet.out) == ("", again.out)


def test_a_plan_says_why(here: Path) -> None:
    shown = coursekit("up", "--dry-run", here).out
    assert "+ tiny: lock      no lock yet" in shown
    assert shown.splitlines()[-1] == "10 to do"


def test_doctor_names_what_is_missing(here: Path) -> None:
    ran = coursekit("doctor", "--json", env={"PATH": str(here)})
    assert ran.code == 3
    git = next(row for row in ran.json["results"] if row["engine"] == "git")
    assert (git["found"], git["needed"]) == (False, True)
    assert "install git" in git["cure"]


def test_no_word_at_all_shows_the_help() -> None:
    ran = coursekit()
    assert ran.code == 2
    assert "Start with: coursekit up PATH" in ran.out


def test_a_bug_is_said_to_be_one(here: Path) -> None:
    ran = coursekit("check", here, "-v", env={"PYTHONPATH": str(_with_a_bug(here))})
    assert ran.code == 70
    said = ran.err.splitlines()
    assert said[0] == "error: this is a bug in coursekit: ZeroDivisionError"
    log = Path(said[1].rpartition("the log is ")[2])
    assert "ZeroDivisionError" in log.read_text()
    log.unlink()


def _with_a_bug(here: Path) -> Path:
    """Make a folder that gives any Python started with it a coursekit that fails."""
    folder = here / "site"
    folder.mkdir()
    code = "import coursekit.spec as spec\nspec.load = lambda path: 1 / 0\n"
    (folder / "sitecustomize.py").write_text(code)
    return folder
