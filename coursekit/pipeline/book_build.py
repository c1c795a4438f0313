"""Builds a book: the engine makes the pages, then the launch controls are put in.

The engine works in ``.coursekit/cache/book``, where it keeps what makes the next build quick. A
mark says that it ended there; without it (a kill, a crash) what is there is thrown away, because
an engine writes its own files in place. What readers get is a copy that is never changed.

The sources are laid out as in the course. For a book that runs notebooks, the files that students
get are beside them, so that a page reads ``../data`` as a notebook in its place would.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from coursekit.apply import Say
from coursekit.book.findings import engine_problems, link_problems, notebook_problems, refused
from coursekit.book.html import Page, Reference, for_everybody, read_page
from coursekit.book.launch import with_control
from coursekit.book.plan import BuildBook, environment_name
from coursekit.engines.jupyter_book import Cells, JupyterBook
from coursekit.engines.mystmd import Mystmd
from coursekit.engines.process import Runner
from coursekit.errors import Problem
from coursekit.state import State, digest, files_of

_OWN = ("reports/",)
"""Folders of Sphinx's output that are no part of a book for readers."""


def build(work: BuildBook, runner: Runner, state: State, say: Say) -> dict[str, object]:
    """Build the book beside its final place and move it there.

    Raises ``CoursekitError`` with all that readers would stumble over; then the former book stays.
    """
    cache = state.path / "cache" / "book" / work.course
    mark = cache / "ended.json"
    ended = _json(mark)
    if not ended:
        shutil.rmtree(cache, ignore_errors=True)
    sources = cache / "source" / work.inside
    html, pages = Path(str(ended.get("html", ""))), None
    if not ended or ended["pages"] != work.pages or not html.is_dir():
        mark.unlink(missing_ok=True)
        html, problems = _run_engine(work, runner, cache, state, say)
        pages = _read_pages(html, cache, state)
        files = frozenset(_files(html))
        said = [problem.message for problem in problems]
        home = work.folder or sources
        problems += link_problems(pages, files, home, sources, said)
        key = "" if problems else work.pages
        state.write(mark, json.dumps({"pages": key, "html": str(html)}))
        if problems:
            raise refused(problems)
    pages = pages if pages is not None else _read_pages(html, cache, state)
    before = state.receipt("book", f"{work.course}: book")
    old = work.place.parent / str(before.results.get("place", "none")) if before else None
    with state.staging() as scratch:
        count = _finish(work, html, pages, scratch / "book", old)
        state.adopt(scratch / "book", work.place)
    for place in work.place.parent.glob(f"{work.place.name.rpartition('-')[0]}-*"):
        if place != work.place:
            shutil.rmtree(place, ignore_errors=True)
    return {
        "place": work.place.name,
        "pages": count,
        "made_of": work.pages,
        "unreleased": [page for page, offer in work.offers if not offer.hub],
    }


def _run_engine(
    work: BuildBook, runner: Runner, cache: Path, state: State, say: Say
) -> tuple[Path, list[Problem]]:
    sources = cache / "source" / work.inside
    _lay_out(work, cache / "source")
    if work.engine == "mystmd":
        html, found = Mystmd(runner).build(sources, f"/hub/book/{work.course}", say)
    else:
        with state.staging() as scratch:
            cells = _cells(work.python, scratch, cache / "source") if work.python else None
            html, found = JupyterBook(runner).build(sources, cache, cells, say)
    home = work.folder or sources
    problems = list(engine_problems(found, home, sources, html / "reports"))
    for path in files_of(sources, ["."]) if work.folder else []:
        if path.suffix == ".ipynb" and not work.python:
            problems += notebook_problems(work.folder or sources, str(path.relative_to(sources)))
    return html, list(dict.fromkeys(problems))


def _lay_out(work: BuildBook, top: Path) -> None:
    """Make ``top`` hold the book's files, and those beside it; what did not change is left alone.

    Their times tell the engine which pages it has to read again.
    """
    wanted = {top / name: path.read_bytes() for name, path in work.beside}
    for path in files_of(work.folder, ["."]) if work.folder else []:
        wanted[top / work.inside / path.relative_to(work.folder or path)] = path.read_bytes()
    wanted |= {top / work.inside / name: text.encode() for name, text in work.generated}
    for path in files_of(top, ["."]) if top.is_dir() else []:
        if path not in wanted:
            path.unlink()
    for target, data in wanted.items():
        if not target.is_file() or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def _cells(python: Path, scratch: Path, top: Path) -> Cells:
    """Write the kernel that runs the book's notebooks, as students' notebooks run."""
    place = scratch / "jupyter" / "kernels" / "python3"
    place.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Python 3", "language": "python"}
    (place / "kernel.json").write_text(json.dumps(spec), "utf-8")
    return Cells(scratch / "jupyter", environment_name(python), top)


def _files(html: Path) -> Iterator[str]:
    for path in files_of(html, ["."]):
        name = path.relative_to(html).as_posix()
        if not name.startswith(_OWN):
            yield name


def _read_pages(html: Path, cache: Path, state: State) -> dict[str, Page]:
    """Return what is in each page; one that did not change is not parsed again."""
    known = _json(cache / "pages.json")
    pages: dict[str, Page] = {}
    kept: dict[str, Any] = {}
    for name in _files(html):
        if not name.endswith(".html"):
            continue
        text = (html / name).read_bytes().decode("utf-8", "replace")
        key = digest(text)
        entry = known.get(name)
        if not entry or entry[0] != key:
            page = read_page(text)
            entry = [key, asdict(page) | {"ids": sorted(page.ids)}]
        data = entry[1]
        references = tuple(Reference(**reference) for reference in data["references"])
        pages[name] = Page(**{**data, "ids": frozenset(data["ids"]), "references": references})
        kept[name] = entry
    if kept != known:
        state.write(cache / "pages.json", json.dumps(kept))
    return pages


def _finish(
    work: BuildBook, html: Path, pages: dict[str, Page], place: Path, old: Path | None
) -> int:
    """Write the whole book to ``place``; files that ``old`` has too are the same file on disk."""
    offers = dict(work.offers)
    for name in _files(html):
        data = (html / name).read_bytes()
        if name in pages:
            text = data.decode("utf-8", "replace")
            data = for_everybody(with_control(text, pages[name], name, offers)).encode()
        _put(place, name, data, old)
    for name, text in work.shared:
        _put(place, name, text.encode(), old)
    for name, path in work.notebooks:
        _put(place, name, path.read_bytes(), old)
    return len(pages)


def _put(place: Path, name: str, data: bytes, old: Path | None) -> None:
    target = place / name
    target.parent.mkdir(parents=True, exist_ok=True)
    former = old / name if old is not None else None
    if former is not None and former.is_file() and former.read_bytes() == data:
        os.link(former, target)
    else:
        target.write_bytes(data)


def _json(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
