"""``coursekit release``: publishes the student copy of the course."""

from __future__ import annotations

from pathlib import Path

from coursekit.cli.building import build, show_plan
from coursekit.cli.session import Session, command, dry_run_option, path_argument


@command("release")
@path_argument
@dry_run_option
def release(session: Session, path: Path, *, dry_run: bool) -> None:
    """Commit the student copy of the course to its release branch, if it changed.

    Students get the change when they click their link again; what they wrote stays.
    """
    from coursekit.pipeline import Workshop
    from coursekit.spec import load

    workshop = Workshop(load(path))
    if dry_run:
        show_plan(session, workshop.plan("release"))
        return
    applied = build(session, workshop, "release")
    ran = {receipt.subject: receipt for receipt in applied.receipts if receipt.stage == "release"}
    for receipt in workshop.released():
        fresh = receipt.subject in ran and bool(receipt.results["fresh"])
        changed = list(receipt.results["changed"]) if fresh else []
        session.results.append(
            {
                "course": receipt.subject.partition(": ")[0],
                "commit": receipt.results["commit"],
                "fresh": fresh,
                "changed": changed,
            }
        )
        if not fresh:
            session.show(f"No changes: students have {receipt.results['commit'][:10]} already.")
            continue
        session.show(f"Released {receipt.results['commit'][:10]}, {len(changed)} files changed:")
        for name in changed:
            session.show(f"  {name}")
