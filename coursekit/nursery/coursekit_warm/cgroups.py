"""Limits of what all processes of one account take together: cgroups, version 1 or 2.

``coursekit/<uid>`` holds the account's limits, its ``servers`` and ``kernels`` the processes.
Kernels have a little less memory than the whole, so that a notebook that takes too much ends its
kernel, and the server lives to say so.

https://docs.kernel.org/admin-guide/cgroup-v1/, https://docs.kernel.org/admin-guide/cgroup-v2.html
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

CONTROLLERS = ("memory", "cpu", "pids")
LAYERS = {"memory": "memory", "cpu": "cpu", "processes": "pids"}
"""The controller that a layer of isolation is."""
PARTS = ("servers", "kernels")
_PERIOD = 100_000
"""Microseconds in which the processor's time is shared out: the kernel's default."""


@dataclass(frozen=True)
class Limits:
    """What one account may use: bytes, cores, processes (threads count, too)."""

    memory: int
    cpu: float
    processes: int
    alone: bool = False
    """Whether there are kernels only, and no server."""

    @property
    def kernels(self) -> int:
        """Bytes for kernels: what is left for the server must do for it alone."""
        return self.memory - (0 if self.alone else min(self.memory // 4, 128 * 2**20))


@dataclass(frozen=True)
class Tree:
    """Where a controller is: its mount point, and whether that is of version 2."""

    top: Path
    unified: bool

    def account(self, uid: int) -> Path:
        """Return the folder of an account's group."""
        return self.top / "coursekit" / str(uid)


def trees(mounts: str | None = None) -> dict[str, Tree]:
    """Return the controllers that this machine has, by name.

    ``mounts`` is the text of ``/proc/self/mountinfo`` (proc_pid_mountinfo(5)).
    """
    text = Path("/proc/self/mountinfo").read_text("utf-8") if mounts is None else mounts
    found: dict[str, Tree] = {}
    for line in text.splitlines():
        left, _, right = line.partition(" - ")
        kind, _, options = right.partition(" ")
        top = Path(left.split()[4])
        if kind == "cgroup":
            names, unified = options.split()[-1].split(","), False
        elif kind == "cgroup2":
            names, unified = _words(top / "cgroup.controllers"), True
        else:
            continue
        for name in CONTROLLERS:
            if name in names:
                found.setdefault(name, Tree(top, unified))
    return found


def limit(uid: int, limits: Limits, controllers: list[str]) -> None:
    """Make the groups of account ``uid``, and set its limits. Raises ``OSError``."""
    known = trees()
    for name in controllers:
        tree = known[name]
        group = tree.account(uid)
        _make(name, tree, group)
        _set(name, group, limits, unified=tree.unified)


def _make(name: str, tree: Tree, group: Path) -> None:
    """Make an account's groups, also if the one above is taken away meanwhile by ``end``."""
    for left in reversed(range(20)):
        try:
            for folder in (group.parent, group):
                if tree.unified:
                    (folder.parent / "cgroup.subtree_control").write_text(f"+{name}")
                folder.mkdir(exist_ok=True)
        except FileNotFoundError:
            if not left:
                raise
        else:
            break
    if tree.unified:
        (group / "cgroup.subtree_control").write_text(f"+{name}")
    for part in PARTS:
        (group / part).mkdir(exist_ok=True)


def enter(uid: int, part: str, controllers: list[str], pid: int = 0) -> None:
    """Put a process, or this one, into a part of the account's groups. Raises ``OSError``."""
    known = trees()
    for name in controllers:
        (known[name].account(uid) / part / "cgroup.procs").write_text(str(pid))


def memory_kills(uid: int) -> int:
    """Return how many kernels of account ``uid`` were killed because their memory was used up."""
    tree = trees().get("memory")
    if tree is None:
        return 0
    file = "memory.events" if tree.unified else "memory.oom_control"
    with contextlib.suppress(OSError, ValueError):
        for line in (tree.account(uid) / "kernels" / file).read_text("utf-8").splitlines():
            word, _, number = line.partition(" ")
            if word == "oom_kill":
                return int(number)
    return 0


def most_memory(uid: int) -> int:
    """Return the bytes that the kernels of account ``uid`` had at most, 0 if nobody counted."""
    tree = trees().get("memory")
    if tree is None:
        return 0
    file = "memory.peak" if tree.unified else "memory.max_usage_in_bytes"
    words = _words(tree.account(uid) / "kernels" / file)
    return int(words[0]) if words else 0


def end(uid: int, patience: float = 2.0) -> bool:
    """Kill all processes of account ``uid`` and remove its groups; return whether that worked."""
    groups = {tree.account(uid) for tree in trees().values()}
    until = time.monotonic() + patience
    while True:
        for pid in {pid for group in groups for pid in _members(group)}:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for group in groups:
            for folder in (*(group / part for part in PARTS), group, group.parent):
                with contextlib.suppress(OSError):
                    folder.rmdir()
        if not any(group.exists() for group in groups):
            return True
        if time.monotonic() > until:
            return False
        time.sleep(0.02)


def _members(group: Path) -> list[int]:
    found = []
    for folder in (group, *(group / part for part in PARTS)):
        found += [int(word) for word in _words(folder / "cgroup.procs")]
    return found


def _set(name: str, group: Path, limits: Limits, *, unified: bool) -> None:
    quota = max(1000, round(limits.cpu * _PERIOD))
    if name == "pids":
        (group / "pids.max").write_text(str(limits.processes))
    elif name == "cpu" and unified:
        (group / "cpu.max").write_text(f"{quota} {_PERIOD}")
    elif name == "cpu":
        (group / "cpu.cfs_period_us").write_text(str(_PERIOD))
        (group / "cpu.cfs_quota_us").write_text(str(quota))
    else:
        _set_memory(group, limits.memory, unified=unified)
        _set_memory(group / "kernels", limits.kernels, unified=unified)


def _set_memory(group: Path, size: int, *, unified: bool) -> None:
    if unified:
        (group / "memory.max").write_text(str(size))
        swap, most = group / "memory.swap.max", 0
    else:
        swap, most = group / "memory.memsw.limit_in_bytes", size
        with contextlib.suppress(OSError):  # memory may not exceed memory and swap: lift that first
            swap.write_text(str(most))
        (group / "memory.limit_in_bytes").write_text(str(size))
    if swap.exists():
        swap.write_text(str(most))


def _words(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").split()
    except OSError:
        return []
