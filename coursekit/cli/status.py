"""``coursekit status``: what is built, what runs, and where."""

from __future__ import annotations

from pathlib import Path

from coursekit.cli.report import plan_text
from coursekit.cli.session import Session, command, path_argument


@command("status")
@path_argument
def status(session: Session, path: Path) -> None:
    """Say whether the hub of PATH runs, and what is not built yet. Changes nothing."""
    from coursekit.engines.jupyterhub import JupyterHub
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.cluster import is_cluster
    from coursekit.spec import load

    project = load(path)
    workshop = Workshop(project)
    url = project.fleet.hub.url
    found = JupyterHub(workshop.runner).status(url)
    plan = workshop.plan("book" if is_cluster(project) else "hub")
    session.results = [
        {
            "url": url,
            "running": found.answers,
            "pid": found.pid,
            "servers": found.servers,
            "pending": [action.subject for action in plan.pending],
        }
    ]
    if is_cluster(project):
        session.show(f"The hub is in a cluster. Ask it with: coursekit hub status {path}")
    elif found.answers:
        session.show(f"The hub runs at {url} (process {found.pid}), {found.servers} servers.")
    elif found.pid is not None:
        session.show(f"The hub's process {found.pid} is there, but {url} does not answer.")
    else:
        session.show(f"The hub does not run. Start it with: coursekit up {path}")
    session.show(plan_text(plan))
