"""Linux system calls that Python 3.11 has no names for; each raises ``OSError`` as ``os``'s do."""

from __future__ import annotations

import ctypes
import fcntl
import os
import struct

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
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
_MNT_DETACH = 2
_ATTR_RDONLY, _ATTR_NOSUID, _ATTR_NODEV = 1, 2, 4
_AT_RECURSIVE = 0x8000
_MOUNT_SETATTR = 442
"""Of mount_setattr(2), Linux 5.12: the number is one on all processors."""
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}

_PR_SET_PDEATHSIG = 1
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


def be_dumpable(*, may: bool = True) -> None:
    """Own one's files in /proc again: a change of account takes them away. Or give them up."""
    done(_prctl(_PR_SET_DUMPABLE, int(may)))


def die_with_parent() -> None:
    """Be killed when the thread that forked this process ends; a change of account undoes it."""
    done(_prctl(_PR_SET_PDEATHSIG, 9))


def clear_capabilities(*keep: int) -> None:
    """Give up all capabilities that this process has now but for ``keep`` (numbers below 32)."""
    bits = sum(1 << number for number in keep)
    header = struct.pack("=Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, oneself
    done(libc().capset(header, struct.pack("=6I", bits, bits, 0, 0, 0, 0)))


def map_oneself(uid: int, gid: int) -> None:
    """Keep one's numbers in a new user namespace: user_namespaces(7)."""
    maps = {"setgroups": "deny", "uid_map": f"{uid} {uid} 1", "gid_map": f"{gid} {gid} 1"}
    for name, text in maps.items():
        with open(f"/proc/self/{name}", "w") as file:  # noqa: PTH123
            file.write(text)


def lock_mounts(path: str, *, devices: bool = False) -> None:
    """Make the mount ``path`` and all below it read-only, without set-user-id programs."""
    attributes = _ATTR_RDONLY | _ATTR_NOSUID | (0 if devices else _ATTR_NODEV)
    raw = struct.pack("=4Q", attributes, 0, 0, 0)
    call = libc().syscall
    number, here = ctypes.c_long(_MOUNT_SETATTR), ctypes.c_long(-100)
    size = ctypes.c_size_t(len(raw))
    done(call(number, here, path.encode(), ctypes.c_long(_AT_RECURSIVE), raw, size), path)


def change_root(root: str) -> None:
    """Let ``root``, a mount, be the root of this mount namespace; what was it is gone."""
    os.chdir(root)
    number = _PIVOT_ROOT.get(os.uname().machine)
    if number is None:
        raise OSError(f"not known how to do this on {os.uname().machine}")
    done(libc().syscall(ctypes.c_long(number), b".", b"."), root)
    done(libc().umount2(b".", _MNT_DETACH), root)
    os.chdir("/")


def raise_loopback() -> None:
    """Bring up the loopback of a new network namespace: netdevice(7)."""
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        flags = fcntl.ioctl(any_socket, 0x8913, struct.pack("=16sH14x", b"lo", 0))  # SIOCGIFFLAGS
        (now,) = struct.unpack_from("=H", flags, 16)
        fcntl.ioctl(any_socket, 0x8914, struct.pack("=16sH14x", b"lo", now | 1))  # IFF_UP


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
