"""``coursekit assign``: makes and proves the student notebooks."""

from __future__ import annotations

import os
from pathlib import Path

from coursekit.cli.building import build, show_plan
from coursekit.cli.session import Session, command, dry_run_option, path_argument, table

_OURS = ("assignments", "proof")


@command("assign")
@path_argument
@dry_run_option
def assign(session: Session, path: Path, *, dry_run: bool) -> None:
    """Run otter assign on every assignment that changed, and prove it.

    The solution earns all points, alone and again; the blank notebook runs, and nothing is free.
    """
    from coursekit.pipeline import Workshop
    from coursekit.spec import load

    # An author will change a notebook and run this again: that is then 2 s faster. CI will not.
    workshop = Workshop(load(path), keep_warm=not os.environ.get("CI"))
    if dry_run:
        show_plan(session, workshop.plan("proof"))
        return
    applied = build(session, workshop, "proof")
    ran = {receipt.subject for receipt in applied.receipts if receipt.stage in _OURS}
    for made, proof in zip(workshop.assigned(), workshop.proven(), strict=True):
        session.results.append(
            {
                "assignment": made.subject.partition(": ")[2],
                "questions": made.results["questions"],
                "manual": made.results["manual"],
                "points": made.results["points"],
                "status": "proven" if made.results["points"] is not None else "released",
                "cached": made.subject not in ran,
                "seconds": round(made.seconds + proof.seconds, 2),
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
