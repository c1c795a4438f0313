"""``coursekit up``: the main job, from a folder of notebooks to a working course."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursekit.cli.building import show_plan
from coursekit.cli.serving import (
    build_for,
    confirm_leaving,
    embedded,
    leaving_colleges,
    start,
    until_it_ends,
    yes_option,
)
from coursekit.cli.session import Session, command, dry_run_option, path_argument, program

if TYPE_CHECKING:
    from coursekit.pipeline import Workshop
    from coursekit.spec.fleet import Hub


@command("up")
@path_argument
@dry_run_option
@click.option("--detach", is_flag=True, help="Leave the hub running and return.")
@yes_option
def up(session: Session, path: Path, *, dry_run: bool, detach: bool, yes: bool) -> None:
    """Build everything that changed, and serve the course until Ctrl-C.

    PATH is the folder of a course or a fleet.
    """
    from coursekit.engines.jupyterhub import JupyterHub
    from coursekit.pipeline.hub import layers

    workshop = embedded(path)
    apart = layers(workshop.project, workshop.state)
    if dry_run:
        show_plan(session, workshop.plan())
        return
    confirm_leaving(session, leaving_colleges(*workshop.hub_plan()), yes=yes)
    hub = JupyterHub(workshop.runner)
    began = time.monotonic()
    build_for(session, workshop, hub)
    with workshop.state.foreground() as first:
        started = start(session, workshop, hub)
        session.tell(f"Ready {time.monotonic() - began:.1f} s after the start.")
        _welcome(session, workshop, apart, detach=detach)
        if detach or not first:
            return
        try:
            until_it_ends(hub, started)
        except KeyboardInterrupt:
            session.tell("\nStopping the hub and the students' servers ...")
            hub.stop()
            session.tell("Stopped. Everything students saved is kept.")


def _welcome(session: Session, workshop: Workshop, apart: tuple[str, ...], *, detach: bool) -> None:
    """Say where the course is, and what to do next."""
    from coursekit.links import links_of

    project = workshop.project
    url = project.fleet.hub.url
    samples = {link.college: link for link in reversed(links_of(project))}
    session.results = [
        {"url": url, "college": college, "assignment": link.assignment, "link": link.url}
        for college, link in sorted(samples.items())
    ]
    courses = ", ".join(folder.course.title for folder in project.courses)
    lines = ["", f"{courses} is up:  {url}", ""]
    for college, entry in project.fleet.colleges.items():
        link = samples.get(college)
        if link is not None:
            lines += [f"  {entry.name}: open {link.title}", f"    {link.url}"]
    me = program()
    where = "" if str(project.root) == "." else f" {project.root}"
    folder = project.courses[0]
    lines += [
        "",
        *_who_signs_in(workshop),
        *_isolation(project.fleet.hub, apart),
        "Next:",
        "  sign in as a student at the address above, and open an assignment",
        f"  {me} links{where}    all links, to put where your students look",
        f"  {me} release{where}  after you change a notebook, while students work",
        f"  {me} grade {folder.course.assignments[0].name} --college"
        f" {next(iter(project.fleet.colleges))}" + (f" --project {project.root}" if where else ""),
        f"  {me} down{where}     stops the hub" if detach else "  Ctrl-C stops the hub",
    ]
    session.show("\n".join(lines))


def _who_signs_in(workshop: Workshop) -> list[str]:
    """Say what is open to anybody, and where the codes of rosters' staff are."""
    fleet = workshop.project.fleet
    kinds = {college: fleet.login_of(college).kind for college in fleet.colleges}
    folder = workshop.state.path / "hub" / "rosters"
    codes = [
        f"  {folder / f'{college}.staff-codes.txt'}"
        for college, kind in kinds.items()
        if kind == "roster"
    ]
    lines = []
    if set(kinds.values()) == {"trial"}:
        lines = ["This is a trial on this machine: anyone here can sign in with any name."]
    elif trials := [fleet.colleges[name].name for name, kind in kinds.items() if kind == "trial"]:
        lines = [f"At {', '.join(trials)} anyone on this machine can sign in with any name."]
    if codes:
        lines += ["Codes for the first sign-in of staff, to hand on:", *codes]
    return lines


def _isolation(hub: Hub, apart: tuple[str, ...]) -> list[str]:
    """Say what keeps students from each other."""
    if not apart:
        return ["Students are not kept apart from each other."]
    without = [layer for layer in hub.accept if layer not in apart]
    lines = [f"Students are kept apart by {', '.join(apart)}."]
    return [*lines, f"Accepted: there is no {', '.join(without)}."] if without else lines
