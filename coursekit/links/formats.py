"""Links written for people and programs: csv and Markdown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from coursekit.links.model import Link

COLUMNS = ("college", "course", "week", "assignment", "title", "surface", "app", "url")


def as_csv(links: Iterable[Link]) -> str:
    """Return the links as RFC 4180 text with a header row."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for link in links:
        row = link.as_json()
        writer.writerow({column: "" if row[column] is None else row[column] for column in COLUMNS})
    return out.getvalue()


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
