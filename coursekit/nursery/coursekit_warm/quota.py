"""What a filesystem lets each account have: quotactl(2).

The soft limit is the one that people are told. Above it is a reserve, so that who has filled their
home can still save what they typed; whoever has used that up as well is given it once more, until
they are below the limit again.
"""

from __future__ import annotations

import ctypes
import os
import struct
import time
from dataclasses import dataclass
from pathlib import Path

from . import linux

_STATE = 0x5805 << 8
_GET = 0x800007 << 8
_SET = 0x800008 << 8
"""Commands for the quota of users: ``Q_XGETQSTAT``, ``Q_GETQUOTA``, ``Q_SETQUOTA``."""
_ENFORCED = 2
"""``FS_QUOTA_UDQ_ENFD``: accounts are not only counted, but refused."""
_BLOCK_LIMITS, _BLOCK_TIME = 1, 16
_DQBLK = "=8QI4x"
"""``struct if_dqblk``: limits in kilobytes, what is used in bytes."""
_GRACE = 7 * 24 * 3600
"""Seconds that an account may be above its soft limit: they begin anew with every start."""


@dataclass(frozen=True)
class Quota:
    """What an account has on a filesystem, and the most it can have: bytes."""

    used: int
    hard: int


def is_enforced(device: str) -> bool:
    """Tell whether the filesystem on ``device`` refuses accounts what goes beyond their limits.

    ext4 may count without refusing: https://docs.kernel.org/filesystems/quota.html
    """
    state = ctypes.create_string_buffer(256)  # struct fs_quota_stat, and some
    if linux.libc().quotactl(_STATE, device.encode(), 0, state) != 0:
        return False
    (flags,) = struct.unpack_from("=H", state, 2)
    return bool(flags & _ENFORCED)


def read(device: str, uid: int) -> Quota:
    """Return what account ``uid`` has and may have. Raises ``OSError``."""
    raw = ctypes.create_string_buffer(struct.calcsize(_DQBLK))
    try:
        linux.done(linux.libc().quotactl(_GET, device.encode(), uid, raw), device)
    except FileNotFoundError:  # XFS, of an account that has nothing yet
        return Quota(0, 0)
    hard, _, used, *_ = struct.unpack(_DQBLK, raw)
    return Quota(used, hard * 1024)


def write(device: str, uid: int, soft: int, hard: int) -> None:
    """Let an account have ``soft`` bytes, and ``hard`` for a while. Raises ``OSError``."""
    until, valid = int(time.time()) + _GRACE, _BLOCK_LIMITS | _BLOCK_TIME
    limits = struct.pack(_DQBLK, hard // 1024, soft // 1024, 0, 0, 0, 0, until, 0, valid)
    linux.done(linux.libc().quotactl(_SET, device.encode(), uid, limits), device)


def reserve(limit: int) -> int:
    """Return the bytes above ``limit`` that are for saving what was typed."""
    return max(limit // 20, 64 * 2**20)


def most(limit: int, now: Quota) -> int:
    """Return the bytes at which an account with a home of ``limit`` is refused more."""
    more = reserve(limit)
    usual = limit + more
    full = now.used > usual - more // 4
    given = now.hard > usual and now.used > limit
    return usual + more if full or given else usual


def apply(home: Path, uid: int, limit: int) -> None:
    """Set the limits of the account whose home it is by what it has now. Raises ``OSError``."""
    device = disk_of(home)
    write(device, uid, limit, most(limit, read(device, uid)))


def renew(home: Path, uid: int, limit: int) -> bool:
    """Give an account its reserve, or take that back, if it is time; return whether it was."""
    device = disk_of(home)
    now = read(device, uid)
    hard = most(limit, now)
    if abs(hard - now.hard) < 1024:
        return False
    write(device, uid, limit, hard)
    return True


def disk_of(folder: Path) -> str:
    """Return the device that a folder, or the nearest one above it that exists, is on."""
    place = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    number = place.stat().st_dev
    for line in Path("/proc/self/mountinfo").read_text("utf-8").splitlines():
        left, _, right = line.partition(" - ")
        if left.split()[2] == f"{os.major(number)}:{os.minor(number)}":
            return right.split()[1]
    return ""
