"""Room that the hub keeps back on the disk of the homes, and gives up when the disk has run full.

Whoever filled the disk then can still save, the others can go on, and the hub itself can write.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from coursekit.hub.machine import size_text

NAME = ".coursekit-reserve"
"""Name of the file beside the colleges' folders: no college's id has a dot."""
_MOST = 128 * 2**20
_SHARE = 20
"""The reserve is this part of the disk at most: a twentieth."""
_EVERY = 2.0
"""Seconds between two looks."""


@dataclass(frozen=True)
class Disk:
    """How full the disk of the homes is: bytes."""

    size: int
    free: int
    reserve: int
    """What is kept back; 0 while that is given up."""

    def as_json(self) -> dict[str, int]:
        """Return the ``disk`` of ``hub status --json``."""
        return asdict(self)

    @property
    def is_full(self) -> bool:
        """Whether there is no reserve, and no room for one."""
        return self.wanted > 0 and not self.reserve and not self.has_room

    @property
    def has_room(self) -> bool:
        """Whether a reserve can be taken, and room is left."""
        return 0 < 3 * self.wanted < self.free

    @property
    def wanted(self) -> int:
        """What is to be kept back."""
        return min(_MOST, self.size // _SHARE)

    @property
    def sentence(self) -> str:
        """What whoever runs the hub, or is staff, has to know about it."""
        told = f"{size_text(self.free)} of {size_text(self.size)} free"
        if self.is_full:
            return f"The disk of the homes is full ({told}): before long nobody can save"
        return f"The disk of the homes has {told}"


def disk_of(homes: Path) -> Disk:
    """Look at the disk of the ``homes``, a folder that is there."""
    found = os.statvfs(homes)
    try:
        kept = (homes / NAME).stat().st_size
    except FileNotFoundError:
        kept = 0
    return Disk(found.f_blocks * found.f_frsize, found.f_bavail * found.f_frsize, kept)


class Reserve:
    """The reserve on the disk of one folder of homes."""

    def __init__(self, homes: Path) -> None:
        self.homes = homes
        self._lock = threading.Lock()

    def __deepcopy__(self, memo: dict[int, object]) -> Reserve:
        """Stay one: traitlets copies every value of a configuration."""
        return self

    def look(self) -> Disk:
        """Give the reserve up if the disk is full, take it if there is room for it."""
        with self._lock:
            self.homes.mkdir(mode=0o700, exist_ok=True)
            disk = disk_of(self.homes)
            if disk.reserve and disk.free < disk.wanted // 8:
                (self.homes / NAME).unlink(missing_ok=True)
                logging.getLogger(__name__).warning(
                    "The disk of %s is full: gave up the reserve of %s",
                    self.homes,
                    size_text(disk.reserve),
                )
            elif not disk.reserve and disk.has_room:
                self._take(disk.wanted)
            return disk_of(self.homes)

    def watch(self) -> None:
        """Look every two seconds, in the background, for ever."""

        def watching() -> None:
            while True:
                with contextlib.suppress(OSError):
                    self.look()
                time.sleep(_EVERY)

        threading.Thread(target=watching, name="reserve", daemon=True).start()

    def _take(self, size: int) -> None:
        """Fill a file with nothing; where the filesystem can't keep room for it, go without."""
        place = self.homes / NAME
        try:
            descriptor = os.open(place, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            try:
                os.posix_fallocate(descriptor, 0, size)
            finally:
                os.close(descriptor)
        except OSError:
            place.unlink(missing_ok=True)
