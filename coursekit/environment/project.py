"""Reads ``pyproject.toml``: whether it names the course's packages, and is one itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from coursekit.errors import CoursekitError, Problem, Where

PROJECT_NAME = "pyproject.toml"
SETUP_NAME = "setup.py"


@dataclass(frozen=True)
class Project:
    """A ``pyproject.toml`` (or a ``setup.py``) as a source of the environment."""

    name: str
    used: bool
    """Whether its dependencies go into the lock."""
    package: bool
    """Whether it is installed itself."""
    reason: str
    requires_python: str = ""


def read_project(text: str, place: Path, *, requirements: bool, binder: bool) -> Project:
    """Return what a ``pyproject.toml`` is to the environment, and why.

    As repo2docker: a file with ``[project]`` and ``[build-system]`` is a package, installed beside
    ``requirements.txt``, unless it lies in ``binder/``. Beyond that, a file with ``[project]``
    names the packages if no ``requirements.txt`` does. Raises ``CoursekitError``.
    """
    data = _parsed(text, place)
    project = data.get("project")
    if not isinstance(project, dict):
        return Project(PROJECT_NAME, False, False, "pyproject.toml has no [project]: not read")
    package = "build-system" in data and not binder
    if requirements and not package:
        why = "pyproject.toml is no package: requirements.txt alone is read"
        return Project(PROJECT_NAME, False, False, why)
    found = list(_problems(project, text, place))
    if found:
        raise CoursekitError.of(found)
    what = "is installed as a package too" if package else "names the packages"
    requires = str(project.get("requires-python", ""))
    return Project(PROJECT_NAME, True, package, f"which {what}", requires)


def fits(project: Project, python: str, place: Path, text: str) -> None:
    """Raise ``CoursekitError`` if ``requires-python`` excludes the Python that a course runs on."""
    wanted = project.requires_python
    newest = f"{python}.99" if python.count(".") == 1 else python
    if wanted and not SpecifierSet(wanted).contains(newest):
        raise CoursekitError(
            f"pyproject.toml requires Python {wanted}, and the course runs on {python}",
            Where(place, line_of(text, "requires-python")),
            hint="change requires-python, or environment.python in course.yml",
        )


def line_of(text: str, words: str) -> int:
    """Return the first line that has ``words`` in it, counted from 1; 0 if none has."""
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if words in line), 0)


def _parsed(text: str, place: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+)", str(error))
        why = re.sub(r" \(at .*\)$", "", str(error))
        raise CoursekitError(
            f"this is not TOML: {why}",
            Where(place, int(at[1]) if at else len(text.splitlines())),
            hint='a list of packages looks like: dependencies = ["numpy>=2", "pandas"]',
        ) from error


def _problems(project: dict[str, Any], text: str, place: Path) -> Iterator[Problem]:
    """Yield what ``[project]`` says that nobody could install."""
    asked = project.get("dependencies", [])
    for item in asked if isinstance(asked, list) else [asked]:
        try:
            Requirement(str(item))
        except InvalidRequirement:
            where = Where(place, line_of(text, str(item)) or line_of(text, "dependencies"))
            yield Problem(f"this does not name a package: {item}", where, "such as numpy>=2,<3")
    try:
        SpecifierSet(str(project.get("requires-python", "")))
    except InvalidSpecifier:
        where = Where(place, line_of(text, "requires-python"))
        yield Problem(
            f"requires-python: expected a range such as >=3.11, found {project['requires-python']}",
            where,
        )
