"""How long a command line takes to say what it can do."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.course import built
from tests.benchmarks.timing import in_turn, table


def section(scratch: Path) -> list[str]:
    """Time ``coursekit --help`` beside ``otter --help``, each from its own environment."""
    course = built(scratch)
    programs = {
        "`coursekit --help`": [str(course.coursekit), "--help"],
        "`otter --help`": [str(course.venv / "bin" / "otter"), "--help"],
    }
    return ["## Start of the command line", "", *table(in_turn(programs))]
