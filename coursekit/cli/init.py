"""``coursekit init``: writes a course or a fleet to start from."""

from __future__ import annotations

import re
from pathlib import Path

import click

from coursekit.cli.session import Session, command, dry_run_option
from coursekit.errors import CoursekitError, Where


@command("init")
@click.argument("path", type=click.Path(path_type=Path))
@dry_run_option
@click.option("--fleet", is_flag=True, help="A fleet of colleges, with a course in it.")
@click.option("--title", help="Full name of the course.")
def init(session: Session, path: Path, *, dry_run: bool, fleet: bool, title: str | None) -> None:
    """Write a small course into PATH that `coursekit up PATH` serves as it is."""
    from coursekit.spec import scaffold
    from coursekit.state import State, cannot_write

    words = re.sub(r"[^a-z0-9]+", "-", path.resolve().name.lower())
    name = words[:30].strip("-") or "course"
    files = scaffold.fleet(name, title) if fleet else scaffold.course(name, title)
    taken = [file for file in files if (path / file).exists()]
    if taken:
        raise CoursekitError(
            f"{taken[0]} is here already, and init does not overwrite",
            Where(path / taken[0]),
            hint="choose an empty folder",
        )
    for file, text in files.items():
        session.results.append({"file": str(path / file)})
        session.show(str(path / file))
        if dry_run:
            continue
        try:
            State(path).write(path / file, text)
        except OSError as error:
            raise cannot_write(path / file, error) from error
    if not dry_run:
        scaffold.write_schemas(State(path))
        session.show(f"\nNext: coursekit up {path}")
