"""``coursekit release``: publishes the student copy of the course."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coursekit.cli.building import build, show_plan
from coursekit.cli.session import Session, command, dry_run_option, path_argument

if TYPE_CHECKING:
    from coursekit.errors import Problem
    from coursekit.pipeline import Workshop
    from coursekit.state import Receipt


@command("release")
@path_argument
@dry_run_option
@click.option(
    "--explain",
    is_flag=False,
    flag_value="all",
    metavar="[RULE]",
    help="Say what the leak gate looks for, and how to allow it.",
)
@click.option("--replace", is_flag=True, help="Undo what others committed to the release.")
def release(
    session: Session, path: Path, *, dry_run: bool, explain: str | None, replace: bool
) -> None:
    """Commit the student copy of the course to its release branch, if it changed.

    Students get the change when they click their link again; what they wrote stays. Before that,
    the leak gate looks for solutions, hidden tests, tokens and the like, in the whole history, too.
    """
    if explain is not None:
        _explain(session, explain)
        return
    from coursekit.pipeline import Workshop
    from coursekit.spec import load

    workshop = Workshop(load(path), replace=replace)
    if dry_run:
        _preview(session, workshop)
        return
    applied = build(session, workshop, "release")
    ran = {receipt.subject: receipt for receipt in applied.receipts if receipt.stage == "release"}
    for receipt in workshop.released():
        _report(session, receipt, ran=receipt.subject in ran)


def _report(session: Session, receipt: Receipt, *, ran: bool) -> None:
    fresh = ran and bool(receipt.results["fresh"])
    changed = list(receipt.results["changed"]) if fresh else []
    commit, unused = receipt.results["commit"], list(receipt.results.get("unused", ()))
    session.results.append(
        {
            "course": receipt.subject.partition(": ")[0],
            "commit": commit,
            "fresh": fresh,
            "changed": changed,
            "unused": unused,
        }
    )
    for entry in unused:
        session.tell(f"warning: release.allow: nothing needs {entry} any more: remove the line")
    if not fresh:
        session.show(f"No changes: students have {commit[:10]} already.")
        return
    session.show(f"Released {commit[:10]}, {len(changed)} files changed:")
    for name in changed:
        session.show(f"  {name}")


def _explain(session: Session, name: str) -> None:
    from coursekit.errors import CoursekitError
    from coursekit.release.rules import NAMES, explained, rule
    from coursekit.spec.problems import close_match

    if name not in (*NAMES, "all"):
        hint = close_match(name, list(NAMES)) or f"rules: {', '.join(NAMES)}"
        raise CoursekitError(f"the leak gate has no rule '{name}'", hint=hint)
    wanted = NAMES if name == "all" else (name,)
    session.results = [
        {"rule": one.name, "finds": one.looks_for, "leaves": one.never, "cure": one.cure}
        for one in map(rule, wanted)
    ]
    session.show(explained(wanted))


def _preview(session: Session, workshop: Workshop) -> None:
    """Show the plan, what would change for students, and what the leak gate would refuse."""
    plan = workshop.plan("release")
    show_plan(session, plan)
    if any(action.pending for action in plan.until("assignments").actions):
        session.show("\nWhat students would see is known once all is assigned: coursekit assign")
    problems: list[Problem] = []
    for preview in workshop.previews():
        session.results += [
            {"course": preview.course, "change": _as_json(item)} for item in preview.changes
        ]
        session.show(preview.text)
        problems += preview.problems
    if problems:
        from coursekit.errors import CoursekitError, ExitCode

        raise CoursekitError.of(problems, ExitCode.FOUND)


def _as_json(item: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(item)
