"""What the commands that build have in common: show a plan, or apply it and report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.cli.report import LineProgress, plan_text
from coursekit.cli.session import Session

if TYPE_CHECKING:
    from coursekit.apply import Applied
    from coursekit.pipeline import Workshop
    from coursekit.plan import Plan


def show_plan(session: Session, plan: Plan) -> None:
    """Print a plan; as results, its actions."""
    session.results = [
        {
            "stage": action.stage,
            "subject": action.subject,
            "reason": action.reason,
            "pending": action.pending,
        }
        for action in plan.actions
    ]
    session.show(plan_text(plan))


def build(session: Session, workshop: Workshop, until: str) -> Applied:
    """Apply all stages up to ``until``, with progress on standard error."""
    progress = LineProgress(quiet=session.quiet, verbose=session.verbose)
    try:
        applied = workshop.apply(until, progress)
    finally:
        progress.close()
    progress.summary(applied)
    return applied
