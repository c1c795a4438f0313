"""What a college's staff may do, and may not, each tried over HTTP."""

from __future__ import annotations

import time

import pytest

from coursekit.hub.membership import staff_role
from tests.hub.conftest import PASSWORD, Hub, Visitor, code_of_staff, codes_on, with_rosters

STUDENTS = {"foothill": "kay@foothill.edu", "de-anza": "lou@deanza.edu"}


@pytest.fixture(scope="module")
def students(rostered: Hub, staff: dict[str, Visitor]) -> dict[str, Visitor]:
    people = {}
    for college, email in STUDENTS.items():
        page = staff[college].upload(college, f"{email}\n")
        people[college] = Visitor(rostered.url)
        page = people[college].first_sign_in(college, email, codes_on(page)[email], PASSWORD)
        assert page.url.endswith(f"/hub/college/{college}")
    return people


def user(college: str) -> str:
    return f"{college}.{STUDENTS[college]}"


def test_the_role_is_of_one_group_and_gives_no_power_over_people() -> None:
    scopes = staff_role("foothill")["scopes"]
    assert all(scope.endswith("!group=foothill") for scope in scopes)
    assert not [
        scope for scope in scopes if scope.startswith(("admin", "users", "tokens", "groups"))
    ]


def test_staff_see_their_own_students_alone(
    staff: dict[str, Visitor], students: dict[str, Visitor]
) -> None:
    found = {model["name"] for model in staff["foothill"].api("GET", "/users").json()}
    assert user("foothill") in found
    assert not [name for name in found if name.startswith("de-anza.")]
    own = staff["foothill"].api("GET", f"/users/{user('foothill')}")
    assert own.status_code == 200
    assert own.json()["groups"] == ["foothill"]


def test_staff_start_and_stop_their_own_students_servers(
    staff: dict[str, Visitor], students: dict[str, Visitor]
) -> None:
    started = staff["foothill"].api("POST", f"/users/{user('foothill')}/servers/data8")
    assert started.status_code not in (403, 404), "allowed; there is no environment to start it in"
    stopped = staff["foothill"].api("DELETE", f"/users/{user('foothill')}/servers/data8")
    assert stopped.status_code in (202, 204, 400)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/users/{other}"),
        ("POST", "/users/{other}/servers/data8"),
        ("DELETE", "/users/{other}/servers/data8"),
        ("POST", "/users/{other}/server"),
        ("DELETE", "/users/{other}"),
        ("PATCH", "/users/{other}"),
        ("POST", "/users/{other}/activity"),
        ("GET", "/users/{other}/tokens"),
        ("POST", "/users/{other}/tokens"),
        ("GET", "/groups/de-anza"),
        ("POST", "/groups/de-anza/users"),
        ("GET", "/users/de-anza.lin@deanza.edu"),
        ("DELETE", "/users/{own}"),
        ("PATCH", "/users/{own}"),
        ("POST", "/users/{own}/tokens"),
        ("GET", "/users/{own}/tokens"),
        ("GET", "/groups"),
        ("POST", "/groups/foothill/users"),
        ("DELETE", "/groups/foothill/users"),
        ("POST", "/groups/other"),
        ("POST", "/users/foothill.new"),
        ("POST", "/users"),
        ("GET", "/services"),
        ("GET", "/proxy"),
        ("POST", "/shutdown"),
        ("GET", "/info"),
        ("POST", "/shares/{own}/data8"),
    ],
)
def test_staff_may_nothing_else(
    staff: dict[str, Visitor], students: dict[str, Visitor], method: str, path: str
) -> None:
    address = path.format(own=user("foothill"), other=user("de-anza"))
    body = {"users": [user("de-anza")], "usernames": ["foothill.new"], "admin": True}
    answer = staff["foothill"].api(method, address, json=body)
    assert answer.status_code in (403, 404), answer.text
    model = staff["foothill"].api("GET", "/user").json()
    assert not model["admin"]
    assert model["groups"] == ["foothill.staff"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/users"),
        ("GET", "/users/{other}"),
        ("POST", "/users/{other}/servers/data8"),
        ("DELETE", "/users/{other}/servers/data8"),
        ("GET", "/users/foothill.ada@foothill.edu"),
        ("GET", "/groups/foothill"),
    ],
)
def test_students_may_nothing_of_the_kind(
    staff: dict[str, Visitor], students: dict[str, Visitor], method: str, path: str
) -> None:
    answer = students["foothill"].api(method, path.format(other=user("de-anza")))
    assert answer.status_code in (403, 404), answer.text


@pytest.mark.parametrize("path", ["people", "roster", "people/x/code", "people/x/stop/data8"])
@pytest.mark.parametrize("who", ["student", "staff elsewhere", "nobody"])
def test_pages_for_staff_are_for_the_colleges_own(
    rostered: Hub,
    staff: dict[str, Visitor],
    students: dict[str, Visitor],
    path: str,
    who: str,
) -> None:
    visitors = {"student": students["foothill"], "staff elsewhere": staff["de-anza"]}
    visitor = visitors.get(who, Visitor(rostered.url))
    address = f"{rostered.url}/hub/college/foothill/{path.replace('x', STUDENTS['foothill'])}"
    headers = {"X-XSRFToken": visitor.session.cookies.get("_xsrf", path="/hub/") or ""}
    method = "GET" if path == "people" else "POST"
    answer = visitor.session.request(
        method, address, headers=headers, files={"file": b"eve@foothill.edu"}, allow_redirects=False
    )
    assert answer.status_code in ((302, 403) if who == "nobody" else (403,)), answer.text
    assert "eve" not in (rostered.state / "hub" / "rosters" / "foothill.json").read_text()


def test_staff_cannot_stop_by_the_page_what_the_api_refuses(
    staff: dict[str, Visitor], students: dict[str, Visitor]
) -> None:
    page = staff["foothill"].get("/hub/college/foothill/people")
    assert page.status_code == 200
    headers = {"X-XSRFToken": staff["foothill"].session.cookies.get("_xsrf", path="/hub/")}
    people = f"{staff['foothill'].url}/hub/college/foothill/people"
    for name in ("..%2Fde-anza.lou@deanza.edu", "ada@foothill.edu"):
        address = f"{people}/{name}/stop/data8"
        answer = staff["foothill"].session.post(address, headers=headers)
        assert answer.status_code in (403, 404)


def test_who_is_no_longer_staff_loses_the_rights(own_hub: Hub) -> None:
    hub = with_rosters(own_hub)
    hub.start()
    ada = Visitor(hub.url)
    address, code = code_of_staff(hub, "foothill", ada)
    ada.first_sign_in("foothill", address, code, PASSWORD)
    codes = hub.state / "hub" / "rosters" / "foothill.staff-codes.txt"
    assert codes.read_text() == "", "the code has done its work"
    page = ada.upload("foothill", f"{address}\nkay@foothill.edu\n")
    assert set(codes_on(page)) == {"kay@foothill.edu"}, "staff are no students"
    kay = Visitor(hub.url)
    kay.first_sign_in("foothill", "kay@foothill.edu", codes_on(page)["kay@foothill.edu"], PASSWORD)
    address = "/user/foothill.kay@foothill.edu/data8/"
    kay.wait(kay.get(f"/hub/spawn{address.removeprefix('/user').rstrip('/')}"))
    own = kay.get(f"{address}api/status")
    assert own.status_code == 200, own.text

    page = ada.get(f"{address}tree")
    assert "/hub/api/oauth2/authorize" in page.url, "JupyterHub asks before one enters another's"
    assert ada.fill_in(page).status_code == 200
    entered = ada.get(f"{address}api/contents")
    assert entered.status_code == 200, entered.text
    lin = Visitor(hub.url)
    lin.first_sign_in("de-anza", *code_of_staff(hub, "de-anza", lin), PASSWORD)
    page = lin.get(f"{address}tree")
    assert page.status_code == 403, page.text
    assert lin.get(f"{address}api/contents").status_code == 403

    site = hub.site()
    site["colleges"][0]["staff"] = ["eva@foothill.edu"]
    hub.write_site(site)
    Visitor(hub.url).get("/hub/foothill/login")
    time.sleep(1.2)
    page = ada.get("/hub/college/foothill/people")
    assert "/hub/login" in page.url, "signed out"
    assert ada.api("GET", "/users").status_code == 403


def test_who_came_in_by_a_trial_is_out_when_passwords_come(hub_without_environment: Hub) -> None:
    hub = hub_without_environment
    site = hub.site()
    with_rosters(hub)  # for its configuration; the trial is first
    rosters = hub.site()
    hub.write_site(site)
    hub.start()
    eve = Visitor(hub.url)
    eve.sign_in("foothill", "ada@foothill.edu")
    assert eve.api("GET", "/user").json()["groups"] == ["foothill.staff"]
    hub.write_site(rosters)
    time.sleep(1.2)
    assert eve.api("GET", "/user").status_code == 403
    page = eve.get("/hub/college/foothill/people")
    assert "/hub/login" in page.url, "signed out"
    ada = Visitor(hub.url)
    ada.first_sign_in("foothill", *code_of_staff(hub, "foothill", ada), PASSWORD)
    assert ada.api("GET", "/user").status_code == 200
    time.sleep(1.2)
    assert ada.api("GET", "/user").status_code == 200
    assert eve.api("GET", "/user").status_code == 403
