"""Looks at an image from inside: whether its server answers, who runs it, what it holds.

Its argument is the folder it lies in; prints one JSON object as its last line.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from contents import caches, debian, packages, taken_away
from server import server
from solutions import Solutions


def main() -> None:
    """Look, and print what was found."""
    here = Path(sys.argv[1])
    found: dict[str, Any] = {"user": os.getuid(), "caches": caches()}
    solutions = Solutions(here)
    found["packages"], found["debian"] = packages(), debian()
    found["taken_away"] = taken_away()
    found.update(server())
    found["assignments"] = solutions.graded()
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
