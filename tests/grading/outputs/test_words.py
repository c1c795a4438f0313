"""What others wrote never acts on who reads it, whatever it is."""

from __future__ import annotations

import csv
import io

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from coursekit.grading.outputs import words

ANY = st.text()


@given(ANY, st.integers(1, 400))
def test_clean_text_can_be_written_and_is_short(text: str, most: int) -> None:
    made = words.clean(text, most)
    made.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\n\t" for c in made)
    assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f\x9b")
    assert len(made.split("\n[cut:")[0]) <= most


def test_a_cut_is_said_and_nothing_else() -> None:
    assert words.clean("x" * 50, 10) == "xxxxxxxxxx\n[cut: 50 characters in all]"
    assert words.clean("\x1b[31mred\x1b[0m\r\nend\u202e") == "red\nend"


@given(ANY)
def test_a_cell_is_one_line_and_no_formula(text: str) -> None:
    made = words.cell(text)
    assert "\n" not in made
    assert not made.lstrip().startswith(
        ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    )
    assert list(csv.reader(io.StringIO(words.rows_as_csv([[made, "end"]]), newline=""))) == [
        [made, "end"]
    ]


@given(ANY)
def test_what_was_typed_comes_back(text: str) -> None:
    if not text.startswith("'"):
        assert words.as_typed(words.unrun(text)) == text


@given(ANY)
def test_html_is_only_text(text: str) -> None:
    made = BeautifulSoup(f'<p title="{words.html(text)}">{words.block(text)}</p>', "html.parser")
    assert [tag.name for tag in made.find_all()] == ["p"]
    assert made.p is not None
    assert set(made.p.attrs) == {"title"}


@pytest.mark.parametrize(
    ("value", "text"),
    [(2, "2"), (0.5, "0.5"), (1 / 3, "0.33333"), (1234567.5, "1234567.5"), (0, "0"), (-0.0, "0")],
)
def test_points(value: float, text: str) -> None:
    assert words.points(value) == text
