"""What confines a student's server: its account, and what it sees of the machine's files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Confined:
    """An account, its limits, and its files."""

    uid: int
    name: str
    home: Path
    size: int
    """Bytes that the home may have, where the disk counts them, and that any file may have."""
    runtime: Path
    """Folder for what a server needs while it runs: in memory, and in its own view only."""
    memory: int
    """Bytes of its servers and kernels together."""
    cpu: float
    """Cores."""
    processes: int
    """Processes and threads."""
    layers: tuple[str, ...]
    """Names of the layers of isolation that are applied: ``coursekit.hub.isolation.LAYERS``."""
    hidden: tuple[Path, ...]
    """Folders of which it sees nothing but what is kept."""
    kept: tuple[tuple[Path, bool], ...]
    """What it needs within them, and whether it may write there."""

    @property
    def account(self) -> dict[str, Any]:
        """The account as the nursery is told: it learns nobody's name."""
        return {
            "uid": self.uid,
            "home": self.size,
            "memory": self.memory,
            "cpu": self.cpu,
            "processes": self.processes,
            "layers": list(self.layers),
        }

    def view(self, *more: tuple[Path, bool]) -> dict[str, Any]:
        """Return what the server sees; ``more`` is kept, too.

        A folder on the way to something it needs that does not let other accounts through is
        emptied as well: there the student sees the way, and nothing beside it.
        """
        kept = [(path, may) for path, may in (*self.kept, *more) if path.exists()]
        # What a link leads to comes before the link, which may be followed only once that is there.
        real = sorted({(path.resolve(), may) for path, may in kept})
        ways = [*real, *(one for one in sorted(set(kept)) if one not in real)]
        closed = [folder for path, _ in ways if (folder := _closed(path)) is not None]
        covers = _outermost([*(path.resolve() for path in self.hidden if path.is_dir()), *closed])
        return {
            "name": self.name,
            "home": str(self.home),
            "runtime": str(self.runtime),
            "covers": [str(path) for path in covers],
            "keeps": [[str(path), may] for path, may in ways],
        }


def _closed(path: Path) -> Path | None:
    """Return the first folder on the way to ``path`` that other accounts can't pass."""
    for folder in reversed(path.parents):
        if not os.stat(folder).st_mode & 0o001:  # noqa: PTH116 - follows links, as the way does
            return folder.resolve()
    return None


def _outermost(folders: list[Path]) -> list[Path]:
    """Return those folders that are not within another one."""
    found: list[Path] = []
    for folder in sorted(set(folders)):
        if not any(folder.is_relative_to(other) for other in found):
            found.append(folder)
    return found
