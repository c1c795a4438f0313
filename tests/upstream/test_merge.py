"""Questions and cells that are changed, added, removed, moved and renamed, in every format."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from coursekit.upstream.files import Changed
from tests.upstream.books import (
    FORMATS,
    Piece,
    all_taken,
    compare,
    ipynb,
    merged,
    name_of,
    question,
    start,
    states,
    written,
)

Q1, Q2, Q3 = (
    question("q1", "**Question 1.** How many rivers?", "rivers = 3 # SOLUTION", ("rivers",)),
    question("q2", "**Question 2.** How wide is the bay?", "width = 12 # SOLUTION", ("width",)),
    question("q3", "**Question 3.** Name the harbor.", "harbor = 'Elm' # SOLUTION", ("harbor",)),
)
Q2_TESTS = question(
    "q2", "**Question 2.** How wide is the bay?", "width = 12 # SOLUTION", ("width", "width > 1")
)
Q2_TEXT = question("q2", "**Question 2.** How wide is it?", "width = 12 # SOLUTION", ("width",))
Q2_BOTH = question(
    "q2", "**Question 2.** How wide is it?", "width = 12 # SOLUTION", ("width", "width > 1")
)
Q4 = question("q4", "**Question 4.** And now?")
END = [Piece("markdown", "## The end\n\nSave your work.", "end")]
Q2_NAME = question(
    "q2_1", "**Question 2.** How wide is the bay?", "width = 12 # SOLUTION", ("width",)
)


def doc(*groups: Sequence[Piece]) -> list[Piece]:
    return [cell for group in groups for cell in group]


BASE = doc(start(), Q1, Q2, Q3, END)


def three(form: str, ours: list[Piece], theirs: list[Piece]) -> Changed:
    files = [written(pieces, form) for pieces in (BASE, ours, theirs)]
    return compare(files[0], files[1], files[2], name_of(form))


def without_ids(data: bytes | None, form: str) -> bytes:
    """Return a file without the ids of cells: who brings a cell brings its id."""
    if not form.endswith(".ipynb"):
        return data or b""
    book = json.loads(data or b"")
    return json.dumps([(c["cell_type"], c["source"]) for c in book["cells"]]).encode()


CASES = {
    "they fix a test": (BASE, doc(start(), Q1, Q2_TESTS, Q3, END), {"q2": "safe"}, None),
    "they fix what we did not touch": (
        doc(start(), Q1, Q2, Q3, Q4, END),
        doc(start(), Q1, Q2_TESTS, Q3, END),
        {"q2": "safe"},
        doc(start(), Q1, Q2_TESTS, Q3, Q4, END),
    ),
    "both fix the same": (
        doc(start(), Q1, Q2_TESTS, Q3, END),
        doc(start(), Q1, Q2_TESTS, Q3, END),
        {"q2": "there"},
        doc(start(), Q1, Q2_TESTS, Q3, END),
    ),
    "both change one question": (
        doc(start(), Q1, Q2_TEXT, Q3, END),
        doc(start(), Q1, Q2_TESTS, Q3, END),
        {"q2": "touches"},
        doc(start(), Q1, Q2_BOTH, Q3, END),
    ),
    "they add a question": (
        doc(start("# Ours"), Q1, Q2, Q3, END),
        doc(start(), Q1, Q2, Q4, Q3, END),
        {"q4": "safe"},
        doc(start("# Ours"), Q1, Q2, Q4, Q3, END),
    ),
    "they remove a question": (
        doc(start("# Ours"), Q1, Q2, Q3, END),
        doc(start(), Q1, Q3, END),
        {"q2": "safe"},
        doc(start("# Ours"), Q1, Q3, END),
    ),
    "they remove what we changed": (
        doc(start(), Q1, Q2_TEXT, Q3, END),
        doc(start(), Q1, Q3, END),
        {"q2": "touches"},
        doc(start(), Q1, Q3, END),
    ),
    "they change what we removed": (
        doc(start(), Q1, Q3, END),
        doc(start(), Q1, Q2_TESTS, Q3, END),
        {"q2": "touches"},
        doc(start(), Q1, Q2_TESTS, Q3, END),
    ),
    "they move a question": (
        doc(start("# Ours"), Q1, Q2, Q3, END),
        doc(start(), Q2, Q3, Q1, END),
        {"q1": "safe"},
        doc(start("# Ours"), Q2, Q3, Q1, END),
    ),
    "we move what they change": (
        doc(start(), Q2, Q3, Q1, END),
        doc(start(), Q1, Q2_TESTS, Q3, END),
        {"q2": "safe"},
        doc(start(), Q2_TESTS, Q3, Q1, END),
    ),
    "they rename a question": (
        doc(start("# Ours"), Q1, Q2, Q3, END),
        doc(start(), Q1, Q2_NAME, Q3, END),
        {"q2": "safe"},
        doc(start("# Ours"), Q1, Q2_NAME, Q3, END),
    ),
    "we rename what they change": (
        doc(start(), Q1, Q2_NAME, Q3, END),
        doc(start(), Q1, Q2_TESTS, Q3, END),
        {"q2_1": "touches"},
        None,
    ),
    "both add a question of one name": (
        doc(start(), Q1, Q2, Q3, question("q4", "**Question 4.** Ours"), END),
        doc(start(), Q1, Q2, Q3, Q4, END),
        {"q4": "touches"},
        doc(start(), Q1, Q2, Q3, Q4, END),
    ),
    "both change a cell outside of questions": (
        doc(start("# Ours"), Q1, Q2, Q3, END),
        doc(start("# Theirs"), Q1, Q2, Q3, END),
        {"cell-2": "touches"},
        doc(start("# Theirs"), Q1, Q2, Q3, END),
    ),
    "both add cells in one place": (
        doc(start(), [Piece("code", "mine = 1", "m")], Q1, Q2, Q3, END),
        doc(start(), [Piece("code", "yours = 1", "y")], Q1, Q2, Q3, END),
        {"new-cell-4": "safe"},
        doc(
            start(),
            [Piece("code", "yours = 1", "y"), Piece("code", "mine = 1", "m")],
            *(Q1, Q2, Q3, END),
        ),
    ),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("case", CASES)
def test_cases(case: str, form: str) -> None:
    ours, theirs, expected, result = CASES[case]
    found = three(form, ours, theirs)
    assert states(found) == expected
    before = written(ours, form)
    assert merged(found) == before
    made = all_taken(found)
    if result is not None:
        assert without_ids(made, form) == without_ids(written(result, form), form)
    elif case == "they fix a test":
        assert made == written(theirs, form)
    again = compare(written(BASE, form), made, written(theirs, form), name_of(form))
    assert set(states(again).values()) <= {"there"}, states(again)


@pytest.mark.parametrize("form", FORMATS)
def test_a_clash_offers_no_third_version(form: str) -> None:
    ours = doc(start(), Q1, question("q2", "**Question 2.** How long is the bay?"), Q3, END)
    theirs = doc(start(), Q1, question("q2", "**Question 2.** How deep is the bay?"), Q3, END)
    (part,) = three(form, ours, theirs).parts
    assert (part.state, part.choices) == ("touches", ("theirs", "ours"))
    assert "How long" in part.ours
    assert "How deep" in part.theirs
    assert "How wide" in part.base


def test_one_question_is_taken_and_another_left() -> None:
    theirs = doc(start(), Q1, Q2_TESTS, Q3, Q4, END)
    for form in FORMATS:
        found = three(form, doc(start("# Ours"), Q1, Q2, Q3, END), theirs)
        made = merged(found, q4="theirs")
        expected = written(doc(start("# Ours"), Q1, Q2, Q3, Q4, END), form)
        assert without_ids(made, form) == without_ids(expected, form)


def test_outputs_and_ids_are_no_changes() -> None:
    printed = {"execution_count": 3, "outputs": [{"output_type": "stream", "text": "3"}]}
    run = [Piece(c.kind, c.source, f"new{n}", printed if c.kind == "code" else {})
           for n, c in enumerate(BASE)]  # fmt: skip
    ours = doc(start("# Ours"), Q1, Q2, Q3, END)
    assert compare(ipynb(BASE), ipynb(ours), ipynb(run)).parts == ()
    (part,) = compare(ipynb(BASE), ipynb(BASE), ipynb(run)).parts
    assert (part.label, part.what, part.state) == ("", "outputs and layout", "safe")


def test_what_stays_keeps_its_bytes() -> None:
    """Ours is written with another indentation and with outputs; one question comes in."""
    printed = {"execution_count": 3, "outputs": [{"output_type": "stream", "text": "3"}]}
    own = [
        Piece(c.kind, c.source, c.id, printed if c.kind == "code" else {})
        for c in doc(start("# Ours: é"), Q1, Q2, Q3, END)
    ]
    ours = ipynb(own, indent=2)
    made = merged(compare(ipynb(BASE), ours, ipynb(doc(BASE, Q4))), q4="theirs")
    assert made is not None
    expected = ipynb([*own, *Q4], indent=2)
    assert json.loads(made) == json.loads(expected)
    assert made == expected
    squeezed = ipynb(own, indent=None)
    made = merged(compare(ipynb(BASE), squeezed, ipynb(doc(BASE, Q4))), q4="theirs")
    assert made == ipynb([*own, *Q4], indent=None)


def test_windows_line_ends_stay() -> None:
    for form in FORMATS:
        ours = written(doc(start("# Ours"), Q1, Q2, Q3, END), form).replace(b"\n", b"\r\n")
        theirs = written(doc(start(), Q1, Q2_TESTS, Q3, END), form)
        found = compare(written(BASE, form), ours, theirs, name_of(form))
        assert states(found) == {"q2": "safe"}
        made = merged(found, q2="theirs")
        assert made is not None
        assert b"\n" not in made.replace(b"\r\n", b"")
        assert b"width > 1" in made


def test_a_newer_jupytext_is_no_change() -> None:
    theirs = written(BASE, "percent.py", version="1.18.1")
    ours = written(doc(start("# Ours"), Q1, Q2, Q3, END), "percent.py")
    assert compare(written(BASE, "percent.py"), ours, theirs, "lab.py").parts == ()


def test_a_notebook_without_ids_gets_none() -> None:
    theirs = ipynb(doc(BASE, Q4))
    ours = ipynb(doc(start("# Ours"), Q1, Q2, Q3, END), ids=False)
    made = merged(compare(ipynb(BASE), ours, theirs), q4="theirs")
    assert all("id" not in cell for cell in json.loads(made or b"")["cells"])
    ours = ipynb(doc(start("# Ours"), Q1, Q2, Q3, END))
    theirs = ipynb(doc(BASE, Q4), ids=False)
    made = merged(compare(ipynb(BASE, ids=False), ours, theirs), q4="theirs")
    ids = [cell["id"] for cell in json.loads(made or b"")["cells"]]
    assert len(ids) == len(set(ids))


def released(tests: dict[str, str], title: str = "# Lab", answer: str = "...") -> bytes:
    """Return a notebook as otter releases it: the tests are in its metadata."""
    cells = [Piece("markdown", title, "a"), Piece("code", "import otter", "b")]
    for name in tests:
        cells += [
            Piece("markdown", f"**Question {name}**", f"{name}-1"),
            Piece("code", f"{name} = {answer}", f"{name}-2"),
            Piece("code", f'grader.check("{name}")', f"{name}-3"),
        ]
    suites = {
        name: {"name": name, "suites": [{"cases": [{"code": code}]}]}
        for name, code in tests.items()
    }
    return ipynb(cells, otter={"OK_FORMAT": True, "tests": suites})


def test_the_tests_of_a_released_notebook_belong_to_its_questions() -> None:
    base = released({"q1": ">>> q1", "q2": ">>> q2"})
    ours = released({"q1": ">>> q1", "q2": ">>> q2"}, title="# Our lab")
    theirs = released({"q1": ">>> q1 > 0", "q2": ">>> q2", "q3": ">>> q3"})
    found = compare(base, ours, theirs)
    assert states(found) == {"q1": "safe", "q3": "safe"}
    assert next(part for part in found.parts if part.label == "q1").theirs.count("q1 > 0") == 1
    expected = released({"q1": ">>> q1 > 0", "q2": ">>> q2", "q3": ">>> q3"}, title="# Our lab")
    assert merged(found, safe="theirs") == expected
    only = json.loads(merged(found, q1="theirs") or b"")
    assert list(only["metadata"]["otter"]["tests"]) == ["q1", "q2"]


def test_files_that_are_no_notebooks() -> None:
    base, ours, theirs = b"a\nb\nc\nd\n", b"a\nb\nc\nd mine\n", b"a yours\nb\nc\nd\n"
    found = compare(base, ours, theirs, "data/rents.csv")
    assert states(found) == {"": "touches"}
    assert all_taken(found) == b"a yours\nb\nc\nd mine\n"
    assert states(compare(base, base, theirs, "data/rents.csv")) == {"": "safe"}
    assert states(compare(base, base, None, "data/rents.csv")) == {"": "safe"}
    assert states(compare(None, None, theirs, "data/rents.csv")) == {"": "safe"}
    assert states(compare(None, ours, theirs, "data/rents.csv")) == {"": "touches"}
    (part,) = compare(b"\0\1", b"\0\2", b"\0\3", "data/picture.png").parts
    assert (part.state, part.choices) == ("touches", ("theirs", "ours"))


def test_what_is_no_notebook_is_merged_as_a_file() -> None:
    broken = b'{"cells": [\n<<<<<<< HEAD\n'
    (part,) = compare(ipynb(BASE), broken, ipynb(doc(BASE, Q4))).parts
    assert (part.label, part.state) == ("", "touches")
