"""MyST as far as it goes here: with the real program, and what is said where its theme is not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from coursekit.book.findings import engine_problems
from coursekit.book.myst import myst_files
from coursekit.engines.mystmd import Mystmd, found_in
from coursekit.engines.process import Runner
from coursekit.errors import CoursekitError, EngineMissingError, ExitCode
from coursekit.spec import load
from coursekit.state import State
from tests.book.conftest import Book
from tests.conftest import CASES
from tests.engines import need

MYST = """# A book
version: 1
project:
  title: Small
  toc:
    - file: intro.md
    - file: one.md
site:
  template: {theme}
"""
BROKEN = "# One\n\n[no place](intro.md#nix)\n\n![no picture](no.png)\n\n```{nodirective}\n```\n"


def test_its_contents_get_the_assignments_and_keep_the_rest() -> None:
    course = load(CASES / "good" / "tiny").courses[0].course
    files = myst_files(course, MYST, Path("myst.yml"), {})
    assert files["myst.yml"].startswith("# A book\n")
    toc = YAML(typ="safe").load(files["myst.yml"])["project"]["toc"]
    children = [{"file": "assignments/lab01.md"}, {"file": "assignments/lab02.md"}]
    assert toc[-1] == {"title": "Assignments", "children": children}
    assert files["assignments/lab01.md"].startswith("# Lab 1: Sums\n")


def test_without_its_theme_it_says_what_to_do(small: Callable[[], Book]) -> None:
    need("node")
    book = small()
    book.engine = "mystmd"
    # A theme that nobody has, so that this is the same with network and without.
    book.write("myst.yml", MYST.replace("{theme}", "https://127.0.0.1:9/no-theme.zip"))
    with pytest.raises(EngineMissingError) as caught:
        book.build()
    assert caught.value.code == ExitCode.ENGINE_MISSING
    assert "theme" in caught.value.problems[0].message
    assert "_toc.yml" in caught.value.problems[0].hint


def test_what_it_complains_of_has_page_and_line(small: Callable[[], Book]) -> None:
    """The pages alone are built, which needs no theme."""
    need("node")
    book = small()
    book.write("myst.yml", MYST.replace("{theme}", "book-theme"))
    book.write("one.md", BROKEN)
    book.state.ensure()
    runner = Runner(book.state.path, book.state.logs)
    program = Mystmd(runner).program()
    done = runner.run(
        [program, "build", "--site", "--ci"],
        name="myst",
        env={"NO_COLOR": "1", "CI": "true"},
        cwd=book.sources,
        check=False,
    )
    found = found_in(f"{done.stdout}\n{done.stderr}")
    problems = list(engine_problems(found, book.sources, book.sources, book.sources))
    lines = {problem.where.line for problem in problems if problem.where}
    assert {3, 5, 7} <= lines
    assert {p.where.path for p in problems if p.where} == {book.sources / "one.md"}


def test_without_node_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    state = State(tmp_path)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(CoursekitError) as caught:
        Mystmd(Runner(state.path, state.logs)).check()
    assert caught.value.code == ExitCode.ENGINE_MISSING
    assert "Node.js" in caught.value.problems[0].message
