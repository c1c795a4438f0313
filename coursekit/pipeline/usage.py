"""What the students of each college take now, and what they took at most."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from coursekit.engines.students import students_processes
from coursekit.hub.accounts import Ledger
from coursekit.hub.people import PROBE
from coursekit.hub.plan import SITE_NAME
from coursekit.hub.reserve import Disk, disk_of
from coursekit.hub.site import SiteFile
from coursekit.hub.usage import USAGE_NAME, Day, days, note
from coursekit.state import State

_EVERY = 60.0
"""Seconds between two looks at the memory."""
_RISE = 1.05
"""A day's peak is written again when it has risen by this much: the file stays small."""


@dataclass(frozen=True)
class CollegeUse:
    """What one college takes now."""

    college: str
    people: int
    """Different people with a server that runs."""
    servers: int
    kernels: int
    memory: int
    """Bytes of servers and kernels, shared ones divided among those who share them (PSS)."""
    disk: int
    """Bytes of the homes, as they are allocated."""

    def as_json(self) -> dict[str, object]:
        """Return the row of ``hub status --json``."""
        return asdict(self)


def colleges_in_use(state: State, colleges: tuple[str, ...]) -> list[CollegeUse]:
    """Look at what each of ``colleges`` takes now, the probe left out."""
    homes = _homes(state)
    running = students_processes(state.path, homes, Ledger().people(homes))
    uses = []
    for college in colleges:
        own = [one for one in running if one.college == college and one.person != PROBE]
        servers = [one for one in own if one.role == "server"]
        uses.append(
            CollegeUse(
                college=college,
                people=len({one.person for one in servers}),
                servers=len(servers),
                kernels=sum(one.role == "kernel" for one in own),
                memory=sum(one.memory() for one in own),
                disk=_size(homes / college),
            )
        )
    return uses


def disk_in_use(state: State) -> Disk | None:
    """Look at the disk of the homes; ``None`` where there are none yet."""
    homes = _homes(state)
    return disk_of(homes) if homes.is_dir() else None


def used_days(state: State) -> list[Day]:
    """Return what was used, day by day; an empty list where no hub has run yet."""
    try:
        text = (state.path / "hub" / USAGE_NAME).read_text("utf-8")
    except FileNotFoundError:
        return []
    return days(text.splitlines())


def watch_memory(state: Path, site: SiteFile) -> None:
    """Note every college's memory at its highest of the day, in the background, for ever."""

    def look() -> None:
        peaks: dict[tuple[str, str], int] = {}
        while True:
            time.sleep(_EVERY)
            today = f"{datetime.now(UTC):%Y-%m-%d}"
            now: dict[str, int] = {}
            homes = site.read().homes
            for one in students_processes(state, homes, Ledger().people(homes)):
                if one.person != PROBE:
                    now[one.college] = now.get(one.college, 0) + one.memory()
            for college, taken in now.items():
                if taken > peaks.get((today, college), 0) * _RISE:
                    peaks[today, college] = taken
                    with contextlib.suppress(OSError):  # a full disk, for a while
                        note(state / "hub" / USAGE_NAME, "memory", college=college, bytes=taken)

    threading.Thread(target=look, name="memory", daemon=True).start()


def _homes(state: State) -> Path:
    try:
        return SiteFile(state.path / "hub" / SITE_NAME).read().homes
    except (OSError, ValueError):
        return state.path / "homes"


def _size(folder: Path) -> int:
    total = 0
    for place, _, files in os.walk(folder):
        for name in files:
            try:
                total += (Path(place) / name).lstat().st_blocks * 512
            except OSError:
                continue
    return total
