"""What is made of a run: which errors count, and whose fault they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coursekit.assignments.manuscript import manuscript
from coursekit.assignments.outline import outline
from coursekit.assignments.proof import findings
from coursekit.pipeline import outlines
from coursekit.state import State
from tests.conftest import CASES

PATH = CASES / "good" / "tiny" / "labs" / "lab01" / "lab01.py"
AUTHOR = manuscript(PATH, PATH.read_text())
CASE = {"name": "q1 - 1", "passed": True, "hidden": False, "message": "", "values": None}


def error(cell: int, name: str = "q1-4", **more: Any) -> dict[str, Any]:
    source = next(one.source for one in AUTHOR.cells if one.id == name)
    return {"cell": cell, "id": name, "error": "NameError: x", "source": source, "line": 1, **more}


def ran(**more: Any) -> dict[str, Any]:
    question = {"name": "q1", "score": 1, "possible": 1, "cases": [CASE]}
    test = {"question": "q1", "cases": [CASE], "again": [CASE], "earlier": None}
    return {
        "graded": {"ok": True, "questions": [question], "errors": []},
        "answered": {"errors": [], "tests": [test], "late": None},
        "blank": {"errors": [], "tests": [], "late": None, "blanks": [4]},
        **more,
    }


def messages(answer: dict[str, Any]) -> list[str]:
    return [problem.message for problem in findings(answer, AUTHOR, "lab01")]


def test_nothing_is_wrong() -> None:
    assert messages(ran()) == []


@pytest.mark.parametrize(("cell", "found"), [(3, 1), (4, 0), (5, 0)])
def test_a_blank_may_stop_only_where_an_answer_is_missing(cell: int, found: int) -> None:
    blank = {"errors": [error(cell)], "tests": [], "late": None, "blanks": [4]}
    assert len(messages(ran(blank=blank))) == found


def test_one_fault_is_told_once() -> None:
    blank = {"errors": [error(3)], "tests": [], "late": None, "blanks": [4]}
    answered = {"errors": [error(9)], "tests": [], "late": None}
    graded = {"ok": True, "questions": [], "errors": [error(11)]}
    assert messages(ran(blank=blank, answered=answered, graded=graded)) == [
        "lab01: cell 6 of the solution stops with NameError: x"
    ]


def test_what_otter_adds_may_stop_when_graded() -> None:
    own = {"cell": 6, "error": "ValueError: no", "source": 'grader.check("q9")'}
    graded = {"ok": True, "questions": [], "errors": [own]}
    assert messages(ran(graded=graded)) == []


def test_cells_that_never_end() -> None:
    answer = ran()
    answer["answered"]["late"] = answer["blank"]["late"] = error(9)
    assert messages(answer) == [
        "lab01: cell 6 of the solution never ends",
        "lab01: as long as a student has not answered, cell 6 never ends",
    ]


def test_hidden_tests_may_need_the_graders_seed() -> None:
    failed = {**CASE, "passed": False}
    for hidden, count in ((True, 0), (False, 1)):
        case = {**failed, "hidden": hidden}
        test = {"question": "q1", "cases": [case], "again": [case], "earlier": None}
        answered = {"errors": [], "tests": [test], "late": None}
        found = messages(ran(answered=answered, seeded=ran()["answered"]))
        assert len(found) == count


def test_a_notebook_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = State(tmp_path)
    state.ensure()
    first = outlines.Outlines(state)
    seen = first.of(PATH, PATH.read_text())
    first.keep()

    def never(path: Path, text: str) -> None:
        raise AssertionError(path)

    monkeypatch.setattr(outlines, "outline", never)
    assert outlines.Outlines(state).of(PATH, PATH.read_text()) == seen
    assert seen == outline(PATH, PATH.read_text())
    with pytest.raises(AssertionError):
        outlines.Outlines(state).of(PATH, PATH.read_text() + "\n# %%\nimport this\n")
    (state.path / "cache" / "outlines.json").write_text("no JSON")
    monkeypatch.undo()
    assert outlines.Outlines(state).of(PATH, PATH.read_text()) == seen
