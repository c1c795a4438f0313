"""Plans the build of a course's book."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coursekit.book.launch import Offer
from coursekit.plan import Action
from coursekit.state import Receipt, digest

_EDITION = "4"


@dataclass(frozen=True)
class BookFacts:
    """The sources of a book, and what was built from them before."""

    course: str
    engine: Literal["jupyter-book", "mystmd"]
    folder: Path | None
    """Folder of the course's own pages."""
    sources: str
    """Digest of that folder, and of the files beside it."""
    generated: tuple[tuple[str, str], ...]
    """Path and text of the files that coursekit adds."""
    offers: tuple[tuple[str, Offer], ...]
    """How the notebook of a page can be opened, by page."""
    notebooks: tuple[tuple[str, Path, str], ...]
    """Path in the book, file, and digest of the notebooks to download."""
    shared: tuple[tuple[str, str], ...]
    """Path and text of what the pages share, the list of colleges among it."""
    books: Path
    receipt: Receipt | None
    present: bool
    ready: bool
    """Whether the assignments are done, whose points the pages name."""
    python: Path | None = None
    """The course's own Python, which runs notebooks."""
    beside: tuple[tuple[str, Path], ...] = ()
    """Path in the course, and file, of what notebooks may read."""
    inside: str = "."
    """Path of ``folder`` in the course."""


@dataclass(frozen=True)
class BuildBook:
    """Build the pages of ``folder`` and ``generated`` into ``place``."""

    course: str
    engine: str
    folder: Path | None
    generated: tuple[tuple[str, str], ...]
    offers: tuple[tuple[str, Offer], ...]
    notebooks: tuple[tuple[str, Path], ...]
    shared: tuple[tuple[str, str], ...]
    place: Path
    python: Path | None
    pages: str
    """Key of what the engine makes: the launch controls are put in afterwards."""
    beside: tuple[tuple[str, Path], ...] = ()
    inside: str = "."


def plan(facts: BookFacts) -> Action:
    """Return what to do about the book of a course."""
    subject = f"{facts.course}: book"
    if not facts.ready:
        return Action("book", subject, "assignments change", "", facts.course)
    parts = [part for pair in facts.generated for part in pair]
    venv = environment_name(facts.python) if facts.python else ""
    pages = digest(_EDITION, facts.engine, facts.sources, venv, *parts)
    launch = [repr(pair) for pair in facts.offers]
    launch += [part for name, _, data in facts.notebooks for part in (name, data)]
    key = digest(pages, *launch, *(part for pair in facts.shared for part in pair))
    before = facts.receipt if facts.present else None
    if before is not None and before.key == key:
        return Action("book", subject, "no page changed", key)
    reason = "pages changed"
    if before is None:
        reason = "not built yet"
    elif before.results.get("made_of") == pages:
        reason = "colleges or links changed, no page did"
    work = BuildBook(
        facts.course,
        facts.engine,
        facts.folder,
        facts.generated,
        facts.offers,
        tuple((name, path) for name, path, _ in facts.notebooks),
        facts.shared,
        facts.books / f"{facts.course}-{key[:16]}",
        facts.python,
        pages,
        facts.beside,
        facts.inside,
    )
    return Action("book", subject, reason, key, work)


def environment_name(python: Path) -> str:
    """Return the name of the venv of ``python``: another one has other packages in it."""
    return python.parent.parent.name
