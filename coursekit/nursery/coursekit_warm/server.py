"""The nursery: a warm process that has imported what its children need, and forks them."""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from coursekit_warm import child, kernels
from coursekit_warm.preload import preload, take_the_debugger_of_kernels
from coursekit_warm.protocol import Closed, Message, Stream

OWN_MODULES = {
    "job": (
        "coursekit_warm.jobs.assign",
        "coursekit_warm.jobs.grade",
        "nbclient",
        "nbconvert.preprocessors",
        "otter.api",
        "otter.assign",
        "otter.run.run_autograder",
    ),
    "kernel": (
        "ipykernel.datapub",
        "ipykernel.kernelapp",
        "ipykernel.zmqshell",
        "jupyter_client.blocking",
        "matplotlib_inline.config",
        "otter",
        "otter.check.notebook",
    ),
    "server": (
        "jupyter_server.serverapp",
        "jupyter_server_terminals.app",
        "jupyterhub.singleuser",
        "jupyterhub.singleuser.extension",
        "jupyterlab.labapp",
        "jupyterlab.extensions.manager",
        "jupyterlab_server.handlers",
        "jupytext.contentsmanager",
        "nbgitpuller.handlers",
        "notebook.app",
        "notebook_shim.nbserver",
        "tornado.curl_httpclient",
    ),
}
"""What each kind of child imports by itself; none of it changes how a notebook behaves."""


@dataclass
class _Child:
    id: str
    pid: int
    what: str
    owner: str
    """Id of the child that asked for it: when that ends, this one does."""
    stream: Stream | None
    """Connection that it ends with."""
    answer: Path
    status: int | None = None
    waiting: list[Stream] = field(default_factory=list)


class Nursery:
    """Listens on a Unix socket and forks on request; one thread, so that a fork is safe."""

    def __init__(self, name: str, place: Path, idle: float) -> None:
        self._name = name
        self._place = place
        self._idle = idle
        self._children: dict[str, _Child] = {}
        self._streams: list[Stream] = []
        self._count = 0
        self._used = time.monotonic()

    def serve(self) -> None:
        """Answer until nobody has asked, and no child has run, for ``idle`` seconds."""
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_read, False)
        os.set_blocking(wake_write, False)
        signal.set_wakeup_fd(wake_write)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        path = self._place / "socket"
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(str(path))
            path.chmod(0o600)
            door.listen(64)
            while self._wanted():
                ready, _, _ = select.select([door, wake_read, *self._streams], [], [], 1.0)
                for source in ready:
                    if source is door:
                        self._welcome(door)
                    elif source is wake_read:
                        with contextlib.suppress(BlockingIOError):
                            os.read(wake_read, 4096)
                    elif isinstance(source, Stream):
                        self._listen(source)
                self._reap()
        # The socket's name stays: by now it may be the one of the next nursery.

    def _wanted(self) -> bool:
        if any(one.status is None for one in self._children.values()) or self._streams:
            self._used = time.monotonic()
        return time.monotonic() - self._used < self._idle

    def _welcome(self, door: socket.socket) -> None:
        connection, _ = door.accept()
        if _peer(connection) not in (os.getuid(), 0):
            connection.close()
            return
        self._streams.append(Stream(connection))

    def _listen(self, stream: Stream) -> None:
        try:
            for message in stream.arrived():
                self._answer(stream, message)
        except Closed:
            self._part(stream)

    def _answer(self, stream: Stream, message: Message) -> None:
        handler = getattr(self, f"_on_{message.get('ask')}", None)
        if handler is None:
            stream.send({"ok": False, "error": f"unknown question: {message.get('ask')}"})
            return
        try:
            answer = handler(stream, message)
        except (KeyError, OSError, TypeError, ValueError) as error:
            answer = {"ok": False, "error": f"{type(error).__name__}: {error}"}
        if answer is not None:
            stream.send(answer)

    def _part(self, stream: Stream) -> None:
        """A connection is gone: end the jobs that belong to it."""
        if stream in self._streams:
            self._streams.remove(stream)
        stream.close()
        for one in self._children.values():
            one.waiting = [waiting for waiting in one.waiting if waiting is not stream]
            if one.stream is stream and one.status is None:
                _kill(one, signal.SIGKILL)

    def _on_hello(self, _stream: Stream, _message: Message) -> Message:
        return {
            "ok": True,
            "name": self._name,
            "pid": os.getpid(),
            "children": sum(one.status is None for one in self._children.values()),
        }

    def _on_start(self, stream: Stream, message: Message) -> Message:
        what = message["what"]
        if what not in child.KINDS:
            raise ValueError(what)
        self._count += 1
        name = f"{os.getpid()}-{self._count}"
        answer = self._place / f"{name}.json"
        env = {**message["env"], child.OWN_ID: name, child.SOCKET: str(self._place / "socket")}
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            child.run(what, {**message, "env": env}, str(answer))
        tied = stream if what == "job" else None
        self._children[name] = _Child(name, pid, what, message.get("owner", ""), tied, answer)
        return {"ok": True, "id": name, "pid": pid}

    def _on_poll(self, _stream: Stream, message: Message) -> Message:
        return {"ok": True, "status": self._children[message["id"]].status}

    def _on_wait(self, stream: Stream, message: Message) -> Message | None:
        one = self._children[message["id"]]
        if one.status is None:
            one.waiting.append(stream)
            return None
        return self._outcome(one)

    def _on_signal(self, _stream: Stream, message: Message) -> Message:
        _kill(self._children[message["id"]], message["signum"])
        return {"ok": True}

    def _on_stop(self, _stream: Stream, message: Message) -> Message:
        _kill(self._children[message["id"]], signal.SIGKILL)
        return {"ok": True}

    def _on_list(self, _stream: Stream, _message: Message) -> Message:
        running = [one for one in self._children.values() if one.status is None]
        listed = [{"id": one.id, "pid": one.pid, "what": one.what} for one in running]
        return {"ok": True, "children": listed}

    def _on_adopt(self, _stream: Stream, message: Message) -> Message:
        self._children[message["id"]].stream = None
        return {"ok": True}

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            ended = [one for one in self._children.values() if one.pid == pid]
            for one in ended:
                one.status = os.waitstatus_to_exitcode(status)
                self._bury(one)

    def _bury(self, one: _Child) -> None:
        """End what a child started, tell who waits, and forget children long gone."""
        _kill(one, signal.SIGKILL)
        for other in self._children.values():
            if other.owner == one.id and other.status is None:
                _kill(other, signal.SIGKILL)
        outcome = self._outcome(one) if one.waiting else {}
        for stream in one.waiting:
            try:
                stream.send(outcome)
            except Closed:
                self._part(stream)
        gone = [key for key, value in self._children.items() if value.status is not None]
        for key in gone[:-256]:
            del self._children[key]

    def _outcome(self, one: _Child) -> Message:
        response = None
        with contextlib.suppress(OSError, ValueError):
            response = json.loads(one.answer.read_text("utf-8"))
            one.answer.unlink()
        return {"ok": True, "status": one.status, "response": response}


def _kill(one: _Child, signum: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(one.pid, signum)


def _peer(connection: socket.socket) -> int:
    """Return the user id at the other end; without SO_PEERCRED the folder's mode is what keeps."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return os.getuid()
    raw = connection.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i"))
    return int(struct.unpack("3i", raw)[1])


def main() -> None:
    """Preload and serve.

    Arguments: a name, a private folder, seconds to live unused, a file that remembers which imports
    are harmless, what it will be asked to start ("job,kernel"), and what the course imports.
    """
    name, place, idle, memory, kinds, *modules = sys.argv[1:]
    # jsonschema compiles a grammar of addresses in 2 s for nothing, unless it "is not installed".
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    take_the_debugger_of_kernels()
    for kind in kinds.split(","):
        for module in OWN_MODULES[kind]:
            with contextlib.suppress(ImportError):
                importlib.import_module(module)
    preload(modules, Path(memory))
    del sys.modules["rfc3987_syntax"]
    kernels.register()
    gc.collect()
    gc.freeze()
    Nursery(name, Path(place), float(idle)).serve()
