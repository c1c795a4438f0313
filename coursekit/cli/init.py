"""``coursekit init``: writes a course or a fleet to start from."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import click

from coursekit.cli.session import Session, command, dry_run_option
from coursekit.errors import CoursekitError, Where


@command("init")
@click.argument("path", type=click.Path(path_type=Path))
@dry_run_option
@click.option("--fleet", is_flag=True, help="A fleet of colleges, with a course in it.")
@click.option("--title", help="Full name of the course.")
@click.option("--from", "source", help="A course to begin with: a folder, or a git address.")
def init(
    session: Session,
    path: Path,
    *,
    dry_run: bool,
    fleet: bool,
    title: str | None,
    source: str | None,
) -> None:
    """Write a small course into PATH that `coursekit up PATH` serves as it is.

    With --from, PATH gets somebody's course, and the course.yml that fits it.
    """
    from coursekit.spec import scaffold
    from coursekit.state import State, cannot_write

    if source is not None and fleet:
        raise CoursekitError("--from makes a course, not a fleet", hint="leave out --fleet")
    words = re.sub(r"[^a-z0-9]+", "-", path.resolve().name.lower())
    name = words[:30].strip("-") or "course"
    own: dict[str, str] = {}
    if source is not None:
        files, own = _adopted(session, path, source, name, title, dry_run=dry_run)
    else:
        files = scaffold.fleet(name, title) if fleet else scaffold.course(name, title)
    taken = [file for file in files if (path / file).exists() and file not in own]
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


def _adopted(
    session: Session, path: Path, source: str, name: str, title: str | None, *, dry_run: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """Fetch a course; return the files to write, and those among them that it has already.

    A dry run only looks at it.
    """
    from coursekit.pipeline import adopting
    from coursekit.spec.upstream import LOCK, Merged, lock_text

    with tempfile.TemporaryDirectory(prefix="coursekit-init-") as scratch:
        place = Path(scratch) / "course" if dry_run else path
        adopting.fetch(source, place)
        upstream, commit = adopting.upstream_of(source, place)
        lock = {LOCK: lock_text(Merged(commit=commit))} if commit else {}
        own = adopting.own_course(place, upstream)
        if own is not None:
            session.show("it is a course of coursekit's, and keeps its course.yml")
            return {**own, **lock}, {**own, **lock}
        found = adopting.read(place)
    count = len(found.assignments)
    session.show(f"{count} assignments, {len(found.files)} files and folders beside them")
    for remark in found.remarks:
        session.show(f"note: {remark}")
    return {**adopting.texts(found, name, title, upstream), **lock}, lock
