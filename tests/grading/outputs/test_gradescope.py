"""``results.json`` says what otter's own would say of the same results."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from coursekit.grading.model import Grade, grade_of
from coursekit.grading.outputs.by_hand import Mark, Marked
from coursekit.grading.outputs.gradescope import results
from tests.grading.outputs.made import grade, question, submission, who

OTTER = """
import json, sys
from otter.run.run_autograder.autograder_config import AutograderConfig
from otter.test_files import GradingResults, TestCase
from otter.test_files.abstract_test import TestCaseResult
from otter.test_files.exception_test import ExceptionTestFile
made = []
for config, questions in json.load(sys.stdin):
    files = []
    for name, cases in questions.items():
        own = [TestCase(f"{name} - {n}", "", hidden, points, None, None)
               for n, (said, hidden, points) in enumerate(cases, 1)]
        file = ExceptionTestFile(name, "", own, all_or_nothing=False)
        file.test_case_results = [
            TestCaseResult(case, said or "\\u2705 Test case passed", not said)
            for case, (said, _, _) in zip(own, cases)
        ]
        files.append(file)
    found = GradingResults(files)
    made.append([found.to_gradescope_dict(AutograderConfig(config)), found.total, found.possible])
print(json.dumps(made))
"""
FAILED = "❌ Test case failed\nError at line 2 in test q1:\n      assert x == 1\nAssertionError"
QUESTIONS: list[dict[str, list[tuple[str, bool, float]]]] = [
    {"q1": [("", False, 1), ("", True, 1)], "q2": [("", False, 2)]},
    {"q1": [(FAILED, False, 1), ("", False, 0.5), ("hidden\nno", True, 1 / 3)], "q2": []},
    {"q1": [("", False, 1)], "q2": [(FAILED, False, 2)]},
]
CONFIGS: list[dict[str, Any]] = [
    {},
    {"show_hidden": True},
    {"show_hidden": True, "force_public_test_summary": False},
    {"show_all_public": True, "show_stdout": True},
    {"points_possible": 10},
    {"score_threshold": 0.8},
    {"score_threshold": 0.5, "points_possible": 7},
]


def judged(questions: dict[str, list[tuple[str, bool, float]]]) -> Grade:
    """The same results as the grading job tells them."""
    told = [
        {
            "name": name,
            "score": sum(points for said, _, points in cases if not said),
            "possible": sum(points for _, _, points in cases),
            "cases": [
                {"name": f"{name} - {n}", "passed": not said, "hidden": hidden, "message": said}
                for n, (said, hidden, _) in enumerate(cases, 1)
            ],
        }
        for name, cases in questions.items()
    ]
    total, possible = (sum(one[key] for one in told) for key in ("score", "possible"))  # type: ignore[misc]
    answer = {"ok": True, "total": total, "possible": possible, "questions": told}
    return grade_of(submission(who()), answer)


def test_it_is_otters(built_tiny: Path) -> None:
    python = next((built_tiny / ".coursekit" / "environments").glob("*/bin/python"))
    asked = [(config, questions) for config in CONFIGS for questions in QUESTIONS]
    done = subprocess.run(
        [python, "-c", OTTER], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    for (config, questions), (theirs, total, possible) in zip(
        asked, json.loads(done.stdout), strict=True
    ):
        one = judged(questions)
        assert (one.total, one.possible) == pytest.approx((total, possible))
        assert results(Marked("k", one), config) == theirs, config


def test_what_a_person_gave_is_an_entry_of_its_own() -> None:
    marks = (Mark("why", 3, 2.5, "Well said."), Mark("plot", 2))
    made = results(Marked("k", grade(who(), question("q1")), marks), {})
    assert made["tests"][-1] == {
        "name": "why (read by a person)",
        "score": 2.5,
        "max_score": 3,
        "visibility": "after_published",
        "output": "Well said.",
    }
    assert sum(test.get("score", 0) for test in made["tests"]) == 4.5


def test_what_could_not_be_graded_says_so_and_tells_staff_why() -> None:
    made = results(Marked("k", grade(who(), status="crashed", message="signal 9")), {})
    assert made["score"] == 0
    assert [test["visibility"] for test in made["tests"]] == ["visible", "hidden"]
    assert "signal 9" not in made["tests"][0]["output"]
    assert "signal 9" in made["tests"][1]["output"]
