"""Turns a fork of the nursery, while it still is root's, into a process of a student's account.

Which layers are applied is decided before, by looking what this machine can do
(``coursekit.engines.linux``): one that fails here ends the process.
"""

from __future__ import annotations

import os
import resource
from pathlib import Path
from typing import Any

from . import cgroups, linux, quota

_FILES = 4096
"""Descriptors that a process may have open."""
_SCRATCH = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - these become private
_RUNTIME = "16m"
"""Size of the folder for what a server needs while it runs: some files of a kilobyte."""
_HARMLESS = linux.MS_NOSUID | linux.MS_NODEV


def restrain(account: dict[str, Any], part: str) -> None:
    """Count this process, from now on, to the account's limits; ``part`` is of ``cgroups.PARTS``.

    ``account`` has ``uid``, ``memory``, ``cpu``, ``processes``, the bytes of its ``home``, and the
    names of the ``layers``.
    """
    here, uid = account["layers"], account["uid"]
    controllers = [name for layer, name in cgroups.LAYERS.items() if layer in here]
    limits = cgroups.Limits(account["memory"], account["cpu"], account["processes"])
    cgroups.limit(uid, limits, controllers)
    cgroups.enter(uid, part, controllers)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    at_most(resource.RLIMIT_NOFILE, _FILES)
    at_most(resource.RLIMIT_NPROC, account["processes"])
    at_most(resource.RLIMIT_FSIZE, account["home"])
    if part == "kernels":
        # Whatever the machine's memory runs out for, a kernel is better lost than anything else.
        Path("/proc/self/oom_score_adj").write_text("500")


def hide(account: dict[str, Any], view: dict[str, Any]) -> None:
    """See what is the student's and the machine's, and nothing of the hub's or of others.

    ``view`` has ``name`` and ``home``, the folders that ``covers`` empty, the folders within them
    that it ``keeps`` (pairs of a path and whether it may be written to), and the folder for
    ``runtime`` files, which is in memory: it has room when the disk has none.
    """
    if "home-quota" in account["layers"]:
        quota.apply(Path(view["home"]), account["uid"], account["home"])
    if "private-files" not in account["layers"]:
        return
    linux.unshare(linux.CLONE_NEWNS | linux.CLONE_NEWIPC)
    linux.mount("", "/", None, linux.MS_REC | linux.MS_SLAVE)
    kept = [(path, may, os.open(path, os.O_PATH | os.O_CLOEXEC)) for path, may in view["keeps"]]
    for folder in _SCRATCH:
        if os.path.isdir(folder):  # noqa: PTH112 - a plain question
            size = f"mode=1777,size={account['memory'] // 4}"
            linux.mount("tmpfs", folder, "tmpfs", _HARMLESS, size)
    for folder in view["covers"]:
        if os.path.isdir(folder):  # noqa: PTH112
            linux.mount("tmpfs", folder, "tmpfs", _HARMLESS, "mode=0755,size=1m")
    for path, may_write, descriptor in kept:
        os.makedirs(path, mode=0o755, exist_ok=True)  # noqa: PTH103
        _bind(f"/proc/self/fd/{descriptor}", path, may_write=may_write)
        os.close(descriptor)
    os.makedirs(view["runtime"], exist_ok=True)  # noqa: PTH103
    own = f"mode=0700,uid={account['uid']},gid={account['uid']},size={_RUNTIME}"
    linux.mount("tmpfs", view["runtime"], "tmpfs", _HARMLESS | linux.MS_NOEXEC, own)
    _names(account["uid"], view["name"], view["home"])
    if "hidden-processes" in account["layers"]:
        flags = _HARMLESS | linux.MS_NOEXEC
        linux.mount("proc", "/proc", "proc", flags, "hidepid=invisible")


def follow(account: dict[str, Any], leader: int) -> None:
    """See what the process ``leader`` of the same account sees.

    From here on paths may lead where the student wants: nothing may be opened before ``drop``.
    """
    if "private-files" in account["layers"]:
        linux.join_namespace(f"/proc/{leader}/ns/ipc")
        linux.join_namespace(f"/proc/{leader}/ns/mnt")


def drop(account: dict[str, Any]) -> None:
    """Become the account, for good."""
    here, uid = account["layers"], account["uid"]
    if uid < 1:
        raise ValueError(uid)
    os.umask(0o077)
    if "capabilities" in here:
        linux.drop_capabilities()
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    if "no-new-privileges" in here:
        linux.no_new_privileges()
    linux.be_dumpable()


def _names(uid: int, name: str, home: str) -> None:
    """Give the account a name, in this view only: the machine's list of accounts stays as it is."""
    shell = "/bin/bash" if os.path.exists("/bin/bash") else "/bin/sh"  # noqa: PTH110
    nobody = "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
    texts = {
        "/etc/passwd": f"root:x:0:0:root:/root:/usr/sbin/nologin\n{nobody}"
        f"{name}:x:{uid}:{uid}::{home}:{shell}\n",
        "/etc/group": f"root:x:0:\nnogroup:x:65534:\n{name}:x:{uid}:\n",
    }
    for target, text in texts.items():
        source = f"/tmp/.coursekit-{os.path.basename(target)}"  # noqa: S108, PTH119 - private by now
        file = os.open(source, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.fchmod(file, 0o644)
        os.write(file, text.encode())
        os.close(file)
        _bind(source, target, may_write=False)
        os.unlink(source)  # noqa: PTH108


def _bind(source: str, target: str, *, may_write: bool) -> None:
    linux.mount(source, target, None, linux.MS_BIND)
    flags = linux.MS_REMOUNT | linux.MS_BIND | _HARMLESS
    linux.mount("", target, None, flags if may_write else flags | linux.MS_RDONLY)


def at_most(kind: int, number: int) -> None:
    """Lower a limit; one that is lower already stays."""
    _, hard = resource.getrlimit(kind)
    least = number if hard == resource.RLIM_INFINITY else min(number, hard)
    resource.setrlimit(kind, (least, least))
