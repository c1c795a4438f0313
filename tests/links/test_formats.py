"""The list of links, written for people and for programs."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coursekit.links import Link, links_of
from coursekit.links.formats import COLUMNS, as_csv, as_markdown
from coursekit.spec import load
from tests.conftest import CASES, coursekit

TINY = CASES / "good" / "tiny"
TITLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1)


def link(title: str, **other: object) -> Link:
    whole = {"college": "north", "course": "tiny", "assignment": "lab01", "week": None, **other}
    return Link(
        title=title, surface="jupyterhub", app="notebook", url="http://a/b?c=d%2Fe", **whole
    )  # type: ignore[arg-type]


def test_one_link_for_each_college_and_assignment() -> None:
    found = links_of(load(TINY))
    assert [(one.college, one.assignment, one.week) for one in found] == [
        ("north", "lab01", 1),
        ("north", "lab02", 2),
        ("south-bay", "lab01", 1),
        ("south-bay", "lab02", 2),
    ]
    assert found[0].url == (
        "http://127.0.0.1:8000/hub/user-redirect/tiny/git-pull"
        "?repo=http%3A%2F%2F127.0.0.1%3A8000%2Fhub%2Fgit%2Ftiny"
        "&urlpath=notebooks%2Ftiny%2Flabs%2Flab01%2Flab01.ipynb&branch=main"
    )


@given(st.lists(TITLE, max_size=4))
def test_csv_reads_back(titles: list[str]) -> None:
    text = as_csv(link(title) for title in titles)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["title"] for row in rows] == titles
    assert text.splitlines()[0] == ",".join(COLUMNS)


@given(st.text("ab *_`<>&;[]()!\\|#~:/", min_size=1).filter(str.strip) | TITLE.filter(str.strip))
def test_markdown_shows_the_title_as_it_is(title: str) -> None:
    text = as_markdown([link(title)], {"north": "North College"})
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells = [token for token in tokens if token.type == "inline" and token.children]
    assert cells[0].content == "North College"
    inside = cells[-1].children or []
    assert inside[0].type == "link_open"
    assert inside[0].attrGet("href") == "http://a/b?c=d%2Fe"
    assert "".join(token.content for token in inside[1:-1]).split() == title.split()


def test_the_command_writes_all_formats() -> None:
    table = coursekit("links", TINY)
    assert table.out.splitlines()[0].split() == ["COLLEGE", "WEEK", "ASSIGNMENT", "LINK"]
    assert len(table.out.splitlines()) == 5
    urls = [one.url for one in links_of(load(TINY))]
    rows = list(csv.DictReader(io.StringIO(coursekit("links", TINY, "--format", "csv").out)))
    assert [row["url"] for row in rows] == urls
    assert all(f"]({url})" in coursekit("links", TINY, "--format", "md").out for url in urls)
    whole = json.loads(coursekit("links", TINY, "--format", "json").out)
    assert [row["url"] for row in whole["results"]] == urls
    assert set(whole["results"][0]) >= {
        "college",
        "assignment",
        "title",
        "week",
        "surface",
        "app",
        "url",
    }
    assert whole == coursekit("links", TINY, "--json").json
