"""The instructor's guide of curricula/data8 stays with them, and speaks of the whole term."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from ruamel.yaml import YAML

from tests.conftest import DATA8

FOLDER = "instructors"
GUIDE = DATA8 / FOLDER / "guide.md"
WEEKS, LECTURES, LABS, HOMEWORKS, PROJECTS = 15, 24, 10, 12, 3
LEFT_OUT = ("chapter", "Lecture", "Lab", "Homework")


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


def grading() -> dict[str, str]:
    """Return how many answers of each assignment the guide says are read, by the assignment."""
    found = {}
    for work, number in re.findall(
        r"^\| ((?:Lab|Homework|Project)[^|]*) \| [^|]+ \| ([^|]+) \| [^|]+ \|$",
        GUIDE.read_text("utf-8"),
        re.MULTILINE,
    ):
        kind = re.match(r"[A-Z][a-z]+?(?=s? )", work)
        assert kind is not None
        numbers = [int(digits) for digits in re.findall(r"\d+", work)]
        if " to " in work:
            numbers = list(range(numbers[0], numbers[-1] + 1))
        found |= {f"{kind[0]} {one}": number for one in numbers}
    return found


def test_its_table_of_grading_says_what_is_read() -> None:
    stated = grading()
    assert len(stated) == LABS + HOMEWORKS + PROJECTS
    for item in YAML(typ="safe").load(DATA8 / "course.yml")["assignments"]:
        title = item["title"].partition(":")[0]
        read = (DATA8 / item["notebook"]).read_text("utf-8").count("manual: true")
        words = stated[title].removesuffix(" each")
        assert read == (0 if words == "none" else int(words)), title


def test_the_shorter_term_takes_what_there_is_and_leaves_out_the_rest() -> None:
    text = GUIDE.read_text("utf-8").partition("## Ten weeks")[2]
    kept, _, left = text.partition("**Left out:**")
    left = left.partition("**How to do it")[0]
    rows = [row.split("|") for row in re.findall(r"^\| \d+ \|.*$", kept, re.MULTILINE)]
    assert len(rows) == 10
    chapters = {int(n) for row in rows for n in re.findall(r"\d+", row[2])}
    lectures = {int(n) for row in rows for n in re.findall(r"\d+", row[5])}
    works = {
        (kind, int(n)) for row in rows for kind, n in re.findall(r"(Lab|Homework) (\d+)", str(row))
    }
    numbers: dict[str, set[int]] = {}
    for part in LEFT_OUT:
        gone = re.search(rf"{part}s? ([\d, and\n]+)", left)
        assert gone is not None, part
        numbers[part] = {int(n) for n in re.findall(r"\d+", gone[1])}
    assert chapters | numbers["chapter"] == set(range(1, WEEKS + 1))
    assert lectures | numbers["Lecture"] == set(range(1, LECTURES + 1))
    for kind, last in (("Lab", LABS), ("Homework", HOMEWORKS)):
        taken = {n for one, n in works if one == kind}
        assert taken | numbers[kind] == set(range(1, last + 1))
        assert not taken & numbers[kind]
