"""An assignment as its author sees it: which cell, in which line, holds the test of a question."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.assignments.notebook import QUESTION, converted, name_in, pieces, source_of
from coursekit.errors import Where

_BOUNDARY = re.compile(r"^\s*#\s*(BEGIN|END)\s+(QUESTION|TESTS)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """One cell of the author's file."""

    number: int
    """Counted from 1, all cells."""
    line: int
    """Its first line in the file; 0 where it can't be told."""
    source: str
    id: str = ""


@dataclass(frozen=True)
class Manuscript:
    """The author's file, cell by cell."""

    path: Path
    cells: tuple[Cell, ...]
    heads: dict[str, Cell]
    """The settings of each question."""
    tests: dict[str, tuple[Cell, ...]]
    """The test cells of each question, in order."""

    def where(self, cell: Cell | None = None) -> Where:
        """Return the place of a cell."""
        return Where(self.path, cell.line if cell else 0)

    def cell(self, found: dict[str, Any]) -> Cell | None:
        """Return the cell that a run came upon (``{"id", "source"}``), as far as it is here."""
        return next(
            (cell for cell in self.cells if cell.id and cell.id == found.get("id")),
            next((c for c in self.cells if c.source and _same(found.get("source"), c)), None),
        )

    def test(self, question: str, number: int) -> Cell | None:
        """Return the cell of a test case, counted from 0."""
        cells = self.tests.get(question, ())
        return cells[number] if number < len(cells) else self.heads.get(question)


def manuscript(path: Path, text: str) -> Manuscript:
    """Read the author's file; ``text`` is its content. Raises ``ValueError`` if it is none."""
    notebook = json.loads(text if path.suffix == ".ipynb" else converted(path, text))
    lines = _lines(text.splitlines(), [source_of(cell) for cell in notebook["cells"]])
    heads: dict[str, Cell] = {}
    tests: dict[str, list[Cell]] = {}
    cells = []
    question, testing = "", False
    for number, (raw, line) in enumerate(zip(notebook["cells"], lines, strict=True), start=1):
        cell = Cell(number, line, source_of(raw), str(raw.get("id", "")))
        cells.append(cell)
        for kind, source in pieces(raw):
            mark = _BOUNDARY.match(source) if kind == "raw" else None
            if mark and QUESTION.match(source):
                question = name_in(source)
                heads[question] = cell
            elif mark and mark[2].upper() == "TESTS":
                testing = mark[1].upper() == "BEGIN"
            elif kind == "code" and testing:
                tests.setdefault(question, []).append(cell)
    return Manuscript(path, tuple(cells), heads, {name: tuple(own) for name, own in tests.items()})


def _lines(lines: Sequence[str], sources: Sequence[str]) -> list[int]:
    """Return the line in which each cell begins: plain, behind a comment sign, or inside JSON."""
    found, at = [], 0
    for source in sources:
        first = next((line for line in source.splitlines() if line.strip()), "")
        quoted = json.dumps(first, ensure_ascii=False)[1:-1]
        wanted = {first.rstrip(), f"# {first}".rstrip()}
        place = next(
            (
                number
                for number, line in enumerate(lines[at:], start=at + 1)
                if first and (line.rstrip() in wanted or f'"{quoted}' in line)
            ),
            0,
        )
        at = place or at
        found.append(place)
    return found


def _same(source: object, cell: Cell) -> bool:
    """Tell whether a run's cell is this one: a grader may put its seed in a line before it."""
    return isinstance(source, str) and (
        source == cell.source or source.endswith(f"\n{cell.source}")
    )
