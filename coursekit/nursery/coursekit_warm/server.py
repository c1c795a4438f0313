"""The nursery: a warm process that has imported what its children need, and forks them."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import shutil
import signal
import socket
import struct
import sys
import time
from pathlib import Path

from coursekit_warm import cgroups, child, kernels
from coursekit_warm.children import STUDENTS_LONGEST, Child, Children, is_ours
from coursekit_warm.modules import OWN_MODULES
from coursekit_warm.preload import compile_schemas, preload, take_the_debugger_of_kernels
from coursekit_warm.protocol import Closed, Message, Stream
from coursekit_warm.sharing import gather_names, gather_pages, spare_modules
from coursekit_warm.shortcuts import remember_events


class Nursery:
    """Listens on a Unix socket and forks on request; one thread, so that a fork is safe.

    With ``accounts`` it listens to students, too: each may have kernels started, as themselves.
    """

    def __init__(self, name: str, place: Path, idle: float, *, accounts: bool) -> None:
        self._name = name
        self._place = place
        self._idle = idle
        self._accounts = accounts
        self._children = Children()
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
        kernels.sweep(self._place)
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(str(path))
            path.chmod(0o666 if self._accounts else 0o600)
            door.listen(64)
            own = path.stat().st_ino
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
        with contextlib.suppress(OSError):
            self._leave(path, own)

    def _leave(self, path: Path, own: int) -> None:
        """Remove the folder, unless its socket is the next nursery's by now.

        It gets another name first: who comes in that moment makes the folder anew.
        """
        if path.stat().st_ino == own:
            ended = self._place.with_name(f"{self._place.name}.ended-{os.getpid()}")
            self._place.rename(ended)
            shutil.rmtree(ended, ignore_errors=True)

    def _wanted(self) -> bool:
        if any(one.status is None for one in self._children.values()) or self._streams:
            self._used = time.monotonic()
        return time.monotonic() - self._used < self._idle

    def _welcome(self, door: socket.socket) -> None:
        connection, _ = door.accept()
        uid = _peer(connection)
        if is_ours(uid):
            self._streams.append(Stream(connection, uid))
        elif self._children.admits(uid, self._streams):
            # Whoever does not read the answers loses the connection: nobody waits for a student.
            connection.setblocking(False)
            self._streams.append(Stream(connection, uid, STUDENTS_LONGEST))
        else:
            connection.close()

    def _listen(self, stream: Stream) -> None:
        try:
            for message in stream.arrived():
                self._answer(stream, message)
        except Closed:
            self._part(stream)

    def _answer(self, stream: Stream, message: Message) -> None:
        asked = message.get("ask")
        handler = getattr(self, f"_on_{asked}", None)
        if handler is None or not self._children.may(stream.uid, message):
            stream.send({"ok": False, "error": f"unknown question: {asked}"})
            return
        try:
            answer = handler(stream, message)
        except Closed:
            raise
        except Exception as error:  # whatever is asked must not end the nursery of everybody
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

    def _on_start(self, stream: Stream, message: Message) -> Message | None:
        what = message["what"]
        if what not in child.KINDS:
            raise ValueError(what)
        self._count += 1
        name = f"{os.getpid()}-{self._count}"
        owner = str(message.get("owner", ""))
        leader, account = self._account(stream, message, owner)
        birth = child.Birth(
            what=what,
            own={child.OWN_ID: name, child.SOCKET: str(self._place / "socket")},
            stream=stream if what != "job" else None,
            account=account,
            leader=leader.pid if leader else 0,
            confined=bool(message.get("confined")),
            told=str(message.get("told", "")),
        )
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            child.run(birth)
        tied = stream if what == "job" else None
        one = Child(name, pid, what, owner, tied, account)
        one.owner = leader.id if leader else owner
        one.kills = cgroups.memory_kills(account["uid"]) if account else 0
        self._children[name] = one
        stream.send({"ok": True, "id": name, "pid": pid})
        if what != "job":
            self._streams.remove(stream)
            stream.close()  # what is said now is between the child and who asked for it
        return None

    def _account(
        self, stream: Stream, message: Message, owner: str
    ) -> tuple[Child | None, Message | None]:
        """Return whose child it will be, and the server it is for: root says, or the socket."""
        if is_ours(stream.uid):
            return None, message.get("account")
        leader = self._children.leader(stream.uid, owner)
        if leader is None:
            raise ValueError(stream.uid)
        return leader, leader.account

    def _on_poll(self, _stream: Stream, message: Message) -> Message:
        one = self._children[message["id"]]
        return {"ok": True, "status": one.status, "why": one.why}

    def _on_wait(self, stream: Stream, message: Message) -> Message | None:
        one = self._children[message["id"]]
        if one.status is None:
            if stream not in one.waiting:
                one.waiting.append(stream)
            return None
        return self._outcome(one)

    def _on_signal(self, _stream: Stream, message: Message) -> Message:
        self._end(message, int(message["signum"]))
        return {"ok": True}

    def _on_stop(self, _stream: Stream, message: Message) -> Message:
        self._end(message, signal.SIGKILL)
        return {"ok": True}

    def _end(self, message: Message, signum: int) -> None:
        one = self._children[message["id"]]
        if one.status is None:  # else its number may be another's by now
            _kill(one, signum)

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
                if one.account and one.status == -signal.SIGKILL:
                    killed = cgroups.memory_kills(one.account["uid"]) > one.kills
                    one.why = "memory" if killed else None
                self._bury(one)

    def _bury(self, one: Child) -> None:
        """End what a child started, tell who waits, and forget children long gone."""
        _kill(one, signal.SIGKILL)
        for other in self._children.values():
            if other.owner == one.id and other.status is None:
                _kill(other, signal.SIGKILL)
        for stream in one.waiting:
            try:
                stream.send(self._outcome(one))
            except Closed:
                self._part(stream)
        self._children.forget()

    @staticmethod
    def _outcome(one: Child) -> Message:
        return {"ok": True, "status": one.status, "why": one.why}


def _kill(one: Child, signum: int) -> None:
    try:
        os.killpg(one.pid, signum)
    except ProcessLookupError:  # it has not come to be the leader of a group yet, or is gone
        with contextlib.suppress(ProcessLookupError):
            if one.status is None:
                os.kill(one.pid, signum)
    except PermissionError:
        return


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
    are harmless, what it will be asked to start ("job,kernel"), whether for students' "accounts" or
    its "own", and what the course imports.
    """
    name, place, idle, memory, kinds, accounts, *modules = sys.argv[1:]
    # jsonschema compiles a grammar of addresses in 2 s for nothing, unless it "is not installed".
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    take_the_debugger_of_kernels()
    for kind in kinds.split(","):
        for module in OWN_MODULES[kind]:
            with contextlib.suppress(ImportError):
                importlib.import_module(module)
    preload(modules, Path(memory))
    compile_schemas()
    if "server" in kinds.split(","):
        remember_events()
    del sys.modules["rfc3987_syntax"]
    kernels.register()
    gather_names()
    spare_modules()
    gc.collect()
    gc.freeze()
    gather_pages()
    Nursery(name, Path(place), float(idle), accounts=accounts == "accounts").serve()
