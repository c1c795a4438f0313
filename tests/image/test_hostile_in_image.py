"""Some of the hostile submissions once more, in a container of the course's image."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coursekit.pipeline import Workshop
from coursekit.pipeline.grading_image import image_room
from coursekit.spec import load
from tests.engines import lack
from tests.grading.hostile.attempts import ATTEMPTS, OTHERS, PROGRAMS, TESTS
from tests.grading.hostile.grading import Grader
from tests.grading.hostile.rooms import (
    LIMITS,
    OPERATORS,
    Results,
    asked_of,
    made_room,
    passed,
    wrong,
)

pytestmark = pytest.mark.xdist_group("docker")
ABOUT = (TESTS, OTHERS, PROGRAMS, "The network", "The system")


def test_nothing_comes_of_it(imaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        lack("only root makes accounts for submissions")
    monkeypatch.setenv("COURSEKIT_TEST_OPERATOR", OPERATORS)
    chosen = [one for one in ATTEMPTS if one.about in ABOUT]
    workshop = Workshop(load(imaged))
    (folder,) = workshop.project.courses
    work = workshop.course_state(folder.id).path / "tmp" / "work"
    with made_room(imaged, "ck-container") as place:
        reads = (place.folder / "keys", place.folder / "handed-in")
        asked = asked_of(place, chosen, work)
        with image_room(workshop, folder, reads, LIMITS, trust=False) as room:
            told = Grader(place.folder, asked, room.nursery, room.sandbox).all()
    results = Results.of(chosen, told)
    assert wrong(results) == {}
    assert {one.title: passed(own) for one, own in results.hostile.items() if passed(own)} == {}
    assert {one["total"] for one in results.honest} == {3}
