"""``coursekit up``: the main job, from a folder of notebooks to a working course."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from coursekit.cli.building import build, show_plan
from coursekit.cli.session import Session, command, dry_run_option, path_argument, program
from coursekit.errors import EngineFailedError

if TYPE_CHECKING:
    from coursekit.engines.jupyterhub import JupyterHub
    from coursekit.pipeline import Workshop
    from coursekit.spec.fleet import Hub


@command("up")
@path_argument
@dry_run_option
@click.option("--detach", is_flag=True, help="Leave the hub running and return.")
def up(session: Session, path: Path, *, dry_run: bool, detach: bool) -> None:
    """Build everything that changed, and serve the course until Ctrl-C.

    PATH is the folder of a course or a fleet.
    """
    from coursekit.engines.jupyterhub import JupyterHub
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.hub import layers, require_embedded
    from coursekit.spec import load

    project = load(path)
    require_embedded(project)
    workshop = Workshop(project)
    apart = layers(project, workshop.state)
    if dry_run:
        show_plan(session, workshop.plan())
        return
    hub = JupyterHub(workshop.runner)
    hub.check()
    hub.require_port(project.fleet.hub.url)
    began = time.monotonic()
    build(session, workshop, "hub")
    signal.signal(signal.SIGTERM, _as_interrupt)
    signal.signal(signal.SIGHUP, _as_interrupt)
    with workshop.state.foreground() as first:
        started = _start(session, workshop, hub)
        session.tell(f"Ready {time.monotonic() - began:.1f} s after the start.")
        _welcome(session, workshop, apart, detach=detach)
        if detach or not first:
            return
        try:
            _until_it_ends(hub, started)
        except KeyboardInterrupt:
            session.tell("\nStopping the hub and the students' servers ...")
            hub.stop()
            session.tell("Stopped. Everything students saved is kept.")


def _start(session: Session, workshop: Workshop, hub: JupyterHub) -> int:
    """Start the hub, or take over the one that is running; return its pid."""
    from coursekit.hub.plan import CONFIG_NAME

    url = workshop.project.fleet.hub.url
    status = hub.status(url)
    if status.pid is not None and status.answers:
        session.tell(f"The hub is running already (process {status.pid}).")
        return status.pid
    if status.pid is not None:
        session.tell("The hub is there but does not answer: starting it again.")
        hub.stop()
    if status.servers == 0:
        workshop.drop_old_venvs()
    session.tell("Starting the hub ...")
    return hub.start(workshop.state.path / "hub" / CONFIG_NAME, url)


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


def _isolation(hub: Hub, apart: tuple[str, ...]) -> list[str]:
    """Say what keeps students from each other."""
    if not apart:
        return [
            "This is a trial on this machine: anyone here can sign in with any name, and students",
            "are not kept apart from each other.",
        ]
    without = [layer for layer in hub.accept if layer not in apart]
    lines = [f"Students are kept apart by {', '.join(apart)}."]
    return [*lines, f"Accepted: there is no {', '.join(without)}."] if without else lines


def _until_it_ends(hub: JupyterHub, pid: int) -> None:
    while hub.runs(pid):
        time.sleep(0.5)
    raise EngineFailedError(
        "the hub ended by itself",
        details=f"(its log: {hub.log})",
        hint="run it again: what students saved is kept",
    )


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
