"""All of curricula/data8 is proven, and each notebook is quick and small."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import copy_of, coursekit

LONGEST = 60
"""Seconds of a core that a notebook may take."""
LARGEST = 500 * 10**6
"""Bytes of memory that its kernel may take, with the course's packages."""
LABS, HOMEWORKS, PROJECTS = 10, 12, 3


@pytest.fixture(scope="module")
def proofs(built_data8: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What ``coursekit assign`` found out about each assignment."""
    place = copy_of(built_data8, tmp_path_factory.mktemp("proofs") / "data8")
    ran = coursekit("assign", place, timeout=900)
    assert ran.code == 0, ran.err
    found = [
        json.loads(path.read_text("utf-8"))
        for path in (place / ".coursekit" / "receipts" / "proof").glob("*.json")
    ]
    return [one["results"] for one in found]


def test_every_assignment_of_the_term_is_proven(proofs: list[dict[str, Any]]) -> None:
    assert len(proofs) == LABS + HOMEWORKS + PROJECTS


def test_no_notebook_takes_long_or_much(proofs: list[dict[str, Any]]) -> None:
    taken = [one["taken"] for one in proofs]
    assert max(one["cpu"] for one in taken) < LONGEST
    assert max(one["memory"] for one in taken) < LARGEST
