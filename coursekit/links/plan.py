"""Plans the list of links that is kept beside a project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coursekit.links.formats import as_csv
from coursekit.links.model import Link
from coursekit.plan import Action
from coursekit.state import digest


@dataclass(frozen=True)
class WriteLinks:
    """Write the links of a project as csv to ``place``."""

    place: Path
    text: str
    count: int


def plan(fleet: str, links: tuple[Link, ...], place: Path, written: str) -> Action:
    """Return what to do about the csv file ``place``, whose present text is ``written``."""
    text, subject = as_csv(links), f"{fleet}: links"
    if text == written:
        return Action("links", subject, f"{len(links)} links, none changed", digest(text))
    reason = "addresses or assignments changed" if written else "not listed yet"
    return Action("links", subject, reason, digest(text), WriteLinks(place, text, len(links)))
