"""Plans the build of a course's book."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coursekit.plan import Action
from coursekit.state import Receipt, digest

_EDITION = "1"


@dataclass(frozen=True)
class BookFacts:
    """The sources of a book, and what was built from them before."""

    course: str
    folder: Path | None
    """Folder of the course's own pages."""
    sources: str
    """Digest of that folder."""
    generated: tuple[tuple[str, str], ...]
    """Path and text of the files that coursekit adds."""
    books: Path
    receipt: Receipt | None
    present: bool
    ready: bool
    """Whether the assignments are done, whose points the pages name."""


@dataclass(frozen=True)
class BuildBook:
    """Build the pages of ``folder`` and ``generated`` into ``place``."""

    folder: Path | None
    generated: tuple[tuple[str, str], ...]
    place: Path


def plan(facts: BookFacts) -> Action:
    """Return what to do about the book of a course."""
    subject = f"{facts.course}: book"
    if not facts.ready:
        return Action("book", subject, "assignments change", "", facts.course)
    parts = [part for pair in facts.generated for part in pair]
    key = digest(_EDITION, facts.sources, *parts)
    if facts.receipt is not None and facts.receipt.key == key and facts.present:
        return Action("book", subject, "no page changed", key)
    reason = "not built yet" if facts.receipt is None or not facts.present else "pages changed"
    place = facts.books / f"{facts.course}-{key[:16]}"
    return Action("book", subject, reason, key, BuildBook(facts.folder, facts.generated, place))
