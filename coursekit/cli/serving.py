"""What the commands that serve have in common: build, start the hub or find it, watch it."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from coursekit.cli.building import build
from coursekit.cli.images import build_images
from coursekit.cli.session import Session
from coursekit.errors import CoursekitError, EngineFailedError

if TYPE_CHECKING:
    from coursekit.engines.jupyterhub import JupyterHub
    from coursekit.hub.plan import Change
    from coursekit.pipeline import Workshop
    from coursekit.plan import Plan

Leaving = dict[str, Path | None]
"""Colleges that the hub would serve no longer, with the folders of their homes if there are any."""


def embedded(path: Path) -> Workshop:
    """Return the workshop of a project that this machine's embedded hub can serve."""
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.hub import require_embedded
    from coursekit.spec import load

    project = load(path)
    require_embedded(project)
    return Workshop(project)


def yes_option(function: click.decorators.FC) -> click.decorators.FC:
    """Add ``--yes``."""
    text = "Let colleges leave that are no longer in fleet.yml, without asking."
    return click.option("--yes", is_flag=True, help=text)(function)


def leaving_colleges(plan: Plan, changes: tuple[Change, ...]) -> Leaving:
    """Return which colleges would leave."""
    from coursekit.hub.plan import ArchiveHomes

    found: Leaving = {one.college: None for one in changes if one.what == "remove" and one.college}
    works = [action.work for action in plan.pending]
    return found | {
        work.folder.name: work.folder for work in works if isinstance(work, ArchiveHomes)
    }


def confirm_leaving(session: Session, leaving: Leaving, *, yes: bool) -> None:
    """Ask before colleges leave; raises ``CoursekitError`` if the answer is no, or can't be had."""
    if not leaving or yes:
        return
    names = ", ".join(leaving)
    for college, homes in leaving.items():
        people = sum(path.is_dir() for path in homes.iterdir()) if homes else 0
        files = f", and the files of {people} people go into an archive" if people else ""
        session.tell(f"{college} leaves the fleet: its students' servers stop{files}.")
    hint = "put it back into fleet.yml to keep it, or say that it may leave: --yes"
    if session.as_json or not sys.stdin.isatty():
        raise CoursekitError(f"this would take a college off the hub: {names}", hint=hint)
    if not click.confirm(f"Take {names} off the hub?", err=True):
        raise CoursekitError(f"nothing was changed: {names} would have left the hub", hint=hint)


def build_for(session: Session, workshop: Workshop, hub: JupyterHub) -> None:
    """Build everything that changed, for a hub that can be started here."""
    hub.check()
    hub.require_port(workshop.project.fleet.hub.url)
    build_images(session, workshop)
    build(session, workshop, "hub")


def start(session: Session, workshop: Workshop, hub: JupyterHub) -> int:
    """Start the hub, or take over the one that is running; return its pid.

    From here on the signals that end a program are a Ctrl-C.
    """
    from coursekit.hub.plan import CONFIG_NAME

    signal.signal(signal.SIGTERM, _as_interrupt)
    signal.signal(signal.SIGHUP, _as_interrupt)
    wanted = workshop.project.fleet.hub
    url = wanted.url
    with workshop.state.starting():
        status = hub.status(url)
        if status.pid is not None and status.engine != wanted.engine:
            session.tell(f"The engine becomes {wanted.engine}: the hub stops, and starts again.")
            hub.stop()
        elif status.pid is not None and status.answers:
            session.tell(f"The hub is running already (process {status.pid}).")
            return status.pid
        elif status.pid is not None and status.url != url:
            session.tell(f"The hub moves from {status.url} to {url}: it stops, and starts again.")
            hub.stop()
        elif status.pid is not None:
            session.tell("The hub is there but does not answer: starting it again.")
            hub.abandon()
        if status.servers == 0:
            workshop.drop_old_venvs()
        session.tell("Starting the hub ...")
        config = workshop.state.path / "hub" / CONFIG_NAME
        return hub.start(config, url, engine=wanted.engine)


def until_it_ends(hub: JupyterHub, pid: int) -> None:
    """Return never: raise when the hub ends by itself."""
    while hub.runs(pid):
        time.sleep(0.5)
    raise EngineFailedError(
        "the hub ended by itself",
        details=f"(its log: {hub.log})",
        hint="run it again: what students saved is kept",
    )


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
