"""``coursekit grade``: grades submissions into a gradebook."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursekit.cli.building import build
from coursekit.cli.report import counting
from coursekit.cli.session import Session, command, table
from coursekit.errors import CoursekitError, Where

if TYPE_CHECKING:
    from coursekit.grading.submissions import Submission
    from coursekit.pipeline import Workshop
    from coursekit.spec import Assignment, CourseFolder


@command("grade")
@click.argument("assignment")
@click.argument("submissions", nargs=-1, type=click.Path(path_type=Path))
@click.option("--project", type=click.Path(path_type=Path), default=".", help="Course or fleet.")
@click.option("--college", "colleges", multiple=True, help="Collect from this college's homes.")
@click.option("--all", "everyone", is_flag=True, help="Collect from the homes of all colleges.")
@click.option("--timeout", default=300, show_default=True, help="Seconds for one submission.")
def grade(
    session: Session,
    assignment: str,
    submissions: tuple[Path, ...],
    project: Path,
    colleges: tuple[str, ...],
    *,
    everyone: bool,
    timeout: int,
) -> None:
    """Grade SUBMISSIONS (notebooks, or folders of them) for ASSIGNMENT, such as lab01.

    The gradebook has a row for every submission, also for those that could not be graded.
    """
    from coursekit.pipeline import Workshop, grading
    from coursekit.spec import load

    began = time.monotonic()
    workshop = Workshop(load(project))
    folder, item = _assignment(workshop, assignment)
    found = _collect(workshop, folder, item, submissions, colleges, everyone=everyone)
    build(session, workshop, "proof")
    autograder = workshop.autograder(folder.id, item.name)
    python = workshop.python(folder.id)
    if autograder is None or python is None:
        raise grading.no_autograder(item.name, Where(folder.root / "course.yml"))
    state = workshop.course_state(folder.id)
    work = grading.Grading(item.name, autograder, python, state, timeout)
    nursery = workshop.nursery(folder.id, python)
    with (
        workshop.locked(),
        counting(f"grading {item.name}", len(found), quiet=session.quiet) as step,
    ):
        try:
            grades = grading.grade(work, found, nursery, lambda _: step())
        except BaseException:
            workshop.interrupt()
            raise
        gradebook = grading.write_gradebook(work, grades)
    failed = [one for one in grades if one.status == "failed"]
    session.result = {
        "gradebook": str(gradebook),
        "graded": len(grades) - len(failed),
        "failed": len(failed),
        "seconds": round(time.monotonic() - began, 1),
        "files": [str(gradebook)],
    }
    rows = [
        (
            one.submission.college,
            one.submission.student,
            f"{one.total:g} / {one.possible:g}" if one.status == "graded" else one.status,
            one.message,
        )
        for one in sorted(grades, key=lambda one: (one.submission.college, one.submission.student))
    ]
    session.show(table(rows, ("COLLEGE", "STUDENT", "SCORE", "REMARK")))
    session.show(f"\n{len(grades) - len(failed)} graded, {len(failed)} could not be: {gradebook}")


def _assignment(workshop: Workshop, wanted: str) -> tuple[CourseFolder, Assignment]:
    """Find the assignment named ``lab01``, ``data8:lab01`` or by its notebook's path."""
    from coursekit.spec.problems import close_match

    course, _, name = wanted.rpartition(":")
    found = [
        (folder, item)
        for folder in workshop.project.courses
        for item in folder.course.assignments
        if course in ("", folder.id) and name in (item.name, item.notebook)
    ]
    names = [item.name for folder in workshop.project.courses for item in folder.course.assignments]
    if not found:
        hint = close_match(wanted, names) or f"assignments here: {', '.join(names)}"
        raise CoursekitError(f"no assignment '{wanted}'", hint=hint)
    if len(found) > 1:
        several = ", ".join(f"{folder.id}:{item.name}" for folder, item in found)
        raise CoursekitError(f"'{wanted}' is in several courses", hint=f"name one of: {several}")
    return found[0]


def _collect(
    workshop: Workshop,
    folder: CourseFolder,
    item: Assignment,
    paths: tuple[Path, ...],
    colleges: tuple[str, ...],
    *,
    everyone: bool,
) -> tuple[Submission, ...]:
    from coursekit.grading.submissions import from_homes, from_paths
    from coursekit.spec.problems import close_match

    known = list(workshop.project.fleet.colleges)
    wanted = known if everyone else list(dict.fromkeys(colleges))
    for college in wanted:
        if college not in known:
            hint = close_match(college, known) or f"colleges here: {', '.join(known)}"
            raise CoursekitError(f"no college '{college}'", hint=hint)
    if bool(paths) == bool(wanted):
        raise CoursekitError(
            "name submissions, or a college to collect them from",
            hint=f"coursekit grade {item.name} FOLDER, or coursekit grade {item.name} --all",
        )
    if paths:
        return from_paths(paths, item.name)
    homes = workshop.state.path / "homes"
    found = from_homes(homes, wanted, folder.id, item.released)
    if not found:
        raise CoursekitError(
            f"nobody at {', '.join(wanted)} has opened {item.name} yet",
            Where(homes),
            hint="students' copies are collected from their homes once they clicked the link",
        )
    return found
