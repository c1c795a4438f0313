"""Linux system calls that Python 3.11 has no names for; each raises ``OSError`` as ``os``'s do."""

from __future__ import annotations

import ctypes
import os

CLONE_NEWNS = 0x00020000
CLONE_NEWIPC = 0x08000000
MS_RDONLY = 1
MS_NOSUID = 2
MS_NODEV = 4
MS_NOEXEC = 8
MS_REMOUNT = 32
MS_BIND = 4096
MS_REC = 16384
MS_SLAVE = 1 << 19
"""Flags of mount(2) and unshare(2)."""

_MADV_COLLAPSE = 25
_LARGE = 2 * 2**20
"""Bytes of a large page, on all processors that matter here."""
_PR_SET_DUMPABLE = 4
_PR_CAPBSET_READ = 23
_PR_CAPBSET_DROP = 24
_PR_SET_NO_NEW_PRIVS = 38
_LAST_CAPABILITY = 63


def unshare(flags: int) -> None:
    """Get namespaces of one's own."""
    done(libc().unshare(flags))


def join_namespace(path: str) -> None:
    """Enter the namespace that is the file ``path``, such as ``/proc/1/ns/mnt``."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        done(libc().setns(descriptor, 0))
    finally:
        os.close(descriptor)


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount a filesystem, or change a mount."""
    words = [word.encode() if word else None for word in (source, target, kind)]
    data = options.encode() or None
    done(libc().mount(*words, ctypes.c_ulong(flags), data), target)


def no_new_privileges() -> None:
    """Give up, for this process and its children, what set-user-id programs would give."""
    done(_prctl(_PR_SET_NO_NEW_PRIVS, 1))


def drop_capabilities() -> None:
    """Empty the set of capabilities that this process or its children could ever get."""
    for number in range(_LAST_CAPABILITY + 1):
        if _prctl(_PR_CAPBSET_READ, number) == 1:
            done(_prctl(_PR_CAPBSET_DROP, number))


def collapse(first: int, end: int) -> None:
    """Put what is between two addresses into large pages; a refusal changes nothing."""
    first, end = -(-first // _LARGE) * _LARGE, end // _LARGE * _LARGE
    if first < end:
        libc().madvise(ctypes.c_void_p(first), ctypes.c_size_t(end - first), _MADV_COLLAPSE)


def be_dumpable() -> None:
    """Own one's files in /proc again: a change of account takes them away."""
    done(_prctl(_PR_SET_DUMPABLE, 1))


def _prctl(option: int, value: int) -> int:
    zero = ctypes.c_ulong(0)
    return int(libc().prctl(option, ctypes.c_ulong(value), zero, zero, zero))


def libc() -> ctypes.CDLL:
    """Return the C library of this process."""
    return ctypes.CDLL(None, use_errno=True)


def done(status: int, path: str | None = None) -> None:
    """Raise the ``OSError`` that a call ended with, if it did."""
    if status < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), path)
