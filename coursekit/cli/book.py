"""``coursekit book``: builds the course's book, and publishes it."""

from __future__ import annotations

from pathlib import Path

import click

from coursekit.cli.book_publish import publish
from coursekit.cli.building import build as build_until
from coursekit.cli.building import show_plan
from coursekit.cli.session import Session, command, dry_run_option, path_argument


@click.group("book")
def book() -> None:
    """Build the course's book, and publish it."""


@command("book build")
@path_argument
@dry_run_option
def build(session: Session, path: Path, *, dry_run: bool) -> None:
    """Build the pages of the course; each with a notebook opens it on the reader's college's hub.

    Jupyter Book 1 builds a folder with _toc.yml, MyST one with myst.yml. A link, a picture or a
    notebook that fails is told with its page and line, and the former book stays.
    """
    from coursekit.pipeline import Workshop
    from coursekit.spec import load

    workshop = Workshop(load(path))
    if dry_run:
        show_plan(session, workshop.plan("book"))
        return
    build_until(session, workshop, "book")
    for receipt in workshop.books():
        place = workshop.state.path / "book" / receipt.results["place"] / "index.html"
        alone = list(receipt.results["unreleased"])
        session.results.append(
            {"book": str(place), "pages": receipt.results["pages"], "unreleased": alone}
        )
        for page in alone:
            session.tell(
                f"warning: no hub has the notebook of {page}: it can only be downloaded; to let"
                " students open it, name its file in files: of course.yml"
            )
        session.show(str(place))


book.add_command(build)
book.add_command(publish)
