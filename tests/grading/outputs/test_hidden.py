"""Nothing of a hidden test reaches a student, and nothing that a student wrote acts on a page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.grading.model import Case, Grade, Identity, Question, Status
from coursekit.grading.outputs import Work, written
from coursekit.grading.outputs.words import STATUS
from tests.grading.outputs.made import (
    MANUAL,
    RELEASED,
    SECRET,
    grade,
    notebook,
    question,
    who,
)

TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "=HYPERLINK(1)",
            "</title></style></pre></textarea><b>",
            "\ud800",
            "\x00\x1b[2J\u202e",
            "]]>",
            "a" * 30_000,
        ]
    ),
)
PUBLIC = st.lists(st.tuples(TEXT, st.booleans(), TEXT), max_size=3)
HIDDEN = st.lists(st.booleans(), max_size=2)


@st.composite
def grades(draw: st.DrawFn) -> Grade:
    student = Identity(*(draw(TEXT) for _ in range(6)), known=draw(st.booleans()))
    cases = [Case(name, passed, False, said) for name, passed, said in draw(PUBLIC)]
    cases += [
        Case(f"{SECRET} {n}", passed, True, f"{SECRET} expected 55")
        for n, passed in enumerate(draw(HIDDEN))
    ]
    return grade(
        student,
        Question(draw(TEXT), 1.0, 2.0, tuple(cases)),
        status=draw(st.sampled_from(list(STATUS))),
        message=f"{SECRET} {draw(TEXT)}",
        notes=(f"{SECRET} {draw(TEXT)}",),
        errors=({"cell": 3, "error": draw(TEXT)},),
        origin=draw(TEXT),
        late=draw(st.none() | st.booleans()),
    )


def made(*grades: Grade, **more: Any) -> Mapping[str, str]:
    work = Work(
        grades,
        "lab01",
        "Lab 1",
        "Course",
        MANUAL,
        ("why", "plot"),
        json.dumps(RELEASED),
        **more,
    )
    return dict(written(work, []))


def shown_to_students(results: str) -> str:
    """What Gradescope shows students of ``results.json``, at once or later."""
    data = json.loads(results)
    return json.dumps(
        [data.get("output")] + [t for t in data["tests"] if t.get("visibility") != "hidden"]
    )


@settings(max_examples=60)
@given(st.lists(grades(), max_size=3), TEXT, st.booleans())
def test_whatever_students_write(several: list[Grade], answer: str, show: bool) -> None:
    config = {"show_hidden": show}
    files = made(*several, notebook=lambda _: notebook(answer, answer), config=config)
    assert sum(name.startswith("feedback/") for name in files) == len(several)
    for name, text in files.items():
        text.encode("utf-8")
        if name.endswith(".html"):
            only_ours(text)
        if name.startswith(("feedback/", "manual/")):
            assert SECRET not in text
        if name.endswith("results.json") and not show:
            assert SECRET not in shown_to_students(text)
        if name.endswith(".csv"):
            table = list(csv.reader(io.StringIO(text, newline="")))
            assert len({len(row) for row in table}) == 1
    rows = list(csv.reader(io.StringIO(files["gradebook.csv"], newline="")))
    assert len(rows) == len(several) + 1


def only_ours(text: str) -> None:
    """Fail if a page holds an element or attribute that only a student could have put there."""
    page = BeautifulSoup(text, "html.parser")
    assert len(page.find_all("script")) <= 1
    assert len(page.find_all("title", recursive=True)) >= 1
    for tag in page.find_all():
        assert not [name for name in tag.attrs if name.startswith("on")]
        for name in ("src", "href", "action"):
            address = str(tag.get(name, "#"))
            assert re.match(r"#|data:image/|[\w/.-]+\.html$|\.\./manual\.html$", address)
    assert not page.find_all(["iframe", "object", "embed", "link", "base", "form"])


def test_the_policy_lets_nothing_in() -> None:
    files = made(grade(who(), question("q1")), notebook=lambda _: notebook("A"))
    for name, text in files.items():
        if name.endswith(".html"):
            policy = BeautifulSoup(text, "html.parser").find(
                "meta", {"http-equiv": "Content-Security-Policy"}
            )
            assert policy is not None, name
            assert str(policy["content"]).startswith("default-src 'none'")
            assert "unsafe-eval" not in str(policy)
            assert "script-src 'unsafe-inline'" not in str(policy)


def feedback(made: Mapping[str, str]) -> str:
    (text,) = (text for name, text in made.items() if name.startswith("feedback/"))
    return " ".join(BeautifulSoup(text, "html.parser").get_text(" ").split())


def test_hidden_tests_are_counted_only_if_the_author_says_so() -> None:
    work = grade(who(), question("q1", hidden=("no", "no", "")))
    assert "1 of 3 hidden tests passed." in feedback(made(work, config={"show_hidden": True}))
    quiet = feedback(made(work))
    assert "hidden did not pass" in quiet
    assert "hidden tests passed" not in quiet
    passed = feedback(made(grade(who(), question("q1", hidden=("", "")))))
    assert "hidden" not in passed


@pytest.mark.parametrize("status", [status for status in STATUS if status != "graded"])
def test_a_student_without_a_total_is_told_what_to_do(status: Status) -> None:
    text = feedback(made(grade(who(), question("q1"), status=status, message="STAFF ONLY")))
    assert "STAFF ONLY" not in text
    assert "What was checked before that is below." in text
    assert "points so far" not in text


def test_feedback_tells_what_can_be_done() -> None:
    work = grade(
        who(),
        question("q1", ("", "Look at the units.")),
        late=True,
        errors=({"cell": 4, "error": "NameError: name 'x' is not defined"},),
    )
    text = feedback(made(work))
    assert "q1 - 2 did not pass. Look at the units." in text
    assert "1 other test that you can see passed." in text
    assert "handed in after it was due" in text
    assert "Cell 4: NameError: name 'x' is not defined" in text
    assert "1 of 7 points so far" in text


def test_names_of_pages_tell_nothing_and_stay() -> None:
    people = [grade(who(name), question("q1")) for name in ("Ada", "Lin", "Grace")]
    once = [name for name in made(*people, secret="a") if name.startswith("feedback/")]
    again = [name for name in made(*people, secret="a") if name.startswith("feedback/")]
    other = [name for name in made(*people, secret="b") if name.startswith("feedback/")]
    assert once == again
    assert not set(once) & set(other)
    assert all(re.fullmatch(r"feedback/[0-9a-f]{12}\.html", name) for name in once)
