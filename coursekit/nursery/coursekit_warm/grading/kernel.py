"""The student's kernel: started, driven cell by cell, and ended, whatever it does.

Nothing that it says is trusted. Of its output only the size is looked at; what is bigger than any
honest message ends the connection. The judge waits for all at once (the kernel's answers, its
output, its agent, its end) and never sleeps.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zmq
from coursekit_warm.confined import Process as Confined
from jupyter_client.manager import KernelManager

_LONGEST = 64 * 2**20
"""Bytes of the longest message on the kernel's own channels."""
_STARTS_WITHIN = 60.0
_AGAIN = 0.1
"""Seconds after which a kernel that was asked whether it is there is asked once more."""
CONFINE = "COURSEKIT_CONFINE"


class Ended(KeyboardInterrupt):
    """Nothing more can be asked of the kernel; ``status`` is a ``coursekit.grading.model.Status``.

    It is no ``Exception``: neither a test nor doctest may take it for a failure of an answer.
    """

    def __init__(self, status: str, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class Kernel:
    """A kernel with its agent's socket at ``address``, in the folder ``place``."""

    def __init__(
        self,
        place: Path,
        address: Path,
        limits: dict[str, Any],
        confine: dict[str, Any] | None,
    ) -> None:
        self._limits = limits
        self._until = time.monotonic() + float(limits.get("wall") or 24 * 3600)
        self._output = 0
        self.memory = 0
        self.agent: socket.socket | None = None
        self._door: socket.socket | None = _listening(address)
        env = dict(os.environ)
        if confine is not None:
            said = {**confine, "place": str(place), "socket": str(address), "limits": limits}
            env[CONFINE] = json.dumps(said)
        self._manager = KernelManager(kernel_name="python3")
        try:
            self._manager.start_kernel(cwd=str(place), env=env)
        except Exception as error:
            self._door.close()
            raise Ended("failed", f"its kernel could not be started: {error}") from error
        self._process: Any = getattr(self._manager.provisioner, "process", None)
        if confine is not None and not isinstance(self._process, Confined):
            # Another provisioner knows nothing of it: better no grade than one without a sandbox.
            if self._process is not None:
                self._process.kill()
            raise Ended("failed", "its kernel could not be confined")
        self._context = zmq.Context()
        self._poller = zmq.Poller()
        self._life = _life(getattr(self._process, "pid", None))
        self._shell = self._channel("shell", zmq.DEALER)
        self._iopub = self._channel("iopub", zmq.SUB)
        self._iopub.subscribe(b"")
        self._broken = {
            channel: channel.get_monitor_socket(zmq.EVENT_DISCONNECTED)
            for channel in (self._shell, self._iopub)
        }
        for source in (self._shell, self._iopub, *self._broken.values()):
            self._poller.register(source, zmq.POLLIN)
        if self._life is not None:
            self._poller.register(self._life, zmq.POLLIN)

    def _channel(self, name: str, kind: int) -> Any:
        info: dict[str, Any] = dict(self._manager.get_connection_info())
        port, ip = info[f"{name}_port"], info["ip"]
        channel = self._context.socket(kind)
        channel.linger = 0
        channel.reconnect_ivl = 5
        channel.reconnect_ivl_max = 50
        channel.maxmsgsize = _LONGEST
        if kind == zmq.SUB:
            channel.rcvhwm = 64
        at = f"ipc://{ip}-{port}" if info["transport"] == "ipc" else f"tcp://{ip}:{port}"
        channel.connect(at)
        return channel

    @property
    def left(self) -> float:
        """Seconds until its time is up."""
        return self._until - time.monotonic()

    def ready(self) -> None:
        """Wait until the kernel answers; raises ``Ended``."""
        until = time.monotonic() + min(_STARTS_WITHIN, max(self.left, 1.0))
        self._ask("kernel_info_request", {})
        asked = time.monotonic()
        while time.monotonic() < until:
            events = self._wait(_AGAIN)
            if self._shell in events and self._answer() is not None:
                return
            if time.monotonic() - asked > 10 * _AGAIN:
                self._ask("kernel_info_request", {})
                asked = time.monotonic()
        raise Ended("crashed", "the kernel did not start")

    def run(self, source: str, serve: Any, *, silent: bool = False) -> str | None:
        """Run a cell; return the error that it stopped with.

        ``serve(kernel)`` is called when the agent has something to say.
        """
        content = {
            "code": source,
            "silent": silent,
            "store_history": not silent,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": False,
        }
        asked = self._ask("execute_request", content)
        while True:
            events = self._wait()
            if self._door is not None and self._door.fileno() in events:
                self._welcome()
            if self.agent is not None and self.agent.fileno() in events:
                serve(self)
            if self._shell in events:
                answer = self._answer()
                if answer is not None and answer["parent_header"].get("msg_id") == asked:
                    return _error(answer["content"])

    def _welcome(self) -> None:
        """Let the agent in; nobody comes after it."""
        assert self._door is not None
        self._poller.unregister(self._door.fileno())
        self.agent, _ = self._door.accept()
        self._door.close()
        self._door = None
        self._poller.register(self.agent.fileno(), zmq.POLLIN)

    def admit(self) -> None:
        """Wait for the agent from now on."""
        assert self._door is not None
        self._poller.register(self._door.fileno(), zmq.POLLIN)

    def until_agent(self) -> None:
        """Wait until the agent says something; raises ``Ended``."""
        assert self.agent is not None
        while self.agent.fileno() not in self._wait():
            pass

    def dismiss(self) -> None:
        """Hear nothing more of the agent."""
        if self.agent is not None:
            self._poller.unregister(self.agent.fileno())
            self.agent.close()
            self.agent = None

    def _ask(self, kind: str, content: dict[str, Any]) -> str:
        session = self._manager.session
        message = session.send(self._shell, kind, content)
        return str(message["header"]["msg_id"])

    def _answer(self) -> dict[str, Any] | None:
        session = self._manager.session
        try:
            _, parts = session.feed_identities(self._shell.recv_multipart(zmq.NOBLOCK))
            answer: dict[str, Any] = session.deserialize(parts)
            return answer if isinstance(answer["parent_header"], dict) else None
        except zmq.Again:
            return None
        except Exception:  # whatever a notebook may write to it is no answer
            return None

    def _wait(self, seconds: float | None = None) -> dict[Any, int]:
        """Wait for something to happen; raises ``Ended`` at the kernel's end, or its time's."""
        left = self.left
        if left <= 0:
            raise Ended("too-long", f"it did not end within {self._limits.get('wall'):g} s")
        timeout = min(left, 3600.0, seconds if seconds is not None else 3600.0)
        events = dict(self._poller.poll(int(timeout * 1000) + 1))
        if self._iopub in events:
            self._count()
        for channel, monitor in self._broken.items():
            if monitor in events:
                self._cut(channel)
        if self._life in events and self._shell not in events:
            raise self._end()
        return events

    def _count(self) -> None:
        """Take what the kernel wrote, and look at nothing but its size."""
        limit = int(self._limits.get("output") or 0)
        with contextlib.suppress(zmq.Again):
            for _ in range(64):
                self._output += sum(map(len, self._iopub.recv_multipart(zmq.NOBLOCK)))
                if limit and self._output > limit:
                    raise _flood(limit)

    def _cut(self, channel: Any) -> None:
        """Say why a channel was closed: the kernel is over, or said too much at once."""
        with contextlib.suppress(zmq.Again):
            self._broken[channel].recv_multipart(zmq.NOBLOCK)
        if self._over(0.5):
            raise self._end()
        raise _flood(int(self._limits.get("output") or _LONGEST))

    def reason(self, ended: Ended) -> Ended:
        """Return why the agent went away: a kernel's files are closed before its end is known."""
        return self._end() if ended.status == "crashed" and self._over(1.0) else ended

    def _over(self, seconds: float) -> bool:
        if self._life is not None:
            poller = zmq.Poller()
            poller.register(self._life, zmq.POLLIN)
            return bool(poller.poll(int(seconds * 1000)))
        return self._status(seconds) is not None

    def _status(self, seconds: float) -> int | None:
        until = time.monotonic() + seconds
        while (status := self._process.poll()) is None and time.monotonic() < until:
            time.sleep(0.02)  # only once it is over: the nursery has not heard of it yet
        return None if status is None else int(status)

    def _end(self) -> Ended:
        status = self._status(2.0)
        why = getattr(self._process, "why", None)
        if why == "memory":
            return Ended("too-much-memory", "the kernel used up its memory and was ended")
        if why == "cpu":
            return Ended("too-long", "the kernel used up its time and was ended")
        if why:
            return Ended("crashed", f"the kernel was ended: {why}")
        signal = f" (signal {-status})" if status is not None and status < 0 else ""
        return Ended("crashed", f"the kernel ended before the notebook did{signal}")

    def close(self) -> None:
        """End the kernel at once: nothing in it is wanted any more."""
        known = getattr(self._process, "memory", 0)
        self.memory = int(known) or _peak(getattr(self._process, "pid", None))
        self.dismiss()
        if self._door is not None:
            self._door.close()
        with contextlib.suppress(Exception):
            if self._process is not None:
                self._process.kill()
        with contextlib.suppress(Exception):
            self._manager.cleanup_resources()
        for channel in self._broken:
            with contextlib.suppress(zmq.ZMQError):
                channel.disable_monitor()
            channel.close(0)
        if self._life is not None:
            os.close(self._life)
        with contextlib.suppress(zmq.ZMQError):
            self._context.destroy(linger=0)


@contextlib.contextmanager
def kernel(
    place: Path, address: Path, limits: dict[str, Any], confine: dict[str, Any] | None
) -> Iterator[Kernel]:
    """Start a kernel, and end it after use."""
    one = Kernel(place, address, limits, confine)
    try:
        yield one
    finally:
        one.close()


def _flood(limit: int) -> Ended:
    return Ended("too-much-output", f"it wrote more than {limit / 2**20:g} MB")


def _listening(address: Path) -> socket.socket:
    """Return a socket that a kernel of any account can reach, if it can reach the folder."""
    door = socket.socket(socket.AF_UNIX)
    address.unlink(missing_ok=True)
    here = Path.cwd()
    try:
        # sun_path has room for some 100 bytes; a name in this folder is short.
        os.chdir(address.parent)
        door.bind(address.name)
    finally:
        os.chdir(here)
    address.chmod(0o666)
    door.listen(1)
    return door


def _life(pid: int | None) -> int | None:
    """Return a descriptor that becomes readable when the process ends."""
    try:
        return os.pidfd_open(pid) if pid else None
    except (AttributeError, OSError):
        return None


def _peak(pid: int | None) -> int:
    """Return the most memory that the process had, in bytes."""
    try:
        text = Path(f"/proc/{pid}/status").read_text("utf-8")
        line = next(line for line in text.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    except (OSError, StopIteration, ValueError, IndexError):
        return 0


def _error(content: Any) -> str | None:
    if not isinstance(content, dict) or content.get("status") != "error":
        return None
    return f"{content.get('ename')}: {content.get('evalue')}"[:500]
