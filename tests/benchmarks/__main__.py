"""``make bench``: runs every benchmark and writes the page of the guides.

Further arguments name the sections to measure; the others stay as they are in the page.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import (
    assign,
    book,
    course,
    engines,
    grading,
    image,
    large_class,
    links,
    start,
    students,
)

HEAD = """# Benchmarks

Written by `make bench`. Ours and the peer run in turn on the same machine; ratios are of medians.
"""
SECTIONS = {
    "start": start.section,
    "links": links.section,
    "course": course.section,
    "grading": grading.section,
    "assign": assign.section,
    "large_class": large_class.section,
    "book": book.section,
    "image": image.section,
    "students": students.section,
    "engines": engines.section,
}


def main() -> None:
    """Write the page named by the first argument."""
    page, wanted = Path(sys.argv[1]), sys.argv[2:] or list(SECTIONS)
    parts = kept(page.read_text("utf-8")) if page.is_file() else {}
    with tempfile.TemporaryDirectory(prefix="coursekit-bench-") as scratch:
        for name in wanted:
            lines = [*SECTIONS[name](Path(scratch)), "", when()]
            sys.stderr.write("\n".join(lines) + "\n\n")
            parts[name] = "\n".join(lines)
            found = [f"<!-- {one} -->\n{parts[one]}\n" for one in SECTIONS if one in parts]
            page.write_text("\n".join([HEAD, *found]), "utf-8")


def when() -> str:
    """Say when and where a section was measured."""
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return f"Measured on {datetime.now(UTC):%Y-%m-%d}: {machine}."


def kept(page: str) -> dict[str, str]:
    """Return the sections of a page by their names."""
    _, *rest = re.split(r"<!-- (\w+) -->\n", page)
    return {name: text.strip() for name, text in zip(rest[::2], rest[1::2], strict=True)}


if __name__ == "__main__":
    main()
