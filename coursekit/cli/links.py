"""``coursekit links``: the link of every assignment for every college."""

from __future__ import annotations

from pathlib import Path

import click

from coursekit.cli.session import Session, command, path_argument, table


@command("links")
@path_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "md"]),
    default="table",
    show_default=True,
    help="How to write them.",
)
@click.option("--explain", metavar="URL", help="Say what a link does, and what is wrong with it.")
def links(session: Session, path: Path, form: str, explain: str | None) -> None:
    """Print the link of every assignment for every college."""
    from coursekit.links import links_of
    from coursekit.links.formats import as_csv, as_markdown
    from coursekit.spec import load

    if explain is not None:
        _explain(session, explain)
        return
    project = load(path)
    found = links_of(project)
    session.results = [link.as_json() for link in found]
    session.as_json = session.as_json or form == "json"
    if form == "csv":
        session.show(as_csv(found).replace("\r\n", "\n").rstrip("\n"))
    elif form == "md":
        names = {college: entry.name for college, entry in project.fleet.colleges.items()}
        session.show(as_markdown(found, names).rstrip("\n"))
    else:
        rows = [(link.college, str(link.week or ""), link.title, link.url) for link in found]
        session.show(table(rows, ("COLLEGE", "WEEK", "ASSIGNMENT", "LINK")))


def _explain(session: Session, link: str) -> None:
    """Show what a link does; what is wrong with it is the command's problem."""
    from coursekit.errors import CoursekitError, ExitCode
    from coursekit.links.explain import explain

    found = explain(link)
    session.results = [
        {
            "link": link,
            **found.address.__dict__,
            "does": list(found.does),
            "better": found.better,
        }
    ]
    session.show("\n".join(found.does))
    if found.problems:
        session.show(f"\nPut right, it would be:\n{found.better}")
        raise CoursekitError.of(found.problems, ExitCode.FOUND)
    session.show("\nNothing is wrong with it, as far as its text tells.")
