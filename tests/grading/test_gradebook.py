"""The gradebook as a file: a row for each submission, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.grading.gradebook import as_csv
from coursekit.grading.model import Grade, Identity, Question, Submission, grade_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def rows(grades: list[Grade]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(grades), newline="")))


def of(login: str, college: str = "north", origin: str = "ada.ipynb") -> Submission:
    return Submission(Identity(login=login, college=college), None, origin)


def graded(student: str, **scores: float) -> Grade:
    questions = tuple(Question(name, score, 2) for name, score in scores.items())
    total = sum(scores.values())
    return Grade(of(student), "graded", total=total, possible=3, questions=questions)


def test_rows_are_sorted_and_scores_in_columns() -> None:
    failed = Grade(of("cy"), "failed", message="no notebook")
    found = rows([failed, graded("lin", q1=2, q2=0.5), graded("ada", q1=0)])
    assert [row["student"] for row in found] == ["ada", "cy", "lin"]
    assert [row["total"] for row in found] == ["0", "", "2.5"], "failed is not zero"
    assert [row["q2"] for row in found] == ["", "", "0.5"]
    assert found[1]["message"] == "no notebook"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=a\n=b"])
def test_no_cell_is_a_formula(text: str) -> None:
    place = of(text, text, text)
    (row,) = csv.reader(io.StringIO(as_csv([Grade(place, "failed", message=text)])).readlines()[1:])
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=5))
def test_every_submission_has_its_row(people: list[tuple[str, str, str]]) -> None:
    grades = [
        Grade(of(student, college), "failed", message=message)
        for college, student, message in people
    ]
    found = rows(grades)
    assert len(found) == len(people)
    assert all(None not in row for row in found), "no cell runs over into another"


def test_an_error_in_a_cell_is_said() -> None:
    answer = {
        "ok": True,
        "total": 1,
        "possible": 2,
        "questions": [{"name": "q1", "score": 1, "possible": 2}],
        "errors": [{"cell": 4, "error": "NameError: x"}, {"cell": 5, "error": "NameError: y"}],
    }
    made = grade_of(of("ada"), answer)
    assert (made.status, made.total, made.message) == ("graded", 1, "cell 4: NameError: x")
