"""What changed between two runs, and why: every score, and nothing else."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import CoursekitError
from coursekit.grading import index
from coursekit.grading.index import Run, packages_changed, packages_in
from coursekit.grading.model import Case, Grade, Identity, Question, Status, Submission
from coursekit.grading.replay import as_csv, compare

ADA = Submission(Identity(name="Ada Doe", id="101"), None, "canvas.zip: x")


def case(name: str, passed: bool, message: str = "") -> Case:
    return Case(name, passed, False, message)


def grade(*questions: Question, status: Status = "graded", message: str = "") -> Grade:
    total = sum(one.score for one in questions)
    return Grade(ADA, status, message, total, sum(q.possible for q in questions), questions)


def test_the_test_that_came_out_differently_is_the_reason() -> None:
    before = grade(Question("q1", 2, 2, (case("a", True), case("b", True))))
    after = grade(Question("q1", 1, 2, (case("a", True), case("b", False, "x\nExpected 55\n"))))
    (change,) = compare(before, after)
    assert (change.question, change.before, change.after, change.case) == (
        "q1",
        "2 / 2",
        "1 / 2",
        "b",
    )
    assert change.why == "b passed before, now: Expected 55"
    (back,) = compare(after, before)
    assert back.why == "b passes now, before: Expected 55"


def test_the_way_it_ended() -> None:
    before = grade(Question("q1", 2, 2))
    after = grade(status="too-long", message="cell 3 ran for 300 s")
    (change,) = compare(before, after)
    assert (change.question, change.before, change.after) == ("", "2 / 2", "too-long")
    assert change.why == "cell 3 ran for 300 s"


def test_questions_that_came_and_went() -> None:
    before, after = grade(Question("q1", 1, 1)), grade(Question("q2", 0, 1))
    assert [(one.question, one.before, one.after) for one in compare(before, after)] == [
        ("q1", "1 / 1", "none"),
        ("q2", "none", "0 / 1"),
    ]


QUESTIONS = st.lists(
    st.builds(
        Question,
        st.sampled_from(["q1", "q2", "q3"]),
        st.integers(0, 2).map(float),
        st.just(2.0),
        st.lists(
            st.builds(case, st.sampled_from("ab"), st.booleans(), st.text(max_size=5)),
            max_size=2,
            unique_by=lambda one: one.name,
        ).map(tuple),
    ),
    max_size=3,
    unique_by=lambda one: one.name,
)


@given(QUESTIONS, QUESTIONS)
def test_every_score_that_changed_and_no_other(one: list[Question], other: list[Question]) -> None:
    old, new = ({q.name: (q.score, q.possible) for q in some} for some in (one, other))
    differ = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    changes = compare(grade(*one), grade(*other))
    assert {change.question for change in changes} == differ
    rows = list(csv.DictReader(io.StringIO(as_csv(changes), newline="")))
    assert len(rows) == len(changes)
    assert compare(grade(*one), grade(*one)) == ()


LOCK = """\
numpy==1.26.4 ; python_version >= '3.11' \\
    --hash=sha256:aaaa
Some_Package==2.0
# comment==3
"""


def test_packages_of_a_lock() -> None:
    assert packages_in(LOCK) == {"numpy": "1.26.4", "some-package": "2.0"}
    after = {"numpy": "2.0", "new": "1"}
    assert packages_changed(packages_in(LOCK), after) == [
        ("new", "", "1"),
        ("numpy", "1.26.4", "2.0"),
        ("some-package", "2.0", ""),
    ]


def test_a_list_comes_back_as_it_was(tmp_path: Path) -> None:
    entry = index.entry(ADA, "a" * 64, "b" * 64)
    run = Run(course="tiny", assignment="lab01", autograder="x", packages={}, entries=(entry,))
    (tmp_path / index.NAME).write_text(run.model_dump_json())
    assert index.read(tmp_path) == run
    assert entry.identity == ADA.student


@pytest.mark.parametrize("content", ["../../../../etc", "a" * 63, "A" * 64, "x" * 64])
def test_a_list_leads_nowhere(content: str, tmp_path: Path) -> None:
    entry = index.entry(ADA, content, "")
    run = Run(course="tiny", assignment="lab01", autograder="x", packages={}, entries=(entry,))
    (tmp_path / index.NAME).write_text(run.model_dump_json())
    with pytest.raises(CoursekitError, match="damaged"):
        index.read(tmp_path)
