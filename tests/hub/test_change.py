"""``coursekit hub plan|up|down`` on a hub that students work on."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from coursekit.engines.process import processes_of
from coursekit.engines.students import students_processes
from coursekit.errors import CoursekitError
from coursekit.pipeline.archive import archive, homes_of_colleges
from coursekit.state import State
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
    ]
    assert servers(islands) == before
    ran = coursekit("hub", "up", islands)
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

    again = coursekit("hub", "up", islands)
    assert again.out.startswith("No changes\n")
    assert coursekit("hub", "plan", islands).out == "No changes\n"
    assert coursekit("hub", "down", islands).out == "Stopped.\n"
    assert servers(islands) == {}


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


def test_homes_stay_where_no_archive_can_be_made(tmp_path):
    state = State(tmp_path)
    state.ensure()
    home = state.path / "homes" / "north" / "kim"
    home.mkdir(parents=True)
    (home / "notes.txt").write_text("dear diary")
    (state.path / "archives").write_text("in the way")
    (folder,) = homes_of_colleges(state.path / "homes")
    with pytest.raises(OSError, match="archives"):
        archive(folder, state, lambda _: None)
    assert (home / "notes.txt").read_text() == "dear diary"


def test_homes_stay_if_a_file_changes_meanwhile(tmp_path, monkeypatch):
    state = State(tmp_path)
    state.ensure()
    home = state.path / "homes" / "north" / "kim"
    home.mkdir(parents=True)
    (home / "notes.txt").write_text("dear diary")
    opened = tarfile.open

    def open_and_write(place: Path, mode: str = "r", **more: int) -> tarfile.TarFile:
        if mode == "r":
            (home / "late.txt").write_text("one more thing")
        return opened(place, mode, **more)

    monkeypatch.setattr(tarfile, "open", open_and_write)
    with pytest.raises(CoursekitError, match=r"late\.txt changed while"):
        archive(home.parent, state, lambda _: None)
    assert (home / "notes.txt").is_file()
    assert not (state.path / "archives").exists()
