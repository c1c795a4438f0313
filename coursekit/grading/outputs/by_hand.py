"""Questions that a person grades: what was typed into ``manual.csv``, and what it adds to a grade.

Nothing that was typed is ever thrown away: an entry that can't be used stays in the file as it is,
and a problem names its line.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.errors import Problem, Where
from coursekit.grading.model import Grade
from coursekit.grading.outputs.people import Keys, aliases
from coursekit.grading.outputs.words import as_typed, many, points

COLUMNS = ("key", "question", "possible", "points", "comment", "answer", "version")
"""Columns of ``manual.csv``; ``version`` stands for the answer that was looked at."""
_BEFORE = ("points before", "comment before")
"""What the page showed when it was made; only files that a page wrote have them."""


@dataclass(frozen=True)
class Entry:
    """A row that somebody filled in."""

    key: str
    question: str
    points: str = ""
    """As typed."""
    comment: str = ""
    version: str = ""
    where: Where | None = None

    @property
    def typed(self) -> bool:
        """Whether there is anything in it that must not get lost."""
        return bool(self.points.strip() or self.comment.strip())


@dataclass(frozen=True)
class Mark:
    """What a person gave a student for a question."""

    question: str
    possible: float
    points: float | None = None
    comment: str = ""


@dataclass(frozen=True)
class Marked:
    """A grade together with what a person gave for it."""

    key: str
    """Stands for the student in the form."""
    grade: Grade
    marks: tuple[Mark, ...] = ()

    @property
    def pending(self) -> tuple[str, ...]:
        """Questions that wait for a person."""
        if self.grade.status != "graded":
            return ()
        return tuple(m.question for m in self.marks if m.points is None and m.possible > 0)

    @property
    def total(self) -> float | None:
        """All points; ``None`` as long as something is missing, so that it is no grade yet."""
        if self.grade.status != "graded" or self.pending:
            return None
        return self.grade.total + sum(mark.points or 0 for mark in self.marks)

    @property
    def possible(self) -> float:
        """The most points that could be had."""
        return self.grade.possible + sum(mark.possible for mark in self.marks)


@dataclass
class Sheet:
    """All that was typed so far, by student and question."""

    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    spare: list[Entry] = field(default_factory=list)
    """Second entries in one file: they do not count, and stay."""
    readable: bool = True
    """Whether all files could be read; if not, none of them may be written anew."""


def read(files: Iterable[tuple[Path, bytes]]) -> Sheet:
    """Read ``manual.csv`` and then the files that the pages wrote, in this order.

    A page's entry counts where ``manual.csv`` still says what the page showed when it was made;
    where both were changed, ``manual.csv`` stands, and a problem names the line.
    """
    sheet = Sheet()
    for path, content in files:
        for row, number in _rows(path, content, sheet):
            entry = Entry(
                row["key"].strip(),
                row["question"].strip(),
                as_typed(row["points"]).strip(),
                as_typed(row["comment"]),
                row["version"].strip(),
                Where(path, number),
            )
            _add(sheet, entry, [as_typed(row[name]) for name in _BEFORE if name in row])
    return sheet


def marked(
    grades: Iterable[Grade], manual: Sequence[tuple[str, float]], sheet: Sheet
) -> Iterator[Marked]:
    """Give every grade its key in the form, and what was typed for it.

    ``manual`` are the questions that a person grades, with their points; one that has tests, too,
    is left to them.
    """
    used = {key for key, _ in sheet.entries}
    keys = Keys()
    for grade in grades:
        fresh = keys.of(grade)
        known = [key for key in aliases(grade.submission.student) if key in used]
        key = fresh if fresh in used or not known else known[0]
        used.discard(key)
        tested = {question.name for question in grade.questions}
        yield Marked(
            key,
            grade,
            tuple(
                _mark(sheet.entries.get((key, name)), name, possible)
                for name, possible in manual
                if name not in tested
            ),
        )


def check(
    sheet: Sheet, manual: Sequence[tuple[str, float]], keys: Iterable[str]
) -> tuple[Problem, ...]:
    """Return everything that is wrong with what was typed, each with its line."""
    possible, students = dict(manual), set(keys)
    found, nobody = list(sheet.problems), list[Entry]()
    for entry in sheet.entries.values():
        if not entry.typed:
            continue
        if entry.question not in possible:
            hint = f"questions to mark: {', '.join(possible) or 'none'}; the row is kept"
            message = f"no question '{entry.question}' is marked by hand"
            found.append(Problem(message, entry.where, hint=hint))
        elif entry.key not in students:
            nobody.append(entry)
        elif entry.points and _wrong(entry.points, possible[entry.question]):
            message = f"{entry.question}: {_wrong(entry.points, possible[entry.question])}"
            hint = "type a number, or leave it empty; until then the question waits"
            found.append(Problem(message, entry.where, hint=hint))
    if nobody:
        lines = ", ".join(str(entry.where.line) for entry in nobody[:10] if entry.where)
        message = f"no submission of this run belongs to {many(len(nobody), 'row')} (line {lines})"
        hint = "nothing is lost: they are kept, and count when these students are graded again"
        found.append(Problem(message, nobody[0].where, hint=hint))
    return tuple(found)


def _rows(path: Path, content: bytes, sheet: Sheet) -> Iterator[tuple[Mapping[str, str], int]]:
    """Yield the rows of a file with the line that each begins in, as spreadsheets write them."""
    text = _decoded(content)
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    columns: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if columns is None:
                columns = [name.strip().lower() for name in cells]
                missing = [name for name in ("key", "question", "points") if name not in columns]
                if missing:
                    message = f"not the form for manual questions: no column '{missing[0]}'"
                    hint = "undo what changed its first row; what is typed below it is kept"
                    sheet.problems.append(Problem(message, Where(path, 1), hint=hint))
                    sheet.readable = False
                    return
            elif any(map(str.strip, cells)):
                padded = [*cells, *[""] * len(columns)]
                row = dict.fromkeys(COLUMNS, "") | dict(zip(columns, padded, strict=False))
                yield row, line
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "save it again as CSV; nothing of it is lost"
        sheet.problems.append(Problem(f"not a CSV file: {error}", Where(path, line), hint=hint))
        sheet.readable = False


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _add(sheet: Sheet, entry: Entry, before: Sequence[str]) -> None:
    place = (entry.key, entry.question)
    old = sheet.entries.get(place)
    if old is None or not old.typed:
        sheet.entries[place] = entry if entry.typed or old is None else old
        return
    same = (old.points, old.comment.strip()) == (entry.points, entry.comment.strip())
    if same or not entry.typed:
        return
    if before and (old.points, old.comment.strip()) == (before[0].strip(), before[-1].strip()):
        sheet.entries[place] = entry
        return
    if entry.where and old.where and entry.where.path == old.where.path:
        sheet.spare.append(entry)
    message = (
        f"{entry.question} of {entry.key} has two entries: {old.points or 'none'} in {old.where},"
        f" and {entry.points or 'none'} here"
    )
    hint = "the first one stands; remove the one that is wrong"
    sheet.problems.append(Problem(message, entry.where, hint=hint))


def _mark(entry: Entry | None, question: str, possible: float) -> Mark:
    if entry is None:
        return Mark(question, possible)
    usable = entry.points and not _wrong(entry.points, possible)
    given = _number(entry.points) if usable else None
    return Mark(question, possible, given, entry.comment.strip())


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _wrong(text: str, possible: float) -> str:
    """Say what is wrong with points as they were typed; empty if nothing is."""
    try:
        value = _number(text)
    except ValueError:
        return f"'{text[:40]}' is no number"
    if not math.isfinite(value):
        return f"'{text[:40]}' is no number"
    if value < 0:
        return f"{text} is less than nothing"
    if value > possible + 1e-9:
        return f"{text} points, and {points(possible)} is the most"
    return ""
