"""``coursekit hub plan|up|down`` on a hub that students work on."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from coursekit.engines.process import processes_of
from coursekit.engines.students import students_processes
from tests.conftest import coursekit
from tests.hub.conftest import Visitor


@pytest.fixture
def islands(tiny: Path, free_port: int, no_hub_left: list[Path]) -> Path:
    """The tiny fleet on a port of its own, not served yet."""
    no_hub_left.append(tiny)
    replace(tiny, "127.0.0.1:8000", f"127.0.0.1:{free_port}")
    return tiny


def replace(place: Path, old: str, new: str) -> None:
    """Change the text of ``fleet.yml``."""
    file = place / "fleet.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def visitor(place: Path) -> Visitor:
    line = next(line for line in (place / "fleet.yml").read_text().splitlines() if "url:" in line)
    return Visitor(line.split('"')[1])


def servers(place: Path) -> dict[str, int]:
    """Return the process ids of the students' servers, by college."""
    state = place / ".coursekit"
    return {
        one.college: one.process.pid
        for one in students_processes(state, state / "homes")
        if one.role == "server"
    }


def works(place: Path, college: str) -> Visitor:
    """Let somebody of a college start a server, and leave a file."""
    someone = visitor(place)
    someone.sign_in(college, "kim")
    page = someone.wait(someone.get(f"/hub/spawn/{college}.kim/tiny"))
    assert page.url.endswith("/tiny/tree"), page.text
    home = place / ".coursekit" / "homes" / college / "kim"
    (home / "notes.txt").write_text("dear diary")
    return someone


def test_colleges_join_change_and_leave_while_others_work(islands):
    ran = coursekit("hub", "up", islands)
    assert ran.code == 0, ran.err
    north, south = works(islands, "north"), works(islands, "south-bay")
    before = servers(islands)
    assert set(before) == {"north", "south-bay"}
    assert_status_and_report(islands)

    replace(islands, "  south-bay: {name: South Bay College", "  ohlone: {name: Ohlone College")
    replace(islands, "North College", "North Island College")
    planned = coursekit("hub", "plan", "--json", islands)
    assert [(row["college"], row["what"]) for row in planned.json["results"]] == [
        ("north", "change"),
        ("ohlone", "add"),
        ("south-bay", "remove"),
        ("south-bay", "archive"),
        ("islands: links", "build"),
        ("tiny: book", "build"),
    ]
    for words in (("hub", "up"), ("hub", "up", "--json"), ("up", "--detach")):
        refused = coursekit(*words, islands)
        assert refused.code == 2
        said = refused.err + refused.out
        assert "south-bay leaves the fleet: its students' servers stop, and the files of 1" in said
        assert "this would take a college off the hub: south-bay" in said
        assert "--yes" in said
    assert servers(islands) == before
    ran = coursekit("hub", "up", "--yes", islands)
    assert ran.code == 0, ran.err
    assert "The hub is running already" in ran.err

    assert servers(islands) == {"north": before["north"]}
    assert north.get("/user/north.kim/tiny/api/status").status_code == 200
    assert "North Island College" in visitor(islands).get("/").text
    assert visitor(islands).sign_in("ohlone", "eve").url.endswith("/hub/college/ohlone")
    assert visitor(islands).get("/hub/south-bay/login").status_code == 404
    assert "/hub/" in south.get("/user/south-bay.kim/tiny/api/status").url

    homes = islands / ".coursekit" / "homes"
    assert not (homes / "south-bay").exists()
    (kept,) = (islands / ".coursekit" / "archives").iterdir()
    with tarfile.open(kept) as tar:
        assert tar.extractfile("south-bay/kim/notes.txt").read() == b"dear diary"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert_it_comes_back(islands, kept)

    again = coursekit("hub", "up", islands)
    assert again.out.startswith("No changes\n")
    assert coursekit("hub", "plan", islands).out == "No changes\n"
    assert coursekit("hub", "down", islands).out == "Stopped.\n"
    assert servers(islands) == {}


def assert_it_comes_back(place: Path, archive: Path) -> None:
    """A college whose line is put back has its students' files again."""
    with (place / "fleet.yml").open("a") as fleet:
        fleet.write("  south-bay: {name: South Bay College}\n")
    planned = coursekit("hub", "plan", place)
    why = f"the college is back: its students' files come out of {archive.name}"
    assert f"  + south-bay: homes: {why}" in planned.out
    ran = coursekit("hub", "up", place)
    assert ran.code == 0, ran.err
    home = place / ".coursekit" / "homes" / "south-bay" / "kim"
    assert (home / "notes.txt").read_text() == "dear diary"
    assert not archive.exists()
    assert (archive.parent / "restored" / archive.name).is_file()
    works(place, "south-bay")


def assert_status_and_report(place: Path) -> None:
    """One person works at each of the two colleges."""
    ran = coursekit("hub", "status", "--json", place)
    (status,) = ran.json["results"]
    assert status["running"]
    assert "jupyterhub 6." in status["versions"]
    assert status["disk"]["size"] > status["disk"]["free"] > 0
    for row in status["colleges"]:
        assert (row["people"], row["servers"], row["kernels"]) == (1, 1, 0)
        assert row["memory"] > 2**20
        assert row["disk"] >= 4096
    said = coursekit("hub", "status", place).out
    assert "COLLEGE    PEOPLE" in said
    assert "The disk of the homes " in said
    rows = coursekit("hub", "report", "--json", place).json["results"]
    assert [(row["college"], row["people"], row["starts"]) for row in rows] == [
        ("north", 1, 1),
        ("south-bay", 1, 1),
    ]
    text = coursekit("hub", "report", "--format", "csv", place).out
    assert text.splitlines()[0] == "day,college,people,starts,peak_memory"
    assert len(text.splitlines()) == 3


def test_two_at_once_make_one_hub(islands):
    argv = [sys.executable, "-m", "coursekit", "hub", "up", str(islands)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    both = [subprocess.Popen(argv, **pipes) for _ in range(2)]
    ended = [(one.communicate(timeout=120), one.returncode) for one in both]
    codes = sorted(code for _, code in ended)
    # Both get through, or one finds the other at work on the folder and says so.
    assert codes in ([0, 0], [0, 2]), ended
    if codes == [0, 2]:
        ((_, said),) = [texts for texts, code in ended if code == 2]
        assert "another coursekit is at work on this folder" in said
    assert len(processes_of(islands / ".coursekit", "hub")) == 1
    assert coursekit("hub", "plan", islands).out == "No changes\n"
