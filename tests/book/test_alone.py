"""A course may be a book and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.book.conftest import CONFIG, TOC
from tests.conftest import coursekit

COURSE = "course: small\ntitle: A small book\nassignments: []\nbook: .\n"


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """The folder of a book of three pages."""
    place = tmp_path / "book"
    place.mkdir()
    pages = {"intro.md": "# Welcome\n\n{doc}`one`\n", "one.md": "# One\n", "two.md": "# Two\n"}
    files = {"course.yml": COURSE, "_toc.yml": TOC, "_config.yml": CONFIG, **pages}
    for name, text in files.items():
        (place / name).write_text(text, "utf-8")
    return place


def test_it_is_built_and_published_without_an_environment(alone: Path, tmp_path: Path) -> None:
    ran = coursekit("check", alone)
    assert ran.code == 0, ran.err
    ran = coursekit("book", "publish", alone, "--to", tmp_path / "www")
    assert ran.code == 0, ran.err
    first = (tmp_path / "www" / "intro.html").read_text("utf-8")
    assert "One" in first
    assert "Assignments" not in first
    assert not (alone / "requirements.lock").exists()
    assert not (alone / ".coursekit" / "environments").exists()
    assert "No changes" in coursekit("book", "build", alone).err


@pytest.mark.parametrize("words", ["assign", "release", "release --dry-run"])
def test_there_is_nothing_else_to_do(alone: Path, words: str) -> None:
    ran = coursekit(*words.split(), alone)
    assert ran.code == 0, ran.err


def test_a_hub_has_nothing_to_serve(alone: Path) -> None:
    ran = coursekit("up", alone, "--dry-run")
    assert ran.code == 2
    assert "small has no assignments, so a hub has nothing to serve" in ran.err
    assert f"course.yml:3\n next: its book alone: coursekit book build {alone}" in ran.err


def test_without_a_book_there_are_assignments(alone: Path) -> None:
    (alone / "course.yml").write_text(COURSE.replace("book: .\n", ""), "utf-8")
    ran = coursekit("check", alone)
    assert ran.code == 2
    assert "assignments: expected at least one" in ran.err
