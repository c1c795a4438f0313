"""``coursekit hub status``: who works, and what they take, by college."""

from __future__ import annotations

from pathlib import Path

from coursekit.cli.hub.plan import fleet_argument
from coursekit.cli.session import Session, command, table


@command("hub status")
@fleet_argument
def status(session: Session, fleet: Path) -> None:
    """Say who works on the hub of FLEET, and what each college takes. Changes nothing."""
    from coursekit import __version__
    from coursekit.cli.hub import cluster
    from coursekit.engines.jupyterhub import JupyterHub
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.usage import colleges_in_use, disk_in_use
    from coursekit.spec import load

    if cluster.serves(fleet):
        cluster.status(session, fleet)
        return
    project = load(fleet)
    workshop = Workshop(project)
    hub = JupyterHub(workshop.runner)
    found, url = hub.status(project.fleet.hub.url), project.fleet.hub.url
    uses = colleges_in_use(workshop.state, tuple(project.fleet.colleges))
    disk = disk_in_use(workshop.state)
    versions = f"coursekit {__version__}, {hub.check()}"
    session.results = [
        {
            "url": url,
            "running": found.answers,
            "pid": found.pid,
            "versions": versions,
            "disk": disk and disk.as_json(),
            "colleges": [use.as_json() for use in uses],
        }
    ]
    said = "runs" if found.answers else "does not answer" if found.pid else "does not run"
    session.show(f"The hub {said}: {url} ({versions})")
    rows = [
        (use.college, str(use.people), str(use.kernels), size(use.memory), size(use.disk))
        for use in uses
    ]
    session.show(table(rows, ("COLLEGE", "PEOPLE", "KERNELS", "MEMORY", "DISK")))
    if disk is not None:
        session.show(disk.sentence)


def size(count: int) -> str:
    """Write a number of bytes for people: ``312 MB``, ``1.2 GB``."""
    megabytes = count / 2**20
    return f"{megabytes / 1024:.1f} GB" if megabytes >= 1024 else f"{megabytes:.0f} MB"
