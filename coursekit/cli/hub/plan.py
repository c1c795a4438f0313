"""``coursekit hub plan``: how ``fleet.yml`` differs from what is served."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursekit.cli.images import images_to_make
from coursekit.cli.serving import Leaving, embedded, leaving_colleges
from coursekit.cli.session import Session, command

if TYPE_CHECKING:
    from coursekit.hub.plan import Change
    from coursekit.pipeline import Workshop
    from coursekit.plan import Action

_MARKS = {"add": "+", "change": "~", "remove": "-"}


def fleet_argument(function: click.decorators.FC) -> click.decorators.FC:
    """Add the argument FLEET, the folder of a fleet or a course."""
    argument = click.argument("fleet", type=click.Path(path_type=Path), default=".")
    return argument(function)


def base_image_option(function: click.decorators.FC) -> click.decorators.FC:
    """Add ``--base-image``."""
    text = "For engine: kubernetes: image that the hub's image is made from, as in build-image."
    return click.option("--base-image", help=text)(function)


@command("hub plan")
@fleet_argument
@base_image_option
def plan(session: Session, fleet: Path, base_image: str | None) -> None:
    """Show how FLEET differs from what its hub serves. Changes nothing."""
    from coursekit.cli.hub import cluster
    from coursekit.engines.jupyterhub import JupyterHub

    if cluster.serves(fleet):
        cluster.plan(session, fleet, base_image)
        return

    workshop = embedded(fleet)
    show_changes(session, workshop)
    url = workshop.project.fleet.hub.url
    if not JupyterHub(workshop.runner).status(url).answers:
        session.show("The hub does not run: coursekit hub up starts it.")


def show_changes(session: Session, workshop: Workshop) -> Leaving:
    """Print what ``hub up`` would do, college by college; return which leave."""
    from coursekit.hub.plan import ArchiveHomes, RestoreHomes

    plan, changes = workshop.hub_plan()
    pending = (*images_to_make(workshop), *plan.pending)
    steps = [action for action in pending if action.stage != "hub"]
    back = [action for action in pending if isinstance(action.work, RestoreHomes)]
    leaving = [action for action in pending if isinstance(action.work, ArchiveHomes)]
    session.results = [
        *({"college": one.college, "what": one.what, "reason": one.reason} for one in changes),
        *_as_json("restore", back),
        *_as_json("archive", leaving),
        *_as_json("build", steps),
    ]
    for line in _lines(changes, workshop):
        session.show(line)
    for mark, actions in (("+", back), ("-", leaving)):
        for action in actions:
            session.show(f"  {mark} {action.subject}: {action.reason}")
    if steps:
        session.show(f"  {len(steps)} steps of the courses come first: coursekit up --dry-run")
    if not (changes or pending):
        session.show("No changes")
    elif not (changes or steps or back or leaving):
        session.show("  ~ the hub's own configuration")
    return leaving_colleges(plan, changes)


def _as_json(what: str, actions: list[Action]) -> list[dict[str, str]]:
    return [
        {"college": one.subject.removesuffix(": homes"), "what": what, "reason": one.reason}
        for one in actions
    ]


def _lines(changes: tuple[Change, ...], workshop: Workshop) -> list[str]:
    width = max((len(change.college) for change in changes), default=0)
    lines = [f"  {_MARKS[one.what]} {one.college.ljust(width)}  {one.reason}" for one in changes]
    touched = {one.college for one in changes if one.what != "remove"}
    same = [college for college in workshop.project.fleet.colleges if college not in touched]
    if changes and same:
        lines.append(f"  = {len(same)} college{'s' * (len(same) != 1)} left as they are")
    return lines
