"""``coursekit grade --replay``: what last term's submissions come to with today's packages."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from coursekit.cli.building import build
from coursekit.cli.grade import graded, grading_room, unpacking
from coursekit.cli.grade_options import assignment_of
from coursekit.cli.session import Session, table
from coursekit.errors import CoursekitError, ExitCode
from coursekit.grading.kept import Kept
from coursekit.pipeline import Workshop, grade_files, replaying
from coursekit.pipeline.replaying import Replayed

_MOST = 40


def replay(
    session: Session,
    workshop: Workshop,
    assignment: str,
    submissions: tuple[Path, ...],
    out: Path | None,
    options: dict[str, Any],
) -> None:
    """Grade an earlier run's submissions again; ends with exit code 4 if a score changed."""
    began = time.monotonic()
    place: Path = options["replay"].absolute()
    if submissions or options["colleges"] or options["everyone"] or options["roster"]:
        raise CoursekitError(
            "--replay has its submissions from the earlier run",
            hint=f"leave the others out: coursekit grade --replay {options['replay']}",
        )
    first = workshop.course_state(workshop.project.courses[0].id)
    old = replaying.earlier(place, Kept(place, first.write))
    folder, item = assignment_of(workshop, assignment or _name(workshop, old))
    results = (
        out.absolute()
        if out
        else workshop.course_state(folder.id).path / "grades" / f"{item.name}-replay"
    )
    found = old.collected()
    session.tell(f"{place}: {len(found.submissions)} submissions of {old.run.assignment}\n")
    if options["dry_run"]:
        return
    with unpacking(workshop, folder, results, dry_run=False):
        build(session, workshop, "proof")
        with grading_room(workshop, folder, item, results, options) as (work, nursery):
            grades = graded(session, workshop, work, nursery, found)
        packages = workshop.packages(folder.id)
        replaying.list_run(work, folder.id, grades, packages)
        came = replaying.replayed(work, old, grades, packages)
        written = grade_files.write(work, grades, found, folder, item, None)
    failed = sum(one.status != "graded" for one in grades)
    session.result = {
        "gradebook": str(written.gradebook),
        "graded": len(grades) - failed,
        "failed": failed,
        "seconds": round(time.monotonic() - began, 1),
        "files": [str(came.table), *grade_files.shown(written.files)],
        **_as_json(came),
    }
    session.show(_as_text(came))
    if came.changes:
        session.code = ExitCode.FOUND


def _name(workshop: Workshop, old: replaying.Earlier) -> str:
    known = {folder.id for folder in workshop.project.courses}
    course = f"{old.run.course}:" if old.run.course in known else ""
    return f"{course}{old.run.assignment}"


def _as_json(came: Replayed) -> dict[str, Any]:
    return {
        "compared": came.compared,
        "changed": [
            {
                "student": one.grade.submission.student.shown,
                "college": one.grade.submission.student.college,
                "question": one.question,
                "before": one.before,
                "after": one.after,
                "case": one.case,
                "message_before": one.said_before,
                "message_after": one.said_after,
            }
            for one in came.changes
        ],
        "packages": [
            {"package": name, "before": before, "after": after}
            for name, before, after in came.packages
        ],
        "autograder_changed": came.autograder,
    }


def _as_text(came: Replayed) -> str:
    lines = []
    if came.changes:
        rows = [
            (
                one.grade.submission.student.college,
                one.grade.submission.student.shown,
                one.question or "(all)",
                one.before,
                one.after,
                one.why[:120],
            )
            for one in came.changes[:_MOST]
        ]
        lines += [table(rows, ("COLLEGE", "STUDENT", "QUESTION", "BEFORE", "NOW", "WHY")), ""]
    lines += [f"package {name}: {old or 'none'} -> {new or 'none'}"
              for name, old, new in came.packages]  # fmt: skip
    lines += ["The autograder is another one."] if came.autograder else []
    if not came.packages and not came.autograder:
        lines.append("Packages and autograder are the same as then.")
    students = len({id(one.grade) for one in came.changes})
    told = f"changed for {students} of {came.compared}" if students else "no score changed"
    lines.append(f"\n{came.compared} compared, {told}: {came.table}")
    return "\n".join(lines)
