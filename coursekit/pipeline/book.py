"""The book of a course: its facts, and how Jupyter Book builds it."""

from __future__ import annotations

import shutil
from pathlib import Path

from coursekit.apply import Say
from coursekit.book.pages import Sources, generated
from coursekit.book.plan import BookFacts, BuildBook
from coursekit.engines.jupyter_book import JupyterBook
from coursekit.errors import CoursekitError, Where
from coursekit.links import Link
from coursekit.spec import CourseFolder, Project
from coursekit.state import State, digest_files, files_of


def facts(
    project: Project,
    folder: CourseFolder,
    links: tuple[Link, ...],
    points: dict[str, float | None] | None,
    state: State,
) -> BookFacts:
    """Read the sources of a course's book; ``points`` is ``None`` as long as one is unknown."""
    course = folder.course
    home = folder.root / course.book if course.book else None
    toc, config = (home / "_toc.yml" if home else None), (home / "_config.yml" if home else None)
    sources = Sources(
        toc=_text(toc) if toc and toc.is_file() else None,
        config=_text(config) if config and config.is_file() else None,
        where=Where(toc if toc else folder.root, 0),
        pages=_pages(home) if home else frozenset(),
    )
    names = {college: entry.name for college, entry in project.fleet.colleges.items()}
    pages = generated(course, sources, links, points or {}, names)
    receipt = state.receipt("book", f"{folder.id}: book")
    place = str(receipt.results.get("place", "")) if receipt else ""
    return BookFacts(
        course=folder.id,
        folder=home,
        sources=digest_files(folder.root, [course.book]) if course.book else "",
        generated=tuple(sorted(pages.items())),
        books=state.path / "book",
        receipt=receipt,
        present=bool(place) and (state.path / "book" / place / "index.html").is_file(),
        ready=points is not None,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise CoursekitError(
            "the file is not UTF-8 text", Where(path), hint="save it as UTF-8 and try again"
        ) from error


def _pages(home: Path) -> frozenset[str]:
    paths = [path.relative_to(home) for path in files_of(home, ["."])]
    return frozenset(
        name for path in paths for name in (path.as_posix(), path.with_suffix("").as_posix())
    )


def build(work: BuildBook, engine: JupyterBook, state: State, say: Say) -> dict[str, object]:
    """Build the book beside its final place, and move it there."""
    with state.staging() as scratch:
        sources = scratch / "book"
        sources.mkdir()
        for path in files_of(work.folder, ["."]) if work.folder else []:
            target = sources / path.relative_to(work.folder or path)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        for name, text in work.generated:
            (sources / name).parent.mkdir(parents=True, exist_ok=True)
            (sources / name).write_text(text, "utf-8")
        html = engine.build(sources, scratch / "out", say)
        pages = len(list(html.rglob("*.html")))
        state.adopt(html, work.place)
    for old in work.place.parent.glob(f"{work.place.name.rpartition('-')[0]}-*"):
        if old != work.place:
            shutil.rmtree(old, ignore_errors=True)
    return {"place": work.place.name, "pages": pages}
