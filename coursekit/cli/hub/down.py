"""``coursekit hub down``: stops the hub."""

from __future__ import annotations

from pathlib import Path

from coursekit.cli.down import stop
from coursekit.cli.hub.plan import fleet_argument
from coursekit.cli.session import Session, command


@command("hub down")
@fleet_argument
def down(session: Session, fleet: Path) -> None:
    """Stop the hub of FLEET, its proxy and the students' servers. Their files are kept."""
    from coursekit.cli.hub import cluster

    if cluster.serves(fleet):
        cluster.down(session, fleet)
    else:
        stop(session, fleet)
