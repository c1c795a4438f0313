"""Several courses at a college: each with its own environment, side by side for one student."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from coursekit.engines.operator import Operator
from coursekit.engines.student import Student
from coursekit.engines.students import students_processes
from coursekit.links import Link, links_of
from coursekit.spec import load
from tests.conftest import CASES, copy_of, coursekit
from tests.hub.conftest import Visitor

FLEET = """\
fleet: islands
hub: {{url: "http://127.0.0.1:{port}"}}
courses: {{tiny: {{path: tiny}}, words: {{path: words}}}}
colleges:
  north: {{name: North College}}
  south-bay: {{name: South Bay College, courses: [tiny]}}
"""


@pytest.fixture(scope="module")
def islands(built_tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A fleet of two courses, the second with one package more; served."""
    place = tmp_path_factory.mktemp("islands")
    copy_of(built_tiny, place / "tiny")
    shutil.copytree(CASES / "good" / "tiny", place / "words")
    for course in ("tiny", "words"):
        (place / course / "fleet.yml").unlink()
    spec = (place / "words" / "course.yml").read_text("utf-8")
    spec = spec.replace("course: tiny", "course: words").replace("A tiny course", "Words")
    (place / "words" / "course.yml").write_text(spec, "utf-8")
    with (place / "words" / "requirements.txt").open("a") as file:
        file.write("toolz\n")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (place / "fleet.yml").write_text(FLEET.format(port=port), "utf-8")
    ran = coursekit("hub", "up", place)
    assert ran.code == 0, ran.err
    yield place
    coursekit("hub", "down", place)


def links(place: Path, college: str) -> dict[str, Link]:
    """Return the first link of each course of a college."""
    found = [link for link in links_of(load(place)) if link.college == college]
    return {link.course: link for link in reversed(found)}


def visitor(place: Path) -> Visitor:
    return Visitor(load(place).fleet.hub.url)


def test_a_link_starts_the_server_of_its_course_and_two_can_be_open(islands):
    own = links(islands, "north")
    operator = Operator(load(islands).fleet.hub.url, islands / ".coursekit/hub/operator-token")
    probe = operator.sign_in("north")
    seen = {}
    try:
        for course, link in own.items():
            student = Student(operator.url, probe)
            assert student.follow(link.url) == course
            student.start()
            student.pull(link.url)
            notebook = student.open(link.url)
            seen[course] = said(student, notebook, "import sys, toolz; print(sys.prefix)")
        state = islands / ".coursekit"
        running = [one.role for one in students_processes(state, state / "homes")]
        assert sorted(running) == ["kernel", "kernel", "server", "server"]
        home = state / "homes" / "north" / "_probe"
        assert {path.name for path in home.iterdir() if path.name[0] != "."} == {"tiny", "words"}
    finally:
        operator.sign_out("north")
    assert "ModuleNotFoundError" in seen["tiny"]
    assert str(islands / "words" / ".coursekit" / "environments") in seen["words"]


def said(student: Student, notebook: dict[str, Any], code: str) -> str:
    """Run one cell in a kernel of its own; return what it printed or raised."""
    cell: dict[str, Any] = {"cell_type": "code", "source": code}
    student.run(notebook | {"content": notebook["content"] | {"cells": [cell]}}, lambda _: None)
    (output,) = cell["outputs"]
    return str(output.get("text") or output["ename"])


def test_everybody_sees_their_own_courses(islands):
    expected = {"north": ["A tiny course", "Words"], "south-bay": ["A tiny course"]}
    for college, titles in expected.items():
        someone = visitor(islands)
        someone.sign_in(college, "kim")
        page = someone.get("/")
        assert page.url.endswith(f"/hub/college/{college}")
        soup = BeautifulSoup(page.text, "html.parser")
        assert [head.text.strip() for head in soup.select("main h2")] == titles


def test_a_link_to_a_course_that_ones_college_does_not_take(islands):
    someone = visitor(islands)
    someone.sign_in("south-bay", "kim")
    page = someone.get(links(islands, "north")["words"].url)
    assert page.status_code == 404
    assert "South Bay College does not take this course." in page.text
    spawn = someone.wait(someone.get("/hub/spawn/south-bay.kim/words"))
    assert spawn.status_code == 404


def test_every_course_of_every_college_is_checked(islands):
    ran = coursekit("hub", "check", "--json", islands, "--college", "north")
    assert ran.code == 0, ran.out
    layers = [row["layer"] for row in ran.json["results"]]
    assert layers.count("server") == layers.count("run") == layers.count("stop") == 2
    assert layers.count("pull") == 4
