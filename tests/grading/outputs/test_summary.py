"""What staff read of a class: counted right, in memory that does not grow with the notebooks."""

from __future__ import annotations

import json
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from coursekit.grading.model import Grade
from coursekit.grading.outputs import Work, written
from coursekit.grading.outputs.alike import label
from tests.grading.outputs.made import DOCTEST, NO_TABLE, Class, grade, question, who


def files(grades: Iterable[Grade], **more: Any) -> dict[str, str]:
    return dict(written(Work(grades, "lab01", "Lab 1", **more), []))


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (NO_TABLE, "NameError table"),
        (DOCTEST, "expected True, got False"),
        ("AttributeError: 'Table' object has no attribute 'wher'", "AttributeError wher"),
        ("ModuleNotFoundError: No module named 'foo'", "ModuleNotFoundError foo"),
        ("numpy.linalg.LinAlgError: Singular matrix", "LinAlgError: Singular matrix"),
        ("KeyError: 'Prise'", "KeyError: '…'"),
        (
            "ValueError: shapes (3,) (4,) differ at 0x7f12ab",
            "ValueError: shapes (N) (N) differ at …",
        ),
        ("FileNotFoundError: no /home/ada/x.csv", "FileNotFoundError: no …"),
        ("AssertionError", "AssertionError"),
        ("Expected:\n    55\nGot:\n    54\n", "another value than expected"),
        ("x was 12 and not 13", "x was N and not N"),
        ("", "did not pass"),
    ],
)
def test_what_failures_have_in_common(message: str, said: str) -> None:
    assert label(message) == said


def test_failures_alike_are_one_group_and_a_student_counts_once() -> None:
    several = [grade(who(f"S{n}"), question("q2_1", (NO_TABLE, NO_TABLE))) for n in range(41)]
    several.append(grade(who("Lin"), question("q2_1", (DOCTEST,))))
    made = files(several)
    groups = json.loads(made["summary.json"])["alike"]
    assert [(g["students"], g["failure"], g["question"]) for g in groups] == [
        (41, "NameError table", "q2_1"),
        (1, "expected True, got False", "q2_1"),
    ]
    rows = BeautifulSoup(made["summary.html"], "html.parser").find_all("tr")
    assert any("41 students NameError table q2_1" in row.get_text(" ") for row in rows)
    assert all(address in made for group in groups for address in group["examples"])


def test_everything_is_counted() -> None:
    people = list(Class(60))
    made = files(people, missing=[who("Cy Missing")])
    told = json.loads(made["summary.json"])
    assert told["statuses"] == dict(Counter(one.status for one in people))
    done = [one for one in people if one.status == "graded"]
    shares = [one.total / one.possible for one in done]
    assert sum(told["distribution"]) == len(done)
    assert told["distribution"][-1] == sum(share >= 0.9 for share in shares)
    assert told["mean"] == pytest.approx(sum(shares) / len(shares), abs=1e-4)
    assert len(told["late"]) == sum(bool(one.submission.late) for one in people)
    assert len(told["unidentified"]) == sum(not one.submission.student.known for one in people)
    assert len(told["notes"]) == sum(len(one.notes) for one in people)
    assert told["missing"] == ["Cy Missing"]
    means = [one["mean"] for one in told["questions"]]
    assert means == sorted(means)
    first = told["questions"][0]["name"]
    scores = [q.score / q.possible for one in done for q in one.questions if q.name == first]
    assert means[0] == pytest.approx(sum(scores) / len(scores), abs=1e-4)


def test_the_plot_has_a_bar_for_every_tenth_as_high_as_it_has_students() -> None:
    page = BeautifulSoup(files(Class(60))["summary.html"], "html.parser")
    told = json.loads(files(Class(60))["summary.json"])["distribution"]
    bars = page.select("svg rect.column")
    heights = [float(str(bar["height"])) for bar in bars]
    assert len(bars) == len(told)
    assert [height / max(heights) for height in heights] == pytest.approx(
        [count / max(told) for count in told], abs=0.01
    )


def test_every_student_is_in_the_index_and_every_link_leads_somewhere() -> None:
    made = files(Class(60))
    for name in ("students.html", "summary.html"):
        page = BeautifulSoup(made[name], "html.parser")
        links = {str(link["href"]) for link in page.find_all("a")}
        assert links <= set(made), name
    index = BeautifulSoup(made["students.html"], "html.parser")
    assert len(index.select("tbody tr")) == 60


def peak(size: int) -> int:
    """Bytes at most while everything about a class is written."""
    tracemalloc.start()
    for _ in written(Work(Class(size), "lab01", "Lab 1"), []):
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_two_thousand_submissions_take_rows_and_not_pages() -> None:
    few, many = peak(20), peak(220)
    assert (many - few) / 200 < 5000, "bytes for each further submission"
