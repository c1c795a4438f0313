"""What is asked of a nursery, and what it promises: against a real one, by its own file."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from coursekit.engines.process import Runner, processes_of
from coursekit.nursery.coursekit_warm.protocol import Closed, Stream, ask, start
from coursekit.nursery.plain import PlainNursery
from coursekit.nursery.warm import WarmNursery
from tests.nursery.conftest import Make

DRAW = """\
import json, random, secrets, ssl, sys, tempfile, uuid
drawn = [random.random(), secrets.token_hex(), ssl.RAND_bytes(8).hex(), tempfile.mktemp()]
drawn += [str(uuid.uuid4()), get_ipython().kernel.session.session]
with open(sys.argv[-1], 'w') as file: json.dump([*map(str, drawn)], file)
"""


@pytest.fixture(scope="session")
def course_environment(built_tiny: Path) -> Path:
    """The venv of the tiny course: it is there soonest."""
    (found,) = (built_tiny / ".coursekit" / "environments").iterdir()
    return found


@pytest.fixture
def nursery(make: Make, runner: Runner) -> str:
    """The socket of a nursery."""
    warm = make()
    warm.wake()
    (process,) = processes_of(runner.state, "nursery")
    return f"{process.cwd()}/socket"


@pytest.fixture
def kernel(nursery: str, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Starts kernels as a server does."""

    def one(name: str, *more: str) -> dict[str, Any]:
        arguments = ["-f", str(tmp_path / f"{name}.json"), *more]
        env = {"HOME": str(tmp_path), "IPYTHONDIR": str(tmp_path / "ipython")}
        rest = {"spec": {"arguments": arguments}, "env": env, "cwd": str(tmp_path)}
        rest["log"] = str(tmp_path / f"{name}.log")
        return start(nursery, {"what": "kernel"}, rest)

    return one


def until(what: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def ended(nursery: str, child: dict[str, Any]) -> int:
    """Wait for the end of a child; return its exit status."""
    until(lambda: ask(nursery, {"ask": "poll", "id": child["id"]})["status"] is not None)
    return int(ask(nursery, {"ask": "poll", "id": child["id"]})["status"])


def test_start_list_poll_signal_and_stop(nursery, kernel):
    one, other = kernel("one"), kernel("other")
    hello = ask(nursery, {"ask": "hello"})
    assert (hello["ok"], hello["children"]) == (True, 2)
    assert psutil.pid_exists(hello["pid"])
    listed = ask(nursery, {"ask": "list"})["children"]
    assert listed == [{"id": c["id"], "pid": c["pid"], "what": "kernel"} for c in (one, other)]
    assert ask(nursery, {"ask": "poll", "id": one["id"]})["status"] is None

    assert ask(nursery, {"ask": "signal", "id": one["id"], "signum": signal.SIGTERM})["ok"]
    assert ended(nursery, one) == -signal.SIGTERM
    assert [row["id"] for row in ask(nursery, {"ask": "list"})["children"]] == [other["id"]]
    assert ask(nursery, {"ask": "stop", "id": other["id"]})["ok"]
    waited = ask(nursery, {"ask": "wait", "id": other["id"]})
    assert (waited["status"], waited["why"]) == (-signal.SIGKILL, None)
    assert ask(nursery, {"ask": "list"})["children"] == []
    assert ask(nursery, {"ask": "hello"})["children"] == 0
    # Neither is its process any more: what has its number now is not to be hit.
    assert ask(nursery, {"ask": "signal", "id": one["id"], "signum": signal.SIGKILL})["ok"]


def test_what_makes_no_sense_is_refused_and_ends_nothing(nursery, kernel):
    child = kernel("one")
    for message in (
        {"ask": "fly"},
        {},
        {"ask": "__class__"},
        {"ask": "poll"},
        {"ask": "poll", "id": "nobody"},
        {"ask": "signal", "id": child["id"], "signum": "loud"},
        {"ask": "adopt", "id": "nobody"},
        {"ask": "start", "what": "rocket"},
    ):
        answer = ask(nursery, message)
        assert not answer["ok"]
        assert answer["error"]
    for line in (b"{\n", b"[]\n", b"\xff\n", b"[" * 100_000 + b"\n"):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(nursery)
            connection.sendall(line)
            assert connection.recv(1) == b""
    assert ask(nursery, {"ask": "poll", "id": child["id"]}) == {
        "ok": True,
        "status": None,
        "why": None,
    }


def begin_job(nursery: str, tmp_path: Path) -> tuple[Stream, dict[str, Any], Path]:
    """Start a job that waits until somebody writes into a pipe; return that, too."""
    pipe = tmp_path / "notebook.ipynb"
    os.mkfifo(pipe)
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(nursery)
    connection.settimeout(60)
    stream = Stream(connection)
    told, answer = tmp_path / "request.json", tmp_path / "response.json"
    arguments = {"notebook": str(pipe), "autograder": str(pipe)}
    rest = {
        "spec": {"job": "grade", "arguments": arguments, "answer": str(answer)},
        "env": {"HOME": str(tmp_path), "PATH": os.defpath},
        "cwd": str(tmp_path),
        "log": str(tmp_path / "job.log"),
    }
    told.write_text(json.dumps(rest))
    stream.send({"ask": "start", "what": "job", "told": str(told)})
    return stream, stream.receive(), pipe


@pytest.mark.parametrize("adopted", [True, False])
def test_a_job_ends_with_its_connection_unless_it_is_adopted(adopted, nursery, tmp_path):
    stream, job, pipe = begin_job(nursery, tmp_path)
    if adopted:
        assert ask(nursery, {"ask": "adopt", "id": job["id"]})["ok"]
    stream.close()
    if not adopted:
        assert ended(nursery, job) == -signal.SIGKILL
        return
    time.sleep(0.5)
    assert ask(nursery, {"ask": "poll", "id": job["id"]})["status"] is None
    with contextlib.suppress(BrokenPipeError), pipe.open("w") as file:  # it may have seen enough
        file.write("no notebook")
    waited = ask(nursery, {"ask": "wait", "id": job["id"]}, timeout=60)
    assert waited["status"] == 0
    assert json.loads((tmp_path / "response.json").read_text())["ok"] is False


def test_a_child_has_none_of_the_nurserys_files(nursery, kernel):
    hello = ask(nursery, {"ask": "hello"})
    with socket.socket(socket.AF_UNIX) as somebody:
        somebody.connect(nursery)
        child = kernel("one")
        own = files(hello["pid"])
        assert len(own) >= 3  # the door, the wake-up pipe, somebody's connection
        until(lambda: not own & files(child["pid"]))


def files(pid: int) -> set[str]:
    """Return what the descriptors of a process, but the standard ones, lead to."""
    folder = Path(f"/proc/{pid}/fd")
    found = set()
    for path in folder.iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            where = str(path.readlink())
            found |= {where} if int(path.name) > 2 and "anon_inode" not in where else set()
    return found


def test_siblings_share_no_random_state_and_no_key(nursery, kernel, tmp_path):
    drawn = []
    for name in ("one", "other"):
        out = tmp_path / f"{name}.drawn"
        code = DRAW.replace("sys.argv[-1]", repr(str(out)))
        script = tmp_path / f"{name}.py"
        script.write_text(code)
        kernel(name, f"--IPKernelApp.exec_files={script}")
        until(lambda out=out: out.exists() and out.stat().st_size)
        until((tmp_path / f"{name}.json").exists)
        key = json.loads((tmp_path / f"{name}.json").read_text())["key"]
        drawn.append({*json.loads(out.read_text()), key})
    assert len(drawn[0]) == 7
    assert not drawn[0] & drawn[1]


def test_an_unused_nursery_sleeps_and_wakes(make, runner):
    warm = make()
    warm.wake()
    (first,) = processes_of(runner.state, "nursery")
    warm.close()
    until(lambda: not processes_of(runner.state, "nursery"))
    warm.wake()
    (second,) = processes_of(runner.state, "nursery")
    assert second.pid != first.pid


def test_another_package_makes_another_nursery(make, runner, plain, tmp_path):
    """The one before goes on as long as somebody needs it."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    (packages,) = venv.glob("lib/python*/site-packages")
    warm = WarmNursery(
        runner.start,
        runner.environment,
        PlainNursery(runner.run, venv / "bin" / "python", tmp_path / "cache"),
        python=venv / "bin" / "python",
        modules=["demo"],
        cache=tmp_path / "cache",
        logs=runner.logs,
    )
    warm.wake()
    (first,) = processes_of(runner.state, "nursery")
    warm.wake()
    assert processes_of(runner.state, "nursery") == [first]
    held = socket.socket(socket.AF_UNIX)
    held.connect(f"{first.cwd()}/socket")

    (packages / "demo.py").write_text(f"open({str(tmp_path / 'imported')!r}, 'a').close()\n")
    (packages / "demo-1.dist-info").mkdir()
    warm.wake()
    both = processes_of(runner.state, "nursery")
    assert first in both
    assert len(both) == 2
    assert (tmp_path / "imported").exists()
    held.close()
    until(lambda: first not in processes_of(runner.state, "nursery"))
    assert processes_of(runner.state, "nursery")
    warm.close()


def test_nobody_there_is_closed(tmp_path):
    with pytest.raises(Closed):
        ask(str(tmp_path / "socket"), {"ask": "hello"})
