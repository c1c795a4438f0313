"""When nobody works: the settings by which a student's own server ends what is idle.

Jupyter Server does this by itself, and it alone knows whether a cell is still running; a hub only
sees that a browser has gone quiet (https://jupyter-server.readthedocs.io, cull_idle_timeout).
"""

from __future__ import annotations

_LOOKS = 60
"""Seconds between two looks at most; a server that is no fork looks after itself once a minute."""


def idle_arguments(seconds: int) -> list[str]:
    """Return the arguments of a single-user server that ends after ``seconds`` of idleness.

    First kernels and terminals that did nothing for that long, shown by a page or not, but
    never a kernel that runs a cell; then, with none left and no request for that long, the server.
    A fork measures this by a clock that nobody sets (``coursekit_warm.idle``).
    """
    looks = max(1, min(_LOOKS, seconds // 4))
    return [
        f"--MappingKernelManager.cull_idle_timeout={seconds}",
        f"--MappingKernelManager.cull_interval={looks}",
        "--MappingKernelManager.cull_connected=True",
        "--MappingKernelManager.cull_busy=False",
        f"--TerminalManager.cull_inactive_timeout={seconds}",
        f"--TerminalManager.cull_interval={looks}",
        f"--ServerApp.shutdown_no_activity_timeout={seconds}",
    ]
