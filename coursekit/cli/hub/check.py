"""``coursekit hub check``: walks every link as a student would, before class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursekit.cli.hub.plan import fleet_argument
from coursekit.cli.report import counting
from coursekit.cli.serving import embedded
from coursekit.cli.session import Session, command, table
from coursekit.errors import CoursekitError, ExitCode, Problem

if TYPE_CHECKING:
    from coursekit.hub.probe import Finding


@command("hub check")
@fleet_argument
@click.option("--college", "colleges", multiple=True, help="Only this college (may be repeated).")
def check(session: Session, fleet: Path, colleges: tuple[str, ...]) -> None:
    """Walk every link of every college of FLEET as a student would, and time each layer.

    Signs in, starts a server, pulls, opens, runs the first assignment's cells, saves and stops, as
    a probe user that nobody sees and that leaves nothing behind. Ends with exit code 4 if a layer
    fails.
    """
    from coursekit.cli.hub import cluster

    if cluster.serves(fleet):
        findings = cluster.check(session, fleet, colleges)
    else:
        findings = _of_this_machine(session, fleet, colleges)
    session.results = [finding.as_json() for finding in findings]
    rows = [
        (one.college, one.assignment, one.layer, "ok" if one.ok else "FAILED", f"{one.seconds:.1f}")
        for one in findings
        if session.verbose or not one.ok
    ]
    if rows:
        session.show(table(rows, ("COLLEGE", "ASSIGNMENT", "LAYER", "", "SECONDS")))
    failed = [one for one in findings if not one.ok]
    if failed:
        raise CoursekitError.of(
            [Problem(f"{one.college}, {one.assignment}: {one.message}") for one in failed],
            ExitCode.FOUND,
        )
    links = {(one.college, one.assignment) for one in findings}
    names = {college for college, _ in links}
    session.show(f"All {len(links)} links of {len(names)} college(s) work, from sign-in to saved.")


def _of_this_machine(session: Session, fleet: Path, colleges: tuple[str, ...]) -> list[Finding]:
    from coursekit.links import links_of
    from coursekit.pipeline.probe import probe

    workshop = embedded(fleet)
    project = workshop.project
    if unknown := [college for college in colleges if college not in project.fleet.colleges]:
        known = ", ".join(project.fleet.colleges)
        raise CoursekitError(f"there is no college {unknown[0]}", hint=f"there are: {known}")
    links = [link for link in links_of(project) if not colleges or link.college in colleges]
    with counting("links", len(links), quiet=session.quiet) as walked:
        return probe(links, project.fleet.hub.url, workshop.state, walked)
