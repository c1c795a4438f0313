"""A notebook cut into cells, so that it can be put together again byte by byte."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from coursekit.assignments.notebook import QUESTION, name_in, pieces

_END = re.compile(r"^\s*#\s*END QUESTION\b", re.IGNORECASE)
_MARK = re.compile(r"^\s*#\s*(BEGIN|END) (TESTS|SOLUTION|PROMPT)\b", re.IGNORECASE)
_CHECK = re.compile(r"""^\s*(?:grader\.check|_ = ok\.grade|ok\.grade)\(\s*["']([^"']+)["']""")
SETTINGS, TEST = "settings", "test"
"""Kinds of what is no cell: the settings of a notebook, a test that stands among them."""


@dataclass(frozen=True)
class Cell:
    """One cell: what counts of it, and how it is written in its file."""

    kind: str
    source: str
    key: str
    """What counts: two cells with the same key are the same."""
    raw: str
    text: str = ""
    """What two changes of it are put together in, line by line."""
    id: str = ""
    number: int = 0
    """Counted from 1, in the notebook that it stands in."""
    name: str = ""
    """The question that begins, or is checked, here."""
    role: str = "text"
    """What it is for: settings, text, code, solution, tests."""


@dataclass(frozen=True)
class Block:
    """A question with all its cells, or a cell that belongs to none."""

    question: str
    cells: tuple[Cell, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What counts of it."""
        return tuple(cell.key for cell in self.cells)

    @property
    def head(self) -> Cell:
        """The cell that names it."""
        return next((cell for cell in self.cells if cell.name), self.cells[0])


class Book(Protocol):
    """A notebook of some format."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, in order."""

    def mixed(self, base: Cell, ours: Cell, theirs: Cell, text: str) -> Cell | None:
        """Return ``ours`` with another text; ``None`` if what is beside it clashes."""

    def taken(self, theirs: Cell, ours: Cell | None) -> Cell:
        """Return a cell of another notebook as it is written here, in the place of ``ours``."""

    def written(self, cells: Sequence[Cell]) -> str:
        """Return the file with these cells."""


def blocks(cells: Iterable[Cell]) -> list[Block]:
    """Group cells into questions: from BEGIN to END, or up to the check of a released one."""
    made: list[Block] = []
    open_, name = False, ""
    inside: list[Cell] = []
    tests = {}
    for cell in cells:
        if cell.kind == TEST:
            tests[cell.name] = cell
            continue
        if _raw(cell, QUESTION):
            made += [Block(name, tuple(inside))] if inside else []
            open_, name, inside = True, cell.name, []
        if open_:
            inside.append(cell)
            if _raw(cell, _END):
                made.append(Block(name, tuple(inside)))
                open_, name, inside = False, "", []
        elif cell.name:
            made = _checked(made, cell)
        else:
            made.append(Block("", (cell,)))
    made += [Block(name, tuple(inside))] if inside else []
    return [*_with_tests(made, tests)]


def _checked(made: list[Block], check: Cell) -> list[Block]:
    """Return the blocks with a released question at their end: its text, answers and check."""
    start = len(made)
    while start and _is(made[start - 1], "code"):
        start -= 1
    if start and _is(made[start - 1], "markdown"):
        start -= 1
    inside = tuple(cell for block in made[start:] for cell in block.cells)
    return [*made[:start], Block(check.name, (*inside, check))]


def _is(block: Block, kind: str) -> bool:
    return not block.question and block.cells[0].kind == kind


def _with_tests(made: list[Block], tests: dict[str, Cell]) -> Iterable[Block]:
    left = dict(tests)
    for block in made:
        own = left.pop(block.question, None) if block.question else None
        yield replace(block, cells=(*block.cells, own)) if own else block
    yield from (Block(name, (test,)) for name, test in left.items())


def with_roles(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Number cells, and say what each is for."""
    made = []
    within = ""
    number = 0
    for cell in cells:
        number += cell.kind not in (SETTINGS, TEST)
        mark = _MARK.match(cell.source)
        if mark and mark[1].upper() == "BEGIN":
            within = mark[2].lower()
        role = _role(cell, within)
        if mark and mark[1].upper() == "END":
            within = ""
        made.append(replace(cell, number=number, role=role, name=cell.name or _name(cell)))
    return tuple(made)


def _raw(cell: Cell, mark: re.Pattern[str]) -> str:
    """Return the settings in a cell that begin with a mark; markdown may hold them in fences."""
    if "QUESTION" not in cell.source.upper():
        return ""
    found = pieces({"cell_type": cell.kind, "source": cell.source})
    return next((text for kind, text in found if kind == "raw" and mark.match(text)), "")


def _role(cell: Cell, within: str) -> str:
    if cell.kind == TEST or within == "tests" or re.search(r"grader\.check\(", cell.source):
        return "tests"
    if within == "solution" or re.search(r"#\s*(BEGIN )?SOLUTION\b", cell.source):
        return "solution"
    if cell.kind in (SETTINGS, "raw"):
        return "settings"
    return "text" if cell.kind == "markdown" else "code"


def _name(cell: Cell) -> str:
    head = _raw(cell, QUESTION)
    if head:
        return name_in(head)
    check = _CHECK.match(cell.source) if cell.kind == "code" else None
    return check[1] if check else ""


def twice(found: Iterable[Block]) -> set[str]:
    """Return the names that several questions have."""
    count = Counter(block.question for block in found if block.question)
    return {name for name, often in count.items() if often > 1}
