"""What a pyproject.toml is to a course's environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursekit.environment.project import fits, read_project
from coursekit.errors import CoursekitError, Where

PLACE = Path("pyproject.toml")
PROJECT = '[project]\nname = "tools"\nversion = "1"\ndependencies = ["six"]\n'
PACKAGE = PROJECT + '[build-system]\nrequires = ["hatchling"]\n'


@pytest.mark.parametrize(
    ("text", "requirements", "binder", "used", "package", "reason"),
    [
        ("[tool.ruff]\n", False, False, False, False, "has no [project]"),
        ('[build-system]\nrequires = ["x"]\n', False, False, False, False, "has no [project]"),
        (PROJECT, False, False, True, False, "names the packages"),
        (PROJECT, True, False, False, False, "requirements.txt alone is read"),
        (PACKAGE, False, False, True, True, "is installed as a package too"),
        (PACKAGE, True, False, True, True, "is installed as a package too"),
        (PACKAGE, False, True, True, False, "names the packages"),
        (PACKAGE, True, True, False, False, "requirements.txt alone is read"),
    ],
)
def test_what_it_is(
    text: str, requirements: bool, binder: bool, used: bool, package: bool, reason: str
) -> None:
    found = read_project(text, PLACE, requirements=requirements, binder=binder)
    assert (found.used, found.package) == (used, package)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[project\n", 1, "this is not TOML: "),
        ('[project]\nname = "x"\nversion = 1..2\n', 3, "this is not TOML: "),
        ('[project]\ndependencies = [\n  "six",\n  "numpy=2",\n]\n', 4, "this does not name a"),
        ('[project]\nrequires-python = "3.11+"\n', 2, "requires-python: expected a range"),
    ],
)
def test_refused_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(CoursekitError) as caught:
        read_project(text, PLACE, requirements=False, binder=False)
    (problem,) = caught.value.problems
    assert problem.message.startswith(message)
    assert problem.where == Where(PLACE, line)


def test_its_python_and_the_course_s() -> None:
    text = PROJECT + 'requires-python = ">=3.11.4,<3.13"\n'
    found = read_project(text, PLACE, requirements=False, binder=False)
    fits(found, "3.11", PLACE, text)
    fits(found, "3.12.1", PLACE, text)
    with pytest.raises(CoursekitError, match=r"requires Python >=3.11.4,<3.13, and .* on 3.13"):
        fits(found, "3.13", PLACE, text)
