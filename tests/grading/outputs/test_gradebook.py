"""The gradebook as a file: a row for each submission, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.grading.model import Grade, Identity, Submission
from coursekit.grading.outputs import Work, written
from coursekit.grading.outputs.by_hand import Entry, Sheet
from coursekit.grading.outputs.people import Keys
from tests.grading.outputs.made import MANUAL, grade, question, who

TEXT = st.text(max_size=12)


def files(*grades: Grade, **more: Any) -> dict[str, str]:
    return dict(written(Work(grades, "lab01", "Lab 1", **more), []))


def rows(*grades: Grade, **more: Any) -> list[dict[str, str]]:
    text = files(*grades, **more)["gradebook.csv"]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_rows_are_sorted_and_scores_in_columns() -> None:
    failed = grade(who("Cy"), status="crashed", message="it is over")
    found = rows(
        failed,
        grade(who("Lin"), question("q1"), question("q2", ("", "no"), possible=1)),
        grade(who("Ada"), question("q1", ("no",)), late=True),
    )
    assert [row["name"] for row in found] == ["Ada", "Cy", "Lin"]
    assert [row["total"] for row in found] == ["0", "", "2.5"], "stopped is not zero"
    assert [row["q2"] for row in found] == ["", "", "0.5"]
    assert [row["late"] for row in found] == ["yes", "", ""]
    assert (found[1]["status"], found[1]["message"]) == ("crashed", "it is over")


def test_who_it_is_and_when_is_never_lost() -> None:
    student = Identity("adal", "Ada", "7", "ada@example.edu", "north", "A1", known=False)
    when = datetime(2027, 1, 29, 23, 5, tzinfo=UTC)
    (row,) = rows(grade(student, handed_in=when, late=False, notes=("an edited test",)))
    told = {name: row[name] for name in ("login", "name", "id", "email", "college", "section")}
    assert told == {
        "login": "adal",
        "name": "Ada",
        "id": "7",
        "email": "ada@example.edu",
        "college": "north",
        "section": "A1",
    }
    assert (row["known"], row["late"], row["notes"]) == ("no", "no", "an edited test")
    assert row["handed in"] == "2027-01-29T23:05:00+00:00"


def test_points_of_a_person_are_in_the_total_and_without_them_there_is_none() -> None:
    one, other = grade(who("Ada"), question("q1")), grade(who("Lin"), question("q1"))
    sheet = Sheet()
    keys = Keys()
    ada, lin = keys.of(one), keys.of(other)
    for key, name, given_points in (
        (ada, "why", "2.5"),
        (ada, "plot", "0"),
        (lin, "why", "3"),
    ):
        sheet.entries[key, name] = Entry(key, name, given_points)
    found = rows(one, other, manual=MANUAL, sheet=sheet)
    assert [row["why"] for row in found] == ["2.5", "3"]
    assert [(row["total"], row["to mark"]) for row in found] == [("4.5", ""), ("", "plot")]
    assert [row["possible"] for row in found] == ["7", "7"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=a\n=b"])
def test_no_cell_is_a_formula(text: str) -> None:
    student = Identity(text, text, text, text, text, text)
    made = grade(student, question(text), status="failed", message=text, notes=(text,), origin=text)
    for name, content in files(made).items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
            wrong = [c for c in cells if c.lstrip().startswith(("=", "+", "-", "@"))]
            assert not wrong, name


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=5))
def test_every_submission_has_its_row(people: list[tuple[str, str, str]]) -> None:
    grades = [
        Grade(Submission(Identity(name=name, college=college), None, said), "failed", message=said)
        for college, name, said in people
    ]
    found = rows(*grades)
    assert len(found) == len(people)
    assert all(None not in row for row in found), "no cell runs over into another"


def test_a_question_that_has_tests_is_left_to_them() -> None:
    made = grade(who(), question("why", ("",), possible=3))
    (row,) = rows(made, manual=MANUAL[:1])
    assert (row["total"], row["possible"], row["to mark"]) == ("3", "3", "")


def test_two_hand_ins_of_one_student_are_two(tmp_path: Any) -> None:
    one = grade(who(), question("q1"), origin="a.ipynb")
    made = files(one, replace(one), grade(who(), origin="b.ipynb"))
    assert len([name for name in made if name.startswith("feedback/")]) == 3
