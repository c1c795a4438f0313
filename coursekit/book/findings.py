"""What is wrong with a built book: links that lead nowhere, pictures and notebooks that failed."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from coursekit.book.html import Page
from coursekit.errors import CoursekitError, ExitCode, Problem, Where

_BROKEN = ("ref.", "myst.xref", "myst.iref", "image.not_readable", "download.not_readable", "toc.")
_FAILED = "mystnb.exec"
_HARMLESS = ("toc.not_included",)
_KIND = re.compile(r" \[([\w.-]+)\]$")


def refused(problems: Iterable[Problem]) -> CoursekitError:
    """Return the error for a book that is not shown to anybody.

    Its code is that of a check that found something, not of an engine that failed: running it
    again, or another version of the engine, changes nothing; a page has to be corrected.
    """
    return CoursekitError.of(problems, ExitCode.FOUND)


def engine_problems(
    found: Iterable[Mapping[str, object]], home: Path, sources: Path, reports: Path
) -> Iterator[Problem]:
    """Yield what the engine complained of, as far as readers of the book would meet it."""
    for entry in found:
        what, file = str(entry["what"]), str(entry["file"])
        inner = _KIND.search(what)
        kind, what = str(entry["kind"]), _KIND.sub("", what)
        kind = inner[1] if inner else kind
        name = _source(sources, file)
        where = Where(home / name, int(str(entry["line"]))) if name else None
        if kind.startswith(_FAILED):
            yield _failed(name, home, reports)
        elif entry["level"] in ("ERROR", "CRITICAL", "SEVERE") or (
            kind.startswith((*_BROKEN, "docutils", "myst.directive", "myst.role"))
            and kind not in _HARMLESS
        ):
            yield Problem(what, where, hint=_hint(kind))


def _hint(kind: str) -> str:
    if kind.startswith("image"):
        return "correct the name of the picture, or add the file"
    if kind.startswith(_BROKEN):
        return "correct the link: pages are named from the page it is on"
    return "correct this place in the page"


def _source(sources: Path, page: str) -> str:
    """Return the file of a page, which the engine may name without its suffix."""
    if not page or (sources / page).is_file():
        return page
    return next(
        (
            f"{page}{end}"
            for end in (".md", ".ipynb", ".rst")
            if (sources / f"{page}{end}").is_file()
        ),
        page,
    )


def _failed(name: str, home: Path, reports: Path) -> Problem:
    """Return the problem of a notebook that stopped, with the line of the cell that did."""
    report = reports / f"{posixpath.splitext(name)[0]}.err.log"
    text = report.read_text("utf-8", "replace") if report.is_file() else ""
    _, _, rest = text.partition("------------------\n")
    cell = rest.partition("\n------------------")[0].strip().splitlines()
    last = [line for line in text.splitlines() if line.strip()][-1:]
    return Problem(
        f"a cell of this notebook failed: {last[0].strip() if last else 'see the log'}",
        Where(home / name, _line_of(home / name, cell[0] if cell else "")),
        details="\n".join(cell[:8]),
        hint="correct the cell, or give it the tag raises-exception if it is meant to fail",
    )


def notebook_problems(home: Path, name: str) -> Iterator[Problem]:
    """Yield the cells of a notebook whose saved output is an error that nobody meant."""
    try:
        cells = json.loads((home / name).read_text("utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    for cell in cells:
        tags = cell.get("metadata", {}).get("tags", [])
        errors = [out for out in cell.get("outputs", ()) if out.get("output_type") == "error"]
        if errors and "raises-exception" not in tags:
            lines = "".join(cell.get("source", "")).splitlines() or [""]
            yield Problem(
                f"a saved output is an error: {errors[0].get('ename')}: {errors[0].get('evalue')}",
                Where(home / name, _line_of(home / name, lines[0])),
                hint="run it again and save it, or give the cell the tag raises-exception",
            )


def _line_of(path: Path, text: str) -> int:
    """Return the line of a file that has ``text``, also as it is written in JSON."""
    written = json.dumps(text, ensure_ascii=False)[1:-1] if path.suffix == ".ipynb" else text
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return 0
    return next((n for n, line in enumerate(lines, 1) if written and written in line), 0)


def link_problems(
    pages: Mapping[str, Page], files: frozenset[str], home: Path, sources: Path, said: Iterable[str]
) -> Iterator[Problem]:
    """Yield the links and pictures of built pages that lead nowhere within the book.

    Engines do not look at those in HTML. ``said`` are the engine's own complaints, not repeated.
    """
    known = "\n".join(said)
    for path, page in sorted(pages.items()):
        for address in sorted({reference.address for reference in page.references}):
            what = _broken(path, address, pages, files)
            mark = unquote(urlsplit(address).fragment) or posixpath.basename(urlsplit(address).path)
            if what and mark not in known:
                name = _source(sources, posixpath.splitext(path)[0])
                yield Problem(
                    what,
                    Where(home / name, _line_of(sources / name, posixpath.splitext(mark)[0])),
                    hint="correct the address",
                )


def _broken(path: str, address: str, pages: Mapping[str, Page], files: frozenset[str]) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return ""
    target = path
    if parts.path:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
        if target in ("", ".") or target + "/index.html" in files or parts.path.endswith("/"):
            target = posixpath.normpath(f"{target}/index.html")
        if target not in files:
            return f"nothing is at {address}"
    fragment = unquote(parts.fragment)
    if fragment and target in pages and fragment not in pages[target].ids:
        return f"the page {target} has no place called {fragment}"
    return ""
