"""What a notebook takes of its kernel's machine, by Linux's own count."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from coursekit_warm.kernels import ForkedKernel


class Taken:
    """Looks at a kernel before and after each cell of a notebook's own."""

    def __init__(self) -> None:
        self._seconds = self._cpu = 0.0
        self._memory: dict[str, int | None] = {}
        self._began = (0.0, 0.0)

    def begin(self, provisioner: Any) -> None:
        """Note the time before a cell; ``provisioner`` is the kernel's, of jupyter_client."""
        self._began = (time.monotonic(), _cpu(provisioner))

    def end(self, provisioner: Any) -> None:
        """Count a cell that is done."""
        began, cpu = self._began
        self._seconds += time.monotonic() - began
        self._cpu += max(0.0, _cpu(provisioner) - cpu)
        self._memory = _memory(provisioner) or self._memory

    def found(self) -> dict[str, Any] | None:
        """Return ``{"memory", "own", "cpu", "seconds"}``; ``None`` where nothing can be known.

        ``memory``: bytes that the kernel had at its highest, with all that it shares; ``own``: what
        no other process had of that, ``None`` for a kernel that is no fork; ``cpu``: seconds of
        processor time; ``seconds``: how long its cells took.
        """
        if not self._memory:
            return None
        spent = {"cpu": round(self._cpu, 3), "seconds": round(self._seconds, 3)}
        return {**self._memory, **spent}


def _memory(provisioner: Any) -> dict[str, int | None]:
    """Read the kernel's memory; nothing where there is no such file (proc_pid_status(5)).

    Linux keeps the highest of all memory (``VmHWM``), and not of what is the process's own. What
    forks share they have from the start, so all that it had beyond today's was its own, too.
    """
    try:
        place = Path(f"/proc/{provisioner.pid}")
        now = _kilobytes((place / "status").read_text("utf-8"))
        highest = now["VmHWM"]
        own = None
        if isinstance(provisioner.process, ForkedKernel):
            parts = _kilobytes((place / "smaps_rollup").read_text("utf-8"))
            own = parts["Private_Clean"] + parts["Private_Dirty"] + highest - now["VmRSS"]
    except (OSError, KeyError):
        return {}
    return {"memory": highest * 1024, "own": None if own is None else own * 1024}


def _kilobytes(text: str) -> dict[str, int]:
    lines = [line.split() for line in text.splitlines()]
    return {line[0].rstrip(":"): int(line[1]) for line in lines if line[2:] == ["kB"]}


def _cpu(provisioner: Any) -> float:
    """Return the seconds of processor time that the kernel has had (proc_pid_stat(5))."""
    try:
        text = Path(f"/proc/{provisioner.pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return 0.0
    # The name of the program, which may contain anything, is in the last parentheses.
    user, system = text.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
