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
from coursekit.errors import Where

if TYPE_CHECKING:
    from coursekit.grading.collected import Collected
    from coursekit.nursery import Nursery
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.collecting import Wanted
    from coursekit.pipeline.grade_files import Written
    from coursekit.pipeline.grading import Grades, Grading
    from coursekit.spec import Assignment, CourseFolder


@command("grade")
@click.argument("assignment", required=False, default="")
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
@click.option(
    "--replay",
    type=click.Path(path_type=Path),
    help="Results of an earlier run: grade its submissions again, list what changed.",
)
@click.option(
    "--trust", is_flag=True, help="Grade without a sandbox, where this machine gives none."
)
@click.option(
    "--engine",
    type=click.Choice(["prefork", "docker"]),
    default="prefork",
    show_default=True,
    help="Run submissions here, or in the course's image.",
)
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
    from coursekit.cli.grade_options import assignment_of, wanted_of
    from coursekit.cli.grade_replay import replay
    from coursekit.pipeline import Workshop, grade_files, replaying
    from coursekit.spec import load

    began = time.monotonic()
    workshop = Workshop(load(project))
    if options["replay"] is not None:
        replay(session, workshop, assignment, submissions, out, options)
        return
    folder, item = assignment_of(workshop, assignment)
    wanted = wanted_of(workshop, item, submissions, options)
    results = (
        out.absolute() if out else workshop.course_state(folder.id).path / "grades" / item.name
    )
    with unpacking(workshop, folder, results, dry_run=options["dry_run"]) as scratch:
        found = _collect(
            session, workshop, folder, item, wanted, scratch, dry_run=options["dry_run"]
        )
        if options["dry_run"]:
            return
        build(session, workshop, "proof")
        with grading_room(workshop, folder, item, results, options) as (work, nursery):
            grades = graded(session, workshop, work, nursery, found)
        replaying.list_run(work, folder.id, grades, workshop.packages(folder.id))
        written = grade_files.write(work, grades, found, folder, item, wanted.roster)
    _report(session, grades, written, began)


@contextlib.contextmanager
def unpacking(
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
    from coursekit.pipeline.cluster import is_cluster
    from coursekit.pipeline.collecting import collect

    homes = workshop.state.path / "homes"
    if wanted.colleges and is_cluster(workshop.project):
        homes = _brought(session, workshop, folder, item, wanted, scratch / "cluster")
    found = collect(wanted, workshop.project.fleet, folder, item, homes, scratch)
    roster = str(wanted.roster) if wanted.roster else ""
    text = collected.as_text(found, roster, everything=dry_run or session.verbose)
    if dry_run:
        session.results = collected.as_rows(found)
        session.show(f"{collected.people_table(found.submissions)}\n\n{text}")
    else:
        session.tell(f"{text}\n")
    return found


def _brought(
    session: Session,
    workshop: Workshop,
    folder: CourseFolder,
    item: Assignment,
    wanted: Wanted,
    into: Path,
) -> Path:
    """Bring what students have in their cluster's homes to a folder here, laid out as homes are."""
    from coursekit.pipeline.cluster_homes import ClusterHomes

    there = ClusterHomes(workshop, wanted.colleges)
    with counting("homes", len(there.found), quiet=session.quiet) as step:
        there.bring(item.released, folder.id, into, step)
    return into


@contextlib.contextmanager
def grading_room(
    workshop: Workshop,
    folder: CourseFolder,
    item: Assignment,
    results: Path,
    options: dict[str, Any],
) -> Iterator[tuple[Grading, Nursery]]:
    """Give what grading needs, and what runs it, once everything is built."""
    from coursekit.cli.grade_options import memory_of
    from coursekit.grading.kept import Kept
    from coursekit.pipeline import grading
    from coursekit.pipeline.collecting import release_of
    from coursekit.pipeline.sandbox import Sandbox

    autograder = workshop.autograder(folder.id, item.name)
    python = workshop.python(folder.id)
    if autograder is None or python is None:
        raise grading.no_autograder(item.name, Where(folder.root / "course.yml"))
    state = workshop.course_state(folder.id)
    hub = workshop.project.fleet.defaults.limits
    limits = grading.limits_of(memory_of(options["memory"]) or hub.memory, options["timeout"])
    trust = options["trust"]
    with contextlib.ExitStack() as stack:
        nursery: Nursery
        if options["engine"] == "docker":
            from coursekit.pipeline.grading_image import image_room

            reads = (autograder.parent, results)
            room = stack.enter_context(image_room(workshop, folder, reads, limits, trust=trust))
            nursery, sandbox, environment = room.nursery, room.sandbox, room.image
        else:
            nursery = workshop.nursery(folder.id, python)
            sandbox = Sandbox.found(workshop.project.root, folder.root, results, trust=trust)
            environment = python.parent.parent.name
        work = grading.Grading(
            item.name,
            autograder,
            release_of(autograder.parent / "student" / Path(item.released).name, autograder),
            environment,
            state,
            Kept(results, state.write),
            limits,
            sandbox,
            same_process=workshop.same_process(folder.id, item.name),
            regrade=options["regrade"],
        )
        yield work, nursery


def graded(
    session: Session, workshop: Workshop, work: Grading, nursery: Nursery, found: Collected
) -> Grades:
    """Grade, with progress; a Ctrl-C keeps what is done, and says so."""
    session.tell(f"Sandbox: {work.sandbox.described}")
    from coursekit.pipeline import grading

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


def _report(session: Session, grades: Grades, written: Written, began: float) -> None:
    """Show every score, and say where everything is."""
    from coursekit.pipeline.grade_files import shown

    rows = []
    failed = 0
    for one in grades:
        failed += one.status != "graded"
        score = f"{one.total:g} / {one.possible:g}" if one.status == "graded" else one.status
        student = one.submission.student
        remark = "; ".join([*([one.message] if one.message else []), *one.notes])
        rows.append((student.college, student.shown, score, remark))
    session.result = {
        "gradebook": str(written.gradebook),
        "graded": len(rows) - failed,
        "failed": failed,
        "seconds": round(time.monotonic() - began, 1),
        "files": shown(written.files),
    }
    session.show(table(sorted(rows), ("COLLEGE", "STUDENT", "SCORE", "REMARK")))
    count = f"{len(rows) - failed} graded, {failed} could not be"
    session.show(f"\n{count}: {written.gradebook.parent}")
    for name in shown(written.files):
        session.show(f"  {Path(name).name}{'/' if name.endswith('/') else ''}")
    for problem in written.problems:
        session.tell(f"\nwarning: {problem.message}\n next: {problem.hint}")
