"""Starts the confined kernel of a submission: for the provisioner, in the process that grades.

The kernel's sockets are in its own view of the files, which the process that grades reaches through
the ``root`` of the kernel in ``/proc``: so nothing of the machine can be written to by it.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit_warm import child, view
from coursekit_warm.protocol import Closed, Message, Stream, start

_CONNECTION = f"{view.RUN}/connection.json"
_SOCKETS = f"{view.RUN}/k"
_ALLOWED = {"LANG", "LC_ALL", "LC_CTYPE", "MPLBACKEND", "PYTHONHASHSEED", "PYTHONNOUSERSITE", "TZ"}
"""Variables that a submission may see of those of the process that grades."""
_PATIENCE = 60.0


@dataclass
class Started:
    """A confined kernel that runs."""

    pid: int
    """Its keeper's, which ends as the kernel does."""
    kernel: int
    ip: str
    """How the paths of its sockets begin, as seen from outside."""
    ended: Path
    """File with what it ended of, once it has: see ``confine.enter``."""
    id: str = ""
    """What the nursery calls it, if it is a fork of that."""
    program: Any = None
    """The ``Popen`` of one that is a program."""
    stream: Stream | None = None
    """What such a one lives as long as."""


class Process:
    """A confined kernel's process as provisioners handle it: the keeper's, and what it says."""

    def __init__(self, process: Any, begun: Started) -> None:
        self._process = process
        self._begun = begun

    def __getattr__(self, name: str) -> Any:
        return getattr(self._process, name)

    @property
    def why(self) -> str | None:
        """What it ended of if that was "memory" or "cpu"; of one that was killed nobody knows."""
        why = self._ended().get("why")
        return None if why is None else str(why)

    @property
    def memory(self) -> int:
        """Bytes that it has had at most: all of it once it has ended, else the kernel alone."""
        known = self._ended().get("memory")
        if known:
            return int(known)
        with contextlib.suppress(OSError, ValueError):
            text = Path(f"/proc/{self._begun.kernel}/status").read_text("utf-8")
            lines = [line.split() for line in text.splitlines() if line.startswith("VmHWM:")]
            return 1024 * int(lines[0][1]) if lines else 0
        return 0

    def _ended(self) -> Message:
        with contextlib.suppress(OSError, ValueError):
            return dict(json.loads(self._begun.ended.read_text("utf-8")))
        return {}


def begin(
    command: list[str], env: Mapping[str, str], how: Message, info: Mapping[str, Any]
) -> Started:
    """Start a kernel, as ``how`` says; ``info`` is its connection information.

    It is a fork of the nursery if the command is this environment's ipykernel and there is one.
    Raises ``OSError`` with the reason if it could not be confined.
    """
    ended = Path(how["place"]).parent / f".ended-{uuid.uuid4().hex[:8]}.json"
    words = [_CONNECTION if word == info.get("connection_file") else word for word in command]
    rest = {
        "confine": how,
        "answer": str(ended),
        "files": {_CONNECTION: json.dumps({**_plain(info), "transport": "ipc", "ip": _SOCKETS})},
        "env": {**_environment(env), **how.get("env", {})},
    }
    nursery = os.environ.get(child.SOCKET, "")
    if nursery and info.get("ours"):
        with contextlib.suppress(_NoNursery):
            return _fork(nursery, words, rest, ended)
    return _program(words, rest, ended)


class _NoNursery(Exception):  # noqa: N818 - not an error: there is another way
    pass


def _fork(nursery: str, words: list[str], rest: Message, ended: Path) -> Started:
    question = {"what": "kernel", "owner": os.environ.get(child.OWN_ID, ""), "confined": True}
    try:
        answer = start(nursery, question, {**rest, "spec": {"arguments": words[3:]}}, _PATIENCE)
    except Closed as error:
        if error.args and error.args[0]:
            raise OSError(f"the sandbox could not be entered: {error.args[0]}") from error
        raise _NoNursery from error
    ip = f"{answer['root']}{_SOCKETS}"
    return Started(answer["pid"], answer["kernel"], ip, ended, answer["id"])


def _program(words: list[str], rest: Message, ended: Path) -> Started:
    """Start Python anew for the keeper; the kernel is what its child is turned into."""
    from jupyter_client.launcher import launch_kernel

    here, there = socket.socketpair()
    folder = str(Path(__file__).parent.parent)
    code = f"import sys; sys.path.insert(0, {folder!r}); from coursekit_warm.confine import main;"
    argv = [sys.executable, "-I", "-c", f"{code} main()", str(there.fileno())]
    nothing = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    program = launch_kernel(
        argv,
        stdin=nothing,
        stdout=nothing,
        stderr=nothing,
        env={"PATH": os.defpath},
        independent=True,
        pass_fds=(there.fileno(),),
    )
    os.close(nothing)
    there.close()
    here.settimeout(_PATIENCE)
    stream = Stream(here)
    try:
        stream.send({**rest, "command": words})
        answer = stream.receive()
    except (Closed, TimeoutError) as error:
        answer = {"error": f"it did not answer ({error})"}
    if not answer.get("ok"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        raise OSError(f"the sandbox could not be entered: {answer.get('error')}")
    ip = f"{answer['root']}{_SOCKETS}"
    return Started(program.pid, answer["kernel"], ip, ended, program=program, stream=stream)


def _environment(env: Mapping[str, str]) -> dict[str, str]:
    """Return what a submission sees as its environment: nothing of the operator's."""
    folder = str(Path(sys.executable).parent)
    return {
        **{name: value for name, value in env.items() if name in _ALLOWED},
        "HOME": view.HOME,
        "IPYTHONDIR": f"{view.HOME}/.ipython",
        "JUPYTER_RUNTIME_DIR": view.RUN,
        "LOGNAME": "student",
        "MPLCONFIGDIR": f"{view.HOME}/.config/matplotlib",
        "PATH": f"{folder}:/usr/local/bin:/usr/bin:/bin",
        "SHELL": "/bin/sh",
        "TMPDIR": "/tmp",  # noqa: S108 - its own
        "USER": "student",
    }


def _plain(info: Mapping[str, Any]) -> dict[str, Any]:
    """Return connection information as JSON has it."""
    own = {name: value for name, value in info.items() if name not in ("ours", "connection_file")}
    return {
        name: value.decode() if isinstance(value, bytes) else value for name, value in own.items()
    }
