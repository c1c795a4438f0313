"""What is wrong with ``apt.txt``, ``postBuild`` and ``start`` before anything is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from coursekit.errors import Problem, Where

_APT = re.compile(r"[a-z0-9][a-z0-9.+-]*(:[a-z0-9]+)?([=/][A-Za-z0-9.+:~*-]+)?")
"""A package's name in Debian, perhaps with an architecture, a version or a suite."""


def apt_problems(text: str, place: Path) -> Iterator[Problem]:
    """Yield the lines of an ``apt.txt`` that name no Debian package."""
    for number, line in enumerate(text.splitlines(), start=1):
        for word in line.partition("#")[0].split():
            if not _APT.fullmatch(word):
                low = re.sub(r"[<>=~ ]+", "=", word.lower())
                yield Problem(
                    f"this does not name a Debian package: {word}",
                    Where(place, number),
                    hint=f"write {low}"
                    if _APT.fullmatch(low)
                    else "write one name a line: graphviz",
                )


def script_problems(text: str, place: Path) -> Iterator[Problem]:
    """Yield why a ``postBuild`` or ``start`` can't run in an image."""
    first = text.partition("\n")[0]
    if first.endswith("\r"):
        yield Problem(
            f"{place.name} has the line ends of Windows, and would not run",
            Where(place, 1),
            hint=f"save it with line ends LF; git keeps them with '{place.name} text eol=lf'"
            " in .gitattributes",
        )
        return
    if place.name != "start":
        return
    if not first.startswith("#!"):
        yield Problem(
            "start does not name the program that runs it", Where(place, 1), "begin it: #!/bin/bash"
        )
    if "$@" not in text:
        yield Problem(
            "start does not start the server that it is given",
            Where(place, len(text.splitlines())),
            hint='end it with: exec "$@"',
        )
