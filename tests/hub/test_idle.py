"""What is idle ends, from ``defaults.idle``; what works goes on."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coursekit.engines.operator import Operator
from coursekit.engines.student import Student
from coursekit.engines.students import students_processes
from coursekit.errors import CoursekitError
from coursekit.links import links_of
from coursekit.spec import load
from tests.conftest import coursekit

Roles = set[tuple[str, str]]


def running(place: Path) -> Roles:
    """Return the roles of the students' processes, with their colleges."""
    state = place / ".coursekit"
    return {(one.college, one.role) for one in students_processes(state, state / "homes")}


def wait(place: Path, come: Callable[[Roles], bool], seconds: float) -> None:
    """Wait until what runs is as it is to be; on a busy machine much happens between two looks."""
    until = time.monotonic() + seconds
    while not come(now := running(place)):
        assert time.monotonic() < until, now
        time.sleep(0.5)


def test_idle_kernels_and_servers_end_and_a_busy_one_goes_on(
    tiny: Path, free_port: int, no_hub_left: list[Path]
) -> None:
    no_hub_left.append(tiny)
    fleet = tiny / "fleet.yml"
    text = fleet.read_text().replace("127.0.0.1:8000", f"127.0.0.1:{free_port}")
    fleet.write_text(f"{text}defaults: {{idle: 4s}}\n")
    assert coursekit("hub", "up", tiny).code == 0
    project = load(tiny)
    operator = Operator(project.fleet.hub.url, tiny / ".coursekit/hub/operator-token")
    students = {}
    for college in ("north", "south-bay"):
        link = next(link for link in links_of(project) if link.college == college)
        student = students[college] = Student(operator.url, operator.sign_in(college))
        student.follow(link.url)
        student.start()
        student.pull(link.url)
        notebook = student.open(link.url)
        code = "1 + 1" if college == "north" else "import time; time.sleep(600)"
        threading.Thread(target=work, args=(student, notebook, code), daemon=True).start()
    everything = {(college, role) for college in students for role in ("server", "kernel")}
    busy = {("south-bay", "server"), ("south-bay", "kernel")}
    wait(tiny, lambda now: now == everything, 30)
    wait(tiny, lambda now: ("north", "kernel") not in now, 20)
    wait(tiny, lambda now: now == busy, 30)
    students["north"].start()
    assert ("north", "server") in running(tiny)


def work(student: Student, notebook: dict[str, Any], code: str) -> None:
    """Run one cell; the hub's end is the end of the one that sleeps."""
    cell = {"cell_type": "code", "source": code}
    with contextlib.suppress(CoursekitError):
        student.run(notebook | {"content": notebook["content"] | {"cells": [cell]}}, lambda _: None)
