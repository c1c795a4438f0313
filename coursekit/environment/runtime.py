"""Reads ``runtime.txt``, in which repo2docker's users name a language and its version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from coursekit.environment.plan import OLDEST_PYTHON
from coursekit.errors import CoursekitError, Where

RUNTIME_NAME = "runtime.txt"
_DATE = r"\d{4}-\d{2}-\d{2}"


@dataclass(frozen=True)
class Runtime:
    """What ``runtime.txt`` asks for: ``python`` or ``r`` (or nothing), and which version of it."""

    language: str = ""
    version: str = ""


def read_runtime(text: str, place: Path) -> Runtime:
    """Return what a ``runtime.txt`` says. Raises ``CoursekitError`` for what nobody would honour.

    repo2docker's own rules: one line, ``python-3.11`` or ``r-4.4-2026-11-01``, where a Python
    version has two numbers and R without a date is passed over in silence.
    https://repo2docker.readthedocs.io/en/latest/configuration/system.html
    """
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) != 1:
        found = f"{len(lines)} lines" if lines else "an empty file"
        where = Where(place, lines[1][0] if lines else 0)
        raise CoursekitError(f"expected one line such as python-3.11, found {found}", where)
    number, said = lines[0]
    where = Where(place, number)
    if re.fullmatch(rf"r-(\d+\.\d+(\.\d+)?-)?{_DATE}", said):
        return Runtime("r", said)
    if re.match(r"r\b", said, re.IGNORECASE):
        raise CoursekitError(
            f"R needs the date of its packages, found {said}",
            where,
            hint="write r-VERSION-DATE, such as r-4.4-2026-11-01",
        )
    match = re.fullmatch(rf"python-(?P<version>\d+\.\d+)(-{_DATE})?", said)
    if match is None:
        numbers = re.search(r"\b3\.\d+", said)
        hint = f"write python-{numbers[0]}" if numbers else ""
        raise CoursekitError(f"expected a line such as python-3.11, found {said}", where, hint=hint)
    if _numbers(match["version"]) < _numbers(OLDEST_PYTHON):
        raise CoursekitError(
            f"expected Python {OLDEST_PYTHON} or newer, found {said}",
            where,
            hint="older ones are no longer maintained",
        )
    return Runtime("python", match["version"])


def agreed_python(asked: str | None, runtime: Runtime, course: Where, place: Path) -> str | None:
    """Return the Python version that ``course.yml`` or ``runtime.txt`` asks for, if either does.

    Raises ``CoursekitError`` if they disagree: Binder would read the other file.
    """
    if runtime.language != "python":
        return asked
    if asked and minor(asked) != runtime.version:
        raise CoursekitError(
            f"course.yml asks for Python {asked}, and {place.name} for {runtime.version}",
            course,
            hint="name the same version in both, or leave one out",
        )
    return asked or runtime.version


def minor(version: str) -> str:
    """Return the first two numbers of a version: ``3.11`` of ``3.11.4``."""
    return ".".join(version.split(".")[:2])


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
