"""What a release changes for students: file by file, and in notebooks cell by cell."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coursekit.release.contents import Cell, cells, notebook_of

_CHECK = re.compile(r"""\b(?:grader\.check|ok\.grade)\(\s*["']([^"']+)["']""")
_PROMPT = re.compile(r"^\s*_?Type your answer here, replacing this text", re.IGNORECASE)
_BLANK = re.compile(r"(?:^|=)\s*\.\.\.\s*$", re.MULTILINE)


@dataclass(frozen=True)
class CellChange:
    """A cell that is added, changed or removed, and what differs in its lines."""

    kind: str
    cell: int
    """Its number in the new notebook; in the old one if it is removed."""
    question: str
    """The question that it is the answer to, or nothing."""
    filled: bool
    """Whether students have likely written in it, so that theirs stays and this is not seen."""
    lines: tuple[str, ...] = ()
    """``- old`` and ``+ new``."""


@dataclass(frozen=True)
class FileChange:
    """A file that is added, changed or removed."""

    path: str
    kind: str
    cells: tuple[CellChange, ...] = ()
    tests: tuple[str, ...] = ()
    """Questions whose public tests differ."""
    added: int = 0
    removed: int = 0
    """Lines, of text files."""

    @property
    def filled(self) -> int:
        """How many of the cells students have likely filled in."""
        return sum(cell.filled for cell in self.cells)


def change(path: str, old: bytes | None, new: bytes | None) -> FileChange:
    """Return how a file changes; ``None`` where there is none."""
    kind = "added" if old is None else "removed" if new is None else "changed"
    before = notebook_of(old) if old is not None else None
    after = notebook_of(new) if new is not None else None
    if before is not None and after is not None:
        return FileChange(path, kind, tuple(_cells(before, after)), _tests(before, after))
    if before is not None:
        gone = [CellChange("removed", n, q, True) for n, q in _answers([*cells(before)])]
        return FileChange(path, kind, tuple(gone))
    added, removed = _counted(_lines(old), _lines(new))
    return FileChange(path, kind, added=added, removed=removed)


def _cells(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[CellChange]:
    old, new = [*cells(before)], [*cells(after)]
    answers = dict(_answers(old))
    fresh = dict(_answers(new))
    for was, now in _matched(old, new, _keys(before, after)):
        if was is not None and now is not None:
            if was.source == now.source and was.kind == now.kind:
                continue
            filled = was.number in answers
            question = answers.get(was.number) or fresh.get(now.number, "")
            yield CellChange("changed", now.number, question, filled, _diff(was.source, now.source))
        elif now is not None:
            lines = _diff("", now.source)
            yield CellChange("added", now.number, fresh.get(now.number, ""), False, lines)
        elif was is not None:
            question = answers.get(was.number, "")
            lines = _diff(was.source, "")
            yield CellChange("removed", was.number, question, was.number in answers, lines)


def _keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return what each cell is known by: its id, or its content where ids are missing or new."""
    ids = [{cell.get("id") for cell in book["cells"]} - {None} for book in (before, after)]
    both = ids[0] & ids[1]

    def key(cell: Mapping[str, Any]) -> str:
        found = cell.get("id")
        return str(found) if found in both else f"{cell.get('cell_type')} {cell.get('source')}"

    return [key(cell) for cell in before["cells"]], [key(cell) for cell in after["cells"]]


def _matched(
    old: Sequence[Cell], new: Sequence[Cell], keys: tuple[list[str], list[str]]
) -> Iterator[tuple[Cell | None, Cell | None]]:
    """Pair the cells of both notebooks, in order."""
    matcher = difflib.SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
    for _, a1, a2, b1, b2 in matcher.get_opcodes():
        left, right = old[a1:a2], new[b1:b2]
        pairs = min(len(left), len(right))
        if [cell.kind for cell in left[:pairs]] != [cell.kind for cell in right[:pairs]]:
            pairs = 0
        yield from zip(left[:pairs], right[:pairs], strict=True)
        yield from ((cell, None) for cell in left[pairs:])
        yield from ((None, cell) for cell in right[pairs:])


def _answers(found: Sequence[Cell]) -> Iterator[tuple[int, str]]:
    """Yield the number of each cell that students write in, and its question as far as known."""
    question = ""
    tagged = any("otter_answer_cell" in cell.tags for cell in found)
    marks: list[tuple[int, str]] = []
    for cell in reversed(found):
        check = _CHECK.search(cell.source)
        if check:
            question = check[1]
        elif _is_answer(cell, tagged=tagged):
            marks.append((cell.number, question))
        elif cell.kind == "markdown":
            question = ""
    yield from reversed(marks)


def _is_answer(cell: Cell, *, tagged: bool) -> bool:
    """Tell whether students write in a cell; in a notebook without otter's tags, by its blanks."""
    if "otter_answer_cell" in cell.tags or _PROMPT.match(cell.source):
        return True
    return not tagged and cell.kind == "code" and bool(_BLANK.search(cell.source))


def _tests(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    old, new = _public_tests(before), _public_tests(after)
    return tuple(sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name)))


def _public_tests(notebook: Mapping[str, Any]) -> Mapping[str, Any]:
    otter = (notebook.get("metadata") or {}).get("otter") or {}
    return dict(otter.get("tests") or {})


def _diff(old: str, new: str) -> tuple[str, ...]:
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return tuple(line.rstrip() for line in lines if line.startswith(("- ", "+ ")))


def _lines(data: bytes | None) -> list[str] | None:
    try:
        return [] if data is None else data.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return None


def _counted(old: list[str] | None, new: list[str] | None) -> tuple[int, int]:
    if old is None or new is None:
        return 0, 0
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=len(old) > 2000)
    kept = sum(block.size for block in matcher.get_matching_blocks())
    return len(new) - kept, len(old) - kept
