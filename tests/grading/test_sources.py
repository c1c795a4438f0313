"""What each system's export is read into: nobody is lost, nobody is merged with another."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import CoursekitError
from coursekit.grading.model import Identity
from coursekit.grading.sources import homes, reading
from coursekit.grading.sources.handed import Handed, Reading, clean_stem
from tests.grading.exports import (
    canvas_name,
    gradescope,
    moodle_folder,
    otter_export,
    unpacked,
    write,
    zipped,
)

X = b'{"cells": []}'


def read(tmp_path: Path, *paths: Path) -> tuple[Reading, ...]:
    return reading.read(paths, "lab01", tmp_path / "scratch")


def all_handed(readings: tuple[Reading, ...]) -> list[Handed]:
    return [one for r in readings for inner in r.all() for one in inner.handed]


def people(readings: tuple[Reading, ...]) -> list[str]:
    return [one.who.shown for one in all_handed(readings)]


def names(one: Handed) -> list[str]:
    return [file.name for file in one.files]


def test_canvas(tmp_path: Path) -> None:
    entries = {
        canvas_name("Doe, Ada", 101, 2002, "lab01-1.ipynb"): X,
        canvas_name("Doe, Ada", 101, 2001, "data.csv"): X,
        canvas_name("O'Neil, Bo-Li", 102, 2003, "my lab (2).ipynb", late=True): X,
        canvas_name("Team_7_", 103, 2004, "lab01.ipynb"): X,
        canvas_name("", 0, 2005, "lab01.ipynb", anon="Xy7Qz"): X,
        canvas_name("", 0, 2006, "lab01.ipynb", anon="aaaaa", late=True): X,
        canvas_name("Müller, Jo", 104, 2007, "lab01.ipynb"): X,
        "roecy_105_text.html": b"<p>typed</p>",
        "notes about grading.txt": b"",
        "__MACOSX/._x": b"",
    }
    (found,) = read(tmp_path, write(tmp_path / "submissions.zip", entries))
    assert found.kind == "a Canvas download"
    told = {one.who.id: (one.who.name, one.late, names(one), one.order) for one in found.handed}
    assert told == {
        "101": ("doeada", False, ["lab01-1.ipynb", "data.csv"], 2002),
        "102": ("oneilboli", True, ["my lab (2).ipynb"], 2003),
        "103": ("team7", False, ["lab01.ipynb"], 2004),
        "Xy7Qz": ("", False, ["lab01.ipynb"], 2005),
        "aaaaa": ("", True, ["lab01.ipynb"], 2006),
        "104": ("müllerjo", False, ["lab01.ipynb"], 2007),
        "105": ("roecy", False, ["text.html"], 0),
    }
    assert [one.who.known for one in found.handed].count(False) == 2, "anonymous ones"
    assert [(one.where.rpartition(": ")[2], one.junk) for one in found.left] == [
        ("notes about grading.txt", False),
        ("__MACOSX/._x", True),
    ]


@pytest.mark.parametrize("old", [False, True])
def test_moodle_with_folders(old: bool, tmp_path: Path) -> None:
    entries = {
        f"{moodle_folder('Ada Doe', 12345, old=old)}/lab01.ipynb": X,
        f"{moodle_folder('Ada Doe', 12345, old=old)}/sub/data.csv": X,
        f"{moodle_folder('Bo van der_Roe', 12346, old=old)}/lab01.ipynb": X,
        "Ada Doe_12345_assignsubmission_onlinetext/onlinetext.html": b"<p>see file</p>",
        f"{moodle_folder('Participant', 12347, old=old)}/lab01.ipynb": X,
    }
    (found,) = read(tmp_path, write(tmp_path / "moodle.zip", entries))
    assert found.kind == "a Moodle download"
    told = {one.who.id: (one.who.name, names(one)) for one in found.handed}
    assert told == {
        "12345": ("Ada Doe", ["lab01.ipynb", "sub/data.csv", "onlinetext.html"]),
        "12346": ("Bo van der Roe", ["lab01.ipynb"]),
        "12347": ("", ["lab01.ipynb"]),
    }
    assert not found.left


def test_moodle_flat(tmp_path: Path) -> None:
    entries = {
        "Ada Doe_12345_assignsubmission_file_lab01.ipynb": X,
        "Bo Roe_12346_assignsubmission_file_lab_01_final.ipynb": X,
        "Default group_assignsubmission_file_lab01.ipynb": X,
    }
    (found,) = read(tmp_path, write(tmp_path / "moodle.zip", entries))
    assert [(one.who.name, one.who.id, names(one)) for one in found.handed] == [
        ("Ada Doe", "12345", ["lab01.ipynb"]),
        ("Bo Roe", "12346", ["lab_01_final.ipynb"]),
        ("Default group", "", ["lab01.ipynb"]),
    ]


def test_gradescope(tmp_path: Path) -> None:
    entries = gradescope(
        {
            "submission_1": [("Ada Doe", "W1", "Ada@north.edu")],
            "submission_2": [("Bo Roe", "W2", "bo@north.edu"), ("Cy Poe", "", "cy@north.edu")],
            "submission_3": [("Di Noe", "W4", "di@north.edu")],
        },
        {"submission_1/lab01.ipynb": X, "submission_2/lab01.ipynb": X, "submission_2/a/b.csv": X,
         "submission_9/lab01.ipynb": X},
        {"submission_2": "'2027-01-30T09:00:00.000000-08:00'"},
    )  # fmt: skip
    (found,) = read(tmp_path, write(tmp_path / "export.zip", entries))
    assert found.kind == "a Gradescope export"
    assert [(one.who.name, one.who.id, one.who.email, names(one)) for one in found.handed] == [
        ("Ada Doe", "W1", "ada@north.edu", ["lab01.ipynb"]),
        ("Bo Roe", "W2", "bo@north.edu", ["lab01.ipynb", "a/b.csv"]),
        ("Cy Poe", "", "cy@north.edu", ["lab01.ipynb", "a/b.csv"]),
        ("Di Noe", "W4", "di@north.edu", []),
        ("", "", "", ["lab01.ipynb"]),
    ]
    first, second = found.handed[0].handed_in, found.handed[1].handed_in
    assert first == datetime(2027, 1, 28, 20, 0, 0, 500000, UTC)
    assert second == datetime(2027, 1, 30, 17, 0, tzinfo=UTC)
    assert not found.handed[-1].who.known


def test_a_damaged_list_of_gradescope_loses_nobody(tmp_path: Path) -> None:
    entries = gradescope({}, {"submission_1/lab01.ipynb": X})
    entries["assignment_4711_export/submission_metadata.yml"] = b"submission_1:\n  :submitters: [\n"
    (found,) = read(tmp_path, write(tmp_path / "export.zip", entries))
    assert [(names(one), one.who.known) for one in found.handed] == [(["lab01.ipynb"], False)]
    assert "not YAML" in found.left[0].why


def test_exports_that_were_unpacked_or_packed_again(tmp_path: Path) -> None:
    entries = {canvas_name("Doe, Ada", 101, 2001, "lab01.ipynb"): X}
    folder = unpacked(tmp_path / "unpacked", entries)
    again = write(tmp_path / "again.zip", {f"submissions/{n}": c for n, c in entries.items()})
    kinds = [r.kind for r in read(tmp_path, folder, again)]
    assert kinds == ["a Canvas download"] * 2


def test_a_folder_of_sections(tmp_path: Path) -> None:
    section1 = zipped({canvas_name("Doe, Ada", 101, 2001, "lab01.ipynb"): X})
    section2 = zipped({f"{moodle_folder('Bo Roe', 7)}/lab01.ipynb": X})
    alone = {"cy.zip": otter_export(X), "di.ipynb": X, "ed.zip": zipped({"home/my.ipynb": X})}
    folder = unpacked(tmp_path / "all", {"s1.zip": section1, "s2.zip": section2, **alone})
    (found,) = read(tmp_path, folder)
    assert sorted((r.kind, [h.who.shown for h in r.handed]) for r in found.all()) == [
        ("a Canvas download", ["doeada"]),
        ("a Moodle download", ["Bo Roe"]),
        ("a folder", ["cy", "di", "ed"]),
    ]


def test_an_export_of_otter(tmp_path: Path) -> None:
    place = tmp_path / "ada_lab01_2027_01_29T10_00_00_000001.zip"
    place.write_bytes(otter_export(X))
    (found,) = read(tmp_path, place)
    assert (found.kind, found.handed[0].who.login) == ("an otter export", "ada_lab01")
    when = datetime(2027, 1, 29, 10, 0, 0, 1).astimezone()
    assert found.handed[0].handed_in == when


def test_otter_s_own_name_says_nothing_of_the_student(tmp_path: Path) -> None:
    folder = unpacked(tmp_path / "inbox", {"lab01_2027_01_29T10_00_00_000001.zip": otter_export(X)})
    (found,) = read(tmp_path, folder)
    assert not found.handed[0].who.known


@pytest.mark.parametrize(
    ("files", "students"),
    [
        (["ada.ipynb", "lin.ipynb"], ["ada", "lin"]),
        (["ada/lab01.ipynb", "lin/lab01.ipynb"], ["ada", "lin"]),
        (["ada/lab01-1.ipynb", "lin/report.pdf", "bo/x.ipynb"], ["ada", "bo", "lin"]),
        (["a/ada.ipynb", "b/ada.ipynb"], ["a/ada", "b/ada"]),
        (["a/ada/lab01.ipynb", "b/ada/lab01.ipynb"], ["a/ada", "b/ada"]),
        (["ada.ipynb", "ada.pdf", "lin.ipynb", "cy.pdf"], ["ada", "cy", "lin"]),
        (
            ["ada.ipynb", ".ipynb_checkpoints/ada.ipynb", "__MACOSX/._ada.ipynb", "notes.csv"],
            ["ada"],
        ),
        (["ada@north.edu.ipynb"], ["ada@north.edu"]),
    ],
)
def test_students_are_named_by_file_or_folder(
    files: list[str], students: list[str], tmp_path: Path
) -> None:
    folder = unpacked(tmp_path / "in", dict.fromkeys(files, X))
    assert sorted(people(read(tmp_path, folder))) == students


def test_what_is_in_a_student_s_folder_goes_with_the_notebook(tmp_path: Path) -> None:
    folder = unpacked(tmp_path / "in", {"ada/lab01.ipynb": X, "ada/data/a.csv": X, "x.csv": X})
    (found,) = read(tmp_path, folder)
    assert sorted(names(found.handed[0])) == ["data/a.csv", "lab01.ipynb"]
    assert [one.where for one in found.left] == [f"{folder}: x.csv"]


def test_a_file_named_twice_counts_once(tmp_path: Path) -> None:
    folder = unpacked(tmp_path / "in", {"ada.ipynb": X})
    again = tmp_path / "." / ".." / tmp_path.name / "in" / "ada.ipynb"
    assert people(read(tmp_path, folder / "ada.ipynb", folder, again)) == ["ada"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = unpacked(tmp_path / "in", {"ada.ipynb": X})
    (folder / "lin.ipynb").symlink_to("/etc/passwd")
    (folder / "more").symlink_to("/etc")
    os.mkfifo(folder / "pipe.ipynb")
    (found,) = read(tmp_path, folder)
    told = {names(one)[0]: one.files[0].problem for one in found.handed}
    assert told == {
        "ada.ipynb": "",
        "lin.ipynb": "a link, not a file",
        "pipe.ipynb": "not a file (a device, a pipe or the like)",
    }
    assert [one.why for one in found.left] == ["a link, not a file"]


@pytest.mark.parametrize(
    ("entries", "message"),
    [({}, "no notebook in this zip"), ({"a.txt": b"", "b/c.csv": b""}, "no notebook in this zip")],
)
def test_nothing_to_grade(entries: Mapping[str, bytes], message: str, tmp_path: Path) -> None:
    with pytest.raises(CoursekitError, match=message):
        read(tmp_path, write(tmp_path / "a.zip", entries))


@pytest.mark.parametrize(
    ("stem", "clean"),
    [
        ("lab01", "lab01"),
        ("lab01-1", "lab01"),
        ("lab01 (2)", "lab01"),
        ("lab01-Copy1", "lab01"),
        ("lab01_2027_01_29T10_00_00_000001", "lab01"),
        ("lab01_2027_01_29T10_00_00_000001-2 (1)", "lab01"),
        ("lab01-final", "lab01"),
        ("ada", "ada"),
        ("-1", "-1"),
    ],
)
def test_what_copies_add_to_names(stem: str, clean: str) -> None:
    assert clean_stem(stem) == clean


OF_SYSTEMS = ["doeada_101_2001_lab01", "x_1_2_y", "Ada Doe_7_assignsubmission_file"]
PART = st.sampled_from(["ada", "lab01", "ada (2)", "lin", "a", *OF_SYSTEMS])
ENDING = st.sampled_from([".ipynb", ".pdf", ".csv", "", ".zip"])
PATHS = st.builds(lambda parts, end: "/".join(parts) + end, st.lists(PART, min_size=1, max_size=3),
                  ENDING)  # fmt: skip


@given(st.sets(PATHS, min_size=1, max_size=10))
def test_every_entry_is_somebody_s_or_left(entries: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = write(Path(folder) / "a.zip", dict.fromkeys(sorted(entries), b"x"))
        try:
            found = reading.read([place], "lab01", Path(folder) / "scratch")
        except CoursekitError as error:
            assert "no notebook" in str(error)  # noqa: PT017
            assert not any(name.endswith((".ipynb", ".zip")) for name in entries)
            return
        handed = all_handed(found)
        files = [file for one in handed for file in one.files]
        left = [one for r in found for inner in r.all() for one in inner.left]
        if found[0].kind in ("an otter export", "a zip of one student"):
            assert len(handed) == 1
            return
        assert len(files) + len(left) == len(entries)
        assert len({file.path for file in files if file.path}) == len(files)
        if handed and handed[0].clues:
            assert len({one.who.login for one in handed}) == len(handed)
        assert len({one.key for one in handed}) == len(handed)


def test_homes_keep_colleges_apart_and_leave_staff_out(tmp_path: Path) -> None:
    place = tmp_path / "homes"
    for person in ("north/ada", "north/lin", "south/ada", "west/ada", "north/_probe", "north/boss"):
        (place / person / "tiny" / "labs").mkdir(parents=True)
        if person != "north/lin":
            (place / person / "tiny" / "labs" / "lab01.ipynb").write_bytes(X)
    found = homes.read(
        place,
        ["north", "south", "east"],
        "tiny",
        "labs/lab01.ipynb",
        nobody=[("north", "_probe"), ("north", "boss")],
        scratch=tmp_path / "scratch",
    )
    assert [one.who for one in found.handed] == [
        Identity(login="ada", college="north"),
        Identity(login="ada", college="south"),
    ]
    assert len(found.left) == 2


def test_links_in_homes_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.ipynb").write_text("secret")
    place = tmp_path / "homes" / "north"
    for person in ("file", "folder", "pipe", "huge"):
        (place / person / "tiny").mkdir(parents=True)
    (place / "file" / "tiny" / "lab01.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (place / "folder" / "tiny").rmdir()
    (place / "folder" / "tiny").symlink_to(tmp_path)
    (tmp_path / "lab01.ipynb").write_text("secret")
    os.mkfifo(place / "pipe" / "tiny" / "lab01.ipynb")
    with (place / "huge" / "tiny" / "lab01.ipynb").open("wb") as file:
        file.truncate(1 << 40)
    (place / "elsewhere").symlink_to(tmp_path)
    found = homes.read(
        tmp_path / "homes", ["north"], "tiny", "lab01.ipynb", nobody=(), scratch=tmp_path / "s"
    )
    told = {one.who.login: one.files[0].problem for one in found.handed}
    assert set(told) == {"file", "folder", "huge", "pipe"}
    assert all(told.values())
    assert not list((tmp_path / "s").iterdir())
