"""Books that are built without a course around them: the engine is real, the rest is not needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coursekit.book.launch import Home, Offer, shared_files
from coursekit.book.plan import BuildBook
from coursekit.engines.process import Runner
from coursekit.pipeline.book_build import build
from coursekit.state import Receipt, State, digest, digest_files

TOC = "format: jb-book\nroot: intro\nchapters:\n- file: one\n- file: two\n"
CONFIG = "title: Small\nonly_build_toc_files: true\nexecute: {execute_notebooks: 'off'}\n"
HOMES = (Home("foothill", "Foothill College", ("foothill.example",)),)


@dataclass
class Book:
    """A small book, as ``coursekit book build`` would build it."""

    root: Path
    homes: tuple[Home, ...] = HOMES
    offers: dict[str, Offer] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    python: Path | None = None
    engine: str = "jupyter-book"
    data: tuple[str, ...] = ()
    """Files of the course that pages may read."""

    @property
    def sources(self) -> Path:
        return self.root / "book"

    @property
    def state(self) -> State:
        return State(self.root)

    @property
    def place(self) -> Path:
        receipt = self.state.receipt("book", "small: book")
        assert receipt is not None
        return self.state.path / "book" / str(receipt.results["place"])

    def write(self, name: str, text: str) -> None:
        (self.sources / name).parent.mkdir(parents=True, exist_ok=True)
        (self.sources / name).write_text(text, "utf-8")

    def build(self) -> Path:
        """Build and keep the receipt; the folder of the book."""
        shared = tuple(sorted(shared_files(self.homes, "http://hub.example").items()))
        pages = digest_files(self.root, ["book", *self.data])
        key = digest(pages, repr(shared), repr(self.offers))
        work = BuildBook(
            *("small", self.engine, self.sources, (), tuple(sorted(self.offers.items())), ()),
            *(shared, self.state.path / "book" / f"small-{key[:16]}", self.python, pages),
            beside=tuple((name, self.root / name) for name in self.data),
            inside="book",
        )
        self.said.clear()
        self.state.ensure()
        runner = Runner(self.state.path, self.state.logs)
        results = build(work, runner, self.state, self.said.append)
        self.state.keep(Receipt("book", "small: book", key, 0, results))
        return self.place


@pytest.fixture
def small(tmp_path: Path) -> Callable[[str], Book]:
    """Give a new small book of two chapters, by the name of its folder."""

    def make(name: str = "course") -> Book:
        book = Book(tmp_path / name)
        book.write("_toc.yml", TOC)
        book.write("_config.yml", CONFIG)
        book.write("intro.md", "# Welcome\n\nRead {doc}`one`.\n")
        book.write("one.md", "# One\n\n(place)=\n## A place\n\nText of one.\n")
        book.write("two.md", "# Two\n\nSee {ref}`there <place>`.\n")
        return book

    return make
