"""What runtime.txt may say, and whether course.yml agrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursekit.environment.runtime import Runtime, agreed_python, minor, read_runtime
from coursekit.errors import CoursekitError, Where

PLACE = Path("runtime.txt")


@pytest.mark.parametrize(
    ("text", "runtime"),
    [
        ("python-3.11\n", Runtime("python", "3.11")),
        ("\n  python-3.13 \r\n", Runtime("python", "3.13")),
        ("python-3.12-2026-01-31", Runtime("python", "3.12")),
        ("r-4.4-2026-11-01", Runtime("r", "r-4.4-2026-11-01")),
        ("r-2026-11-01", Runtime("r", "r-2026-11-01")),
    ],
)
def test_understood(text: str, runtime: Runtime) -> None:
    assert read_runtime(text, PLACE) == runtime


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("", 0, "expected one line such as python-3.11, found an empty file", ""),
        ("python-3.11\nnumpy\n", 2, "expected one line such as python-3.11, found 2 lines", ""),
        ("python-3.11.4", 1, "expected a line such as python-3.11, found", "write python-3.11"),
        ("\n3.12\n", 2, "expected a line such as python-3.11, found 3.12", "write python-3.12"),
        ("python==3.12", 1, "expected a line such as python-3.11", "write python-3.12"),
        ("python-3", 1, "expected a line such as python-3.11, found python-3", ""),
        ("julia-1.9", 1, "expected a line such as python-3.11, found julia-1.9", ""),
        ("python-3.9", 1, "expected Python 3.11 or newer, found python-3.9", "older ones"),
        ("r-4.4", 1, "R needs the date of its packages, found r-4.4", "write r-VERSION-DATE"),
        ("R 4.4", 1, "R needs the date of its packages, found R 4.4", "write r-VERSION-DATE"),
    ],
)
def test_refused(text: str, line: int, message: str, hint: str) -> None:
    with pytest.raises(CoursekitError) as caught:
        read_runtime(text, PLACE)
    (problem,) = caught.value.problems
    assert problem.message.startswith(message)
    assert problem.where == Where(PLACE, line)
    assert problem.hint.startswith(hint)


def test_course_yml_and_runtime_txt_agree() -> None:
    course = Where(Path("course.yml"), 4)
    runtime = Runtime("python", "3.11")
    assert agreed_python(None, Runtime(), course, PLACE) is None
    assert agreed_python("3.12", Runtime(), course, PLACE) == "3.12"
    assert agreed_python(None, runtime, course, PLACE) == "3.11"
    assert agreed_python("3.11.4", runtime, course, PLACE) == "3.11.4"
    with pytest.raises(CoursekitError) as caught:
        agreed_python("3.12", runtime, course, PLACE)
    assert caught.value.problems[0].where == course


def test_two_numbers() -> None:
    assert [minor("3.11.4"), minor("3.12"), minor("")] == ["3.11", "3.12", ""]
