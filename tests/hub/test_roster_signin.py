"""Signing in by roster, over HTTP: codes, passwords, and those who aren't on it."""

from __future__ import annotations

import csv
import io
import time
from urllib.parse import unquote

import pytest
import requests
from bs4 import BeautifulSoup

from tests.hub.conftest import PASSWORD, Hub, Visitor, codes_on

LIST = "Email,Name,ID\nkim@foothill.edu,Kim,1\nsam@foothill.edu,Sam,2\n"


@pytest.fixture(scope="module")
def codes(staff: dict[str, Visitor]) -> dict[str, str]:
    page = staff["foothill"].upload("foothill", LIST)
    assert page.status_code == 200, page.text
    assert "no-store" in page.headers["Cache-Control"]
    found = codes_on(page)
    assert set(found) == {"kim@foothill.edu", "sam@foothill.edu"}
    link = BeautifulSoup(page.text, "html.parser").select_one("a[download]")
    text = unquote(link["href"].partition(",")[2])
    assert [row[2] for row in csv.reader(io.StringIO(text))][1:] == list(found.values())
    assert codes_on(staff["foothill"].get("/hub/college/foothill/people")) == {}
    return found


def new_code(staff: Visitor, email: str) -> str:
    page = staff.get("/hub/college/foothill/people")
    page = staff.fill_in(page, f'form[action$="/{email.replace("@", "%40")}/code"]')
    return codes_on(page)[email]


def test_a_code_then_a_password_of_ones_own(rostered: Hub, codes: dict[str, str]) -> None:
    kim, code = Visitor(rostered.url), codes["kim@foothill.edu"]
    page = kim.first_sign_in("foothill", "Kim@foothill.edu", code.lower(), PASSWORD)
    assert page.url.endswith("/hub/college/foothill")
    assert "kim@foothill.edu" in page.text
    assert "staff" not in BeautifulSoup(page.text, "html.parser").select_one(".who").text

    stranger = Visitor(rostered.url)
    page = stranger.first_sign_in("foothill", "kim@foothill.edu", code, "another password")
    assert page.status_code == 403
    assert "good for one sign-in" in page.text

    again = Visitor(rostered.url)
    page = again.get("/hub/foothill/login?next=/hub/token")
    page = again.fill_in(page, username=" kim@foothill.edu", password=PASSWORD)
    assert page.url.endswith("/hub/token")
    assert 'user: "foothill.kim@foothill.edu"' in page.text


@pytest.mark.parametrize(
    ("who", "password"),
    [
        ("kim@foothill.edu", "wrong password"),
        ("sam@foothill.edu", ""),  # has not chosen one yet
        ("nobody@foothill.edu", PASSWORD),
        ("lin@deanza.edu", PASSWORD),  # staff elsewhere
        ("", ""),
        ("kim", PASSWORD),
        ("foothill.kim@foothill.edu", PASSWORD),
        ("x" * 5000, "y" * 5000),
    ],
)
def test_nobody_else_gets_in(rostered: Hub, codes: dict[str, str], who: str, password: str) -> None:
    stranger = Visitor(rostered.url)
    page = stranger.get("/hub/foothill/login")
    page = stranger.fill_in(page, username=who, password=password)
    assert page.status_code == 403
    alert = BeautifulSoup(page.text, "html.parser").select_one("[role=alert]")
    assert "do not match" in alert.text
    assert stranger.get("/hub/home", allow_redirects=False).status_code == 302
    assert stranger.get("/hub/api/user").status_code == 403


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "at least 10"),
        ("sam@foothill.edu", "sam@foothill.edu", "can't guess"),
        (PASSWORD, PASSWORD + "x", "not the same"),
    ],
)
def test_a_password_that_will_not_do_leaves_the_code_good(
    rostered: Hub, codes: dict[str, str], password: str, again: str, says: str
) -> None:
    sam = Visitor(rostered.url)
    page = sam.get("/hub/foothill/login?first")
    fields = {"username": "sam@foothill.edu", "code": codes["sam@foothill.edu"]}
    page = sam.fill_in(page, **fields, password=password, again=again)
    assert page.status_code == 400
    soup = BeautifulSoup(page.text, "html.parser")
    assert says in soup.select_one("[role=alert]").text
    assert soup.select_one("#code"), "still the form for the first time"


def test_a_new_code_ends_the_password_and_every_session(
    rostered: Hub, staff: dict[str, Visitor], codes: dict[str, str]
) -> None:
    staff["foothill"].upload("foothill", LIST + "pat@foothill.edu,Pat,3\n")
    pat = Visitor(rostered.url)
    pat.first_sign_in(
        "foothill", "pat@foothill.edu", new_code(staff["foothill"], "pat@foothill.edu"), PASSWORD
    )
    assert pat.api("GET", "/user").status_code == 200
    code = new_code(staff["foothill"], "pat@foothill.edu")
    assert pat.api("GET", "/user").status_code == 403
    page = Visitor(rostered.url).get("/hub/foothill/login")
    stranger = Visitor(rostered.url)
    page = stranger.get("/hub/foothill/login")
    page = stranger.fill_in(page, username="pat@foothill.edu", password=PASSWORD)
    assert page.status_code == 403
    page = pat.first_sign_in("foothill", "pat@foothill.edu", code, "another password")
    assert page.url.endswith("/hub/college/foothill")


def test_who_is_no_longer_listed_is_out_at_once(
    rostered: Hub, staff: dict[str, Visitor], codes: dict[str, str]
) -> None:
    page = staff["foothill"].upload("foothill", LIST + "max@foothill.edu,Max,4\n")
    gone = Visitor(rostered.url)
    gone.first_sign_in("foothill", "max@foothill.edu", codes_on(page)["max@foothill.edu"], PASSWORD)
    token = gone.api("POST", "/users/foothill.max@foothill.edu/tokens").json()["token"]
    user, program = f"{rostered.url}/hub/api/user", {"Authorization": f"token {token}"}
    assert gone.api("GET", "/user").status_code == 200
    assert requests.get(user, headers=program, timeout=30).status_code == 200
    page = staff["foothill"].upload("foothill", LIST)
    assert "1 left" in page.text or "2 left" in page.text
    assert gone.api("GET", "/user").status_code == 403
    time.sleep(1.2)
    assert requests.get(user, headers=program, timeout=30).status_code == 403
    page = gone.get("/hub/foothill/login")
    page = gone.fill_in(page, username="max@foothill.edu", password=PASSWORD)
    assert page.status_code == 403


def test_a_wrong_list_changes_nothing(
    rostered: Hub, staff: dict[str, Visitor], codes: dict[str, str]
) -> None:
    roster = rostered.state / "hub" / "rosters" / "foothill.json"
    before = roster.read_bytes()
    page = staff["foothill"].upload("foothill", "Email\nx@foothill.edu\ny@elsewhere.edu\nz\n")
    assert page.status_code == 400
    alert = BeautifulSoup(page.text, "html.parser").select_one("[role=alert]").text
    assert "Row 3: y@elsewhere.edu is not of foothill.edu." in alert
    assert "Row 4: 'z' is not an e-mail address." in alert
    assert roster.read_bytes() == before
    assert staff["foothill"].upload("foothill", "").status_code == 400


def test_guessing_comes_to_an_end(rostered: Hub, codes: dict[str, str]) -> None:
    stranger = Visitor(rostered.url)
    statuses = []
    for _ in range(7):
        page = stranger.get("/hub/foothill/login")
        page = stranger.fill_in(page, username="victim@foothill.edu", password="a guess")
        statuses.append(page.status_code)
    assert statuses == [403] * 5 + [429] * 2
    assert "Please wait 15 min" in page.text


def test_passwords_and_codes_are_in_no_file(rostered: Hub, codes: dict[str, str]) -> None:
    for path in rostered.state.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert PASSWORD.encode() not in content, path
            assert codes["sam@foothill.edu"].encode() not in content, path
