"""``coursekit grade``: collects submissions, shows whose they are, and grades them."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coursekit.cli.building import build
from coursekit.cli.report import counting
from coursekit.cli.session import Session, command, dry_run_option, table
from coursekit.errors import CoursekitError, Where

if TYPE_CHECKING:
    from coursekit.grading.collected import Collected
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.collecting import Wanted
    from coursekit.pipeline.grading import Grades, Grading
    from coursekit.spec import Assignment, CourseFolder


@command("grade")
@click.argument("assignment")
@click.argument("submissions", nargs=-1, type=click.Path(path_type=Path))
@click.option("--project", type=click.Path(path_type=Path), default=".", help="Course or fleet.")
@click.option("--college", "colleges", multiple=True, help="Collect from this college's homes.")
@click.option("--all", "everyone", is_flag=True, help="Collect from the homes of all colleges.")
@click.option(
    "--roster", type=click.Path(path_type=Path), help="Class list (CSV) to find people on."
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("--timeout", default=300, show_default=True, help="Seconds for one submission.")
@click.option("--memory", help="Memory for one submission: 2G. Otherwise as on the hub.")
@click.option("--regrade", is_flag=True, help="Grade again what has been graded before, too.")
@dry_run_option
def grade(
    session: Session,
    assignment: str,
    submissions: tuple[Path, ...],
    project: Path,
    out: Path | None,
    **options: Any,
) -> None:
    """Grade SUBMISSIONS for ASSIGNMENT, such as lab01.

    SUBMISSIONS are notebooks, folders of them, otter's export zips, or what Canvas ("Download
    Submissions"), Moodle ("Download all submissions") or Gradescope ("Export Submissions") gives.

    The gradebook has a row for every submission, also for those that could not be graded.
    """
    from coursekit.pipeline import Workshop
    from coursekit.spec import load

    began = time.monotonic()
    workshop = Workshop(load(project))
    folder, item = _assignment(workshop, assignment)
    wanted = _wanted(workshop, item, submissions, options)
    results = out or workshop.course_state(folder.id).path / "grades" / item.name
    with _scratch(workshop, folder, results, dry_run=options["dry_run"]) as scratch:
        found = _collect(
            session, workshop, folder, item, wanted, scratch, dry_run=options["dry_run"]
        )
        if options["dry_run"]:
            return
        build(session, workshop, "proof")
        work = _work(workshop, folder, item, results, options)
        grades = _grade(session, workshop, folder, work, found)
    _report(session, work, grades, began)


@contextlib.contextmanager
def _scratch(
    workshop: Workshop, folder: CourseFolder, results: Path, *, dry_run: bool
) -> Iterator[Path]:
    """Give a folder to unpack in, that is nobody else's, and is gone afterwards."""
    from coursekit.pipeline import grading

    if dry_run:
        with tempfile.TemporaryDirectory(prefix="coursekit-grade-") as place:
            yield Path(place)
    else:
        with grading.results_folder(results, workshop.course_state(folder.id)) as place:
            yield place


def _collect(
    session: Session,
    workshop: Workshop,
    folder: CourseFolder,
    item: Assignment,
    wanted: Wanted,
    scratch: Path,
    *,
    dry_run: bool,
) -> Collected:
    """Collect, and show what was: as the result of a dry run, else on standard error."""
    from coursekit.cli import collected
    from coursekit.pipeline.collecting import collect

    homes = workshop.state.path / "homes"
    found = collect(wanted, workshop.project.fleet, folder, item, homes, scratch)
    roster = str(wanted.roster) if wanted.roster else ""
    text = collected.as_text(found, roster, everything=dry_run or session.verbose)
    if dry_run:
        session.results = collected.as_rows(found)
        session.show(f"{collected.people_table(found.submissions)}\n\n{text}")
    else:
        session.tell(f"{text}\n")
    return found


def _work(
    workshop: Workshop,
    folder: CourseFolder,
    item: Assignment,
    results: Path,
    options: dict[str, Any],
) -> Grading:
    from coursekit.grading.kept import Kept
    from coursekit.pipeline import grading
    from coursekit.pipeline.collecting import release_of

    autograder = workshop.autograder(folder.id, item.name)
    python = workshop.python(folder.id)
    if autograder is None or python is None:
        raise grading.no_autograder(item.name, Where(folder.root / "course.yml"))
    student = autograder.parent / "student" / Path(item.released).name
    state = workshop.course_state(folder.id)
    hub = workshop.project.fleet.defaults.limits
    return grading.Grading(
        item.name,
        autograder,
        release_of(student, autograder),
        python.parent.parent.name,
        state,
        Kept(results, state.write),
        grading.limits_of(_memory(options["memory"]) or hub.memory, options["timeout"]),
        regrade=options["regrade"],
    )


def _grade(
    session: Session, workshop: Workshop, folder: CourseFolder, work: Grading, found: Collected
) -> Grades:
    from coursekit.pipeline import grading

    python = workshop.python(folder.id)
    assert python is not None
    nursery = workshop.nursery(folder.id, python)
    total = len(found.submissions)
    done = 0
    with (
        workshop.locked(),
        counting(f"grading {work.assignment}", total, quiet=session.quiet) as step,
    ):

        def one_done() -> None:
            nonlocal done
            done += 1
            step()

        try:
            return grading.grade(work, found.submissions, nursery, one_done)
        except BaseException:
            workshop.interrupt()
            session.tell(f"{done} of {total} are done and kept in {work.kept.root}.")
            raise


def _report(session: Session, work: Grading, grades: Grades, began: float) -> None:
    from coursekit.pipeline import grading

    gradebook = grading.write_gradebook(work, grades)
    rows = []
    failed = 0
    for one in grades:
        failed += one.status != "graded"
        score = f"{one.total:g} / {one.possible:g}" if one.status == "graded" else one.status
        student = one.submission.student
        remark = "; ".join([*([one.message] if one.message else []), *one.notes])
        rows.append((student.college, student.shown, score, remark))
    session.result = {
        "gradebook": str(gradebook),
        "graded": len(rows) - failed,
        "failed": failed,
        "seconds": round(time.monotonic() - began, 1),
        "files": [str(gradebook)],
    }
    session.show(table(sorted(rows), ("COLLEGE", "STUDENT", "SCORE", "REMARK")))
    session.show(f"\n{len(rows) - failed} graded, {failed} could not be: {gradebook}")


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


def _wanted(
    workshop: Workshop, item: Assignment, paths: tuple[Path, ...], options: dict[str, Any]
) -> Wanted:
    from coursekit.pipeline.collecting import Wanted
    from coursekit.spec.problems import close_match

    known = list(workshop.project.fleet.colleges)
    colleges = known if options["everyone"] else list(dict.fromkeys(options["colleges"]))
    for college in colleges:
        if college not in known:
            hint = close_match(college, known) or f"colleges here: {', '.join(known)}"
            raise CoursekitError(f"no college '{college}'", hint=hint)
    if bool(paths) == bool(colleges):
        raise CoursekitError(
            "name submissions, or a college to collect them from",
            hint=f"coursekit grade {item.name} FOLDER, or coursekit grade {item.name} --all",
        )
    if options["timeout"] <= 0:
        raise CoursekitError("--timeout needs a number of seconds above 0", hint="such as 300")
    _memory(options["memory"])
    return Wanted(paths, tuple(colleges), options["roster"])


def _memory(text: str | None) -> int:
    """Return a size in bytes; 0 if none is given."""
    from pydantic import TypeAdapter, ValidationError

    from coursekit.spec.values import Size

    if text is None:
        return 0
    try:
        return int(TypeAdapter(Size).validate_python(text))
    except ValidationError as error:
        hint = "a size such as 512M or 2G"
        raise CoursekitError(f"--memory {text} is no size", hint=hint) from error
