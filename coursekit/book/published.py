"""What of a published book is new, what is gone, and where its old addresses lead now."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import quote

NAME = "coursekit-book.json"
"""The list that is published with a book: its files, its pages, and what moved where."""
PREVIEWS = "preview"
_MARK = "<!-- moved: written by coursekit book publish -->"


@dataclass(frozen=True)
class Listed:
    """A published book: digests of its files, titles of its pages, and its redirect pages."""

    files: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Title and present page, by old page."""

    def written(self) -> bytes:
        """Return the list as the file ``NAME``."""
        data = {"files": self.files, "pages": self.pages, "moved": self.moved}
        return (json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True)
class Changes:
    """What publishing comes to: files to write, in order, and files to remove."""

    write: Mapping[str, bytes]
    remove: tuple[str, ...]
    redirects: Mapping[str, str]
    """The present page, by old page."""
    whole: Mapping[str, bytes]
    """All files of the book, with redirect pages and the list."""


def read_listed(data: bytes | None) -> Listed | None:
    """Return the list of what was published before; ``None`` for none, or for something else."""
    try:
        found: Any = json.loads(data or b"")
        return Listed(
            {str(name): str(value) for name, value in found["files"].items()},
            {str(name): str(value) for name, value in found["pages"].items()},
            {str(name): (str(one[0]), str(one[1])) for name, one in found["moved"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


def changes(
    files: Mapping[str, bytes], titles: Mapping[str, str], before: Listed | None
) -> Changes:
    """Return how to get from the book ``before`` to the one with ``files``.

    ``titles`` are by page. What is not in the former list is nobody's business here: it stays.
    """
    former = before or Listed()
    moved = _moved(files, titles, former)
    whole = {**files, **{old: redirect_page(old, new) for old, (_, new) in moved.items()}}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(whole.items())}
    listed = Listed(digests, dict(sorted(titles.items())), dict(sorted(moved.items())))
    whole[NAME] = listed.written()
    fresh = [name for name, value in digests.items() if former.files.get(name) != value]
    # Pages come after what they show, and the list last: a reader never meets half a book, and
    # after a kill the next run goes by a list that is not ahead of the files.
    fresh.sort(key=lambda name: (name.endswith(".html"), name))
    gone = tuple(sorted(former.files.keys() - whole.keys()))
    write = {name: whole[name] for name in fresh}
    if before is None or write or gone or listed != former:
        write[NAME] = whole[NAME]
    return Changes(write, gone, {old: new for old, (_, new) in moved.items()}, whole)


def _moved(
    files: Mapping[str, bytes], titles: Mapping[str, str], former: Listed
) -> dict[str, tuple[str, str]]:
    """Return title and present page of every address that once was a page and is none now."""
    known = {old: (title, new) for old, (title, new) in former.moved.items()}
    known |= {page: (title, page) for page, title in former.pages.items()}
    moved: dict[str, tuple[str, str]] = {}
    for old, (title, last) in known.items():
        if old not in files:
            seen = {old}
            while last not in files and last in known and last not in seen:
                seen.add(last)
                last = known[last][1]
            moved[old] = (title, last if last in files else _nearest(old, title, titles))
    return moved


def _nearest(old: str, title: str, titles: Mapping[str, str]) -> str:
    """Return the one page of the same title, or else of the same file name, or else the first."""
    same = [page for page, other in titles.items() if title and other == title]
    named = [page for page in titles if posixpath.basename(page) == posixpath.basename(old)]
    for found in (same, named):
        if len(found) == 1 and posixpath.basename(found[0]) != "index.html":
            return found[0]
    return "index.html"


def redirect_page(old: str, new: str) -> bytes:
    """Return the page that leads from ``old`` to ``new``, also without JavaScript."""
    there = quote(posixpath.relpath(new, posixpath.dirname(old) or "."))
    # A page's own place (#names) is kept where a script may run; json.dumps quotes the address.
    go = f"location.replace({json.dumps(there)} + location.hash)"
    return (
        f'<!doctype html>\n{_MARK}\n<html lang="en"><head><meta charset="utf-8">\n'
        f"<title>This page has moved</title>\n<script>{go}</script>\n"
        f'<meta http-equiv="refresh" content="0; url={escape(there)}">\n'
        f'<meta name="robots" content="noindex">\n'
        f'<link rel="canonical" href="{escape(there)}"></head>\n'
        f'<body><p>This page has moved: <a href="{escape(there)}">go on</a>.</p></body></html>\n'
    ).encode()


def title_of(page: str) -> str:
    """Return the title of a built page: that of its head, without the book's."""
    match = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    return " ".join(match[1].split()) if match else ""
