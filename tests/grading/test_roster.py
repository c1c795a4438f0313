"""Class lists of every system, and who of them a submission is of: for certain, or nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import CoursekitError
from coursekit.grading.model import Identity
from coursekit.grading.roster import Matcher, Member, read_roster, spellings

DOMAINS = {"north.edu": "north", "southbay.edu": "south-bay"}
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (77)
    Points Possible,,,,,3
"Doe, Ada",101,W1,ada@north.edu,Data 8,
"Student, Test",9,,,Data 8,
"""
LISTS = {
    "canvas": CANVAS,
    "canvas group": "name,canvas_user_id,user_id,login_id,sections,group_name\n"
    "Ada Doe,101,W1,ada@north.edu,Data 8,Team 7\n",
    "moodle": "First name,Surname,ID number,Email address\nAda,Doe,101,Ada@North.edu\n",
    "worksheet": "Identifier,Full name,Email address,Status,Grade\n"
    "Participant 101,Ada Doe,ada@north.edu,Submitted for grading,\n",
    "blackboard": '"Last Name"\t"First Name"\t"Username"\t"Student ID"\nDoe\tAda\tada\t101\n',
    "banner": "Student Name;ID;Email;CRN\nDoe, Ada;101;ada@north.edu;22001\n",
    "gradescope": "First Name,Last Name,SID,Email,Role\nAda,Doe,101,ada@north.edu,Student\n"
    "Lin,Boss,1,lin@north.edu,Instructor\n",
    "addresses": "ada@north.edu\n",
}


def members(tmp_path: Path, text: str) -> tuple[Member, ...]:
    (tmp_path / "roster.csv").write_text(text, "utf-8-sig")
    return read_roster(tmp_path / "roster.csv", DOMAINS)


@pytest.mark.parametrize("system", LISTS)
def test_columns_of_every_system(system: str, tmp_path: Path) -> None:
    (ada,) = members(tmp_path, LISTS[system])
    if system != "addresses":
        assert ada.name == "Ada Doe"
        assert "101" in ada.ids
    if system != "blackboard":
        assert (ada.email, ada.college) == ("ada@north.edu", "north")
    else:
        assert ada.login == "ada"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour,size\nred,1\n", "no column of this class list"),
        ("ID,Name\n1,Ada\n1,Bo\n", "the id 1 is in line 2 too"),
        ("Email\nada@x.org\nADA@x.org\n", "ada@x.org is in line 2 too"),
        ("", "This file is empty"),
    ],
)
def test_lists_that_would_mix_people_up(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(CoursekitError, match=message):
        members(tmp_path, text)


ADA = Member("Ada Doe", ("101", "W1"), "ada@north.edu", "adoe", college="north")
BO = Member("Bo Doe", ("102",), "bo@north.edu", "bo", college="north")
ADA2 = Member("Ada Poe", ("103",), "ada@southbay.edu", "ada", college="south-bay")
TWINS = (Member("Cy Roe", ("104",)), Member("Roe, Cy", ("105",)))
CLASS = (ADA, BO, ADA2, *TWINS)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (Identity(id="101", name="Bo Doe"), (0, "id")),
        (Identity(id="W1"), (0, "id")),
        (Identity(id="999", email="BO@north.edu"), (1, "e-mail")),
        (Identity(login="adoe"), (0, "login")),
        (Identity(login="ada", college="north"), (0, "login")),
        (Identity(login="ada", college="south-bay"), (2, "login")),
        (Identity(login="ada"), None),
        (Identity(login="102"), (1, "id")),
        (Identity(login="bo", college="south-bay"), None),
        (Identity(name="doeada"), (0, "name")),
        (Identity(name="Doe, Ada"), (0, "name")),
        (Identity(name="ADA  DOE"), (0, "name")),
        (Identity(login="ada_doe"), (0, "name")),
        (Identity(name="Cy Roe"), None),
        (Identity(name="Ada"), None),
        (Identity(), None),
    ],
)
def test_people_are_found_for_certain_or_not_at_all(
    who: Identity, expected: tuple[int, str] | None
) -> None:
    assert Matcher(CLASS).find(who) == expected


def test_a_group_has_members() -> None:
    team = [Member(name, group="Team 7!") for name in ("A", "B")]
    assert Matcher([*team, BO]).group("team7") == (0, 1)
    assert Matcher([*team, BO]).group("") == ()


@given(st.lists(st.text("abcé Z'-", min_size=1, max_size=6), min_size=1, max_size=3))
def test_a_name_is_known_again_as_systems_write_it(words: list[str]) -> None:
    name = " ".join(words)
    family, _, given_name = name.rpartition(" ")
    if spellings(name):
        assert spellings(name) & spellings(f"{given_name}, {family}")
        assert spellings(name) == spellings(name.upper())
