"""A confined kernel: what it ends of, and that nothing of it is left; by root and by somebody else.

What it can't reach is in ``tests/grading/hostile``.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest

from coursekit.engines.process import Runner, processes_of
from coursekit.nursery.coursekit_warm import cgroups
from coursekit.pipeline.sandbox import Sandbox
from tests.conftest import TOP
from tests.engines import lack, need
from tests.nursery.conftest import Make
from tests.people import PLAIN, as_plain_user

WARM = TOP / "coursekit" / "nursery"
LIMITS = {"memory": 400 * 2**20, "cpu": 6, "processes": 60, "disk": 8 * 2**20}


@dataclass(frozen=True)
class Confined:
    """The program that starts a confined kernel."""

    words: list[str]
    env: dict[str, str]
    uid: int | None
    """The account of the kernel, if it has one of its own."""


@dataclass
class Bench:
    """Where kernels are started, by whom."""

    who: str
    folder: Path
    python: Path
    nursery: str = ""
    daemon: str = field(default_factory=lambda: f"ck-{os.urandom(5).hex()}")
    """What its daemons are called: at most 15 characters (proc(5), comm)."""

    def run(self, *cells: str, timeout: float = 20) -> dict[str, Any]:
        """Run cells in a confined kernel; return what is known of it."""
        with self.confined(*cells, timeout=timeout) as one:
            ran = subprocess.run(
                one.words, env=one.env, capture_output=True, text=True, timeout=100
            )
        assert ran.returncode == 0, ran.stderr[-3000:]
        return dict(json.loads(ran.stdout))

    @contextlib.contextmanager
    def confined(self, *cells: str, timeout: float) -> Iterator[Confined]:
        """Lay out what runs cells in a confined kernel, and hold its account's number."""
        work = Path(tempfile.mkdtemp(dir=self.folder))
        (work / "place").mkdir()
        (work / "place" / "data.csv").write_text("a,b\n")
        program = [self.python, Path(__file__).with_name("confined_kernel.py"), WARM, work]
        env = {"HOME": str(work), "PATH": os.environ["PATH"], "SECRET": "word"}
        env |= {"JUPYTER_RUNTIME_DIR": str(work / "runtime")}
        if self.nursery:
            env["COURSEKIT_NURSERY"] = self.nursery
        with Sandbox.found().confine(LIMITS) as account:
            assert account is not None
            how = account if self.who == "account" else {"uid": None, "layers": []}
            how = {**how, "limits": LIMITS, "place": str(work / "place")}
            asked = {"how": how, "cells": cells, "timeout": timeout}
            (work / "asked.json").write_text(json.dumps(asked))
            prefix: tuple[str, ...] = ()
            if self.who != "account":
                prefix = self.prefix()
                for path in (work, *work.rglob("*")):
                    os.chown(path, PLAIN, PLAIN)
            yield Confined([*prefix, *map(str, program)], env, how["uid"])

    def prefix(self) -> tuple[str, ...]:
        needs = (TOP, self.python.parent.parent, Path(sys.base_prefix))
        return as_plain_user(self.folder, {path: path for path in needs})


@pytest.fixture(scope="session")
def course_environment(built_tiny: Path) -> Path:
    """The venv of the tiny course: it is there soonest."""
    (found,) = (built_tiny / ".coursekit" / "environments").iterdir()
    return found


@pytest.fixture(params=["account", "account-forked", "user-namespace"])
def bench(
    request: pytest.FixtureRequest, course_environment: Path, make: Make, runner: Runner
) -> Iterator[Bench]:
    """Kernels that are programs, and forks of a nursery."""
    if os.geteuid() != 0:
        lack("only root can be root and somebody else")
    need("setpriv")
    folder = Path(tempfile.mkdtemp(prefix="ck-bench-", dir="/tmp"))
    folder.chmod(0o755)
    one = Bench(
        request.param.removesuffix("-forked"), folder, course_environment / "bin" / "python"
    )
    if request.param.endswith("-forked"):
        make().wake()
        (process,) = processes_of(runner.state, "nursery")
        one.nursery = f"{process.cwd()}/socket"
    yield one
    shutil.rmtree(folder, ignore_errors=True)


def test_it_works_and_sees_its_own_only(bench):
    told = bench.run(
        "import os; print(open('data.csv').read().strip(), os.listdir('.'), os.getpid())",
        "print(sorted(os.environ), os.path.expanduser('~'))",
        "import numpy; print(numpy.ones(2).sum())",
        "!id -un; exit 3",
        "import socket; print(socket.gethostname())",
    )
    assert told["said"][0] == "a,b ['data.csv'] 2"
    assert "SECRET" not in told["said"][1]
    assert told["said"][1].endswith("/home/student")
    assert told["said"][2:] == ["2.0", "student", "notebook"]
    assert (told["alive"], told["why"]) == (True, None)
    assert told["memory"] > 2**20
    assert told["seconds"] < 1


def test_too_much_memory_is_told_from_a_crash(bench):
    told = bench.run("hog = []\nwhile True: hog.append(bytearray(2**24))")
    assert (told["alive"], told["why"]) == (False, "memory")
    assert 300 * 2**20 < told["memory"] < 900 * 2**20
    told = bench.run("import os; os.abort()", timeout=4)
    assert (told["alive"], told["why"]) == (False, None)
    told = bench.run("import os; os.kill(os.getpid(), 9)", timeout=4)
    assert (told["alive"], told["why"]) == (False, None)


def test_too_much_time_of_the_processor_is_told_from_a_crash(bench):
    told = bench.run("while True: pass", timeout=60)
    assert (told["alive"], told["why"]) == (False, "cpu")


def test_a_full_place_is_no_harm(bench):
    write = (
        "import os\ntry:\n  while True: open(f'{os.urandom(4).hex()}', 'wb').write(bytes(2**20))"
    )
    told = bench.run(f"{write}\nexcept OSError as e: print(e.errno)", "print('goes on')")
    assert "28" in told["said"][0].split()
    assert "goes on" in told["said"][1]
    assert sum(path.stat().st_size for path in bench.folder.rglob("*") if path.is_file()) < 2**20


DAEMON = """\
import os, signal, time
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
                signal.signal(number, signal.SIG_IGN)
            open('/proc/self/comm', 'w').write('NAME')
            while True: time.sleep(1)
        os._exit(0)
time.sleep(0.5)
"""


def left(bench: Bench, patience: float = 5.0) -> list[str]:
    """Return what is still there after so many seconds: a busy machine is slow to bury."""
    until = time.monotonic() + patience
    while (found := running(bench)) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def running(bench: Bench) -> list[str]:
    """Return the names of this bench's own daemons; another test's may run beside it."""
    names = [process.info["name"] for process in psutil.process_iter(["name"])]
    return [name for name in names if name == bench.daemon]


@pytest.mark.parametrize("end", ["print('on')", "import os; os._exit(0)", "os.kill(-1, 9)"])
def test_nothing_that_it_started_is_left(bench, end):
    bench.run(DAEMON.replace("NAME", bench.daemon), end, timeout=5)
    assert left(bench) == []


def test_when_the_grader_is_killed_nothing_is_left(bench):
    keeps_a_file_open = f"kept = open('x', 'w')\n{DAEMON.replace('NAME', bench.daemon)}"
    cells = keeps_a_file_open, "while True: pass"
    with bench.confined(*cells, timeout=60) as one:
        grader = subprocess.Popen(one.words, env=one.env, start_new_session=True)
        until = time.monotonic() + 60
        while not running(bench):
            assert grader.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        os.killpg(grader.pid, signal.SIGKILL)
        grader.wait()
        if bench.nursery:
            # A nursery ends the kernels of its jobs; this one is nobody's, and ends with it.
            for process in processes_of_nursery(bench.nursery):
                process.kill()
        assert left(bench) == []
        assert one.uid is None or cgroups.end(one.uid)


def processes_of_nursery(path: str) -> list[psutil.Process]:
    """Return the nursery whose socket this is."""
    folder = path.rpartition("/")[0]
    named = psutil.process_iter(["cmdline", "name"])
    return [
        one for one in named if folder in (one.info["cmdline"] or []) and "ck-" not in one.name()
    ]
