"""Reads built pages: what they are called, what they link to, and where something can be put in.

The parser is Python's own: it says where each tag stands, so that what is put into a page leaves
every other byte of it as the engine wrote it. A library that parses and writes pages again would
change them, and takes longer.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from html.parser import HTMLParser

_TARGETS = {"a": "href", "img": "src", "source": "src", "video": "src", "audio": "src"}


@dataclass(frozen=True)
class Reference:
    """A link or a picture of a page's own text: its address, and where it ends in the page."""

    address: str
    end: int


@dataclass(frozen=True)
class Page:
    """What is in a built page; places are offsets into its text."""

    title: str
    ids: frozenset[str]
    references: tuple[Reference, ...]
    """Those of the article, not those of menus."""
    head: int
    """End of the head; -1 without one."""
    heading: int
    """Behind the first heading of the article, or where its body begins; -1 without a body."""


def read_page(text: str) -> Page:
    """Return what is in the page ``text``; whatever is no HTML reads as a page with nothing."""
    return _Reader(text).page()


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self._text = text
        # As the parser counts lines: by \n alone.
        self._lines = [0, *itertools.accumulate(len(line) + 1 for line in text.split("\n"))]
        self._inside = {"article": 0, "main": 0}
        self._open_title = self._open_heading = False
        self._title: list[str] = []
        self._name: list[str] = []
        self._ids: set[str] = set()
        self._found: dict[str, list[Reference]] = {"article": [], "main": [], "": []}
        self._headings: dict[str, int] = {}
        self._link: tuple[str, str] | None = None
        self._head = self._body = -1
        self.feed(text)
        self.close()

    def page(self) -> Page:
        room = next((room for room in ("article", "main", "") if self._found[room]), "")
        heading = next(
            (self._headings[room] for room in ("article", "main", "") if room in self._headings),
            self._body,
        )
        title = " ".join("".join(self._name or self._title).split()).removesuffix("#").strip()
        return Page(title, frozenset(self._ids), tuple(self._found[room]), self._head, heading)

    def _room(self) -> str:
        return next((room for room in ("article", "main") if self._inside[room]), "")

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._ids |= {value for name in ("id", "name") if (value := given.get(name))}
        if tag in self._inside:
            self._inside[tag] += 1
        elif tag == "body" and self._body < 0:
            self._body = self._offset() + len(self.get_starttag_text() or "")
        elif tag == "title":
            self._open_title = not self._title
        elif tag == "h1":
            self._open_heading = not self._name and bool(self._room())
        address = given.get(_TARGETS.get(tag, ""))
        if not address:
            return
        end = self._offset() + len(self.get_starttag_text() or "")
        if tag == "a":
            self._link = (self._room(), address)
        else:
            self._found[self._room()].append(Reference(address, end))

    def handle_endtag(self, tag: str) -> None:
        here = self._offset()
        end = self._text.find(">", here) + 1
        if tag in self._inside:
            self._inside[tag] = max(0, self._inside[tag] - 1)
        elif tag == "head" and self._head < 0:
            self._head = here
        elif tag == "title":
            self._open_title = False
        elif tag == "h1":
            self._open_heading = False
            self._headings.setdefault(self._room(), end)
        elif tag == "a" and self._link is not None:
            room, address = self._link
            self._found[room].append(Reference(address, end))
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._open_title:
            self._title.append(data)
        if self._open_heading:
            self._name.append(data)


def put_in(text: str, pieces: list[tuple[int, str]]) -> str:
    """Return ``text`` with each piece at its offset."""
    parts, last = [], 0
    for place, piece in sorted(pieces, key=lambda pair: pair[0]):
        parts += [text[last:place], piece]
        last = place
    return "".join([*parts, text[last:]])


def for_everybody(text: str) -> str:
    """Return a page with what sphinx-book-theme 1.1 forgets for screen readers and keys.

    The arrows of its menu get a name, and a table that is wider than the page can be scrolled by
    keys.
    """
    arrow, name = '<summary><span class="toctree-toggle"', "Show or hide the pages below this one"
    text = text.replace(arrow, arrow.replace(">", f' aria-label="{name}">', 1))
    table = '<div class="pst-scrollable-table-container"'
    return text.replace(f"{table}>", f'{table} tabindex="0">')
