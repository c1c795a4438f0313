"""What is kept of the hub's use: a line for each start, and for each new peak of a day's memory."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coursekit.hub.people import person_of
from coursekit.hub.site import SiteFile

USAGE_NAME = "usage.jsonl"


@dataclass(frozen=True)
class Day:
    """What one college used on one day (UTC)."""

    day: str
    college: str
    people: int
    """Different people who started a server."""
    starts: int
    peak_memory: int
    """Bytes of all servers and kernels at their highest, shared ones counted once."""

    def as_json(self) -> dict[str, object]:
        """Return the row of ``hub report --json``."""
        return asdict(self)


def note_starts(site: SiteFile, file: Path) -> Callable[[Any], None]:
    """Return JupyterHub's ``pre_spawn_hook`` that adds each start of a person's server."""

    def hook(spawner: Any) -> None:
        person = person_of(site.read(), spawner.user.name)
        if person is not None and not person.is_probe:
            college, name = person.college.id, person.name
            with contextlib.suppress(OSError):  # a full disk: a note is not worth a start
                note(file, "start", college=college, person=name, course=spawner.name)

    return hook


def note(file: Path, event: str, **what: object) -> None:
    """Add a line; only this account can read the file, because it names people."""
    line = json.dumps({"at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "event": event, **what})
    descriptor = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(f"{line}\n")


def days(lines: Iterable[str]) -> list[Day]:
    """Return the use by day and college, in that order; what is no such line is passed over."""
    people: dict[tuple[str, str], set[str]] = {}
    starts: dict[tuple[str, str], int] = {}
    peaks: dict[tuple[str, str], int] = {}
    for line in lines:
        try:
            row = json.loads(line)
            key = (str(row["at"])[:10], str(row["college"]))
            event = row["event"]
        except (ValueError, KeyError, TypeError):
            continue
        people.setdefault(key, set())
        if event == "start":
            people[key].add(str(row.get("person", "")))
            starts[key] = starts.get(key, 0) + 1
        elif event == "memory":
            peaks[key] = max(peaks.get(key, 0), int(row.get("bytes", 0)))
    return [
        Day(*key, len(people[key]), starts.get(key, 0), peaks.get(key, 0)) for key in sorted(people)
    ]
