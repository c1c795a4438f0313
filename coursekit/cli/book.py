"""``coursekit book``: builds the course's book."""

from __future__ import annotations

from pathlib import Path

import click

from coursekit.cli.building import build as build_until
from coursekit.cli.building import show_plan
from coursekit.cli.session import Session, command, dry_run_option, path_argument


@click.group("book")
def book() -> None:
    """Build the course's book."""


@command("book build")
@path_argument
@dry_run_option
def build(session: Session, path: Path, *, dry_run: bool) -> None:
    """Build the pages of the course, with a page of launch links for each assignment."""
    from coursekit.pipeline import Workshop
    from coursekit.spec import load

    workshop = Workshop(load(path))
    if dry_run:
        show_plan(session, workshop.plan("book"))
        return
    build_until(session, workshop, "book")
    for receipt in workshop.books():
        place = workshop.state.path / "book" / receipt.results["place"] / "index.html"
        session.results.append({"book": str(place), "pages": receipt.results["pages"]})
        session.show(str(place))


book.add_command(build)
