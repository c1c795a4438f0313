"""``coursekit links --prove``: opens every link before students do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.cli.report import counting
from coursekit.cli.session import Session, table
from coursekit.errors import CoursekitError, ExitCode, Problem

if TYPE_CHECKING:
    from coursekit.links import Choice, Surface
    from coursekit.pipeline import Workshop
    from coursekit.spec import Project


def prove(session: Session, project: Project, surface: Surface, choice: Choice) -> None:
    """Prove the links on the hub if it runs here, else as far as their repositories go.

    Those that lead elsewhere, or come out of another system, are not clicked.
    """
    from coursekit.links import links_of
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.link_proof import prove_on_hub, prove_sources

    workshop = Workshop(project)
    links = links_of(project, surface, choice)
    if not links:
        raise CoursekitError("no link is all of that", hint="ask for less at once")
    clicked = surface.name in ("jupyterhub", "lti13")
    on_hub = clicked and _runs(workshop)
    if on_hub:
        with counting("links", len(links), quiet=session.quiet) as walked:
            proofs = prove_on_hub(workshop, links, walked)
    else:
        why = "The hub does not run here" if clicked else "These links are not clicked"
        session.tell(f"{why}: only repository, branch and file are looked at.")
        proofs = prove_sources(workshop, links)
    session.results = [proof.as_json() for proof in proofs]
    failed = [proof for proof in proofs if not proof.ok]
    rows = [
        (one.link.college, one.link.assignment, "ok" if one.ok else "FAILED", one.layer)
        for one in proofs
        if session.verbose or not one.ok
    ]
    if rows:
        session.show(table(rows, ("COLLEGE", "ASSIGNMENT", "", "LAYER")))
    if failed:
        raise CoursekitError.of(
            [
                Problem(f"{one.link.college}, {one.link.assignment}: {one.message}")
                for one in failed
            ],
            ExitCode.FOUND,
        )
    what = "open, and open again after a new release" if on_hub else "lead to a file that is there"
    session.show(f"All {len(links)} links {what}.")


def _runs(workshop: Workshop) -> bool:
    """Tell whether the fleet's own hub runs on this machine."""
    from coursekit.engines.jupyterhub import JupyterHub

    return JupyterHub(workshop.runner).status(workshop.project.fleet.hub.url).answers
