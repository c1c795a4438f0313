"""Signing in and out, college by college."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from coursekit.hub.people import LONGEST, Person, name_for, normalise_name, person_of, username
from coursekit.hub.site import Site, SiteCollege

COLLEGES = tuple(
    SiteCollege(id=name, name=name, courses=()) for name in ("a", "a-b", "b", "a-b-a", "ab")
)
SITE = Site(fleet="f", url="http://127.0.0.1:8000", homes="/h", courses=(), colleges=COLLEGES)


@given(st.sampled_from(COLLEGES), st.text(alphabet="ab.-_@1 A/é", max_size=LONGEST + 2))
def test_a_username_says_whose_it_is(college, text):
    try:
        name = normalise_name(text)
    except ValueError:
        return
    assert normalise_name(name) == name
    assert "/" not in name
    assert name not in (".", "..")
    assert person_of(SITE, username(college.id, name)) == Person(college, name)


COLLEGE = st.sampled_from(COLLEGES)
IDENTITIES = st.one_of(
    st.emails(),
    st.text(alphabet="ab.-_@1+'A/é", min_size=1, max_size=LONGEST + 9),
    st.sampled_from(["a--b", "..", ".", "/", "a@b.c", "A@B.C", "x" * 300, "person", "\uff21@b.c"]),
)


@given(
    st.sampled_from(COLLEGES),
    IDENTITIES,
    st.sampled_from(COLLEGES),
    IDENTITIES,
    st.text(max_size=3),
)
def test_no_two_people_share_a_username(college, one, other_college, other, owner):
    name, second = name_for(one), name_for(other, owner=owner)
    assert person_of(SITE, username(college.id, name)) == Person(college, name)
    assert name.strip("._@-") == name
    assert "/" not in name
    assert len(name) <= LONGEST
    assert name_for(one) == name
    same = college == other_college and one.strip().lower() == other.strip().lower() and not owner
    assert (username(college.id, name) == username(other_college.id, second)) == same


@pytest.mark.parametrize(
    ("name", "staff"),
    [("ada@foothill.edu", True), ("ada", False), (name_for("o'hara@foothill.edu"), True)],
)
def test_beyond_a_trial_staff_is_known_by_the_whole_address(name, staff):
    college = SiteCollege(
        id="f",
        name="F",
        courses=(),
        staff=("Ada@Foothill.edu", "O'Hara@foothill.edu"),
        login={"kind": "roster"},
    )
    assert Person(college, name).is_staff is staff


@pytest.mark.parametrize("user", ["", "a", "a.", ".ada", "nobody.ada", "a...", "a.b/../c"])
def test_other_usernames_are_nobody(user):
    assert person_of(SITE, user) is None


@pytest.mark.parametrize(
    ("name", "staff"), [("ada@foothill.edu", True), ("ada", True), ("adam", False)]
)
def test_staff_is_known_by_address_or_its_first_part(name, staff):
    college = SiteCollege(id="f", name="F", courses=(), staff=("Ada@Foothill.edu",))
    assert Person(college, name).is_staff is staff


def test_signing_in_leads_to_the_colleges_page(running, visitor):
    someone = visitor()
    form = someone.get("/hub/foothill/login")
    assert "trial without passwords" in form.text
    assert "not isolated from each other" in form.text
    page = someone.sign_in("foothill", " Ada ", form)
    assert page.url.endswith("/hub/college/foothill")
    soup = BeautifulSoup(page.text, "html.parser")
    assert soup.select_one(".who strong").text == "ada"
    assert soup.select_one(".tag").text == "staff"
    page = someone.get("/hub/logout")
    assert page.url.endswith("/hub/courses")
    assert not BeautifulSoup(page.text, "html.parser").select(".who")


def test_the_same_name_at_two_colleges_is_two_people(running, visitor):
    for college in ("foothill", "de-anza"):
        someone = visitor()
        someone.sign_in(college, "kim")
        page = someone.get("/hub/token")
        assert f'user: "{college}.kim"' in page.text


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Please type a name."),
        ("   ", "Please type a name."),
        ("ada lovelace", "no spaces"),
        ("José", "no accents"),
        ("../ada", "Please use only letters"),
        (".", "Please use only letters"),
        ("ada.", "Please use only letters"),
        ("a/b", "Please use only letters"),
        ("100%s", "Please use only letters"),
        ("<script>", "Please use only letters"),
        ("a" * 65, "64 characters at most"),
    ],
)
def test_a_name_that_cannot_be_is_explained_on_the_form(running, visitor, name, says):
    page = visitor().sign_in("foothill", name)
    assert page.status_code == 400
    page.encoding = "utf-8"  # said in the page itself
    soup = BeautifulSoup(page.text, "html.parser")
    assert says in soup.select_one("[role=alert]").text
    assert soup.select_one("#username")["value"] == name.strip()
    assert "Traceback" not in page.text


def test_a_form_without_its_token_is_refused(running, visitor):
    someone = visitor()
    answer = someone.session.post(f"{running.url}/hub/foothill/login", data={"username": "eve"})
    assert answer.status_code == 403


def test_the_choice_of_a_college_keeps_where_one_was_heading(running, visitor):
    someone = visitor()
    link = "/hub/user-redirect/data8/git-pull?repo=x&urlpath=a%2Fb c&quote='\"<>"
    page = someone.get(f"/hub/login?next={quote(link)}")
    doors = BeautifulSoup(page.text, "html.parser").select(".doors a")
    assert [door.text for door in doors] == ["Foothill College", "De Anza College"]
    form = BeautifulSoup(someone.get(doors[1]["href"]).text, "html.parser").form
    assert form["action"] == f"/hub/de-anza/login?next={quote(link, safe='').replace('%20', '+')}"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "///evil.example"]
)
def test_signing_in_and_out_leads_nowhere_else(running, visitor, elsewhere):
    someone = visitor()
    form = someone.get("/hub/foothill/login", params={"next": elsewhere})
    assert someone.sign_in("foothill", "eve", form).url.startswith(f"{running.url}/hub/")
    for path in ("/hub/login", "/hub/foothill/login", "/hub/logout"):
        answer = someone.get(path, params={"next": elsewhere}, allow_redirects=False)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(("/hub/", "/%5C"))


def test_one_who_is_signed_in_elsewhere_is_asked_to_sign_out_first(running, visitor):
    someone = visitor()
    someone.sign_in("foothill", "ada")
    page = someone.get("/hub/de-anza/login?next=/hub/token")
    soup = BeautifulSoup(page.text, "html.parser")
    assert "at another college" in soup.h1.text
    form = someone.get(soup.select_one(".choices a")["href"])
    assert form.url.startswith(f"{running.url}/hub/de-anza/login")
    assert someone.sign_in("de-anza", "ada", form).url.endswith("/hub/token")


def test_a_single_college_needs_no_choice(hub_without_environment, visitor_of):
    hub = hub_without_environment
    site = hub.site()
    del site["colleges"][1:]
    hub.write_site(site)
    hub.start()
    page = visitor_of(hub).get("/hub/login?next=/hub/token")
    assert page.url.endswith("/hub/foothill/login?next=%2Fhub%2Ftoken")


def test_a_long_list_of_colleges_has_a_box_to_narrow_it(hub_without_environment, visitor_of):
    hub = hub_without_environment
    site = hub.site()
    site["colleges"] = [
        {"id": f"college-{number}", "name": f"College {number}", "courses": ["data8"]}
        for number in range(100)
    ]
    hub.write_site(site)
    hub.start()
    soup = BeautifulSoup(visitor_of(hub).get("/").text, "html.parser")
    assert len(soup.select(".doors a")) == 100
    assert soup.select_one("label[for=filter]")
