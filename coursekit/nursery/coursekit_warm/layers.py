"""Looks which layers of isolation this machine can give, by trying each in a fork."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

from . import cgroups, linux, quota

_NOBODY = 65534
_PROBE = 419_999
"""Number of an account that nobody has: the one before the first that is given out."""


def missing(homes: Path) -> dict[str, str]:
    """Return for each layer why it can't be had, or nothing; ``homes`` is where students' files go.

    Nothing is left changed.
    """
    if sys.platform != "linux":
        return {"accounts": "this is not Linux"}
    if os.geteuid() != 0:
        return {"accounts": "only root can start programs under other accounts"}
    return {
        "accounts": _tried(_change_account),
        "private-files": _tried(_mount_privately),
        "hidden-processes": _tried(_hide_processes),
        **counted(),
        "no-new-privileges": _tried(linux.no_new_privileges),
        "capabilities": _tried(linux.drop_capabilities),
        "home-quota": _quota(homes),
    }


def counted() -> dict[str, str]:
    """Return for each limit of an account's why it can't be had, or nothing."""
    return {layer: _controller(name) for layer, name in cgroups.LAYERS.items()}


def _change_account() -> None:
    os.setgroups([])
    os.setresgid(_NOBODY, _NOBODY, _NOBODY)
    os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def _mount_privately() -> None:
    linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWIPC)
    linux.mount("", "/", None, linux.MS_REC | linux.MS_SLAVE)
    linux.mount("tmpfs", "/tmp", "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "size=64k")  # noqa: S108


def _hide_processes() -> None:
    _mount_privately()
    linux.mount("proc", "/proc", "proc", linux.MS_NOSUID, "hidepid=invisible")


def _controller(name: str) -> str:
    if name not in cgroups.trees():
        return f"the kernel or the container gives no {name} cgroup"
    limits = cgroups.Limits(2**28, 1.0, 64)

    def join() -> None:
        cgroups.limit(_PROBE, limits, [name])
        cgroups.enter(_PROBE, "servers", [name])

    try:
        return _tried(join)
    finally:
        with contextlib.suppress(OSError):
            cgroups.end(_PROBE)


def _quota(homes: Path) -> str:
    if quota.is_enforced(quota.disk_of(homes)):
        return ""
    return f"the filesystem of {homes} is mounted without a quota for each account"


def _tried(attempt: Callable[[], None]) -> str:
    """Make an attempt in a fork; return what went wrong."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            attempt()
        except BaseException as error:  # it must not go on as a second coursekit
            os.write(write, str(error).encode()[:500] or b"it failed")
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    os.waitpid(pid, 0)
    return said
