"""What breaks while students work, and what they notice of it: nothing that they typed is lost."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
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
from tests.clock import DAY, Clock, make_clock
from tests.conftest import Ran, copy_of, coursekit
from tests.containers import served_by
from tests.hub.conftest import Visitor, git

CLASS = {"prefork": 20, "docker": 6}
"""Students at work: a container has no memory in common with others."""


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


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    """The clock of the hub and of the students' servers, to be set."""
    return make_clock(tmp_path_factory.mktemp("clock"))


@pytest.fixture(scope="module")
def room(
    engine: str, course_to_serve: Path, tmp_path_factory: pytest.TempPathFactory, clock: Clock
) -> Iterator[Path]:
    """The tiny fleet, served; what a test breaks it leaves repaired."""
    place = copy_of(course_to_serve, tmp_path_factory.mktemp("faults") / "tiny")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        served_by(place, engine, probe.getsockname()[1])
    up(place, clock)
    yield place
    coursekit("hub", "down", place)


@pytest.fixture(scope="module")
def workers(room: Path, engine: str) -> list[Worker]:
    """A class at work."""
    return everybody(lambda number: comes(room, number), range(CLASS[engine]))


def up(place: Path, clock: Clock) -> Ran:
    """Start the hub again, as whoever runs it does."""
    ran = coursekit("hub", "up", place, env=clock.variables)
    assert ran.code == 0, ran.err
    return ran


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
    with ThreadPoolExecutor(10) as pool:
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


def kill_the_proxy(place: Path) -> None:
    """Kill it, and wait until there is another that leads to the hub."""
    (proxy,) = processes_of(place / ".coursekit", "proxy")
    proxy.kill()
    until(lambda: proxy.pid not in {one.pid for one in processes_of(place / ".coursekit", "proxy")})
    until(lambda: answers(url_of(place)))


def kill_the_hub(place: Path) -> None:
    (hub,) = processes_of(place / ".coursekit", "hub")
    os.kill(hub.pid, signal.SIGKILL)


def while_reached(worker: Worker, work: Callable[[], object]) -> list[bool]:
    """Do ``work``, and look again and again meanwhile whether somebody's server is reached."""
    address = worker.student._at("api/status")
    headers = {"Authorization": f"token {worker.student._probe.token}"}
    reached = []
    with ThreadPoolExecutor() as pool:
        working = pool.submit(work)
        while not working.done():
            try:
                answer = Visitor("").session.get(
                    address, headers=headers, timeout=20, allow_redirects=False
                )
                reached.append(answer.status_code == 200)
            except requests.ConnectionError:
                reached.append(False)
            time.sleep(0.05)
        working.result()
    return reached


def test_a_hub_that_is_killed_interrupts_nobody(room, workers, clock):
    before = running(room)
    assert sorted(before.values()) == ["kernel"] * len(workers) + ["server"] * len(workers)
    kill_the_hub(room)
    everybody(lambda worker: worker.types("typed without a hub"), workers)
    numbers = [str(worker.number) for worker in workers]
    assert everybody(lambda worker: worker.runs("print(mine)"), workers) == numbers

    reached = while_reached(workers[0], lambda: up(room, clock))
    assert reached.count(False) < len(reached) / 4  # the proxy is away for a moment, no more
    assert running(room) == before
    assert everybody(lambda worker: worker.runs("print(mine)"), workers) == numbers
    for worker in workers:
        assert saved(room, worker.number) == f"{worker.number}: typed without a hub"
    status = coursekit("hub", "status", "--json", room).json["results"][0]
    assert [row["people"] for row in status["colleges"]] == [len(workers), 0]


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_that_is_set_interrupts_nobody(days, engine, room, workers, clock):
    """The clock of the hub, the nursery, the servers and kernels; a day is more than ``idle``.

    What moves as well when the machine's own is set, the time of its boot, is in
    ``test_a_process_is_known_by_its_birth_and_not_by_the_clock``.
    """
    if engine == "docker":
        pytest.skip("containers have the machine's own clock: it can't be set for them alone")
    before = running(room)
    clock.set(days * DAY)
    try:
        some = workers[:3]
        off = f"{(time.time() + days * DAY) / DAY:.2f}"
        assert some[0].runs("import time; print(f'{time.time() / 86400:.2f}')") == off
        kill_the_hub(room)
        up(room, clock)
        assert running(room) == before
        for worker in some:
            assert worker.runs("print(mine)") == str(worker.number)
            worker.types(f"typed {days} days off")
            assert saved(room, worker.number) == f"{worker.number}: typed {days} days off"
        assert comes(room, 60 + days).runs("print(mine)") == str(60 + days)
    finally:
        clock.set(0)
    # Timers go on: a proxy that ends is seen, and so is a kernel.
    kill_the_proxy(room)
    with pytest.raises(EngineFailedError, match="the kernel died"):
        some[2].runs("import os; os.kill(os.getpid(), 9)")
    some[2].runs(f"mine = {some[2].number}")


def test_a_nursery_that_is_killed_keeps_its_children_and_comes_back(engine, room):
    if engine == "docker":
        pytest.skip("containers have no nursery")
    worker = comes(room, 30)
    before = running(room)
    for nursery in processes_of(room / ".coursekit", "nursery"):
        nursery.kill()
    assert worker.runs("print(mine)") == "30"
    other = comes(room, 31)
    assert processes_of(room / ".coursekit", "nursery")
    time.sleep(7)  # a server looks after its kernels every three seconds
    assert worker.runs("print(mine)") == "30"
    assert other.runs("print(mine)") == "31"
    assert before.items() <= running(room).items()


def test_a_proxy_that_is_killed_is_started_again_with_its_routes(room):
    worker = comes(room, 32)
    before = running(room)
    kill_the_proxy(room)
    assert worker.runs("print(mine)") == "32"
    worker.types("typed after")
    assert running(room) == before


def test_a_hub_that_hangs_is_replaced_and_servers_go_on(room, clock):
    worker = comes(room, 33)
    before = running(room)
    (hub,) = processes_of(room / ".coursekit", "hub")
    hub.suspend()
    ran = up(room, clock)
    assert "does not answer: starting it again" in ran.err
    assert running(room) == before
    assert worker.runs("print(mine)") == "33"


def test_a_release_that_was_pushed_by_force_opens_with_what_was_typed(room, tmp_path):
    """Unrelated histories can't be merged: what was typed is laid on the new one."""
    worker = comes(room, 34)
    git("clone", "-q", str(room / ".coursekit" / "release" / "tiny"), "work", cwd=tmp_path)
    work = tmp_path / "work"
    git("checkout", "-q", "--orphan", "other", cwd=work)
    (work / "new.txt").write_text("another history")
    git("add", "-A", cwd=work)
    git("commit", "-qm", "another history", cwd=work)
    git("push", "-qf", "origin", "other:main", cwd=work)
    try:
        worker.student.pull(link_of(room))
        assert saved(room, 34) == "34: typed before"
    finally:
        git("push", "-qf", "origin", "main", cwd=work)
    assert worker.student.open(link_of(room))
    home = room / ".coursekit" / "homes" / "north" / "kim34"
    assert (home / "tiny" / "new.txt").is_file()
    assert not [*home.glob("tiny_*")]
