"""What people's files take: measured, because few filesystems count it for each account."""

from __future__ import annotations

import heapq
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursekit.hub.machine import size_text
from coursekit.hub.reserve import Reserve

_MOST = 200_000
"""Files that are looked at in one home; what is beyond them is not counted."""
_NEARLY = 0.8
"""Share of the limit from which on people are warned."""
_FRESH = 600.0
"""Seconds for which a look at all homes of a college is good."""


@dataclass(frozen=True)
class Usage:
    """What one home takes."""

    name: str
    size: int
    """Bytes on the disk."""
    limit: int
    largest: tuple[tuple[str, int], ...]
    """The largest files, by their paths within the home."""

    @property
    def nearly_full(self) -> bool:
        """Whether it is time to say something."""
        return self.size >= _NEARLY * self.limit

    @property
    def sentence(self) -> str:
        """What it takes, and of how much."""
        return f"{size_text(self.size)} of {size_text(self.limit)}"


def measure(home: Path, limit: int) -> Usage:
    """Measure a home, if it is there; links are not followed, so it can lead nowhere else."""
    size, found = 0, []
    for number, (path, taken) in enumerate(_files(home)):
        size += taken
        found.append((taken, path))
        if number >= _MOST:
            break
    largest = heapq.nlargest(5, found)
    return Usage(home.name, size, limit, tuple((path, taken) for taken, path in largest))


def measure_all(folder: Path, limit: int) -> list[Usage]:
    """Measure the homes of a college, and put the fullest first."""
    homes = [home for home in folder.iterdir() if home.is_dir()] if folder.is_dir() else []
    return sorted((measure(home, limit) for home in homes), key=lambda one: -one.size)


class Watch:
    """What staff see coming: how many homes of a college are nearly full, looked at now and then.

    ``reserve`` is of the disk that all homes are on.
    """

    def __init__(self, reserve: Reserve) -> None:
        self.reserve = reserve
        self._seen: dict[tuple[Path, int], tuple[float, int]] = {}

    def nearly_full(self, folder: Path, limit: int) -> int:
        """Return how many homes in ``folder`` are nearly full, by no more than ten minutes ago."""
        at, count = self._seen.get((folder, limit), (-_FRESH, 0))
        if time.monotonic() - at > _FRESH:
            count = sum(one.nearly_full for one in measure_all(folder, limit))
            self._seen[folder, limit] = time.monotonic(), count
        return count

    def __deepcopy__(self, memo: dict[int, object]) -> Watch:
        """Stay one: traitlets copies every value of a configuration."""
        return self


def _files(home: Path) -> Iterator[tuple[str, int]]:
    if not home.is_dir():
        return
    for place, _, names, descriptor in os.fwalk(home, follow_symlinks=False):
        for name in names:
            try:
                status = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
            except OSError:
                continue
            shown = os.path.relpath(os.path.join(place, name), home)  # noqa: PTH118
            yield shown.encode("utf-8", "replace").decode(), status.st_blocks * 512
