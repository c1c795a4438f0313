# ruff: noqa: E501 - a cell or a test is one line here
"""What differs from otter and must, each with its reason: the guide has the same list."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursekit.nursery.warm import WarmNursery
from tests.conftest import TOP
from tests.grading.judge.conftest import LONG, passed, request_of

GUIDE = TOP / "guides" / "grading-security.md"
MONEY = "class Money:\n    def __init__(self, sum): self.sum = sum\n    __hash__ = None\n"
DIFFERENT = {
    "An object is compared with a plain value by its class's own `__eq__`": (
        f"{MONEY}    def __eq__(self, other): return self.sum == other",
        ">>> Money(5) == 5\nTrue",
    ),
    "A class derived from a plain type computes in its own way": (
        "class Euro(int):\n    def __add__(self, other): return Euro(int(self) + 2 * other)\nprice = Euro(5)",
        ">>> int(price + 1)\n7",
    ),
    "A class whose name begins with a small letter is compared or computed with": (
        f"{MONEY}    def __lt__(self, other): return self.sum < other".replace("Money", "money"),
        ">>> money(5) < 6\nTrue",
    ),
    "An object of a library is compared that neither is carried by value nor has a name": (
        "import types\nspace = types.SimpleNamespace(a=1)",
        ">>> import types\n>>> space == types.SimpleNamespace(a=1)\nTrue",
    ),
}


@pytest.mark.parametrize("title", DIFFERENT)
def test_otter_gives_a_point_that_the_judge_does_not(
    title: str, nursery: WarmNursery, tmp_path: Path
) -> None:
    cell, case = DIFFERENT[title]
    request = request_of(tmp_path / "made", {"q1": [case]}, [cell])
    scores = [
        passed(nursery.job("grade", {**request, **how}, name="j", cwd=tmp_path, deadline=LONG))
        for how in ({}, {"by": "otter"}, {"same_process": ["q1"]})
    ]
    assert scores == [{"q1": [False]}, {"q1": [True]}, {"q1": [True]}]
    assert f"| {title} |" in GUIDE.read_text("utf-8")


def test_otter_gives_nobody_a_score_whose_notebook_hides_what_it_needs_itself(
    nursery: WarmNursery, tmp_path: Path
) -> None:
    request = request_of(tmp_path / "made", {"q1": [">>> x\n5"]}, ["x = 5\nopen = None"])
    told = {"name": "j", "cwd": tmp_path, "deadline": LONG}
    assert passed(nursery.job("grade", request, **told)) == {"q1": [True]}
    assert not nursery.job("grade", {**request, "by": "otter"}, **told)["ok"]
