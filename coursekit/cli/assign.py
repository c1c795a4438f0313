"""``coursekit assign``: makes and proves the student notebooks."""

from __future__ import annotations

from pathlib import Path

from coursekit.cli.building import build, show_plan
from coursekit.cli.session import Session, command, dry_run_option, path_argument, table


@command("assign")
@path_argument
@dry_run_option
def assign(session: Session, path: Path, *, dry_run: bool) -> None:
    """Run otter assign on every assignment that changed.

    Keeps a result only if the solution earns all points and the blank notebook does not.
    """
    from coursekit.pipeline import Workshop
    from coursekit.spec import load

    workshop = Workshop(load(path))
    if dry_run:
        show_plan(session, workshop.plan("assignments"))
        return
    applied = build(session, workshop, "assignments")
    ran = {receipt.subject for receipt in applied.receipts if receipt.stage == "assignments"}
    for receipt in workshop.assigned():
        session.results.append(
            {
                "assignment": receipt.subject.partition(": ")[2],
                "questions": receipt.results["questions"],
                "manual": receipt.results["manual"],
                "points": receipt.results["points"],
                "status": "proven" if receipt.results["points"] is not None else "released",
                "cached": receipt.subject not in ran,
                "seconds": receipt.seconds,
            }
        )
    rows = [
        (
            str(row["assignment"]),
            str(row["questions"]),
            str(row["manual"]),
            "" if row["points"] is None else f"{row['points']:g}",
            f"{row['status']}, cached" if row["cached"] else str(row["status"]),
        )
        for row in session.results
    ]
    session.show(table(rows, ("ASSIGNMENT", "QUESTIONS", "MANUAL", "POINTS", "STATUS")))
