"""Pages with code: what they read, when they run again, and what they show."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coursekit.errors import CoursekitError
from tests.book.conftest import Book
from tests.conftest import coursekit

CONFIG = "title: Small\nonly_build_toc_files: true\nexecute: {execute_notebooks: cache}\n"
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
PAGE = """---
file_format: mystnb
kernelspec:
  name: python3
---

# One

(place)=
## A place

```{code-cell}
with open("../../runs.txt", "a") as runs:
    runs.write("x")
print("the sum is", sum(map(int, open("../data/numbers.csv"))))
```

```{code-cell}
---
mystnb:
  image:
    alt: A black dot.
---
from IPython.display import display
display({"image/png": "DOT"}, raw=True)
```
""".replace("DOT", DOT)


@pytest.fixture
def counted(small: Callable[..., Book]) -> Book:
    """A book with a page that adds numbers, and says outside how often it did."""
    book = small()
    book.write("_config.yml", CONFIG)
    book.write("one.md", PAGE)
    (book.root / "data").mkdir()
    (book.root / "data" / "numbers.csv").write_text("3\n4\n", "utf-8")
    book.data = ("data/numbers.csv",)
    book.python = Path(sys.executable)
    return book


def runs(book: Book) -> int:
    return len((book.state.path / "cache" / "book" / "small" / "runs.txt").read_text("utf-8"))


def test_a_page_reads_data_of_the_course_and_shows_a_described_picture(counted: Book) -> None:
    text = (counted.build() / "one.html").read_text("utf-8")
    assert "the sum is 7" in text
    assert 'alt="A black dot."' in text


def test_a_page_runs_again_only_when_its_code_or_what_it_names_changed(counted: Book) -> None:
    counted.build()
    assert runs(counted) == 1
    counted.write("two.md", "# Two\n\nAnother page: {ref}`there <place>`.\n")
    counted.build()
    counted.write("one.md", PAGE.replace("## A place", "## A place\n\nMore text."))
    assert "More text." in (counted.build() / "one.html").read_text("utf-8")
    (counted.root / "data" / "other.csv").write_text("1\n", "utf-8")
    counted.data += ("data/other.csv",)
    counted.build()
    assert runs(counted) == 1

    (counted.root / "data" / "numbers.csv").write_text("3\n5\n", "utf-8")
    assert "the sum is 8" in (counted.build() / "one.html").read_text("utf-8")
    assert runs(counted) == 2
    counted.write("one.md", PAGE.replace("the sum is", "in all"))
    assert "in all 8" in (counted.build() / "one.html").read_text("utf-8")
    assert runs(counted) == 3


def test_code_that_is_not_run_is_no_reason_to_read_a_page_again(counted: Book) -> None:
    counted.python = None
    counted.write("_config.yml", CONFIG.replace("cache", "'off'"))
    counted.build()
    counted.write("two.md", "# Two\n\nChanged: {ref}`there <place>`.\n")
    assert "runs.txt" in (counted.build() / "one.html").read_text("utf-8")
    assert [line for line in counted.said if line.startswith("reading ")] == ["reading two"]


def test_another_environment_runs_every_page_again(counted: Book, tmp_path: Path) -> None:
    counted.build()
    other = tmp_path / "other" / "bin" / "python"
    other.parent.mkdir(parents=True)
    other.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    other.chmod(0o755)
    counted.python = other
    counted.write("two.md", "# Two\n")
    counted.build()
    assert runs(counted) == 2


def test_a_cell_that_failed_runs_again_and_is_told_again(counted: Book) -> None:
    counted.write("one.md", PAGE.replace("sum(", "total("))
    for _ in range(2):
        with pytest.raises(CoursekitError) as caught:
            counted.build()
        (problem,) = caught.value.problems
        assert "NameError" in problem.message
        assert problem.where is not None
        lines = (counted.sources / "one.md").read_text("utf-8").splitlines()
        assert "open(" in lines[problem.where.line - 1]
    counted.write("one.md", PAGE)
    assert "the sum is 7" in (counted.build() / "one.html").read_text("utf-8")


def test_the_command_lays_out_what_students_get(tiny: Path) -> None:
    with (tiny / "course.yml").open("a", encoding="utf-8") as course:
        course.write("book: book\n")
    pages = {
        "_toc.yml": "format: jb-book\nroot: one\n",
        "_config.yml": CONFIG,
        "one.md": PAGE.replace("../../runs.txt", "../runs.txt").partition("```{code-cell}\n---")[0],
    }
    (tiny / "book").mkdir()
    for name, text in pages.items():
        (tiny / "book" / name).write_text(text, "utf-8")
    sums = []
    for numbers in ("3\n4\n", "3\n5\n"):
        (tiny / "data" / "numbers.csv").write_text(numbers, "utf-8")
        ran = coursekit("book", "build", tiny)
        assert ran.code == 0, ran.err
        (place,) = (tiny / ".coursekit" / "book").glob("*/one.html")
        sums += [n for n in (7, 8) if f"the sum is {n}" in place.read_text("utf-8")]
    assert sums == [7, 8]
    assert "No changes" in coursekit("book", "build", tiny).err
