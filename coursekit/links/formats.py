"""Links written for people and programs: a table, csv and Markdown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from coursekit.links.model import Link

COLUMNS = (
    "college",
    "course",
    "week",
    "assignment",
    "title",
    "surface",
    "app",
    "url",
    "due",
    "short",
)


def as_csv(links: Iterable[Link]) -> str:
    """Return the links as RFC 4180 text with a header row."""
    return "".join(csv_rows(links))


def csv_rows(links: Iterable[Link]) -> Iterator[str]:
    """Yield the rows of ``as_csv``, some at a time: memory does not grow with their number."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for link in links:
        writer.writerow(
            (
                link.college,
                link.course,
                link.week,
                link.assignment,
                link.title,
                link.surface,
                link.app,
                link.url,
                link.due and link.due.isoformat(),
                link.short,
            )
        )
        if out.tell() > 2**16:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def day(due: datetime) -> str:
    """Return a moment as people write it: Fri 29 Jan 2027, 23:59."""
    return f"{due:%a} {due.day} {due:%b %Y, %H:%M}"


def as_markdown(links: Iterable[Link], names: dict[str, str]) -> str:
    """Return the links as Markdown, a table for each college; ``names`` are the colleges' names."""
    tables: dict[str, list[str]] = {}
    for link in links:
        week = "" if link.week is None else str(link.week)
        title = re.sub(r"([\\`*_\[\]<>&|~!])", r"\\\1", link.title)
        tables.setdefault(link.college, []).append(f"| {week} | [{title}]({link.url}) |")
    parts = [
        "\n".join(
            [f"## {names.get(college, college)}", "", "| Week | Assignment |", "| --- | --- |"]
        )
        + "\n"
        + "\n".join(rows)
        for college, rows in tables.items()
    ]
    return "\n\n".join(parts) + "\n"
