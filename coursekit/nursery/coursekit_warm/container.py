"""A student's server that is alone in a container, with its kernels: it is no fork of anything.

``python -c`` starts it, with the folder or the zip file that this package is in on ``sys.path``.
"""

# mypy: allow-subclassing-any

from __future__ import annotations

import contextlib
import runpy
import sys
from pathlib import Path
from typing import Any

from coursekit_warm import child, kernels

_COUNTS = (
    ("/sys/fs/cgroup/memory.events", "oom_kill"),
    ("/sys/fs/cgroup/memory/memory.oom_control", "oom_kill"),
)
"""Where a container sees how often its memory ran out: cgroup v2 and v1 (the kernel's docs)."""


def server() -> None:
    """Be the single-user server; the arguments are this process's own."""
    _leave_no_trace()
    child.call_oneself("ck-server")
    kernels.register(f"{__name__}:ContainerProvisioner")
    raise SystemExit(child.be_server(sys.argv[1:]))


def kernel() -> None:
    """Be a kernel, as ``python -m ipykernel_launcher`` is."""
    _leave_no_trace()
    child.call_oneself("ck-kernel")
    runpy.run_module("ipykernel_launcher", run_name="__main__", alter_sys=True)


class ContainerProvisioner(kernels.NurseryProvisioner):
    """Starts kernels as usual, under a name of their own, and knows if they ended of memory."""

    own_sockets = True

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel; returns its connection info."""
        if kernels.is_ours(cmd):
            code = (
                f"import sys; sys.path.insert(0, {_place()!r});"
                " from coursekit_warm.container import kernel; kernel()"
            )
            cmd = [cmd[0], "-c", code, *cmd[3:]]
        before = _memory_kills()
        info = await super().launch_kernel(cmd, **kwargs)
        started: Any = self.process  # type: ignore[has-type]
        self.process = _Process(started, before)
        return info


class _Process:
    """A kernel's process as provisioners handle it, and what it ended of."""

    def __init__(self, process: Any, kills: int) -> None:
        self._process = process
        self._kills = kills

    def __getattr__(self, name: str) -> Any:
        return getattr(self._process, name)

    @property
    def why(self) -> str | None:
        """``memory`` if the container's ran out since the kernel began."""
        return "memory" if _memory_kills() > self._kills else None


def _memory_kills() -> int:
    for path, name in _COUNTS:
        with contextlib.suppress(OSError, ValueError):
            for line in Path(path).read_text("ascii").splitlines():
                if line.split()[0] == name:
                    return int(line.split()[1])
    return 0


def _place() -> str:
    """Return the folder or the zip file that this package is in."""
    return str(Path(__file__).parent.parent)


def _leave_no_trace() -> None:
    """Let nothing that starts later import coursekit's code, or see how it was started."""
    with contextlib.suppress(ValueError):
        sys.path.remove(_place())
