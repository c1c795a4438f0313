"""Bad input gets exactly the words, and the exit code, that its case says.

A case is a folder of ``bad/``. It lies over the course in ``good/tiny``, so it holds only the files
that differ, and

- ``case.toml``: ``about`` it, ``argv`` (else ``check``), ``exit`` code (else 2), files to
  ``remove`` from the course, the ``world`` it runs in, the ``environment`` it needs, what it
  ``leaves`` behind;
- ``expected.txt``: all of standard error. ``{here}`` is the case's folder; ``{...}`` alone in a
  line stands for lines in the words of an engine, which change with its version: ``says`` lists
  what must be among them.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.cases.circumstances import WORLDS, World
from tests.conftest import CASES, coursekit
from tests.engines import lack

BAD = CASES / "bad"
OWN = ("here/.coursekit/", "here.cache/", "home/.local/share/uv/")
NAMES = sorted(path.parent.name for path in BAD.glob("*/case.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_bad_input(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case = tomllib.loads((BAD / name / "case.toml").read_text("utf-8"))
    here = tmp_path / "here"
    lay_out(BAD / name, here, case.get("remove", []))
    if case.get("environment"):
        furnish(here, request.getfixturevalue("built_tiny"), case["environment"])
    home = tmp_path / "home"
    home.mkdir()
    cache = {"UV_CACHE_DIR": os.environ.get("UV_CACHE_DIR", str(Path.home() / ".cache" / "uv"))}
    with contextlib.ExitStack() as stack:
        world = World()
        if "world" in case:
            world = stack.enter_context(WORLDS[case["world"]](here))
        before = files_below(tmp_path)
        ran = coursekit(
            *case.get("argv", ["check"]),
            cwd=here,
            env={**cache, "HOME": str(home), **world.env},
            prefix=world.prefix,
        )
    if "network" in case.get("needs", []) and "package index could not be reached" in ran.err:
        lack("the package index cannot be reached")
    expected = (BAD / name / "expected.txt").read_text("utf-8")
    assert all(words in ran.err for words in case.get("says", []))
    assert shown(ran.err, expected, {"here": str(here), **world.values}) == expected
    assert ran.code == case.get("exit", 2)
    assert ran.out == ""
    assert files_below(tmp_path) - before == {f"here/{name}" for name in case.get("leaves", [])}
    if "argv" not in case:
        assert not (here / ".coursekit").exists(), "check changes nothing"


def test_there_are_enough() -> None:
    assert len(NAMES) >= 25


def lay_out(case: Path, here: Path, remove: list[str]) -> None:
    """Make the course of a case."""
    shutil.copytree(CASES / "good" / "tiny", here, ignore=shutil.ignore_patterns(".coursekit"))
    for name in remove:
        place = here / name
        if place.is_dir():
            shutil.rmtree(place)
            here.mkdir(exist_ok=True)
        else:
            place.unlink()
    own = shutil.ignore_patterns("case.toml", "expected.txt")
    shutil.copytree(case, here, ignore=own, dirs_exist_ok=True)


def furnish(here: Path, built: Path, what: str | bool) -> None:
    """Give the case the lock of the tiny course, and its environment too unless ``"lock"``."""
    shutil.copy(built / "requirements.lock", here)
    if what != "lock":
        (here / ".coursekit").mkdir()
        (here / ".coursekit" / "environments").symlink_to(built / ".coursekit" / "environments")


def files_below(folder: Path) -> set[str]:
    """Return the files that a command may not add to: all but its own, and uv's."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith(OWN)}


def shown(err: str, expected: str, values: dict[str, str]) -> str:
    """Write ``err`` as ``expected`` would: paths and an engine's own words as placeholders."""
    for name, value in values.items():
        err = err.replace(value, f"{{{name}}}")
    for before, after in re.findall(r"^(.*)\n.*\{\.\.\.\}\n(.*)$", expected, re.MULTILINE):
        between = re.escape(before) + r"\n(     \| .*\n)+" + re.escape(after)
        err = re.sub(between, lambda _, b=before, a=after: f"{b}\n     | {{...}}\n{a}", err)
    return err
