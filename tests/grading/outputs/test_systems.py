"""The files for Canvas and Moodle, against the forms that these document."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from coursekit.errors import CoursekitError, Problem
from coursekit.grading.model import Grade, Identity
from coursekit.grading.outputs import Work, canvas, written
from tests.grading.outputs.made import grade, question, who

EXPORT = """\
Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (1201),Lab 2 (1202),Labs Current Score,Final Score
,,,,,Manual Posting,,,
    Points Possible,,,,,2.00,10.00,(read only),(read only)
"Lovelace, Ada",11,A1,ada@example.edu,North,1.00,9.00,80,80
"Chen, Lin",12,A2,lin,North,,8.00,80,80
"Hopper, Grace",13,A3,grace,"North, ""South"" ",EX,7.00,80,80
"Doe, Sam",14,A4,sam1,North,,,,
"Doe, Sam",15,A5,sam2,North,,,,
"""
"""As ``lib/gradebook_exporter.rb`` of canvas-lms writes it."""


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def write(*grades: Grade, **more: Any) -> tuple[dict[str, str], list[Problem]]:
    problems: list[Problem] = []
    return dict(written(Work(grades, "lab01", "Lab 1", **more), problems)), problems


def exported(text: str = EXPORT) -> canvas.Export:
    return canvas.read(Path("canvas.csv"), text.encode("utf-8-sig"))


def test_what_canvas_exported_comes_back_with_one_column_filled() -> None:
    people = [
        grade(who("Ada Lovelace", login="x"), question("q1")),
        grade(who("Somebody Else", login="lin"), question("q1", ("", "no"))),
        grade(who("grace hopper", login="", email=""), status="crashed"),
    ]
    made, problems = write(*people, canvas=exported())
    assert table(made["canvas.csv"]) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Lab 1 (1201)"],
        ["", "", "", "", "", "Manual Posting"],
        ["    Points Possible", "", "", "", "", "2.00"],
        ["Lovelace, Ada", "11", "A1", "ada@example.edu", "North", "2"],
        ["Chen, Lin", "12", "A2", "lin", "North", "1"],
        ["Hopper, Grace", "13", "A3", "grace", 'North, "South"', "EX"],
        ["Doe, Sam", "14", "A4", "sam1", "North", ""],
        ["Doe, Sam", "15", "A5", "sam2", "North", ""],
    ]
    assert not problems


def test_nobody_gets_the_points_of_a_namesake() -> None:
    made, problems = write(
        grade(who("Sam Doe", login="", email=""), question("q1")), canvas=exported()
    )
    assert [row[5] for row in table(made["canvas.csv"])[-2:]] == ["", ""]
    assert "1 student not in Canvas's gradebook: Sam Doe" in problems[0].message


def test_ids_of_another_system_are_not_canvas_ids() -> None:
    stranger = Identity(id="11", name="Cy Young")
    made, problems = write(grade(stranger, question("q1")), canvas=exported())
    assert table(made["canvas.csv"])[3][5] == "1.00", "what Canvas has stays"
    assert "Cy Young" in problems[0].message
    made, problems = write(grade(stranger, question("q1")), canvas=exported(), source="canvas")
    assert table(made["canvas.csv"])[3][5] == "2"
    assert not problems


def test_two_hand_ins_of_one_student_are_told() -> None:
    twice = [grade(who("Ada Lovelace"), question("q1")) for _ in range(2)]
    _, problems = write(*twice, canvas=exported())
    assert "there twice" in problems[0].message


def test_other_points_in_canvas_are_told() -> None:
    made, problems = write(
        grade(who("Ada Lovelace"), question("q1", possible=3)), canvas=exported()
    )
    assert table(made["canvas.csv"])[2][5] == "2.00", "the points stay Canvas's"
    assert "Canvas has 2.00 points" in problems[0].message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Student,ID", "LastName,FirstName,ID"),
        ("SIS Login ID,", "SIS Login ID,Integration ID,Root Account,"),
        ("SIS User ID,SIS Login ID,", "SIS Login ID,"),
    ],
)
def test_every_header_that_canvas_writes_is_read(old: str, new: str) -> None:
    head = EXPORT.splitlines()[0].replace(old, new)
    row = dict.fromkeys(head.split(","), "")
    row |= {"ID": "11", "Student": "Lovelace, Ada", "LastName": "Lovelace", "FirstName": "Ada"}
    text = head + "\n" + ",".join(f'"{row[name]}"' for name in head.split(",")) + "\n"
    made, _ = write(
        grade(who("Ada Lovelace", login="", email=""), question("q1")), canvas=exported(text)
    )
    assert [line[-1] for line in table(made["canvas.csv"])] == ["Lab 1 (1201)", "2"]


def test_semicolons_are_read_too() -> None:
    made, _ = write(
        grade(who("Ada Lovelace"), question("q1")),
        canvas=exported('Student;ID;SIS Login ID;Section;Lab 1 (9)\n"Lovelace, Ada";11;ada;N;\n'),
    )
    assert table(made["canvas.csv"])[1] == ["Lovelace, Ada", "11", "ada", "N", "2"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "Student,Name,Section\n", "\x00\x01"])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(CoursekitError, match="no gradebook that Canvas exported"):
        exported(text)


def test_an_assignment_that_canvas_does_not_have_is_told_with_what_it_has() -> None:
    with pytest.raises(CoursekitError, match="no column of Canvas is called 'Lab 1'") as caught:
        write(grade(), canvas=exported(EXPORT.replace("Lab 1 (1201)", "Homework (1)")))
    assert "Homework (1), Lab 2 (1202)" in caught.value.problems[0].hint


def test_without_an_export_the_file_has_canvas_header() -> None:
    made, problems = write(
        grade(who("Ada Lovelace", id="77", section="A"), question("q1")),
        grade(who("Lin"), status="crashed"),
        grade(Identity(known=False), question("q1")),
    )
    assert table(made["canvas.csv"]) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Lab 1"],
        ["    Points Possible", "", "", "", "", "2"],
        ["Ada Lovelace", "", "77", "ada", "A", "2"],
    ]
    assert len(problems) == 2
    made, _ = write(grade(who("Ada", id="77"), question("q1")), source="canvas")
    assert table(made["canvas.csv"])[2][1:3] == ["77", ""]


WORKSHEET = """\
Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,\
Last modified (submission),Last modified (grade),Feedback comments
Participant 501,Ada Lovelace,S9,ada@example.edu,Submitted,,2.00,Yes,"Friday, 29 January",-,
Participant 502,Lin Chen,S8,lin@example.edu,Submitted,1.50,2.00,Yes,"Friday, 29 January",-,Nice
"""


def test_moodles_own_worksheet_is_filled() -> None:
    made, problems = write(
        grade(Identity(id="S9", name="A"), question("q1")),
        grade(Identity(name="Nobody There"), question("q1")),
        worksheet=(Path("moodle.csv"), WORKSHEET.encode("utf-8-sig")),
    )
    before, after = table(WORKSHEET), table(made["moodle-worksheet.csv"])
    assert after[1][5] == "2"
    before[1][5] = "2"
    assert after == before, "all else is as it was"
    assert any("Nobody There" in one.message for one in problems)


def test_a_worksheet_is_made_where_moodles_numbers_are_known() -> None:
    made, _ = write(
        grade(Identity(id="502", name="Lin"), question("q1"), late=True), source="moodle"
    )
    head, row = table(made["moodle-worksheet.csv"])
    assert ",".join(head) == (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade),Feedback comments"
    )
    assert row[:2] == ["Participant 502", "Lin"]
    assert row[4:7] == ["2", "2", "Yes"]
    assert table(made["moodle.csv"])[1] == ["", "", "", "Lin", "2"]
    assert "moodle-worksheet.csv" not in write(grade())[0]


def test_moodles_import_has_the_columns_that_it_maps() -> None:
    made, _ = write(grade(who("Ada Lovelace", id="S9"), question("q1")), grade(status="failed"))
    assert table(made["moodle.csv"]) == [
        ["Email address", "Username", "ID number", "Full name", "Lab 1"],
        ["ada@example.edu", "ada", "S9", "Ada Lovelace", "2"],
    ]


def test_another_file_is_no_worksheet() -> None:
    with pytest.raises(CoursekitError, match="no column 'Identifier'"):
        write(grade(), worksheet=(Path("x.csv"), b"a,b\n"))
