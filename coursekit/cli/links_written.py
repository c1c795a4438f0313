"""What ``coursekit links`` prints or writes, in each of its formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coursekit.cli.session import Session, table
from coursekit.errors import CoursekitError, Where

if TYPE_CHECKING:
    from coursekit.links import Choice, Link, Surface
    from coursekit.spec import Project


@dataclass(frozen=True)
class Wanted:
    """How the links are to be written."""

    form: str
    out: Path | None
    cartridge: str
    timezone: str


def write(
    session: Session, project: Project, surface: Surface, choice: Choice, wanted: Wanted
) -> None:
    """Print the links, or write them to the file or folder that is wanted."""
    from coursekit.links import each_link
    from coursekit.pipeline import Workshop

    if wanted.form == "csv" and not session.as_json:
        _rows(session, project, surface, choice, wanted)
        return
    points = Workshop(project).points()
    found = list(each_link(project, surface, choice, points))
    if not found:
        raise CoursekitError("no link is all of that", hint="ask for less at once")
    session.results = [link.as_json() for link in found]
    if wanted.form == "json":
        session.as_json = True
    elif wanted.form in ("qr", "imscc"):
        _files(session, project, found, wanted)
    else:
        _text(session, _written(project, found, wanted.form), project, wanted)


def _rows(
    session: Session, project: Project, surface: Surface, choice: Choice, wanted: Wanted
) -> None:
    """Print csv while it is made: there may be very many."""
    from coursekit.links import each_link
    from coursekit.links.formats import csv_rows

    rows = csv_rows(each_link(project, surface, choice))
    if wanted.out is not None:
        _text(session, "".join(rows), project, wanted)
        return
    for text in rows:
        session.show(text.replace("\r\n", "\n"), end="")


def _written(project: Project, links: list[Link], form: str) -> str:
    from coursekit.links.formats import as_markdown
    from coursekit.links.page import Names, as_html

    names = {college: entry.name for college, entry in project.fleet.colleges.items()}
    if form == "md":
        return as_markdown(links, names)
    if form == "html":
        courses = {folder.id: folder.course.title for folder in project.courses}
        return as_html(links, Names(" and ".join(courses.values()), names, courses))
    rows = [(link.college, str(link.week or ""), link.title, link.url) for link in links]
    return table(rows, ("COLLEGE", "WEEK", "ASSIGNMENT", "LINK")) + "\n"


def _text(session: Session, text: str, project: Project, wanted: Wanted) -> None:
    if wanted.out is None:
        session.show(text, end="")
    else:
        _put(session, project, wanted.out, text.encode())


def _files(session: Session, project: Project, links: list[Link], wanted: Wanted) -> None:
    """Write what has a file for each college and course."""
    found = list(_made(session, project, links, wanted))
    suffix = found[0][0].rpartition(".")[2]
    if wanted.out is None:
        if len(found) > 1 or suffix != "svg":
            raise CoursekitError(
                f"this makes {len(found)} file(s): where are they to go?",
                hint=f"name a folder: --out {wanted.form}",
            )
        session.show(found[0][1].decode(), end="")
        return
    alone = len(found) == 1 and wanted.out.suffix == f".{suffix}"
    for name, data in found:
        _put(session, project, wanted.out if alone else wanted.out / name, data)


def _made(
    session: Session, project: Project, links: list[Link], wanted: Wanted
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file."""
    from coursekit.links.cartridge import Cartridge, as_imscc
    from coursekit.links.qr import as_svg, sheets

    zone = _zone(session, wanted.timezone) if wanted.form == "imscc" else None
    for (college, course), several in groupby(links, key=lambda link: (link.college, link.course)):
        own, title = list(several), project.course(course).course.title
        if wanted.form == "imscc":
            lti = project.fleet.login_of(college).kind == "lti13"
            whole = Cartridge(title, own, wanted.cartridge, lti, zone)
            yield f"{college}-{course}.imscc", as_imscc(whole)
            continue
        for sheet in sheets(title, project.fleet.colleges[college].name, own):
            number = f"-{sheet.number}" if sheet.of > 1 else ""
            text = as_svg(sheet, choose=len(project.fleet.colleges) > 1)
            yield f"{college}-{course}{number}.svg", text.encode()


def _zone(session: Session, name: str) -> ZoneInfo | None:
    """Return the zone of due times; without one, they are in the text only."""
    if not name:
        session.tell(
            "Due dates are in the text only: a cartridge needs to know where they are meant."
            " Name it: --timezone America/Los_Angeles"
        )
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CoursekitError(
            f"there is no time zone {name}", hint="write it like America/Los_Angeles"
        ) from error


def _put(session: Session, project: Project, place: Path, data: bytes) -> None:
    from coursekit.state import State, cannot_write

    if place.is_dir():
        raise CoursekitError(
            "this is a folder", Where(place), hint=f"name a file: {place}/links.html"
        )
    try:
        State(project.root).write(place, data)
    except OSError as error:
        raise cannot_write(place, error) from error
    session.tell(f"Wrote {place}")
