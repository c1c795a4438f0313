"""``make bench``: runs every benchmark and writes the page of the guides."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import course, otter, start, students

HEAD = """# Benchmarks

Written by `make bench`. Ours and the peer run in turn on the same machine; ratios are of medians.
"""


def main() -> None:
    """Write the page named by the first argument."""
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    parts = [HEAD, f"Measured on {datetime.now(UTC):%Y-%m-%d}: {machine}.\n"]
    with tempfile.TemporaryDirectory(prefix="coursekit-bench-") as scratch:
        for section in (start.section, course.section, otter.section, students.section):
            lines = section(Path(scratch))
            sys.stderr.write("\n".join(lines) + "\n\n")
            parts.append("\n".join(lines) + "\n")
    Path(sys.argv[1]).write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    main()
