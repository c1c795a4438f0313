"""Submissions that mean harm, graded beside an honest one, as root and as a plain user."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TOP
from tests.engines import lack, need
from tests.grading.hostile.attempts import ATTEMPTS, meaning
from tests.grading.hostile.rooms import OPERATORS, Results, Room, asked_of, made_room, passed, wrong
from tests.guide_tables import see_that_it_lists
from tests.people import PLAIN, as_plain_user

GUIDE = TOP / "guides" / "grading-security.md"
pytestmark = pytest.mark.timeout(1800)
WHO = ("account", "user-namespace")


@pytest.fixture(scope="module")
def environment(built_tiny: Path) -> Path:
    (found,) = (built_tiny / ".coursekit" / "environments").iterdir()
    return found


@pytest.fixture(scope="module", params=WHO)
def room(request: pytest.FixtureRequest, built_tiny: Path) -> Iterator[tuple[str, Room]]:
    if os.geteuid() != 0:
        lack("only root can be root and somebody else")
    need("unshare")
    need("setpriv")
    with made_room(built_tiny, f"ck-{request.param[:8]}") as place:
        yield request.param, place


def graded(who: str, room: Room, environment: Path, asked: dict[str, Any]) -> dict[str, Any]:
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
        needs = (TOP, Path(sys.prefix), Path(sys.base_prefix), environment)
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
def results(room: tuple[str, Room], environment: Path) -> Results:
    """What came of every attempt, and of the honest submission graded at the same time."""
    who, place = room
    chosen = [one for one in ATTEMPTS if re.search(os.environ.get("ATTEMPT", ""), one.title)]
    asked = asked_of(place, chosen, place.folder / "state" / "work")
    python = str(environment / "bin" / "python")
    told = graded(who, place, environment, {**asked, "python": python})
    return Results.of(chosen, told)


def test_no_attempt_gains_a_point(results):
    assert {
        one.title: found for one, own in results.hostile.items() if (found := passed(own))
    } == {}
    assert [one.title for one, own in results.hostile.items() if own.get("total", 0) > 1] == []


def test_every_attempt_comes_to_nothing(results):
    assert wrong(results) == {}


def test_who_is_graded_at_the_same_time_gets_their_score(results):
    totals = [(one.get("total"), one.get("status"), one.get("error")) for one in results.honest]
    assert totals
    assert {total for total, _, error in totals if not error} == {3}
    assert [one for one in totals if one[2]] == []


def test_nothing_outlives_its_grading(results):
    assert [one.title for one, own in results.hostile.items() if own["left"]] == []


@pytest.mark.skipif("ATTEMPT" in os.environ, reason="not all attempts are made")
def test_the_guide_lists_every_attempt():
    rows = [(one.title, one.about, meaning(one)) for one in ATTEMPTS]
    heading = ("A submission tries to", "About", "What comes of it")
    see_that_it_lists(GUIDE, "attempts", heading, rows)


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
