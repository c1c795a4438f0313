"""``coursekit book publish``: puts the book where its readers are."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursekit.cli.building import build as build_until
from coursekit.cli.building import show_plan
from coursekit.cli.report import counting
from coursekit.cli.session import Session, command, dry_run_option, path_argument

if TYPE_CHECKING:
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.publishing import Order, Published
    from coursekit.spec import CourseFolder


@command("book publish")
@path_argument
@dry_run_option
@click.option("--to", metavar="PLACE", help="A git address, s3://bucket/path, or a folder.")
@click.option("--course", metavar="ID", help="The course, where there are several.")
@click.option("--preview", metavar="NAME", default="", help="Publish under preview/NAME only.")
@click.option("--remove", is_flag=True, help="Take the preview away again.")
@click.option("--replace", is_flag=True, help="Replace files that coursekit did not put there.")
def publish(
    session: Session,
    path: Path,
    *,
    dry_run: bool,
    to: str | None,
    course: str | None,
    preview: str,
    remove: bool,
    replace: bool,
) -> None:
    """Build the book and put it where its readers are: a git branch, a folder, or S3.

    Only what changed is written. What others put there stays, nothing is ever pushed by force, and
    the address of a page that moved leads to where it is now.
    """
    from coursekit.errors import CoursekitError
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.publishing import Order
    from coursekit.spec import load
    from coursekit.spec.release import Address

    if remove and not preview:
        raise CoursekitError("only a preview can be removed", hint="name it: --preview NAME")
    project = load(path)
    folder = _folder(project.courses, course)
    workshop = Workshop(project)
    if dry_run and workshop.plan("book").pending:
        show_plan(session, workshop.plan("book"))
        session.show("\nWhat would be published can be said once the book is built.")
        return
    if not dry_run:
        build_until(session, workshop, "book")
    receipt = next(r for r in workshop.books() if r.subject == f"{folder.id}: book")
    book = workshop.state.path / "book" / str(receipt.results["place"])
    target = Address(to) if to else None
    order = Order(folder, book, target, Path.cwd(), preview, remove, replace)
    _report(session, order, _publish(session, workshop, order, dry_run=dry_run), dry_run=dry_run)


def _folder(courses: tuple[CourseFolder, ...], wanted: str | None) -> CourseFolder:
    from coursekit.errors import CoursekitError
    from coursekit.spec.problems import close_match

    names = [folder.id for folder in courses]
    if wanted is None and len(courses) > 1:
        raise CoursekitError(
            "there are several courses here", hint=f"name one: --course {', '.join(names)}"
        )
    if wanted is not None and wanted not in names:
        hint = close_match(wanted, names) or f"courses: {', '.join(names)}"
        raise CoursekitError(f"there is no course called {wanted} here", hint=hint)
    return courses[names.index(wanted) if wanted else 0]


def _publish(session: Session, workshop: Workshop, order: Order, *, dry_run: bool) -> Published:
    from coursekit.pipeline.publishing import publish as put

    with ExitStack() as stack:

        def step(total: int) -> Callable[[], None]:
            return stack.enter_context(counting("publishing", total, quiet=session.quiet))

        if not dry_run:
            stack.enter_context(workshop.locked())
        return put(order, workshop.state, step, dry_run=dry_run)


def _report(session: Session, order: Order, published: Published, *, dry_run: bool) -> None:
    session.results.append(
        {
            "course": order.folder.id,
            "to": published.to,
            "preview": order.preview,
            "commit": published.commit,
            "fresh": published.fresh,
            "written": list(published.written),
            "removed": list(published.removed),
            "redirects": dict(published.redirects),
        }
    )
    if not published.fresh:
        session.show(f"No changes: {published.to} has this book already.")
        return
    verb = "Would write" if dry_run else "Wrote"
    session.show(
        f"{verb} {len(published.written)} files to {published.to}, and"
        f" {'remove' if dry_run else 'removed'} {len(published.removed)}."
    )
    for old, new in sorted(published.redirects.items()):
        session.show(f"  {old} leads to {new}")
