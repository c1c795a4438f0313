"""``coursekit check``: finds everything that is wrong, and changes nothing."""

from __future__ import annotations

from pathlib import Path

from coursekit.cli.session import Session, command, path_argument


@command("check")
@path_argument
def check(session: Session, path: Path) -> None:
    """Read every file of PATH that coursekit reads, and report all that is wrong at once."""
    from coursekit.pipeline.checking import findings
    from coursekit.spec import load
    from coursekit.spec.fleet import callbacks

    project = load(path)
    findings(project)
    session.results = [
        {"course": folder.id, "assignments": len(folder.course.assignments)}
        for folder in project.courses
    ]
    count = sum(len(folder.course.assignments) for folder in project.courses)
    session.show(
        f"No problems: {len(project.courses)} course(s), {count} assignments,"
        f" {len(project.fleet.colleges)} college(s)."
    )
    for college, address in callbacks(project.fleet):
        session.show(f"{college}: its provider has to know the redirect address {address}")
