"""``coursekit links``: the link of every assignment for every college."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coursekit.cli.session import Session, command, path_argument

if TYPE_CHECKING:
    from coursekit.links import Choice
    from coursekit.spec import Project

FORMATS = ["table", "csv", "json", "md", "html", "qr", "imscc"]
_SURFACES = ["jupyterhub", "binder", "colab", "jupyterlite", "canvas", "lti13"]
_APPS = ["notebook", "lab", "classic", "retro", "rstudio", "shiny", "custom"]


@command("links")
@path_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to write them.",
)
@click.option("--college", "colleges", multiple=True, help="Only this college (repeatable).")
@click.option("--week", "weeks", type=int, multiple=True, help="Only this week (repeatable).")
@click.option("--assignment", "names", multiple=True, help="Only this one (repeatable).")
@click.option(
    "--surface",
    type=click.Choice(_SURFACES),
    default="jupyterhub",
    show_default=True,
    help="Where they lead.",
)
@click.option(
    "--app",
    type=click.Choice(_APPS),
    default="notebook",
    show_default=True,
    help="What opens them.",
)
@click.option(
    "--opens",
    default="",
    metavar="PATH",
    help="For --app custom: where it is on the server, such as voila/render/{path}.",
)
@click.option("--site", default="", help="Address of a BinderHub, or of a JupyterLite site.")
@click.option("--environment", default="", help="For Binder: repository of the environment.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="File to write; for qr and imscc a folder."
)
@click.option(
    "--cartridge",
    type=click.Choice(["1.1", "1.2", "1.3"]),
    default="1.3",
    show_default=True,
    help="Version of an imscc; Moodle wants 1.1.",
)
@click.option("--timezone", default="", help="Where due times of an imscc are meant.")
@click.option(
    "--prove",
    is_flag=True,
    help="Open every link, and say which fail; with --explain, look at its repository.",
)
@click.option("--explain", metavar="URL", help="Say what a link does, and what is wrong with it.")
def links(session: Session, path: Path, form: str, *, prove: bool, **options: Any) -> None:
    """Print the link of every assignment for every college.

    html is a page for any site, qr a sheet for the classroom door, imscc a Common Cartridge for
    Canvas, Moodle, Brightspace or Blackboard.
    """
    from coursekit.cli import links_explained, links_prove, links_written
    from coursekit.links import Choice, Surface
    from coursekit.spec import load

    if options["explain"] is not None:
        links_explained.explain_link(session, path, options["explain"], look=prove)
        return
    project = load(path)
    surface = Surface(
        options["surface"],
        options["app"],
        options["site"],
        options["environment"],
        options["opens"],
    )
    choice = Choice(options["colleges"], options["weeks"], options["names"])
    _check(project, choice)
    if prove:
        links_prove.prove(session, project, surface, choice)
    else:
        wanted = links_written.Wanted(
            form, options["out"], options["cartridge"], options["timezone"]
        )
        links_written.write(session, project, surface, choice, wanted)


def _check(project: Project, choice: Choice) -> None:
    """Raise ``CoursekitError`` for what nobody could have meant, with what there is."""
    from coursekit.errors import CoursekitError, Problem

    assignments = [item for folder in project.courses for item in folder.course.assignments]
    weeks = sorted({item.week for item in assignments if item.week is not None})
    known: dict[str, tuple[tuple[Any, ...], list[Any]]] = {
        "college": (choice.colleges, list(project.fleet.colleges)),
        "assignment": (choice.assignments, [item.name for item in assignments]),
        "week": (choice.weeks, weeks),
    }
    problems = [
        Problem(
            f"there is no {what} {one}",
            hint=f"there are: {', '.join(map(str, there[:12]))}{' ...' if there[12:] else ''}",
        )
        for what, (asked, there) in known.items()
        for one in asked
        if one not in there
    ]
    if problems:
        raise CoursekitError.of(problems)
