"""``coursekit hub report``: what was used, day by day."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursekit.cli.hub.plan import fleet_argument
from coursekit.cli.hub.status import size
from coursekit.cli.session import Session, command, table

if TYPE_CHECKING:
    from coursekit.hub.usage import Day


@command("hub report")
@fleet_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv"]),
    default="table",
    show_default=True,
    help="How to write it.",
)
def report(session: Session, fleet: Path, form: str) -> None:
    """Say what each college of FLEET used, day by day: people, starts, memory at its highest."""
    from coursekit.cli.hub import cluster
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.usage import used_days
    from coursekit.spec import load

    if cluster.serves(fleet):
        used = cluster.report(fleet)
    else:
        used = used_days(Workshop(load(fleet)).state)
    session.results = [day.as_json() for day in used]
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["day", "college", "people", "starts", "peak_memory"])
        writer.writerows(day.as_json().values() for day in used)
        session.show(out.getvalue().rstrip("\n"))
    elif not used:
        session.show("Nobody has used the hub yet.")
    else:
        rows = [
            (day.day, day.college, str(day.people), str(day.starts), _peak(day)) for day in used
        ]
        session.show(table(rows, ("DAY", "COLLEGE", "PEOPLE", "STARTS", "PEAK MEMORY")))


def _peak(day: Day) -> str:
    """Write a day's memory; in a cluster, and in a day's first minute, nobody has looked."""
    return size(day.peak_memory) if day.peak_memory else "-"
