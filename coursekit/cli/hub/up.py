"""``coursekit hub up``: makes the hub serve what ``fleet.yml`` says."""

from __future__ import annotations

from pathlib import Path

import click

from coursekit.cli.hub.plan import base_image_option, fleet_argument, show_changes
from coursekit.cli.serving import build_for, confirm_leaving, embedded, start, yes_option
from coursekit.cli.session import Session, command, dry_run_option


@command("hub up")
@fleet_argument
@dry_run_option
@yes_option
@click.option("--canary", help="For engine: kubernetes: try the new hub for this college first.")
@click.option(
    "--recover", is_flag=True, help="For engine: kubernetes: go back from an upgrade cut off."
)
@click.option(
    "--patience",
    type=click.IntRange(1, 60),
    default=10,
    show_default=True,
    help="For engine: kubernetes: minutes until the hub has to be ready.",
)
@base_image_option
def up(
    session: Session,
    fleet: Path,
    *,
    dry_run: bool,
    yes: bool,
    canary: str | None,
    recover: bool,
    patience: int,
    base_image: str | None,
) -> None:
    """Make the hub serve what FLEET says now, and leave it running.

    A hub that runs already takes the change up by itself: nobody's server is restarted. The files
    of students whose college left are put into an archive first, and come back if it does.
    """
    from coursekit.cli.hub import cluster
    from coursekit.engines.jupyterhub import JupyterHub

    if cluster.serves(fleet):
        cluster.up(
            session,
            fleet,
            dry_run=dry_run,
            yes=yes,
            canary=canary,
            recover=recover,
            base_image=base_image,
            patience=patience,
        )
        return
    workshop = embedded(fleet)
    leaving = show_changes(session, workshop)
    if dry_run:
        return
    confirm_leaving(session, leaving, yes=yes)
    hub = JupyterHub(workshop.runner)
    build_for(session, workshop, hub)
    pid = start(session, workshop, hub)
    session.show(f"The hub serves {workshop.project.fleet.hub.url} (process {pid}).")
