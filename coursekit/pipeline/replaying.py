"""Grades an earlier run's submissions again, with the packages and the autograder of today."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from coursekit.errors import CoursekitError, Where
from coursekit.grading import index
from coursekit.grading.collected import Collected
from coursekit.grading.index import Entry, Run
from coursekit.grading.kept import Kept
from coursekit.grading.model import Grade, Submission, grade_of
from coursekit.grading.replay import Change, as_csv, compare
from coursekit.pipeline.grading import Grades, Grading
from coursekit.state import cannot_write


@dataclass(frozen=True)
class Earlier:
    """An earlier run: its list, and its results folder."""

    run: Run
    kept: Kept

    @property
    def gradable(self) -> tuple[Entry, ...]:
        """The entries that had something to grade."""
        return tuple(one for one in self.run.entries if one.content)

    def collected(self) -> Collected:
        """Return its submissions; raises ``CoursekitError`` if they are gone."""
        found = []
        for one in self.gradable:
            stored = self.kept.stored(one.content, self.run.assignment)
            if not stored.notebook.is_file():
                raise CoursekitError(
                    "what was handed in is no longer in these results",
                    Where(stored.notebook),
                    hint="grade the submissions themselves: name the zip or the folder they are in",
                )
            files, names = _below(stored.notebook.parent / "files")
            found.append(
                Submission(
                    one.identity,
                    stored.notebook,
                    one.origin,
                    files=files,
                    names=names,
                    handed_in=one.handed_in,
                    late=one.late,
                )
            )
        return Collected((), tuple(found))

    def grades(self) -> Iterator[Grade | None]:
        """Yield what each came to then; ``None`` where that is not known."""
        for one in self.gradable:
            answer = self.kept.answer(one.key, dict.fromkeys(("wall", "memory", "output"), 0.0))
            place = Submission(one.identity, None, one.origin)
            yield grade_of(place, answer.model_dump()) if answer is not None else None


@dataclass(frozen=True)
class Replayed:
    """What a replay came to."""

    changes: tuple[Change, ...]
    compared: int
    packages: tuple[tuple[str, str, str], ...]
    """Name, version before, version now."""
    autograder: bool
    """Whether the autograder is another one."""
    table: Path


def earlier(folder: Path, kept: Kept) -> Earlier:
    """Read an earlier run; ``kept`` is its results folder. Raises ``CoursekitError``."""
    return Earlier(index.read(folder), kept)


def list_run(work: Grading, course: str, grades: Grades, packages: dict[str, str]) -> None:
    """Write the list of a run into its results folder."""
    entries = [index.entry(one.submission, one.content, one.key) for one in grades.graded]
    run = Run(
        course=course,
        assignment=work.assignment,
        autograder=hashlib.sha256(work.autograder.read_bytes()).hexdigest(),
        packages=packages,
        entries=tuple(entries),
    )
    try:
        work.state.write(work.kept.root / index.NAME, run.model_dump_json(indent=1) + "\n")
    except OSError as error:
        raise cannot_write(work.kept.root, error) from error


def replayed(work: Grading, old: Earlier, grades: Grades, packages: dict[str, str]) -> Replayed:
    """Compare, and write the table of what changed."""
    changes: list[Change] = []
    compared = 0
    for before, after in zip(old.grades(), grades, strict=True):
        if before is not None:
            compared += 1
            scores = {question.name: question.score for question in before.questions}
            changes += compare(before, replace(after, questions=after.questions, replayed=scores))
    place = work.kept.root / "replay.csv"
    try:
        work.state.write(place, as_csv(changes))
    except OSError as error:
        raise cannot_write(place, error) from error
    return Replayed(
        tuple(changes),
        compared,
        tuple(index.packages_changed(old.run.packages, packages)),
        hashlib.sha256(work.autograder.read_bytes()).hexdigest() != old.run.autograder,
        place,
    )


def _below(folder: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(files), tuple(path.relative_to(folder).as_posix() for path in files)
