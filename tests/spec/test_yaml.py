"""YAML read into plain data, with the line of every key and item."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from coursekit.errors import CoursekitError
from coursekit.spec import load
from coursekit.spec.yaml import Document, KeyPath, read
from tests.conftest import CASES

COURSE = """\
# the first line is a comment
course: small      # 2
assignments:
  - notebook: a.py
    due: 2027-01-29

  - {notebook: b.py, week: 2}
files: [one/,
        two/]
"""


@pytest.fixture
def course_yml(tmp_path: Path) -> Path:
    return tmp_path / "course.yml"


def document(place: Path, text: str) -> Document:
    place.write_text(text, "utf-8")
    return read(place)


@pytest.mark.parametrize(
    ("key_path", "line"),
    [
        (("course",), 2),
        (("assignments",), 3),
        (("assignments", 0), 4),
        (("assignments", 0, "due"), 5),
        (("assignments", 1, "week"), 7),
        (("files", 0), 8),
        (("files", 1), 9),
        (("assignments", 1, "title"), 7),
        (("title",), 1),
    ],
)
def test_lines(course_yml: Path, key_path: KeyPath, line: int) -> None:
    assert document(course_yml, COURSE).where(key_path).line == line


def test_data_is_plain(course_yml: Path) -> None:
    def plain(value: Any) -> bool:
        if isinstance(value, dict):
            return type(value) is dict and all(map(plain, value.values()))
        if isinstance(value, list):
            return type(value) is list and all(map(plain, value))
        return type(value) in (str, int, float, bool, type(None))

    read_back = document(
        course_yml, COURSE + "a: 1\nb: 1.5\nc: yes\nd: true\ne:\nf: 'x'\ng: 0x1f\n"
    )
    assert plain(read_back.data)
    assert read_back.data["assignments"][0] == {"notebook": "a.py", "due": "2027-01-29"}


def test_merged_keys_have_a_line(course_yml: Path) -> None:
    text = "usual: &usual {idle: 30m}\ncolleges:\n  north:\n    <<: *usual\n    name: North\n"
    merged = document(course_yml, text)
    assert merged.data["colleges"]["north"] == {"idle": "30m", "name": "North"}
    assert merged.where(("colleges", "north", "idle")).line == 4


@pytest.mark.parametrize(
    "text", ["a: &a [*a]\n", "a: *b\n", "a: !python/object:os.system x\n", "--- a\n--- b\n", "\0"]
)
def test_odd_documents_are_problems_not_crashes(course_yml: Path, text: str) -> None:
    course_yml.write_text(text)
    with pytest.raises(CoursekitError):
        load(course_yml)


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_no_text_crashes(course_yml: Path, text: str) -> None:
    course_yml.write_text(text, "utf-8", errors="surrogatepass")
    with pytest.raises(CoursekitError):
        load(course_yml)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("name", ["course.yml", "fleet.yml"])
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_no_value_in_any_place_crashes(tmp_path: Path, name: str, data: st.DataObject) -> None:
    """Take a good file, put something else in one place, and load it."""
    good = YAML(typ="safe").load(CASES / "good" / "tiny" / name)
    place = good
    while True:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(list(keys)), label="key")
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            place[key] = data.draw(VALUES, label="value")
            break
        place = place[key]
    with (tmp_path / name).open("w") as file:
        YAML(typ="safe").dump(good, file)
    with contextlib.suppress(CoursekitError):
        load(tmp_path / name)
