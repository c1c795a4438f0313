"""The difference between a fleet and what is served."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.hub.plan import (
    ArchiveHomes,
    HubFacts,
    RestoreHomes,
    WriteHub,
    changes,
    config_text,
    plan,
)
from coursekit.hub.probe import failing_cell, fault
from coursekit.hub.site import Site, SiteCollege, SiteCourse
from coursekit.hub.usage import Day, days

FOLDER = Path("/state/hub")
COURSE = SiteCourse(id="data8", title="Data", environment=Path("/venv"))


def site(*colleges: SiteCollege, url: str = "http://127.0.0.1:8000") -> Site:
    return Site(fleet="f", url=url, homes=Path("/homes"), courses=(COURSE,), colleges=colleges)


def college(name: str, title: str = "A college") -> SiteCollege:
    return SiteCollege(id=name, name=title, courses=("data8",))


def facts(served: Site | None, wanted: Site, homes: tuple[str, ...] = ()) -> HubFacts:
    text = served.model_dump_json(indent=1) + "\n" if served else ""
    return HubFacts(
        fleet="f",
        site=wanted,
        complete=True,
        folder=FOLDER,
        written=(text, config_text(FOLDER) if served else ""),
        served=served,
        homes=tuple(Path("/homes") / name for name in homes),
        colleges=tuple(one.id for one in wanted.colleges),
    )


HUNDRED = [college(f"c{number}") for number in range(100)]


def test_college_101_touches_none_of_the_other_100():
    planned = facts(site(*HUNDRED), site(*HUNDRED, college("c100", "One more")))
    assert [(one.college, one.what) for one in changes(planned)] == [("c100", "add")]
    (action,) = plan(planned)
    assert action.reason == "adds c100"
    assert isinstance(action.work, WriteHub)


def test_nothing_to_do_is_said_to_be_nothing():
    planned = facts(site(*HUNDRED), site(*HUNDRED), homes=("c1",))
    assert changes(planned) == ()
    assert [action.pending for action in plan(planned)] == [False]


def test_many_changes_are_counted_and_few_named():
    many = facts(site(), site(*HUNDRED))
    assert plan(many)[0].reason == "adds 100 colleges"
    few = facts(site(college("a"), college("b")), site(college("a", "Other name")))
    assert plan(few)[0].reason == "changes a; removes b"
    assert [one.reason for one in changes(few)] == ["name changed", "A college left the fleet"]


def test_another_address_is_said_to_start_the_hub_again():
    planned = facts(site(), site(url="http://127.0.0.1:9000"))
    assert plan(planned)[0].reason == (
        "the address becomes http://127.0.0.1:9000: the hub starts again"
    )


def test_homes_of_a_college_that_left_are_archived_after_it_is_served_no_longer():
    write, homes = plan(facts(site(college("a"), college("b")), site(college("a")), ("a", "b")))
    assert isinstance(write.work, WriteHub)
    assert homes.work == ArchiveHomes(Path("/homes/b"))
    assert homes.subject == "b: homes"


def test_homes_of_a_college_that_is_back_come_before_it_is_served():
    served, wanted = site(college("a")), site(college("a"), college("b"))
    there = [Path(f"/archives/b-{day}T090000Z.tar.gz") for day in ("20270101", "20270501")]
    archives = (("c", Path("/archives/c-20270101T090000Z.tar.gz")), *(("b", one) for one in there))
    first, second, write = plan(replace(facts(served, wanted), archives=archives))
    assert first.work == RestoreHomes(there[0], Path("/homes/b"))
    assert second.work == RestoreHomes(there[1], Path("/homes/b"))
    assert first.key != second.key
    assert isinstance(write.work, WriteHub)


ids = st.sets(st.sampled_from("abcdef"))


@given(ids, ids, ids)
def test_changes_name_the_difference_and_nothing_else(before, after, renamed):
    old = site(*(college(name) for name in sorted(before)))
    new = site(*(college(name, "B" if name in renamed else "A college") for name in sorted(after)))
    named = {one.college: one.what for one in changes(facts(old, new))}
    expected = dict.fromkeys(after - before, "add")
    expected |= dict.fromkeys(before - after, "remove")
    expected |= dict.fromkeys(before & after & renamed, "change")
    assert named == expected


def test_days_of_use():
    lines = [
        '{"at": "2027-01-05T09:00:00Z", "event": "start", "college": "b", "person": "kim"}',
        '{"at": "2027-01-05T09:00:00Z", "event": "start", "college": "a", "person": "kim"}',
        '{"at": "2027-01-05T10:00:00Z", "event": "start", "college": "a", "person": "kim"}',
        '{"at": "2027-01-05T10:01:00Z", "event": "memory", "college": "a", "bytes": 700}',
        '{"at": "2027-01-05T10:02:00Z", "event": "memory", "college": "a", "bytes": 500}',
        '{"at": "2027-01-06T10:00:00Z", "event": "start", "college": "a", "person": "lee"}',
        "a line that a full disk cut sh",
        "7",
    ]
    assert days(lines) == [
        Day("2027-01-05", "a", 1, 2, 700),
        Day("2027-01-05", "b", 1, 1, 0),
        Day("2027-01-06", "a", 1, 1, 0),
    ]


def cell(source: str, error: str = "") -> dict[str, object]:
    outputs = [{"output_type": "error", "ename": error, "evalue": "it"}] if error else []
    return {"cell_type": "code", "source": source, "outputs": outputs}


def test_an_error_after_an_unanswered_question_is_no_fault():
    assert failing_cell([cell("x = ..."), cell("x + 1", "TypeError")]) == ""
    assert failing_cell([cell("x = 1"), cell("x + y", "NameError")]) == (
        "cell 2 stopped with NameError: it"
    )
    assert failing_cell([cell("x = ..."), cell("import y", "ModuleNotFoundError")]).startswith(
        "cell 2 stopped with ModuleNotFoundError"
    )


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("fatal: write error: No space left on device", "folder has no room"),
        ("fatal: Remote branch spring not found in upstream origin", "has no such branch"),
        ("fatal: unable to access 'http://h/x/': could not resolve host", "could not be reached"),
        ("fatal: something else", "could not be pulled"),
    ],
)
def test_gits_words_are_put_plainly(said, meaning):
    message = fault("pull", "exit status 128", f"$ git fetch\n{said}\n")
    assert message.startswith("The notebook server started but")
    assert meaning in message
    assert message.endswith(f"{said}.")
