"""Class lists as staff have them: out of Canvas, out of a spreadsheet, or typed."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.hub.class_list import ClassListError, Listed, codes_csv, parse

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (1234)
    Points Possible,,,,,10.00
"Lovelace, Ada",7001,W100,ada@north.edu,Data 8,9
"Hopper, Grace",7002,W101,Grace@North.edu,Data 8,
"Student, Test",7003,,,Data 8,
"""
ADA = Listed("ada@north.edu", "Ada Lovelace", "7001")
GRACE = Listed("grace@north.edu", "Grace Hopper", "7002")


def test_canvas_gradebook() -> None:
    assert parse(CANVAS.encode()) == (ADA, GRACE)


@pytest.mark.parametrize(
    "text",
    [
        "Email,Name,Student ID\nada@north.edu,Ada Lovelace,7001\n",
        "Name;E-mail address;ID\r\nAda Lovelace;ADA@north.edu ;7001\r\n\r\n",
        "ID\tLast name\tFirst name\tEmail\n7001\tLovelace\tAda\tada@north.edu",
        "\n\nemail , name,id\n ada@north.edu,Ada Lovelace,7001\n,,\n",
    ],
)
def test_columns_in_any_order(text: str) -> None:
    assert parse(text.encode()) == (ADA,)
    assert parse(text.encode("utf-8-sig")) == (ADA,)
    assert parse(text.encode("utf-16")) == (ADA,)


def test_plain_addresses() -> None:
    people = parse(b"ada@north.edu\ngrace@north.edu\n")
    assert [person.email for person in people] == ["ada@north.edu", "grace@north.edu"]
    assert parse(b"Ada Lovelace,ada@north.edu") == (Listed("ada@north.edu", "Ada Lovelace"),)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", ["This file is empty."]),
        (b"\n ,, \n", ["This file is empty."]),
        (b"Email,Name\n", ["Nobody is on this list."]),
        (b"Name,Section\nAda,1\n", ["No column has e-mail addresses"]),
        (b"Email\nada\n", ["Row 2: 'ada' is not an e-mail address."]),
        (b"Email,Name\n,Ada\n", ["Row 2: Ada has no e-mail address."]),
        (b"Email\na@north.edu\nb@north.edu\nA@NORTH.edu\n", ["Row 4: a@north.edu is in row 2 too"]),
        (b"Email,ID\na@north.edu,1\nb@north.edu,1\n", ["Row 3: the id 1 is in row 2 too."]),
        (b"Email\na@south.edu\nb\n", ["Row 2: a@south.edu is not of north.edu", "Row 3: 'b'"]),
        (b"Email\na@sub.north.edu\n", ["not of north.edu"]),
        (b"Email\na@evilnorth.edu\n", ["not of north.edu"]),
        (b"Email\na@north.edu@south.edu\n", ["is not an e-mail address"]),
        (b"Email\n\xe9@north.edu\n", ["not text in UTF-8"]),
        (b"PK\x03\x04\x00\x00 a spreadsheet", ["not a CSV file"]),
        (b"x" * 2_000_001, ["too large"]),
        (b"Email\n" + b"\n".join(b"a%d@north.edu" % n for n in range(5_001)), ["too many rows"]),
    ],
)
def test_a_list_that_will_not_do_says_why(content: bytes, says: list[str]) -> None:
    with pytest.raises(ClassListError) as raised:
        parse(content, ("north.edu",))
    for words in says:
        assert any(words in problem for problem in raised.value.problems), raised.value.problems


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_anything_is_a_list_or_refused(content: bytes) -> None:
    try:
        people = parse(content)
    except ClassListError:
        return
    assert people


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))))
def test_a_spreadsheet_sees_no_formula_in_the_codes(rows: list[tuple[str, str, str]]) -> None:
    clean = [tuple(cell.replace("\r", "").replace("\n", "") for cell in row) for row in rows]
    text = codes_csv(iter(clean))  # type: ignore[arg-type]
    read = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in clean
    ]
    assert not [cell for row in read for cell in row if cell[:1] in ("=", "+", "-", "@")]
