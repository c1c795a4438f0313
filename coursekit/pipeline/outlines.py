"""Outlines of notebooks, kept by the content of what they were read from."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from pathlib import Path

from coursekit.assignments.outline import Outline, outline
from coursekit.state import State, digest

_EDITION = "2"
"""Changes when an outline says something else of the same notebook."""


class Outlines:
    """The outlines of a course; reading a notebook takes a tenth of a second, this nothing."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._place = state.path / "cache" / "outlines.json"
        self._known: dict[str, Outline] = {}
        self._used: dict[str, Outline] = {}
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            kept = json.loads(self._place.read_text("utf-8"))
            self._known = {key: _outline(data) for key, data in kept.items()}

    def of(self, path: Path, text: str) -> Outline:
        """Return the outline of a notebook. One with problems is read each time."""
        key = digest(_EDITION, path.suffix, text)
        seen = self._known.get(key) or outline(path, text)
        if not seen.problems:
            self._used[key] = seen
        return seen

    def keep(self) -> None:
        """Keep what was used, where that may be written; a plan writes nothing else."""
        if self._used.keys() == self._known.keys() or not self._state.path.is_dir():
            return
        data = {key: asdict(seen) for key, seen in self._used.items()}
        with contextlib.suppress(Exception):
            self._state.write(self._place, json.dumps(data, sort_keys=True) + "\n")


def _outline(data: dict[str, object]) -> Outline:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    manual = tuple((str(name), float(points)) for name, points in lists["manual"])
    return Outline(
        bool(data["released"]),
        tuple(map(str, lists["questions"])),
        manual,
        (),
        tuple(map(str, lists["imports"])),
        tuple(map(str, lists["marked"])),
    )
