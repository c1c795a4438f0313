"""The cells that are run of a notebook: what otter's ``GradingPreprocessor`` makes of it.

The order of its steps matters: ignored cells go, checks are added, seeds are set (before added
checks, too), and the notebook's folder becomes the last of ``sys.path``. What otter puts around
that, the judge does itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_IGNORED = "otter_ignore"
_SKIPPED = "skip-execution"
"""The tag that nbclient does not run, either."""
CHECKED_BY = "_coursekit_check"
"""Name of the function that added checks call; the agent puts it there for such a cell."""


@dataclass(frozen=True)
class Cell:
    """One cell to run; ``number`` is that of the notebook's cell that it is or stands after."""

    source: str
    number: int
    added: bool = False


@dataclass(frozen=True)
class Seeds:
    """What otter sets before each cell: both generators, or a variable."""

    seed: int | None = None
    variable: str | None = None

    @property
    def once(self) -> str:
        """What is run before the first cell."""
        return (
            ""
            if self.seed is None or self.variable
            else f"import numpy as {_NP}\nimport random as {_RANDOM}"
        )

    @property
    def each(self) -> str:
        """What is put before a cell, with its line end."""
        if self.seed is None:
            return ""
        if self.variable:
            return f"{self.variable} = {self.seed}\n"
        return f"{_NP}.random.seed({self.seed})\n{_RANDOM}.seed({self.seed})\n"


_NP, _RANDOM = "np_COURSE", "random_COURSE"
"""otter draws six letters for each; a test can't know them."""


def cells(notebook: Any, place: Path, seeds: Seeds) -> Iterator[Cell]:
    """Yield the cells to run of a notebook (nbformat 4) whose folder is ``place``."""
    yield Cell(f'import sys\nsys.path.append(r"{place}")', 0, added=True)
    if seeds.once:
        yield Cell(seeds.once, 0, added=True)
    for number, cell in enumerate(notebook.cells, start=1):
        metadata = cell.get("metadata", {})
        own = metadata.get("otter", {})
        own = own if isinstance(own, dict) else {}
        tags = metadata.get("tags", [])
        if _IGNORED in tags or own.get("ignore", False):
            continue
        source = cell.source
        if cell.cell_type == "code" and _SKIPPED not in tags:
            if not source.startswith("%%"):
                source = seeds.each + source
            if source.strip():
                yield Cell(source, number)
        if own.get("tests"):
            checks = "".join(f"{CHECKED_BY}({str(name)!r})\n" for name in own["tests"])
            yield Cell(seeds.each + checks, number, added=True)
