"""The instructor's guide of curricula/data8 stays with instructors, and speaks of the whole term."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.conftest import DATA8

FOLDER = "instructors"
GUIDE = DATA8 / FOLDER / "guide.md"
WEEKS = 15


def test_it_is_in_no_release_and_in_no_book(built_data8: Path) -> None:
    released = built_data8 / ".coursekit" / "release" / "data8"

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", "-C", released, *words], capture_output=True, text=True, check=False
        )
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    listed = git("ls-tree", "-r", "--name-only", "main").splitlines()
    assert "labs/lab01/lab01.ipynb" in listed
    assert not [name for name in listed if FOLDER in name]
    telling = "Students never get this file"
    assert telling in GUIDE.read_text("utf-8")
    assert git("grep", "-l", "-e", telling, "main") == ""
    assert git("grep", "-l", "-e", "Lab 1", "main") != ""
    (book,) = (built_data8 / ".coursekit" / "book").glob("data8-*")
    pages = list(book.rglob("*.html"))
    assert pages
    assert not [page for page in pages if telling in page.read_text("utf-8")]


def test_it_has_each_week_and_links_that_hold() -> None:
    text = GUIDE.read_text("utf-8")
    weeks = re.findall(r"^### Week (\d+): ", text, re.MULTILINE)
    assert weeks == [str(number) for number in range(1, WEEKS + 1)]
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    places = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
    links = re.findall(r"\]\(#([\w-]+)\)", text)
    assert links
    assert set(links) <= places


def test_its_table_of_grading_names_what_is_read(tmp_path: Path) -> None:
    rows = dict(re.findall(r"^\| ([^|]+?) \| [^|]+ \| (\w+)[^|]* \|", _grading(), re.MULTILINE))
    for title, number in {"Lab 3": "1", "Homework 2": "2", "Homework 5": "2"}.items():
        assert rows[title] == number
