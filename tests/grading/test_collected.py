"""From sources to what is graded: the latest of each person, nobody lost, nothing guessed."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coursekit.grading.collected import Assigned, Collected, collected
from coursekit.grading.roster import Member
from coursekit.grading.sources import reading
from tests.grading.exports import (
    canvas_name,
    gradescope,
    moodle_folder,
    otter_export,
    unpacked,
    write,
    zipped,
)

DUE = datetime(2027, 1, 29, 12, tzinfo=UTC)
DOMAINS = {"north.edu": "north"}
ADA = Member("Ada Doe", ("101",), "ada@north.edu", college="north")
BO = Member("Bo Roe", ("102",), "bo@north.edu", college="north")


def notebook(text: str = "", name: str = "lab01") -> bytes:
    cells = [{"cell_type": "code", "source": text}]
    return json.dumps({"cells": cells, "metadata": {"otter": {"assignment_name": name}}}).encode()


def collect(scratch: Path, *paths: Path, roster: tuple[Member, ...] = ()) -> Collected:
    readings = reading.read(paths, "lab01", scratch / "a")
    assigned = Assigned("lab01", "lab01", DUE)
    return collected(readings, roster, assigned, DOMAINS, scratch / "b")


def contents(found: Collected) -> dict[str, str]:
    return {
        one.student.shown: one.notebook.read_text() if one.notebook else f"! {one.problem}"
        for one in found.submissions
    }


def test_the_latest_counts_by_time_by_number_by_order(tmp_path: Path) -> None:
    first = write(tmp_path / "1.zip", {canvas_name("Doe, Ada", 101, 20, "lab01.ipynb"):
                                       notebook("new")})  # fmt: skip
    second = write(tmp_path / "2.zip", {canvas_name("Doe, Ada", 101, 10, "lab01.ipynb"):
                                        notebook("old")})  # fmt: skip
    found = collect(tmp_path, first, second, roster=(ADA,))
    assert "new" in contents(found)["Ada Doe"], "Canvas numbers what it gets"
    assert [one.origin for one in found.older] == [
        f"{second}: {canvas_name('Doe, Ada', 101, 10, 'lab01.ipynb')}"
    ]
    moodle = write(tmp_path / "3.zip", {f"{moodle_folder('Ada Doe', 7)}/lab01.ipynb":
                                        notebook("moodle")})  # fmt: skip
    found = collect(tmp_path / "x", first, moodle, roster=(ADA,))
    assert "moodle" in contents(found)["Ada Doe"], "named later, where nothing else tells"
    times = {"submission_2": "2027-01-29 11:00:00.0 Z", "submission_1": "2027-01-29 13:00:00.0 Z"}
    people = [("Ada Doe", "101", "ada@north.edu")]
    entries = gradescope(
        {"submission_1": people, "submission_2": people},
        {"submission_1/lab01.ipynb": notebook("late"), "submission_2/lab01.ipynb": notebook("two")},
        times,
    )
    found = collect(tmp_path / "y", write(tmp_path / "4.zip", entries))
    assert "late" in contents(found)["Ada Doe"]
    assert [one.late for one in (*found.submissions, *found.older)] == [True, False]


def test_who_is_not_on_the_list_is_listed_and_graded(tmp_path: Path) -> None:
    entries = {
        canvas_name("Doe, Ada", 101, 1, "lab01.ipynb"): notebook(),
        canvas_name("Hoe, Hal", 999, 2, "lab01.ipynb"): notebook(),
    }
    found = collect(tmp_path, write(tmp_path / "a.zip", entries), roster=(ADA, BO))
    assert [one.student.shown for one in found.submissions] == ["Ada Doe", "hoehal"]
    assert [one.student.id for one in found.unknown] == ["999"]
    assert [one.name for one in found.missing] == ["Bo Roe"]
    assert found.submissions[0].student.college == "north"


def test_two_of_one_name_are_neither(tmp_path: Path) -> None:
    entries = {
        f"{moodle_folder('Ada Doe', 1)}/lab01.ipynb": notebook("one"),
        f"{moodle_folder('Ada Doe', 2)}/lab01.ipynb": notebook("two"),
    }
    found = collect(tmp_path, write(tmp_path / "a.zip", entries), roster=(ADA, BO))
    assert len(found.unknown) == 2
    assert [one.name for one in found.missing] == ["Ada Doe", "Bo Roe"]


def test_another_id_is_another_person(tmp_path: Path) -> None:
    entries = {
        canvas_name("Roe, Bo", 102, 1, "lab01.ipynb"): notebook(),
        canvas_name("Doe, Ada", 999, 2, "lab01.ipynb"): notebook(),
    }
    found = collect(tmp_path, write(tmp_path / "a.zip", entries), roster=(ADA, BO))
    assert [one.student.id for one in found.unknown] == ["999"], "the list has Canvas's ids"
    assert [one.name for one in found.missing] == ["Ada Doe"]


def test_a_group_s_submission_is_everybody_s(tmp_path: Path) -> None:
    team = (
        Member("Ada Doe", ("101",), group="Team 7"),
        Member("Bo Roe", ("102",), group="Team 7"),
        Member("Cy Poe", ("103",), group="Team 8"),
    )
    entries = {canvas_name("Team 7", 102, 1, "lab01.ipynb"): notebook()}
    found = collect(tmp_path, write(tmp_path / "a.zip", entries), roster=team)
    assert [one.student.name for one in found.submissions] == ["Ada Doe", "Bo Roe"]
    assert [one.name for one in found.missing] == ["Cy Poe"]


def test_the_notebook_among_several(tmp_path: Path) -> None:
    def one(entries: dict[str, bytes]) -> str:
        with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
            named = {f"{moodle_folder('Ada Doe', 1)}/{n}": c for n, c in entries.items()}
            return contents(collect(Path(folder), write(Path(folder) / "a.zip", named)))["Ada Doe"]

    right, other = notebook("right"), notebook("other", "lab02")
    assert "right" in one({"my.ipynb": right, "lab01.ipynb": other}), "metadata before names"
    assert "right" in one({"scratch.ipynb": notebook("x"), "lab01-1.ipynb": right})
    assert "right" in one({"a.ipynb": right, "b.ipynb": right}), "the same twice"
    assert one({"a.ipynb": notebook("1"), "b.ipynb": notebook("2")}).startswith("! several")
    assert "right" in one({"lab01.zip": otter_export(right)})
    assert "right" in one({"outer.zip": zipped({"inner/lab.zip": otter_export(right)})})
    deep = otter_export(right)
    for _ in range(4):
        deep = zipped({"more.zip": deep})
    assert "zip in a zip" in one({"deep.zip": deep})
    assert "report.pdf" in one({"report.pdf": b"%PDF"})
    assert "not a zip" in one({"lab01.zip": b"zip?"})
    bad = one({"lab01.zip": zipped({"../lab01.ipynb": right})})
    assert "leads out" in bad


def test_files_beside_the_notebook(tmp_path: Path) -> None:
    export = otter_export(notebook(), more={"mine/helper.py": b"x = 1", "other.ipynb": b"{}"})
    entries = {canvas_name("Doe, Ada", 101, 1, "lab01.zip"): export}
    found = collect(tmp_path, write(tmp_path / "a.zip", entries))
    (one,) = found.submissions
    assert one.names == ("mine/helper.py",)
    assert [path.read_bytes() for path in one.files] == [b"x = 1"]


def test_lateness(tmp_path: Path) -> None:
    late = "lab01_2027_01_30T10_00_00_000001.zip"
    folder = unpacked(
        tmp_path / "in", {f"ada/{late}": otter_export(notebook()), "bo/lab01.ipynb": notebook()}
    )
    found = collect(tmp_path, folder)
    assert {one.student.login: one.late for one in found.submissions} == {"ada": True, "bo": None}


PEOPLE = st.sampled_from([("Doe, Ada", 101), ("Roe, Bo", 102), ("Poe, Cy", 103)])
FILES = st.sampled_from(["lab01.ipynb", "x.pdf", "lab01.zip"])


@given(
    st.lists(
        st.dictionaries(st.tuples(PEOPLE, st.integers(1, 9)), FILES),
        min_size=1,
        max_size=3,
    ),
    st.booleans(),
)
def test_each_person_once_and_all_others_listed(
    zips: list[dict[tuple[tuple[str, int], int], str]], listed: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        paths = []
        for number, people in enumerate(zips):
            entries = {
                canvas_name(name, user, file, own): notebook(str(number))
                for ((name, user), file), own in people.items()
            }
            if entries:
                paths.append(write(place / f"{number}.zip", entries))
        found = collect(place, *paths, roster=(ADA, BO) if listed else ())
        handed = [h for r in found.readings for inner in r.all() for h in inner.handed]
        assert len(found.submissions) + len(found.older) == len(handed)
        users = [one.student.id for one in found.submissions]
        assert len(users) == len(set(users)), "nobody twice"
        assert set(users) == {h.who.id for h in handed}, "nobody lost"
        here = {one.student.id for one in found.submissions if one.student.known}
        if listed:
            assert {one.id for one in found.missing} == {"101", "102"} - here
