"""``coursekit hub render``: the hub of a cluster as files."""

from __future__ import annotations

from pathlib import Path

import click

from coursekit.cli.hub.plan import base_image_option, fleet_argument
from coursekit.cli.session import Session, command


@command("hub render")
@fleet_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write to.",
)
@base_image_option
def render(session: Session, fleet: Path, out: Path, base_image: str | None) -> None:
    """Write the hub of FLEET for its cluster: the chart's values, and the objects beside it.

    For engine: kubernetes; a college's own hub comes into a folder of its id. Writes files, and
    asks neither the cluster nor Docker. Secrets of logins are in no file: hub up brings them.
    """
    from coursekit.hub.kubernetes.render import render as render_release
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.cluster import hub_releases, require_cluster
    from coursekit.spec import load
    from coursekit.state import cannot_write

    project = load(fleet)
    require_cluster(project, secrets=False)
    for release in hub_releases(Workshop(project), base_image=base_image):
        for name, text in render_release(release).files:
            place = out / release.own / name
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text, "utf-8")
            except OSError as error:
                raise cannot_write(place, error) from error
            session.results.append({"file": str(place), "lines": text.count("\n")})
            session.show(str(place))
