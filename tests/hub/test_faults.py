"""What breaks while students work, and what they notice of it: nothing that they typed is lost."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
import requests

from coursekit.engines.operator import Probe
from coursekit.engines.process import processes_of
from coursekit.engines.student import Student
from coursekit.engines.students import students_processes
from coursekit.errors import EngineFailedError
from coursekit.links import links_of
from coursekit.spec import load
from tests.conftest import coursekit
from tests.hub.conftest import Visitor, git

CLASS = 6


@dataclass
class Worker:
    """Somebody with a notebook open, who has typed something."""

    number: int
    student: Student
    notebook: dict[str, Any]

    def runs(self, code: str) -> str:
        """Run a cell in the kernel of the notebook; return what it printed or raised."""
        cell: dict[str, Any] = {"cell_type": "code", "source": code}
        content = self.notebook["content"] | {"cells": [cell]}
        self.student.run(self.notebook | {"content": content}, lambda _: None)
        return "".join(str(one.get("text") or one.get("ename")) for one in cell["outputs"]).strip()

    def types(self, text: str) -> None:
        """Write something into the first cell, and save."""
        cell = self.notebook["content"]["cells"][0]
        cell["source"] = f"{self.number}: {text}"
        self.student.save(self.notebook)


@pytest.fixture
def room(tiny: Path, free_port: int, no_hub_left: list[Path]) -> Path:
    """The tiny fleet, served."""
    no_hub_left.append(tiny)
    fleet = tiny / "fleet.yml"
    fleet.write_text(fleet.read_text().replace("127.0.0.1:8000", f"127.0.0.1:{free_port}"))
    ran = coursekit("hub", "up", tiny)
    assert ran.code == 0, ran.err
    return tiny


def url_of(place: Path) -> str:
    return load(place).fleet.hub.url


def link_of(place: Path) -> str:
    return links_of(load(place))[0].url


def comes(place: Path, number: int) -> Worker:
    """Sign in as everybody does, and open the first assignment."""
    url, link = url_of(place), link_of(place)
    visitor = Visitor(url)
    visitor.sign_in("north", f"kim{number}")
    xsrf = {
        "X-XSRFToken": next(one.value for one in visitor.session.cookies if one.name == "_xsrf")
    }
    user = f"north.kim{number}"
    made = visitor.session.post(f"{url}/hub/api/users/{user}/tokens", json={}, headers=xsrf)
    cookies = CookieJar()
    for cookie in visitor.session.cookies:
        cookies.set_cookie(cookie)
    student = Student(url, Probe(user, made.json()["token"], cookies))
    student.follow(link)
    student.start()
    student.pull(link)
    worker = Worker(number, student, student.open(link))
    assert worker.runs(f"mine = {number}") == ""
    worker.types("typed before")
    return worker


def everybody(what: Callable[..., Any], several: Any) -> list[Any]:
    with ThreadPoolExecutor(CLASS) as pool:
        return list(pool.map(what, several))


def running(place: Path) -> dict[int, str]:
    state = place / ".coursekit"
    return {one.process.pid: one.role for one in students_processes(state, state / "homes")}


def saved(place: Path, number: int) -> str:
    home = place / ".coursekit" / "homes" / "north" / f"kim{number}"
    notebook = json.loads((home / "tiny" / "labs" / "lab01" / "lab01.ipynb").read_text())
    return "".join(notebook["cells"][0]["source"])


def until(what: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.2)


def answers(url: str) -> bool:
    try:
        return Visitor(url).get("/hub/health").status_code == 200
    except requests.ConnectionError:
        return False


def test_a_hub_that_is_killed_interrupts_nobody(room):
    workers = everybody(lambda number: comes(room, number), range(CLASS))
    before = running(room)
    assert sorted(before.values()) == ["kernel"] * CLASS + ["server"] * CLASS
    (hub,) = processes_of(room / ".coursekit", "hub")
    os.kill(hub.pid, signal.SIGKILL)
    everybody(lambda worker: worker.types("typed without a hub"), workers)
    assert everybody(lambda worker: worker.runs("print(mine)"), workers) == [
        *map(str, range(CLASS))
    ]

    ran = coursekit("hub", "up", room)
    assert ran.code == 0, ran.err
    assert running(room) == before
    assert everybody(lambda worker: worker.runs("print(mine)"), workers) == [
        *map(str, range(CLASS))
    ]
    for number in range(CLASS):
        assert saved(room, number) == f"{number}: typed without a hub"
    status = coursekit("hub", "status", "--json", room).json["results"][0]
    assert [row["people"] for row in status["colleges"]] == [CLASS, 0]


def test_a_nursery_that_is_killed_keeps_its_children_and_comes_back(room):
    worker = comes(room, 1)
    before = running(room)
    for nursery in processes_of(room / ".coursekit", "nursery"):
        nursery.kill()
    assert worker.runs("print(mine)") == "1"
    other = comes(room, 2)
    assert processes_of(room / ".coursekit", "nursery")
    time.sleep(7)  # a server looks after its kernels every three seconds
    assert worker.runs("print(mine)") == "1"
    assert other.runs("print(mine)") == "2"
    assert before.items() <= running(room).items()


def test_a_proxy_that_is_killed_is_started_again_with_its_routes(room):
    worker = comes(room, 1)
    before = running(room)
    url = url_of(room)
    (proxy,) = processes_of(room / ".coursekit", "proxy")
    proxy.kill()
    until(lambda: proxy.pid not in {one.pid for one in processes_of(room / ".coursekit", "proxy")})
    until(lambda: answers(url))
    assert worker.runs("print(mine)") == "1"
    worker.types("typed after")
    assert running(room) == before


def test_a_hub_that_hangs_is_replaced_and_servers_go_on(room):
    worker = comes(room, 1)
    before = running(room)
    (hub,) = processes_of(room / ".coursekit", "hub")
    hub.suspend()
    ran = coursekit("hub", "up", room)
    assert ran.code == 0, ran.err
    assert "does not answer: starting it again" in ran.err
    assert running(room) == before
    assert worker.runs("print(mine)") == "1"


def test_a_release_that_was_pushed_by_force_opens_again_beside_what_was_typed(room, tmp_path):
    """Unrelated histories can't be merged: nbgitpuller's page says so, and offers the way out."""
    worker = comes(room, 1)
    git("clone", "-q", str(room / ".coursekit" / "release" / "tiny"), "work", cwd=tmp_path)
    work = tmp_path / "work"
    git("checkout", "-q", "--orphan", "other", cwd=work)
    (work / "new.txt").write_text("another history")
    git("add", "-A", cwd=work)
    git("commit", "-qm", "another history", cwd=work)
    git("push", "-qf", "origin", "other:main", cwd=work)
    with pytest.raises(EngineFailedError, match="merge"):
        worker.student.pull(link_of(room))
    assert saved(room, 1) == "1: typed before"
    worker.student.pull(f"{link_of(room)}&backup=true")
    assert worker.student.open(link_of(room))
    home = room / ".coursekit" / "homes" / "north" / "kim1"
    assert (home / "tiny" / "new.txt").is_file()
    (backup,) = home.glob("tiny_backup_*")
    assert "1: typed before" in (backup / "labs" / "lab01" / "lab01.ipynb").read_text()
