"""``coursekit down``: stops the hub that ``up`` started."""

from __future__ import annotations

from pathlib import Path

from coursekit.cli.session import Session, command, path_argument


@command("down")
@path_argument
def down(session: Session, path: Path) -> None:
    """Stop the hub of PATH, its proxy and the students' servers. Their files are kept."""
    stop(session, path)


def stop(session: Session, path: Path) -> None:
    """Stop the hub of a project, and say whether there was one."""
    from coursekit.engines.jupyterhub import JupyterHub
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.hub import remove_containers, require_here
    from coursekit.spec import load

    project = load(path)
    require_here(project, "coursekit hub down takes it away there; homes stay")
    workshop = Workshop(project)
    session.tell("Stopping the hub and the students' servers ...")
    with workshop.state.starting():
        stopped = JupyterHub(workshop.runner).stop()
        stopped = remove_containers(workshop.project, workshop.state, workshop.runner) or stopped
    session.results = [{"stopped": stopped}]
    session.show("Stopped." if stopped else "No hub was running.")
