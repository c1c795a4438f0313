"""The words in which a dry run tells what students will get."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coursekit.errors import Problem
from coursekit.release.changes import CellChange, FileChange
from coursekit.release.message import by_assignment
from coursekit.spec import Course

_LINES = 12


@dataclass(frozen=True)
class Preview:
    """What the next release of a course would change, and why it would be refused."""

    course: str
    changes: tuple[FileChange, ...]
    text: str = field(compare=False)
    problems: tuple[Problem, ...] = ()


def preview_text(course: Course, changes: Sequence[FileChange]) -> str:
    """Return what ``changes`` mean for students, by assignment."""
    if not changes:
        return "Students would see no change."
    found = {change.path: change for change in changes}
    lines = ["", "What students would see:"]
    for title, paths in by_assignment(course, dict.fromkeys(found, "")).items():
        lines += ["", title or "Files"]
        for path in paths:
            lines += _file(found[path])
    filled = sum(change.filled for change in changes)
    if filled:
        cells = "1 cell" if filled == 1 else f"{filled} cells"
        lines += [
            "",
            f"warning: {cells} changed that students have likely filled in. A student's own lines"
            " win:",
            "  who has answered keeps the old cell and never sees the change. Tell them, or add a"
            " new cell.",
        ]
    return "\n".join(lines)


def _file(change: FileChange) -> Iterator[str]:
    counts = f" (+{change.added} -{change.removed} lines)" if change.added + change.removed else ""
    yield f"  {change.kind} {change.path}{counts}"
    for cell in change.cells:
        yield f"    {_cell(cell)}"
        yield from (f"      {line}" for line in cell.lines[:_LINES])
        if len(cell.lines) > _LINES:
            yield f"      and {len(cell.lines) - _LINES} lines more"
    if change.tests:
        yield f"    public tests of {', '.join(change.tests)}"


def _cell(cell: CellChange) -> str:
    answer = f", the answer to {cell.question}" if cell.question else ""
    warning = " (students have likely filled it in)" if cell.filled else ""
    return f"{cell.kind} cell {cell.cell}{answer}{warning}"
