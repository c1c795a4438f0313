"""Turns a fork into a kernel that can harm nobody: what a submission runs in while it is graded.

Three processes are one kernel. The **keeper** is the fork that was asked for: it stays outside,
counts memory where no cgroup does, and says what the kernel ended of. The **first** is number 1 of
a pid namespace: when it ends, all that the kernel started is dead, and it ends with the keeper. The
**kernel** runs under an account of its own (``uid``, of root's) or, of somebody else's, in a user
namespace; ``view`` says what it sees, ``filter`` what it may not ask the system for.

``how`` is JSON: ``{"uid": number or null, "layers": [...], "limits": {"memory", "cpu", "processes",
"disk"}, "cores", "reads": [...], "hidden": [...]}``, of the pipeline; ``place`` and ``socket``, of
the one who grades. ``layers`` may have "memory", "cpu" and "processes": there is a cgroup for that.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from . import account, cgroups, filter, linux, view  # noqa: A004
from .counting import Counted
from .protocol import Closed, Message, Stream

VARIABLE = "COURSEKIT_CONFINE"
"""Environment variable of the one who starts a kernel: how it is to be confined."""
_PATIENCE = 30.0
_EVERY = 0.1
"""Seconds between two looks at the memory, where no cgroup counts it."""
_NAMESPACES = linux.CLONE_NEWNS | linux.CLONE_NEWIPC | linux.CLONE_NEWNET | linux.CLONE_NEWUTS
_CAP_KILL = 5


def enter(how: Message, stream: Stream, *, answer: str, files: dict[str, str]) -> None:
    """Fork the kernel; return in it only, confined, and in its working folder.

    The keeper says over ``stream`` that it is there and where its ``root`` is found, or why it
    could not be. When the kernel has ended, it writes ``{"status", "why", "memory", "cpu"}`` to the
    file ``answer``: ``why`` is "memory" or "cpu" if that is what it ended of.
    """
    _be_nobodys(stream.fileno())
    if not how.get("tied"):
        linux.die_with_parent()
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    here.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    seen = _view(how, files)
    Path(seen.root).mkdir(exist_ok=True)
    uid = how["uid"]
    if uid is None:
        own = (os.getuid(), os.getgid())
        with _layer("user-namespace"):
            linux.unshare(linux.CLONE_NEWUSER | linux.CLONE_NEWPID)
            linux.map_oneself(*own)
    else:
        with _layer("limits"):
            cgroups.limit(uid, _limits(how), _controllers(how))
        if how.get("socket"):
            os.chown(how["socket"], uid, uid)
        with _layer("own-processes"):
            linux.unshare(linux.CLONE_NEWPID)
    first = os.fork()
    if first == 0:
        here.close()
        stream.close()
        _begin(how, seen, there)
        return
    there.close()
    _Keeper(how, first, here).keep(stream, answer)


@contextlib.contextmanager
def _layer(name: str) -> Iterator[None]:
    """Let an error begin with what it is that can't be had."""
    try:
        yield
    except Exception as error:
        raise OSError(f"{name}: {error}") from error


class _Keeper:
    """What stays outside."""

    def __init__(self, how: Message, first: int, link: socket.socket) -> None:
        self._how = how
        self._uid = how["uid"]
        self._first = first
        self._link = link
        self._counted: Counted | None = None

    def keep(self, stream: Stream, answer: str) -> NoReturn:
        """See the kernel start, and wait until it and all that it started are dead."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        said, pid = _heard(self._link)
        if said != "ready":
            os.kill(self._first, signal.SIGKILL)
            stream.send({"ok": False, "error": said or "the sandbox ended before it began"})
            os._exit(1)
        root = f"/proc/{pid}/root"
        if self._uid is None or "memory" not in self._how["layers"]:
            self._counted = Counted(f"{root}/proc", int(self._how["limits"]["memory"]))
        if self._uid is not None:
            cgroups.enter(self._uid, "kernels", _controllers(self._how), pid)
        self._link.send(b"go")
        stream.send({"ok": True, "kernel": pid, "root": root})
        ended = self._wait(stream)
        if not self._how.get("tied"):
            stream.close()
        part = f"{answer}.part"
        with open(part, "w", encoding="utf-8") as file:  # noqa: PTH123 - a plain write
            json.dump(ended, file)
        os.replace(part, answer)  # noqa: PTH105
        _end_as(int(ended["status"]))

    def _wait(self, stream: Stream) -> Message:
        """Return what the kernel ended of."""
        over = select.poll()
        over.register(self._link, select.POLLIN)
        if self._how.get("tied"):
            over.register(stream, select.POLLIN)
        ended: Message = {"status": -signal.SIGKILL, "why": None, "cpu": 0.0}
        while True:
            events = [number for number, _ in over.poll(1000 * _EVERY if self._counted else None)]
            if self._link.fileno() in events:
                with contextlib.suppress(ValueError):
                    ended |= json.loads(self._link.recv(4096))
                break
            if events:  # who asked for the kernel is gone
                break
            if self._counted and self._counted.too_much():
                ended["why"] = "memory"
                break
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._first, signal.SIGKILL)
        os.waitpid(self._first, 0)
        killed = ended["status"] in (-signal.SIGKILL, -signal.SIGXCPU)
        # The kernel's own count of that limit is a little ahead of what it says in the end.
        spent = ended["cpu"] >= self._how["limits"]["cpu"] - 0.5
        if ended["status"] == -signal.SIGXCPU or (killed and spent):
            ended["why"] = "cpu"
        ended["memory"] = self._counted.most if self._counted else 0
        if self._uid is not None:
            if killed and cgroups.memory_kills(self._uid):
                ended["why"] = "memory"
            ended["memory"] = ended["memory"] or cgroups.most_memory(self._uid)
            cgroups.end(self._uid)
        return ended


def _begin(how: Message, seen: view.View, link: socket.socket) -> None:
    """Be the first process of the sandbox; return in the kernel only."""
    try:
        with _layer("no-network"):
            linux.unshare(_NAMESPACES)
            socket.sethostname("notebook")
            linux.raise_loopback()
        with _layer("private-files"):
            view.build(seen)
        kernel = os.fork()
        if kernel == 0:
            with _layer("no-privileges"):
                _become_kernel(how)
            link.send(b"ready")
            if link.recv(16) != b"go":
                os._exit(1)
            link.close()
            return
    except BaseException as error:
        link.send(str(error).encode()[:1000])
        os._exit(1)
    _be_first(kernel, link, own=how["uid"] is None)


def _be_first(kernel: int, link: socket.socket, *, own: bool) -> NoReturn:
    """Pass signals on, bury who dies, and end with the kernel or with the keeper."""

    def forward(number: int, _frame: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(kernel, number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, forward)
    linux.clear_capabilities(*(() if own else (_CAP_KILL,)))
    linux.no_new_privileges()
    linux.be_dumpable(may=False)
    linux.die_with_parent()
    with contextlib.suppress(BlockingIOError):
        if link.recv(16, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b"":
            os._exit(1)  # the keeper was gone before it could be asked to take this one along
    while True:
        pid, status, usage = os.wait3(0)
        if pid == kernel:
            spent = usage.ru_utime + usage.ru_stime
            ended = {"status": os.waitstatus_to_exitcode(status), "cpu": round(spent, 3)}
            with contextlib.suppress(OSError):
                link.send(json.dumps(ended).encode())
            os._exit(0)


def _become_kernel(how: Message) -> None:
    """Give up everything that a notebook does not need."""
    os.setsid()
    limits, uid = how["limits"], how["uid"]
    with open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123
        file.write("500")
    most = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: limits["disk"],
        resource.RLIMIT_NOFILE: 4096,
        resource.RLIMIT_NPROC: limits["processes"],
    }
    for kind, number in most.items():
        account.at_most(kind, number)
    cpu = max(1, int(limits["cpu"]))
    account.at_most(resource.RLIMIT_CPU, cpu + 1)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    counted = uid is not None and "memory" in how["layers"]
    if not counted:
        account.at_most(resource.RLIMIT_DATA, _data() + 2 * limits["memory"])
    if uid is None:
        os.umask(0o077)
        linux.drop_capabilities()
        linux.clear_capabilities()
        linux.no_new_privileges()
    else:
        account.drop({"uid": uid, "layers": ["capabilities", "no-new-privileges"]})
    os.chdir(how["place"])
    filter.install(uncounted=counted)


def _be_nobodys(kept: int) -> None:
    """Forget the nursery's files and signals."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.closerange(3, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))


def _view(how: Message, files: dict[str, str]) -> view.View:
    uid = how["uid"]
    mine = (os.getuid(), os.getgid()) if uid is None else (uid, uid)
    own = [sys.prefix, sys.base_prefix, os.path.dirname(__file__)]  # noqa: PTH120
    sockets = [how["socket"]] if how.get("socket") else []
    disk, memory = int(how["limits"]["disk"]), int(how["limits"]["memory"])
    return view.View(
        root=f"{os.path.dirname(how['place'])}/.view",  # noqa: PTH120
        uid=mine[0],
        gid=mine[1],
        place=how["place"],
        reads=(*own, *how.get("reads", ()), *sockets),
        hidden=tuple(how.get("hidden", ())),
        # What is in memory is counted with it: the disk is to be full first.
        size=min(disk, memory // 2),
        files=files,
    )


def _limits(how: Message) -> cgroups.Limits:
    limits = how["limits"]
    cores = float(how.get("cores", 1))
    return cgroups.Limits(int(limits["memory"]), cores, int(limits["processes"]), alone=True)


def _controllers(how: Message) -> list[str]:
    return [name for layer, name in cgroups.LAYERS.items() if layer in how["layers"]]


def _heard(link: socket.socket) -> tuple[str, int]:
    """Return what the sandbox said first, and the number of the process that said it."""
    link.settimeout(_PATIENCE)
    size = struct.calcsize("3i")
    try:
        data, extra, _, _ = link.recvmsg(1024, socket.CMSG_SPACE(size))
    except TimeoutError:
        return "the sandbox was not ready in time", 0
    link.settimeout(None)
    pid = next((struct.unpack("3i", raw[:size])[0] for *_, raw in extra), 0)
    return data.decode("utf-8", "replace"), pid


def _data() -> int:
    """Return the bytes of data that this process has from the nursery."""
    with open("/proc/self/status", encoding="utf-8") as file:  # noqa: PTH123
        found = [line.split()[1] for line in file if line.startswith("VmData:")]
    return 1024 * int(found[0])


def _end_as(status: int) -> NoReturn:
    """End as the kernel did: with its status, or of its signal."""
    if status < 0:
        signal.signal(-status, signal.SIG_DFL) if -status != signal.SIGKILL else None
        os.kill(os.getpid(), -status)
    os._exit(max(status, 0) & 255)


def trial(how: Message) -> str:
    """Enter the sandbox in a fork that ends at once; return why it can't be entered, or nothing.

    What is said begins with the name of a layer: "user-namespace", "limits", "own-processes",
    "no-network", "private-files", "no-privileges".
    """
    if sys.platform != "linux":
        return "user-namespace: this is not Linux"
    here, there = socket.socketpair()
    with tempfile.TemporaryDirectory(prefix="coursekit-trial-") as folder, here:
        place = Path(folder) / "place"
        place.mkdir()
        pid = os.fork()
        if pid == 0:
            stream = Stream(there)
            try:
                own = {**how, "place": str(place)}
                enter(own, stream, answer=f"{folder}/ended.json", files={})
            except BaseException as error:  # it must not go on as a second coursekit
                with contextlib.suppress(Closed):
                    stream.send({"ok": False, "error": str(error)})
            finally:
                os._exit(0)
        there.close()
        here.settimeout(_PATIENCE)
        try:
            said = Stream(here).receive()
        except (Closed, TimeoutError):
            said = {"error": "own-processes: it did not begin"}
        os.waitpid(pid, 0)
    return "" if said.get("ok") else str(said.get("error"))


def main() -> None:
    """Be the keeper of a kernel that is a program: argument 1 is the number of its stream."""
    connection = socket.socket(fileno=int(sys.argv[1]))
    stream = Stream(connection)
    told: dict[str, Any] = stream.receive()
    try:
        how = {**told["confine"], "tied": True}
        enter(how, stream, answer=told["answer"], files=told["files"])
    except OSError as error:
        stream.send({"ok": False, "error": str(error)})
        os._exit(1)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    os.execve(told["command"][0], told["command"], told["env"])  # noqa: S606
