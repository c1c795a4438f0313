"""Builds what a confined process sees of the machine: a root of its own, with little in it.

Everything that can be written to (its place, ``/tmp``, ``/dev/shm``, its home) lies in one
filesystem in memory of a limited size: who fills it gets ``ENOSPC``, and the machine nothing.
"""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from typing import Any

from . import linux

HOME = "/home/student"
RUN = "/run/kernel"
"""Folder for the kernel's own sockets and keys."""
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store")
_SETTINGS = (
    *("alternatives", "fonts", "java", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "locale.alias"),
    *("localtime", "magic", "mime.types", "R", "ssl/certs", "ssl/openssl.cnf", "timezone"),
    *("ImageMagick-6", "ImageMagick-7", "texmf", "os-release", "debian_version"),
)
"""What programs read in ``/etc``; the rest of it is the machine's business."""
_MORE = ("/var/cache/fontconfig", "/var/lib/texmf", "/sys/devices/system")
_DEVICES = ("null", "zero", "full", "random", "urandom")
_HARMLESS = linux.MS_NOSUID | linux.MS_NODEV
_FILES = 100_000
"""How many files and folders it may make: each takes a kilobyte of the machine's memory."""


@dataclass(frozen=True)
class View:
    """What is seen, and by whom; paths are the machine's, and the same in the view."""

    root: str
    """An empty folder on which the new root is mounted."""
    uid: int
    gid: int
    place: str
    """Folder whose files are copied: the kernel's working folder."""
    reads: tuple[str, ...]
    """Folders and sockets that are seen as they are, and cannot be written to."""
    hidden: tuple[str, ...]
    """Folders of which nothing is seen but ``reads`` and ``place``."""
    size: int
    """Bytes that may be written, beside what ``place`` has."""
    files: dict[str, str]
    """Texts of private files."""


def build(view: View) -> None:
    """Make the view the root of this process, which has mount and pid namespaces of its own."""
    os.umask(0o022)
    linux.mount("", "/", None, linux.MS_REC | linux.MS_SLAVE)
    size = f"mode=0755,size={view.size + _size(view.place)},nr_inodes={_FILES}"
    linux.mount("tmpfs", view.root, "tmpfs", _HARMLESS, size)
    for path in (*_SYSTEM, *_MORE, *(f"/etc/{name}" for name in _SETTINGS)):
        _give(view.root, path)
    for path in view.hidden:
        _cover(view.root, path)
    for path in view.reads:
        _give(view.root, path)
        if os.path.realpath(path) != path:
            _give(view.root, os.path.realpath(path))
    _own_folders(view)
    _devices(view.root)
    _names(view.root, view.uid, view.gid)
    _copy(view.place, view.root + view.place, view)
    for path, text in view.files.items():
        _write(view.root + path, text, 0o600)
        os.chown(view.root + path, view.uid, view.gid)
    os.mkdir(f"{view.root}/proc")
    linux.mount("proc", f"{view.root}/proc", "proc", _HARMLESS | linux.MS_NOEXEC)
    linux.change_root(view.root)


def _give(root: str, path: str) -> None:
    """Show a file, a folder or a socket of the machine in the view, read-only."""
    target = root + path
    if not os.path.lexists(path) or os.path.islink(target):
        return
    os.makedirs(os.path.dirname(target), mode=0o755, exist_ok=True)
    if os.path.islink(path) and path.startswith(("/bin", "/sbin", "/lib", "/etc")):
        os.symlink(os.readlink(path), target)
        return
    if not os.path.exists(target):
        if os.path.isdir(path):
            os.mkdir(target, 0o755)
        else:
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    linux.mount(path, target, None, linux.MS_BIND | linux.MS_REC)
    linux.lock_mounts(target)


def _cover(root: str, path: str) -> None:
    """Empty a folder that came into view with another one."""
    target = root + path
    if path != "/" and os.path.isdir(target):
        linux.mount("tmpfs", target, "tmpfs", _HARMLESS, "mode=0755,size=64k,nr_inodes=64")


def _own_folders(view: View) -> None:
    for path, mode in (("/tmp", 0o1777), ("/var/tmp", 0o1777), ("/dev/shm", 0o1777)):  # noqa: S108
        os.makedirs(view.root + path, exist_ok=True)
        os.chmod(view.root + path, mode)
    for path in (HOME, RUN, view.place):
        os.makedirs(view.root + path, mode=0o755, exist_ok=True)
        os.chmod(view.root + path, 0o700)
        os.chown(view.root + path, view.uid, view.gid)


def _devices(root: str) -> None:
    for name in _DEVICES:
        target = f"{root}/dev/{name}"
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600))
        linux.mount(f"/dev/{name}", target, None, linux.MS_BIND)
    for name, leads in (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")):
        os.symlink(f"/proc/self/fd{leads}", f"{root}/dev/{name}")
    os.mkdir(f"{root}/dev/pts")  # IPython runs `!commands` in terminals
    flags = linux.MS_NOSUID | linux.MS_NOEXEC
    linux.mount("devpts", f"{root}/dev/pts", "devpts", flags, "newinstance,ptmxmode=0666,mode=620")
    os.symlink("pts/ptmx", f"{root}/dev/ptmx")


def _names(root: str, uid: int, gid: int) -> None:
    """Give the account a name, and the machine one that tells nothing."""
    nobody = "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
    texts = {
        "passwd": f"root:x:0:0:root:/root:/usr/sbin/nologin\n{nobody}"
        f"student:x:{uid}:{gid}::{HOME}:/bin/sh\n",
        "group": f"root:x:0:\nnogroup:x:65534:\nstudent:x:{gid}:\n",
        "hosts": "127.0.0.1 localhost\n::1 localhost\n",
        "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
        "resolv.conf": "",
    }
    os.makedirs(f"{root}/etc", exist_ok=True)
    for name, text in texts.items():
        _write(f"{root}/etc/{name}", text, 0o644)


def _write(path: str, text: str, mode: int) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    os.fchmod(file, mode)
    with open(file, "w", encoding="utf-8") as out:
        out.write(text)


def _size(place: str) -> int:
    """Return the bytes that the files in a folder take, by pages."""
    walked = ((folder, name) for folder, _, names in os.walk(place) for name in names)
    sizes = (os.lstat(f"{folder}/{name}").st_size for folder, name in walked)
    return sum(size + 4096 for size in sizes)


def _copy(source: str, target: str, view: Any) -> None:
    """Copy a folder's files, folders and links, which nobody follows; the account gets them."""
    for entry in os.scandir(source):
        new = f"{target}/{entry.name}"
        kind = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISLNK(kind):
            os.symlink(os.readlink(entry.path), new)
        elif stat.S_ISDIR(kind):
            os.mkdir(new, 0o700)
            _copy(entry.path, new, view)
        elif stat.S_ISREG(kind):
            file = os.open(entry.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            with open(file, "rb") as old, open(new, "xb") as copy:
                shutil.copyfileobj(old, copy, 2**20)
            os.chmod(new, 0o600 | (kind & 0o100))
        else:
            continue
        os.chown(new, view.uid, view.gid, follow_symlinks=False)
