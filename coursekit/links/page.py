"""The links as one HTML page for any site: no other file, no request, no script needed.

Without JavaScript the names of the colleges lead to their sections, and one that was chosen stands
alone. With it, typing finds a college, and the browser remembers which one it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from coursekit.links.formats import day
from coursekit.links.model import Link

_STATIC = Path(__file__).parent / "static"
_FIND = 6
"""Colleges up to which nobody needs to search for theirs."""


@dataclass(frozen=True)
class Names:
    """What people call what has an id."""

    title: str
    """Heading of the page."""
    colleges: Mapping[str, str]
    courses: Mapping[str, str]


def as_html(links: Iterable[Link], names: Names) -> str:
    """Return the page: a section for each college, in it a table for each course."""
    sections = [
        (college, list(own)) for college, own in groupby(links, key=lambda link: link.college)
    ]
    style, script = _file("page.css"), _file("page.js")
    several = len(sections) > 1
    body = "\n".join(_section(college, own, names, several=several) for college, own in sections)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(names.title)}: assignments</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{escape(names.title)}</h1>
<p>Each title opens its notebook in your browser. What you have typed there before is kept.</p>
{_chooser([college for college, _ in sections], names) if several else ""}</header>
<main>
{body}
</main>
{f"<script>{chr(10)}{script}</script>{chr(10)}" if several else ""}</body>
</html>
"""


def _chooser(colleges: Sequence[str], names: Names) -> str:
    items = "\n".join(
        f'<li><a href="#{escape(college)}">{escape(names.colleges[college])}</a></li>'
        for college in colleges
    )
    search = (
        '<p class="find" hidden><label for="find">Find your college</label>\n'
        '<input id="find" type="search" autocomplete="off"></p>\n'
        if len(colleges) > _FIND
        else ""
    )
    return (
        f'<nav aria-label="Colleges">\n{search}<ul>\n{items}\n</ul>\n'
        '<p class="all"><a href="#all">Show all colleges</a></p>\n</nav>\n'
    )


def _section(college: str, links: list[Link], names: Names, *, several: bool) -> str:
    courses = [(course, list(own)) for course, own in groupby(links, key=lambda link: link.course)]
    tables = "\n".join(
        _table(f"{college}-{course}", names.courses[course], own, headed=len(names.courses) > 1)
        for course, own in courses
    )
    name = escape(names.colleges[college])
    heading = f"<h2>{name}</h2>\n" if several or name != escape(names.title) else ""
    return f'<section id="{escape(college)}" aria-label="{name}">\n{heading}{tables}\n</section>'


def _table(place: str, title: str, links: list[Link], *, headed: bool) -> str:
    """Return the term of a course; columns that nobody filled are left out."""
    columns = ["Week"] if any(link.week is not None for link in links) else []
    columns.append("Assignment")
    columns += ["Points"] if any(link.points is not None for link in links) else []
    columns += ["Due"] if any(link.due for link in links) else []
    columns += ["To type"] if any(link.short for link in links) else []
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    rows = "\n".join(f"<tr>{_row(link, columns)}</tr>" for link in links)
    heading = f'<h3 id="{escape(place)}">{escape(title)}</h3>\n' if headed else ""
    label = f' aria-labelledby="{escape(place)}"' if headed else ""
    top = f"<thead><tr>{head}</tr></thead>"
    return f"{heading}<table{label}>\n{top}\n<tbody>\n{rows}\n</tbody></table>"


def _row(link: Link, columns: Sequence[str]) -> str:
    due = f'<time datetime="{link.due.isoformat()}">{day(link.due)}</time>' if link.due else ""
    shown = link.short.partition("://")[2]
    cells = {
        "Week": "" if link.week is None else str(link.week),
        "Points": "" if link.points is None else f"{link.points:g}",
        "Due": due,
        "To type": f'<a href="{escape(link.short)}">{escape(shown)}</a>' if shown else "",
    }
    title = f'<a href="{escape(link.url)}">{escape(link.title)}</a>'
    return "".join(
        f'<th scope="row">{title}</th>'
        if column == "Assignment"
        else f'<td class="{column.partition(" ")[0].lower()}" data-label="{column}">'
        f"{cells[column]}</td>"
        for column in columns
    )


def _file(name: str) -> str:
    return (_STATIC / name).read_text("utf-8")
