"""A filter of system calls that a notebook never needs, and that attacks on the kernel begin with.

Written as classic BPF, as seccomp(2) takes it; numbers are those of the kernel's own tables
(``arch/x86/entry/syscalls/syscall_64.tbl``, ``include/uapi/asm-generic/unistd.h``).
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

from . import linux

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_REFUSED: dict[str, tuple[int, int]] = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clock_settime": (227, 112),
    "delete_module": (176, 106),
    "fanotify_init": (300, 262),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "lookup_dcookie": (212, 18),
    "memfd_secret": (447, 447),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
_UNCOUNTED: dict[str, tuple[int, int]] = {"memfd_create": (319, 279), "shmget": (29, 194)}
"""Memory that belongs to no process: refused where memory is counted by processes."""
_SOCKET, _CLONE, _CLONE3 = (41, 198), (56, 220), (435, 435)
_FAMILIES = (1, 2, 10, 16)
"""Unix, the two of the Internet (their network is empty), netlink (which lists interfaces)."""
_NAMESPACES = 0x7E020000
"""The flags of clone(2) that begin with CLONE_NEW."""

_LOAD, _EQUAL, _ATLEAST, _ANYOF, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCH, _FIRST = 0, 4, 16
"""Where ``struct seccomp_data`` has the call, the processor, and the first argument's low half."""


def known() -> bool:
    """Tell whether the filter is written for this processor."""
    return os.uname().machine in _ARCHITECTURES


def install(*, uncounted: bool) -> None:
    """Refuse these calls from now on, to this process and its children; raises ``OSError``.

    Without ``uncounted`` memory that belongs to no process can't be had, either. The process must
    have given up new privileges before.
    """
    code = _program(os.uname().machine, uncounted=uncounted)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    pointer = ctypes.create_string_buffer(program, len(program))
    zero = ctypes.c_ulong(0)
    number = ctypes.c_ulong(2)  # SECCOMP_MODE_FILTER
    linux.done(linux.libc().prctl(22, number, pointer, zero, zero))  # PR_SET_SECCOMP


def _program(machine: str, *, uncounted: bool) -> bytes:
    column = list(_ARCHITECTURES).index(machine)
    calls = {**_REFUSED, **({} if uncounted else _UNCOUNTED)}
    lines = [
        (_LOAD, 0, 0, _ARCH),
        (_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine == "x86_64":  # the calls of x32 have the numbers from here on
        lines += [(_ATLEAST, 0, 1, 0x40000000), (_RETURN, 0, 0, _KILL)]
    for numbers in calls.values():
        lines += [(_EQUAL, 0, 1, numbers[column]), (_RETURN, 0, 0, _ERROR | errno.EPERM)]
    # Its flags are behind a pointer: without it, the C library takes clone.
    lines += [(_EQUAL, 0, 1, _CLONE3[column]), (_RETURN, 0, 0, _ERROR | errno.ENOSYS)]
    lines += [
        (_EQUAL, 0, 4, _CLONE[column]),
        (_LOAD, 0, 0, _FIRST),
        (_ANYOF, 0, 1, _NAMESPACES),
        (_RETURN, 0, 0, _ERROR | errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
        (_EQUAL, 0, len(_FAMILIES) + 2, _SOCKET[column]),
        (_LOAD, 0, 0, _FIRST),
    ]
    lines += [(_EQUAL, len(_FAMILIES) - place, 0, one) for place, one in enumerate(_FAMILIES)]
    lines += [(_RETURN, 0, 0, _ERROR | errno.EAFNOSUPPORT), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)
