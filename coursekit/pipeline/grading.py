"""Grades submissions in the environment of their course, several at a time."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.errors import CoursekitError, Where
from coursekit.grading.gradebook import Grade, as_csv, grade_of
from coursekit.grading.submissions import Submission
from coursekit.nursery import Nursery
from coursekit.state import State, cannot_write, digest

_EDITION = "1"


@dataclass(frozen=True)
class Grading:
    """What grading one assignment needs."""

    assignment: str
    autograder: Path
    python: Path
    state: State
    deadline: float
    """Seconds that one submission may take."""

    @property
    def folder(self) -> Path:
        """Where the gradebook goes, and each submission's result as it is done."""
        return self.state.path / "grades" / self.assignment


def grade(
    work: Grading,
    submissions: Sequence[Submission],
    nursery: Nursery,
    done: Callable[[Grade], None],
) -> list[Grade]:
    """Grade every submission; one that crashes or hangs costs only itself.

    Results are kept as they come: a run that was killed goes on, and an unchanged submission is
    not graded twice; what could not be graded is tried again the next time. ``done`` is called
    with each grade. Raises ``CoursekitError`` where results cannot be kept.
    """
    grades: list[Grade] = []
    pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)
    try:
        futures = [pool.submit(_one, work, submission, nursery) for submission in submissions]
        for future in as_completed(futures):
            grades.append(future.result())
            done(grades[-1])
    except OSError as error:
        raise cannot_write(work.folder, error) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return grades


def write_gradebook(work: Grading, grades: list[Grade]) -> Path:
    """Write the gradebook and return where it is."""
    place = work.folder / "gradebook.csv"
    try:
        work.state.write(place, as_csv(grades))
    except OSError as error:
        raise cannot_write(place, error) from error
    return place


def _one(work: Grading, submission: Submission, nursery: Nursery) -> Grade:
    try:
        content = submission.path.read_bytes()
        _require_notebook(content)
    except (OSError, ValueError, RecursionError) as error:
        return Grade(submission, "failed", message=f"not a notebook: {error}")
    autograder = work.autograder.read_bytes()
    key = digest(_EDITION, content, autograder, str(work.python))
    kept = work.folder / "results" / f"{key}.json"
    answer = _read(kept)
    if answer is None:
        answer = _run(work, submission, nursery)
        if answer.get("ok"):
            work.state.write(kept, json.dumps(answer) + "\n")
    return grade_of(submission, answer)


def _run(work: Grading, submission: Submission, nursery: Nursery) -> dict[str, Any]:
    with work.state.staging() as scratch:
        # otter looks at the name of the file it grades; students rename theirs.
        notebook = scratch / f"{work.assignment}.ipynb"
        shutil.copyfile(submission.path, notebook)
        try:
            return nursery.job(
                "grade",
                {"notebook": str(notebook), "autograder": str(work.autograder)},
                name=f"grade-{work.assignment}-{scratch.name}",
                cwd=scratch,
                deadline=work.deadline,
            )
        except CoursekitError as error:
            return {"ok": False, "error": error.problems[0].message}


def _require_notebook(content: bytes) -> None:
    data = json.loads(content.decode("utf-8"))
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise ValueError("it has no cells")  # noqa: TRY004 - one kind of error for one handler


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return None


def no_autograder(assignment: str, where: Where) -> CoursekitError:
    """Return the error for an assignment that nothing can grade."""
    return CoursekitError(
        f"{assignment} has no autograder",
        where,
        hint="name its otter zip in course.yml: autograder: keys/....zip",
    )
