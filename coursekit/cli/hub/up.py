"""``coursekit hub up``: makes the hub serve what ``fleet.yml`` says."""

from __future__ import annotations

from pathlib import Path

from coursekit.cli.hub.plan import fleet_argument, show_changes
from coursekit.cli.serving import build_for, confirm_leaving, embedded, start, yes_option
from coursekit.cli.session import Session, command, dry_run_option


@command("hub up")
@fleet_argument
@dry_run_option
@yes_option
def up(session: Session, fleet: Path, *, dry_run: bool, yes: bool) -> None:
    """Make the hub serve what FLEET says now, and leave it running.

    A hub that runs already takes the change up by itself: nobody's server is restarted. The files
    of students whose college left are put into an archive first, and come back if it does.
    """
    from coursekit.engines.jupyterhub import JupyterHub

    workshop = embedded(fleet)
    leaving = show_changes(session, workshop)
    if dry_run:
        return
    confirm_leaving(session, leaving, yes=yes)
    hub = JupyterHub(workshop.runner)
    build_for(session, workshop, hub)
    pid = start(session, workshop, hub)
    session.show(f"The hub serves {workshop.project.fleet.hub.url} (process {pid}).")
