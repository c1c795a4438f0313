"""``results.json`` as a Gradescope autograder writes it, with otter's choice of who sees what.

The format is https://gradescope-autograders.readthedocs.io/en/latest/specs/; which entries there
are and who sees them is as in ``otter.test_files.GradingResults.to_gradescope_dict``. What a
person gave is added as an entry of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import indent
from typing import Any

from coursekit.grading.model import Case, Grade, Question
from coursekit.grading.outputs.by_hand import Marked
from coursekit.grading.outputs.words import STATUS, clean

_PASSED = "✅ Test case passed"
"""What otter says of a case that passed (``otter.test_files.exception_test``)."""


def results(one: Marked, config: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``results.json`` says of a submission.

    ``config`` is the autograder's ``otter_config.json``: ``show_hidden``, ``show_all_public``,
    ``force_public_test_summary``, ``points_possible`` and ``score_threshold`` count.
    """
    grade = one.grade
    if grade.status != "graded":
        return {"tests": _not_graded(grade), "score": 0}
    hidden = "after_published" if config.get("show_hidden") else "hidden"
    cases = [case for question in grade.questions for case in question.cases]
    if config.get("show_all_public") and not any(case.hidden for case in cases):
        hidden = "visible"
    tests: list[dict[str, Any]] = []
    if not config.get("show_hidden") or config.get("force_public_test_summary", True):
        tests.append(_public(grade.questions))
    tests += [
        {
            "name": _text(question.name),
            "score": round(question.score, 5),
            "max_score": round(question.possible, 5),
            "visibility": hidden,
            "output": _summary(question.name, question.cases),
        }
        for question in grade.questions
    ]
    tests += [
        {
            "name": _text(f"{mark.question} (read by a person)"),
            "score": round(mark.points, 5),
            "max_score": round(mark.possible, 5),
            "visibility": "after_published",
            "output": _text(mark.comment),
        }
        for mark in one.marks
        if mark.points is not None
    ]
    answer: dict[str, Any] = {"tests": tests}
    if config.get("show_stdout"):
        answer["stdout_visibility"] = "after_published"
    return answer | _score(one, config)


def _not_graded(grade: Grade) -> list[dict[str, Any]]:
    return [
        {
            "name": "Autograder Failed",
            "visibility": "visible",
            "output": f"This submission has no score: {STATUS[grade.status]}."
            " Please ask your instructor.",
            "status": "failed",
        },
        {
            "name": "Autograder Exception",
            "visibility": "hidden",
            "output": f"(Students do not see this.)\n\n{_text(grade.message)}",
            "status": "failed",
        },
    ]


def _public(questions: Sequence[Question]) -> dict[str, Any]:
    shown = {q.name: [case for case in q.cases if not case.hidden] for q in questions}
    passed = all(case.passed for cases in shown.values() for case in cases)
    return {
        "name": "Public Tests",
        "visibility": "visible",
        "output": "\n\n".join(_summary(name, cases) for name, cases in shown.items()),
        "status": "passed" if passed else "failed",
    }


def _summary(name: str, cases: Sequence[Case]) -> str:
    """Return a question's cases as ``otter.test_files.abstract_test.TestFile.summary`` does."""
    if all(case.passed for case in cases):
        return f"{_text(name)} results: All test cases passed!"
    said = []
    for case in cases:
        message = _text(case.message).strip() or (_PASSED if case.passed else "")
        said.append(f"{_text(case.name)} result:\n{indent(message, '    ')}".strip())
    return f"{_text(name)} results:\n" + indent("\n\n".join(said), "    ")


def _score(one: Marked, config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the score on top, where the author asked for another one than the sum."""
    total = one.grade.total + sum(mark.points or 0 for mark in one.marks)
    share = total / one.possible if one.possible else 0.0
    out_of, least = config.get("points_possible"), config.get("score_threshold")
    if least is not None:
        return {"score": (out_of or one.possible) if share >= least else 0}
    return {} if out_of is None else {"score": share * out_of}


def _text(text: str) -> str:
    return clean(text, 10_000)
