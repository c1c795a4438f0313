"""Course and fleet as models: what is left out, and what belongs together."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from coursekit.spec import Course, Fleet, load
from tests.conftest import CASES, DATA8

SMALL = {"course": "small", "title": "Small", "assignments": [{"notebook": "hw/hw01.py"}]}
FLEET = {
    "fleet": "islands",
    "courses": {"a": {"path": "a"}, "b": {"path": "b"}},
    "colleges": {"north": {"name": "North"}, "south": {"name": "South", "courses": ["b"]}},
}


def test_all_but_three_keys_of_a_course_have_defaults() -> None:
    course = Course.model_validate(SMALL)
    assert course.environment.path == "."
    assert course.release.branch == "main"
    assert (course.files, course.book, course.release.repo) == ((), None, None)


def test_an_assignment_is_named_by_its_file() -> None:
    (assignment,) = Course.model_validate(SMALL).assignments
    assert assignment.name == "hw01"
    assert assignment.folder == "hw"
    assert assignment.released == "hw/hw01.ipynb"
    assert assignment.shown_title == "hw01"


def test_models_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Course.model_validate(SMALL).title = "Other"  # type: ignore[misc]


def test_defaults_of_a_fleet() -> None:
    fleet = Fleet.model_validate(FLEET)
    assert fleet.hub.url == "http://127.0.0.1:8000"
    assert fleet.hub.engine == "prefork"
    assert fleet.defaults.limits.memory == 2**30
    assert fleet.defaults.idle == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("defaults", "north"), [({}, ("a", "b")), ({"courses": ["b"]}, ("b",)), ({"courses": []}, ())]
)
def test_courses_of_a_college(defaults: dict[str, object], north: tuple[str, ...]) -> None:
    fleet = Fleet.model_validate({**FLEET, "defaults": defaults})
    assert fleet.courses_of("north") == north
    assert fleet.courses_of("south") == ("b",)


def test_students_of_a_college() -> None:
    assert Fleet.model_validate(FLEET).students_of("north") is None
    colleges = {"north": {"name": "North"}, "south": {"name": "South", "students": 0}}
    fleet = Fleet.model_validate({**FLEET, "defaults": {"students": 30}, "colleges": colleges})
    assert (fleet.students_of("north"), fleet.students_of("south")) == (30, 0)


@pytest.mark.parametrize("students", [-1, 1.5, "many", 1_000_001])
def test_no_number_of_students(students: object) -> None:
    colleges = {"north": {"name": "North", "students": students}}
    with pytest.raises(ValidationError):
        Fleet.model_validate({**FLEET, "colleges": colleges})


@pytest.mark.parametrize(
    ("url", "port", "loopback"),
    [
        ("http://127.0.0.1:8000", 8000, True),
        ("http://127.5.0.1:1", 1, True),
        ("http://[::1]:8080/", 8080, True),
        ("http://localhost", 80, True),
        ("https://hub.north.edu", 443, False),
        ("http://0.0.0.0:8000", 8000, False),
        ("http://127.0.0.1.north.edu", 80, False),
    ],
)
def test_hub_addresses(url: str, port: int, loopback: bool) -> None:
    hub = Fleet.model_validate({**FLEET, "hub": {"url": url}}).hub
    assert (hub.port, hub.loopback) == (port, loopback)


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8000", "ftp://a", "http://", "http://a:0", "http://a:x"]
)
def test_no_hub_addresses(url: str) -> None:
    with pytest.raises(ValidationError):
        Fleet.model_validate({**FLEET, "hub": {"url": url}})


def test_a_course_without_a_fleet_gets_a_trial_fleet() -> None:
    project = load(CASES / "good" / "tiny" / "course.yml")
    assert list(project.fleet.colleges) == ["trial"]
    assert project.fleet.courses_of("trial") == ("tiny",)
    assert project.fleet.hub.loopback


@pytest.mark.parametrize("path", [DATA8, DATA8 / "fleet.yml", CASES / "good" / "tiny"])
def test_load(path: Path) -> None:
    project = load(path)
    assert [folder.id for folder in project.courses] == list(project.fleet.courses)
