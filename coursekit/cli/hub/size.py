"""``coursekit hub size``: which machines a fleet needs, and what they cost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coursekit.cli.hub.plan import fleet_argument
from coursekit.cli.report import counting
from coursekit.cli.session import Session, command, dry_run_option
from coursekit.errors import CoursekitError, Where

if TYPE_CHECKING:
    from coursekit.hub.size import Habits
    from coursekit.spec import Project

_PERCENT = click.FloatRange(0, 100)


@command("hub size")
@fleet_argument
@click.option(
    "--engine",
    "engines",
    multiple=True,
    type=click.Choice(["prefork", "docker", "kubernetes"]),
    help="Only this engine (may be repeated).",
)
@click.option(
    "--at-once",
    type=_PERCENT,
    metavar="PERCENT",
    default=50,
    show_default=True,
    help="Percent of the students who work when most do.",
)
@click.option(
    "--start",
    type=_PERCENT,
    metavar="PERCENT",
    default=30,
    show_default=True,
    help="Percent of the students who click when classes begin.",
)
@click.option(
    "--within",
    metavar="TIME",
    default="2m",
    show_default=True,
    help="Time in which those click.",
)
@click.option(
    "--wait",
    metavar="TIME",
    default="30s",
    show_default=True,
    help="Time that the last of them may wait for a first cell.",
)
@click.option(
    "--runs",
    type=click.FloatRange(0, 1000),
    metavar="TIMES",
    default=3,
    show_default=True,
    help="How often a student runs as much as a whole notebook, in an hour.",
)
@click.option(
    "--prices",
    type=click.Path(path_type=Path),
    help="File with prices, if not prices.yml beside fleet.yml.",
)
@click.option(
    "--init-prices", is_flag=True, help="Write a first prices.yml, with made-up prices, and end."
)
@click.option(
    "--measure", is_flag=True, help="First measure the assignments that an older version proved."
)
@click.option("--plot", type=click.Path(path_type=Path), help="Draw it to a file: .svg or .png.")
@dry_run_option
def size(session: Session, fleet: Path, *, dry_run: bool, **options: Any) -> None:
    """Say which machines FLEET needs with each engine, and what a student costs a month.

    It goes by the memory and time that each solution took when it was proven, by the number of
    students of each college in fleet.yml, and by the prices in prices.yml, a file of yours. What
    nobody has measured, such as how many students come at once, is an option, and is said.
    """
    from coursekit.spec import load

    project = load(fleet)
    if options["init_prices"]:
        _init_prices(session, project, dry_run=dry_run)
        return
    _size(session, project, options, dry_run=dry_run)


def _size(session: Session, project: Project, options: dict[str, Any], *, dry_run: bool) -> None:
    from coursekit.cli.hub.sized import as_json, text
    from coursekit.engines import matplotlib
    from coursekit.hub.measured import ENGINES
    from coursekit.pipeline import Workshop, sizing

    form, plot = _form(options["plot"]), options["plot"]
    if form is not None:
        matplotlib.check()
    habits = _habits(options)
    priced = sizing.prices_of(project, options["prices"])
    workshop = Workshop(project)
    if options["measure"]:
        _measure(session, workshop, dry_run=dry_run)
    chosen = [one for one in ENGINES if not options["engines"] or one.name in options["engines"]]
    found = sizing.sized(workshop, chosen, habits, priced)
    session.result = as_json(found)
    session.show(text(found, verbose=session.verbose))
    for warning in found.warnings:
        place = f" ({warning.where})" if warning.where else ""
        session.tell(f"note: {warning.message}{place}; {warning.hint}")
    if form is not None:
        drawn = matplotlib.drawn(sizing.chart(found), form)
        if not dry_run:
            _write(plot, drawn)
        session.show(f"\nDrawn: {plot}")
    if priced is None:
        session.tell("No prices, so no machines: --init-prices writes a prices.yml to fill in.")


def _init_prices(session: Session, project: Project, *, dry_run: bool) -> None:
    from coursekit.spec import scaffold
    from coursekit.spec.prices import PRICES_NAME
    from coursekit.state import State

    place = project.root / PRICES_NAME
    if place.exists():
        raise CoursekitError(
            f"{PRICES_NAME} is here already, and is not overwritten",
            Where(place),
            hint="change the prices in it",
        )
    session.result = {"file": str(place)}
    session.show(f"{place}\n\nIts prices are made up: put yours in their place.")
    if not dry_run:
        scaffold.write_schemas(State(project.root))
        _write(place, scaffold.prices().encode())


def _measure(session: Session, workshop: Any, *, dry_run: bool) -> None:
    from coursekit.pipeline import sizing

    count = sizing.to_measure(workshop)
    if dry_run:
        session.tell(f"{count} assignments would be measured.")
        return
    if count:
        with counting("assignments", count, quiet=session.quiet) as done:
            sizing.measure(workshop, done)


def _form(plot: Path | None) -> Any:
    """Return the format of a picture by its file's name."""
    if plot is None:
        return None
    if plot.suffix not in (".svg", ".png"):
        raise CoursekitError(
            f"--plot {plot}: a picture is an .svg or a .png", hint=f"--plot {plot.stem}.svg"
        )
    return plot.suffix[1:]


def _habits(options: dict[str, Any]) -> Habits:
    from coursekit.hub.size import Habits

    if options["start"] > options["at_once"]:
        raise CoursekitError(
            f"--start {options['start']:g} is more than --at-once {options['at_once']:g}",
            hint="those who click when classes begin are among those who then work",
        )
    return Habits(
        at_once=options["at_once"] / 100,
        start=options["start"] / 100,
        within=_seconds("--within", options["within"]),
        wait=_seconds("--wait", options["wait"]),
        runs=options["runs"],
    )


def _seconds(option: str, text: str) -> float:
    from pydantic import TypeAdapter, ValidationError

    from coursekit.spec.values import Duration

    try:
        return float(TypeAdapter(Duration).validate_python(text).total_seconds())
    except ValidationError as error:
        raise CoursekitError(f"{option} {text} is no time", hint="such as 30s or 2m") from error


def _write(place: Path, content: bytes) -> None:
    from coursekit.state import cannot_write

    try:
        place.write_bytes(content)
    except OSError as error:
        raise cannot_write(place, error) from error
