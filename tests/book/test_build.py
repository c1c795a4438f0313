"""What is built, what is built again, and what is refused; with the real Jupyter Book."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit.book.launch import Home, Offer
from coursekit.errors import CoursekitError, ExitCode
from tests.book.conftest import TOC, Book

Small = Callable[..., Book]


def files(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and path.name != ".buildinfo"
    }


def shown(place: Path) -> dict[str, bytes]:
    """The files, less what Sphinx writes otherwise each time and nobody sees.

    Its extensions add their scripts once more for each page they come to, a style's checksum is
    there from the second build on, and words that no page has any more stay in the search's
    index with an empty list.
    """
    found = files(place)
    for name in found:
        if name.endswith(".html"):
            lines = re.sub(rb"(mystnb\.\w+\.css)\?v=\w+", rb"\1", found[name]).splitlines()
            scripts = {line for line in lines if line.strip().startswith(b"<script")}
            found[name] = b"\n".join([*sorted(scripts), *(x for x in lines if x not in scripts)])
    index = json.loads(found["searchindex.js"].partition(b"(")[2].rpartition(b")")[0])
    for terms in ("terms", "titleterms"):
        index[terms] = {word: pages for word, pages in index[terms].items() if pages != []}
    found["searchindex.js"] = json.dumps(index, sort_keys=True).encode()
    return found


def pages_said(book: Book, verb: str) -> set[str]:
    return {line.split(" ")[1] for line in book.said if line.startswith(f"{verb} ")}


def test_a_changed_page_is_read_alone_and_the_book_is_as_if_built_anew(small: Small) -> None:
    book, fresh = small("grown"), small("fresh")
    book.build()
    assert pages_said(book, "reading") == {"intro", "one", "two"}

    for one in (book, fresh):
        one.write("two.md", "# Two\n\nChanged: {ref}`there <place>`.\n")
    book.build()
    assert pages_said(book, "reading") == {"two"}
    assert "one" not in pages_said(book, "writing")
    assert shown(book.place) == shown(fresh.build())

    # A new title stands in the menus of all pages, and a page that went must leave nothing.
    for one in (book, fresh):
        one.write("one.md", "# The first\n\nNo place.\n")
        one.write("_toc.yml", TOC.replace("- file: two\n", "- file: three\n"))
        one.write("three.md", "# Three\n")
        (one.sources / "two.md").unlink()
    grown = shown(book.build())
    (fresh.state.path / "cache" / "book" / "small" / "ended.json").unlink()
    assert grown == shown(fresh.build())
    assert b"The first" in grown["three.html"]
    assert "two.html" not in grown


def test_after_a_kill_the_book_is_made_from_the_start(small: Small) -> None:
    book = small()
    place = book.build()
    cache = book.state.path / "cache" / "book" / "small"
    # What a kill leaves: a page half written, newer than its source, and no mark of an end.
    (cache / "html" / "one.html").write_text("<html><body>hal")
    (cache / "ended.json").unlink()
    book.write("two.md", "# Two\n\nChanged.\n")
    assert "Text of one." in (place / "one.html").read_text("utf-8")
    assert "Text of one." in (book.build() / "one.html").read_text("utf-8")


BROKEN = """# One

(place)=
## A place

[no page](nowhere.md)

[no place](two.md#nix)

![no picture](no.png)

{doc}`no-doc`

<a href="two.html#none">in HTML</a> <a href="gone.html">gone</a>

```{nodirective}
```
"""


def test_what_leads_nowhere_is_found_with_its_line_again_and_again(small: Small) -> None:
    book = small()
    place = book.build()
    book.write("one.md", BROKEN)
    found = {}
    for turn in range(2):
        with pytest.raises(CoursekitError) as caught:
            book.build()
        assert caught.value.code == ExitCode.FOUND
        found[turn] = {
            (problem.where.path.name, problem.where.line, problem.message)
            for problem in caught.value.problems
            if problem.where
        }
        assert len(found[turn]) == len(caught.value.problems)
    assert found[0] == found[1]
    lines = {line for name, line, _ in found[0] if name == "one.md"}
    assert lines == {6, 8, 10, 12, 14, 16}
    assert book.place == place
    assert (place / "index.html").is_file()

    book.write("one.md", "# One\n\n(place)=\n## A place\n")
    assert book.build() != place


def test_a_page_that_went_breaks_the_links_of_pages_that_did_not_change(small: Small) -> None:
    book = small()
    book.build()
    (book.sources / "one.md").unlink()
    book.write("_toc.yml", TOC.replace("- file: one\n", ""))
    with pytest.raises(CoursekitError) as caught:
        book.build()
    names = {problem.where.path.name for problem in caught.value.problems if problem.where}
    assert names == {"intro.md", "two.md"}


def notebook(source: str, outputs: list[dict[str, object]]) -> str:
    cell = {
        "cell_type": "code",
        "execution_count": 1,
        "id": "a",
        "metadata": {},
        "outputs": outputs,
        "source": source,
    }
    title = {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "# A notebook"}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    whole = {"cells": [title, cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1)


def test_a_saved_error_is_found(small: Small) -> None:
    book = small()
    error = {"output_type": "error", "ename": "NameError", "evalue": "no x", "traceback": []}
    book.write("two.ipynb", notebook("print(x)", [error]))
    (book.sources / "two.md").unlink()
    with pytest.raises(CoursekitError) as caught:
        book.build()
    (problem,) = caught.value.problems
    assert "NameError: no x" in problem.message
    assert problem.where is not None
    line = (book.sources / "two.ipynb").read_text("utf-8").splitlines()[problem.where.line - 1]
    assert "print(x)" in line


def test_a_cell_that_fails_when_the_book_is_built(small: Small) -> None:
    book = small()
    book.write("_config.yml", "title: Small\nonly_build_toc_files: true\n")
    book.python = Path(sys.executable)
    book.write("two.ipynb", notebook("tip = 3 + undefined_name", []))
    (book.sources / "two.md").unlink()
    with pytest.raises(CoursekitError) as caught:
        book.build()
    (problem,) = caught.value.problems
    assert "NameError" in problem.message
    assert "undefined_name" in problem.message
    assert problem.where is not None
    line = (book.sources / "two.ipynb").read_text("utf-8").splitlines()[problem.where.line - 1]
    assert "undefined_name" in line
    assert caught.value.code == ExitCode.FOUND


def test_a_college_that_joins_changes_one_file(small: Small) -> None:
    book = small()
    book.offers = {"one.html": Offer("One", "http://hub.example/go/small/one")}
    before = files(book.build())
    book.homes = (*book.homes, Home("west", "West <College>", ("west.example",)))
    after = files(book.build())
    assert not book.said
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"coursekit-launch/colleges.js"}
    assert before.keys() == after.keys()
    assert b"http://hub.example/go/small/one" in after["one.html"]
    assert b"Foothill" not in after["one.html"]
