"""Everything that grading writes into its results folder, as names and texts.

Pure: models in, text out. Nothing here grows with the number of submissions but rows of tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from coursekit.errors import Problem
from coursekit.grading.model import Grade, Identity
from coursekit.grading.outputs import (
    canvas,
    feedback,
    form,
    gradebook,
    gradescope,
    moodle,
    summary,
)
from coursekit.grading.outputs.answers import Answer, answers, template
from coursekit.grading.outputs.by_hand import Marked, Sheet, check, marked
from coursekit.grading.outputs.feedback import About
from coursekit.grading.outputs.people import Keys
from coursekit.grading.outputs.tally import Tally
from coursekit.grading.outputs.words import STATUS, points

Source = Literal["", "canvas", "moodle", "gradescope"]


@dataclass(frozen=True)
class Work:
    """What there is to write down."""

    grades: Iterable[Grade]
    """Can be gone through again and again, each time in the same order; from disk, if many."""
    name: str
    """Of the assignment: ``lab01``."""
    title: str
    course: str = ""
    manual: Sequence[tuple[str, float]] = ()
    """Questions that a person grades, with their points (``Outline.manual``)."""
    marked: Sequence[str] = ()
    """``Outline.marked``."""
    released: str = ""
    """The student notebook of the release."""
    notebook: Callable[[Grade], str] = lambda _: ""
    """Reads what a student handed in; called only for manual questions."""
    sheet: Sheet = field(default_factory=Sheet)
    """What was typed for them so far (``by_hand.read``)."""
    config: Mapping[str, Any] = field(default_factory=dict)
    """The autograder's ``otter_config.json``."""
    missing: Sequence[Identity] = ()
    """Who is on the roster and handed nothing in."""
    source: Source = ""
    """Whose numbers ``Identity.id`` are; empty if they are neither's."""
    canvas: canvas.Export | None = None
    worksheet: tuple[Path, bytes] | None = None
    """Moodle's own grading worksheet."""
    secret: str = ""
    """Kept with the results: without it, nobody can work out the name of a feedback page."""


def written(work: Work, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """Yield every file: its name in the results folder, and its text.

    What staff should put right is added to ``problems``. Raises ``CoursekitError`` where a file of
    Canvas or Moodle does not fit, before anything else is yielded.
    """
    writer = _Writer(work, problems)
    writer.look()
    yield from writer.for_systems()
    yield from writer.for_students()
    yield from writer.to_mark()
    yield from writer.for_staff()


class _Writer:
    def __init__(self, work: Work, problems: list[Problem]) -> None:
        self.work = work
        self.problems = problems
        show = bool(work.config.get("show_hidden"))
        self.about = About(work.title, work.course, show)
        self.tally = Tally()
        self.index: list[tuple[str, str, str, str, str]] = []
        self.column = (
            canvas.column(work.canvas, work.title, work.name) if work.canvas is not None else 0
        )
        self.manual: Sequence[tuple[str, float]] = work.manual

    def all(self) -> Iterator[Marked]:
        return marked(self.work.grades, self.manual, self.work.sheet)

    def look(self) -> None:
        """Go through all grades once, and count."""
        tested = {question.name for grade in self.work.grades for question in grade.questions}
        self.manual = [one for one in self.work.manual if one[0] not in tested]
        names, keys = Keys(f"feedback {self.work.secret}"), set()
        for one in self.all():
            address = f"feedback/{names.of(one.grade)}.html"
            keys.add(one.key)
            self.tally.add(one, address)
            who = one.grade.submission.student
            score = "" if one.total is None else f"{points(one.total)} of {points(one.possible)}"
            said = "waits for a person" if one.pending else STATUS[one.grade.status]
            self.index.append((who.college, who.shown, said, score, address))
        self.problems += check(self.work.sheet, self.manual, keys)

    def for_systems(self) -> Iterator[tuple[str, str]]:
        """Yield what Canvas, Moodle and Gradescope import, and the gradebook."""
        work, tally = self.work, self.tally
        theirs = work.source == "moodle"
        own = [*tally.questions]
        own += [name for name, _ in self.manual if name not in own]
        yield "gradebook.csv", gradebook.as_csv(self.all(), own)
        yield "canvas.csv", self._canvas()
        yield "moodle.csv", moodle.as_csv(self.all(), work.title, ids=theirs)
        if work.worksheet is not None:
            text, found = moodle.filled(*work.worksheet, self.all(), ids=theirs)
            self.problems += found
            yield "moodle-worksheet.csv", text
        elif theirs:
            yield "moodle-worksheet.csv", moodle.worksheet(self.all())

    def _canvas(self) -> str:
        work, ids = self.work, self.work.source == "canvas"
        if work.canvas is None:
            text, found = canvas.made(self.all(), work.title, self.tally.possible, ids=ids)
        else:
            text, found = canvas.filled(work.canvas, self.column, self.all(), ids=ids)
            other = canvas.other_points(work.canvas, self.column, self.tally.possible)
            found = (*found, *([other] if other else []))
        self.problems += found
        return text

    def for_students(self) -> Iterator[tuple[str, str]]:
        """Yield a feedback page and Gradescope's results for each submission."""
        names = Keys(f"feedback {self.work.secret}")
        for one in self.all():
            name = names.of(one.grade)
            yield f"feedback/{name}.html", feedback.as_html(one, self.about)
            results = gradescope.results(one, self.work.config)
            yield f"gradescope/{name}/results.json", _json(results)

    def to_mark(self) -> Iterator[tuple[str, str]]:
        """Yield the form for manual questions: the pages first, ``manual.csv`` in the end.

        A ``manual.csv`` that could not be read is left alone: somebody typed into it.
        """
        if not self.manual:
            return
        made: list[tuple[str, str, int]] = []
        waiting: dict[str, int] = {}
        for number, (question, _) in enumerate(self.manual, start=1):
            for name, text, count in form.pages(
                question, number, self._answers([question]), self.about
            ):
                made.append((question, name, count))
                yield f"manual/{name}", text
            waiting[question] = 0
        for one in self.all():
            for mark in one.marks:
                waiting[mark.question] += mark.points is None
        yield "manual.html", form.overview(made, waiting, self.about)
        if not self.work.sheet.readable:
            return
        every = self._answers([name for name, _ in self.manual])
        yield "manual.csv", form.as_csv(every, self.work.sheet)

    def _answers(self, questions: Sequence[str]) -> Iterator[form.ToMark]:
        released = template(self.work.released, self.work.marked)
        possible = dict(self.manual)
        for one in self.all():
            found = answers(self.work.notebook(one.grade), released, questions)
            for name in questions:
                entry = self.work.sheet.entries.get((one.key, name))
                answer = found.get(name, Answer())
                yield form.ToMark(one.key, name, possible[name], answer, entry)

    def for_staff(self) -> Iterator[tuple[str, str]]:
        """Yield the summary, and the index of all students."""
        yield "students.html", summary.students(self.index, self.about)
        told = self.tally.as_json(self.work.missing, self.problems)
        yield "summary.json", _json({"assignment": self.work.name, **told})
        page = summary.as_html(
            self.tally, self.about, self.work.missing, self.problems, manual=bool(self.manual)
        )
        yield "summary.html", page


def _json(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "replace").decode()
