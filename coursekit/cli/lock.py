"""``coursekit lock``: resolves the environment to exact, hashed versions."""

from __future__ import annotations

from pathlib import Path

import click

from coursekit.cli.building import build, show_plan
from coursekit.cli.session import Session, command, dry_run_option, path_argument


@command("lock")
@path_argument
@dry_run_option
@click.option("--upgrade", is_flag=True, help="Take the newest versions that fit.")
def lock(session: Session, path: Path, *, dry_run: bool, upgrade: bool) -> None:
    """Write requirements.lock, if what it was resolved from changed.

    Commit the lock beside requirements.txt: it is the same on every machine, and names no index.
    """
    from coursekit.pipeline import Workshop
    from coursekit.spec import load

    workshop = Workshop(load(path), upgrade=upgrade)
    if dry_run:
        show_plan(session, workshop.plan("lock"))
        return
    applied = build(session, workshop, "lock")
    changed = bool(applied.receipts)
    for place in workshop.locks():
        session.results.append({"lock": str(place), "changed": changed})
        session.show(str(place))
