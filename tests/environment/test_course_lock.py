"""course.lock is read back as it was written, and tells what it no longer agrees with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.environment.course_lock import CourseLock, drift, otter_version, read
from coursekit.errors import CoursekitError

PLACE = Path("course.lock")
VALUES = st.text(
    st.characters(codec="ascii", exclude_characters="\n\r\x0b\x0c\x1c\x1d\x1e"), max_size=80
).map(str.strip)


@given(st.builds(CourseLock, *[VALUES] * 7))
def test_round_trip(lock: CourseLock) -> None:
    assert read(lock.text(), PLACE)[0] == lock


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "no colon", "unknown: x"])
def test_a_line_of_somebody_else_s(line: str) -> None:
    with pytest.raises(CoursekitError) as caught:
        read(f"# comment\nlock: x\n{line}\n", PLACE)
    assert str(caught.value.problems[0].where) == "course.lock:3"


def test_each_change_is_said_once_with_its_line() -> None:
    before = CourseLock(lock="1", content="1", otter="6", release="a", image="x")
    _, lines = read(before.text(), PLACE)
    now = CourseLock(lock="2", content="2", otter="7", release="b")
    problems = list(drift(before, now, PLACE, lines))
    assert [problem.message.split()[0] for problem in problems] == [
        "requirements.lock",
        "the",
        "the",
    ]
    assert [problem.where.line for problem in problems if problem.where] == [2, 7, 8]


def test_nothing_known_is_no_drift() -> None:
    before = CourseLock(lock="1", content="1", release="a")
    assert not list(drift(before, replace(before, release=""), PLACE, {}))


def test_otter() -> None:
    assert otter_version("numpy==2\notter-grader==7.0.0 \\\n  --hash=sha256:0\n") == "7.0.0"
    assert otter_version("numpy==2\n") == ""
