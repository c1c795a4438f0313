"""Whom Google, GitHub and CILogon vouch for, in the shapes of their answers; and what is asked."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from tornado.web import HTTPError

from coursekit.hub.identity import NotLetInError, of_github, of_lti, of_oidc
from coursekit.hub.oauth import settings
from coursekit.hub.register import Register
from coursekit.hub.site import SiteCollege

SECRET = {"env": "NORTH_SECRET"}
IDP = "https://idp.north.edu/shibboleth"
LOGINS: dict[str, dict[str, Any]] = {
    "google": {"kind": "google", "client_id": "abc", "secret": SECRET},
    "github": {"kind": "github", "client_id": "abc", "secret": SECRET},
    "cilogon": {"kind": "cilogon", "client_id": "abc", "secret": SECRET, "idp": IDP},
}
GOOGLE = {
    "id": "100000000000000000001",
    "email": "Kim@north.edu",
    "verified_email": True,
    "hd": "north.edu",
    "picture": "https://example.com/kim.png",
}
GITHUB = {"login": "kim", "id": 101, "node_id": "U_1", "email": None, "name": "Kim"}
EMAILS = [
    {"email": "kim@example.com", "primary": True, "verified": True, "visibility": "public"},
    {"email": "kim@north.edu", "primary": False, "verified": True, "visibility": None},
]
CILOGON = {
    "sub": "http://cilogon.org/serverA/users/1001",
    "idp": IDP,
    "idp_name": "North College",
    "eppn": "kim@north.edu",
    "email": "kim@north.edu",
    "given_name": "Kim",
}


def sign_in(tmp_path: Path, kind: str, info: dict[str, Any], emails: object = None) -> str:
    """Sign in with the real authenticator, whose provider has answered; return the name."""
    login = {**LOGINS[kind], **({"organizations": ["north"]} if emails == "member" else {})}
    college = SiteCollege(
        id="north", name="North College", courses=(), domains=("north.edu",), login=login
    )
    class_, config = settings(
        college, college.login, "https://hub.north.edu", "secret", Register(tmp_path)
    )
    authenticator = class_(college=college, manage_groups=True, **config)

    async def token_to_user(token: object) -> dict[str, Any]:
        return dict(info)

    async def httpfetch(url: str, **more: object) -> object:
        assert url == "https://api.github.com/user/emails"
        return EMAILS if emails is None else emails

    authenticator.token_to_user = token_to_user
    authenticator.httpfetch = httpfetch
    token = {"access_token": "token", "token_type": "bearer"}

    async def all_of_it() -> str:
        model = await authenticator._token_to_auth_model(token)
        assert authenticator.check_blocked_users(model["name"], model)
        assert await authenticator.check_allowed(model["name"], model)
        assert not model["admin"]
        return str(model["name"])

    return asyncio.run(all_of_it())


@pytest.mark.parametrize(
    ("kind", "info"), [("google", GOOGLE), ("github", GITHUB), ("cilogon", CILOGON)]
)
def test_a_person_of_the_college_is_known_by_the_colleges_address(
    tmp_path: Path, kind: str, info: dict[str, Any]
) -> None:
    assert sign_in(tmp_path, kind, info) == "kim@north.edu"


@pytest.mark.parametrize(
    ("kind", "change", "says"),
    [
        ("google", {"email": "kim@south.edu"}, "not an address of north.edu"),
        ("google", {"email": "kim@south.edu", "hd": "north.edu"}, "not an address of north.edu"),
        ("google", {"email": "kim@notnorth.edu"}, "not an address of north.edu"),
        ("google", {"email": "kim@sub.north.edu"}, "not an address of north.edu"),
        ("google", {"hd": None}, "is a private Google account"),
        ("google", {"verified_email": False}, "has not verified the address"),
        ("google", {"verified_email": "true"}, "has not verified the address"),
        ("google", {"verified_email": None}, "has not verified the address"),
        ("google", {"id": None}, "did not say who you are"),
        ("google", {"email": None}, "did not tell your e-mail address"),
        ("github", {"id": None}, "did not say who you are"),
        ("cilogon", {"idp": "https://idp.south.edu/shibboleth"}, "at another institution"),
        ("cilogon", {"idp": None}, "at another institution"),
        ("cilogon", {"email": "kim@south.edu"}, "not an address of north.edu"),
        ("cilogon", {"email": None}, "did not tell your e-mail address"),
        ("cilogon", {"sub": ""}, "did not say who you are"),
    ],
)
def test_others_are_told_why_not(
    tmp_path: Path, kind: str, change: dict[str, Any], says: str
) -> None:
    info = {"google": GOOGLE, "github": GITHUB, "cilogon": CILOGON}[kind]
    with pytest.raises(HTTPError) as raised:
        sign_in(tmp_path, kind, {**info, **change})
    assert raised.value.status_code == 403
    assert says in str(raised.value.log_message)


@pytest.mark.parametrize(
    "emails",
    [
        [],
        EMAILS[:1],
        [{**EMAILS[1], "verified": False}],
        [{**EMAILS[1], "email": "kim@north.edu.example.com"}],
    ],
)
def test_github_accounts_need_a_verified_address_of_the_college(
    tmp_path: Path, emails: list[dict[str, Any]]
) -> None:
    with pytest.raises(HTTPError) as raised:
        sign_in(tmp_path, "github", {**GITHUB, "email": "kim@north.edu"}, emails)
    assert "no verified address of north.edu" in str(raised.value.log_message)


def test_github_organizations() -> None:
    assert of_github(GITHUB, [], (), member=True).known_as == "kim"
    assert of_github(GITHUB, EMAILS, ("north.edu",), member=True).known_as == "kim@north.edu"
    with pytest.raises(NotLetInError, match="not a member"):
        of_github(GITHUB, EMAILS, ("north.edu",), member=False)


def test_no_one_is_known_by_an_address_that_nobody_verified() -> None:
    claims = {"sub": "1@evil", "preferred_username": "ada@north.edu", "email": "ada@north.edu"}
    assert "@" not in of_oidc(claims, "https://id.north.edu", (), everyone=True).known_as
    assert "@" not in of_github({**GITHUB, "login": "a@b.c"}, [], (), member=True).known_as
    assert "@" not in of_lti({"sub": "a@north.edu"}, "https://lms.north.edu", ()).known_as
    with pytest.raises(NotLetInError):
        of_oidc({**claims, "email_verified": True}, "https://id", (), everyone=False)


@pytest.mark.parametrize("kind", LOGINS)
def test_what_is_asked_of_the_provider(tmp_path: Path, kind: str) -> None:
    college = SiteCollege(
        id="north", name="North", courses=(), domains=("north.edu",), login=LOGINS[kind]
    )
    class_, config = settings(college, college.login, "https://h", "secret", Register(tmp_path))
    authenticator = class_(college=college, manage_groups=True, **config)
    assert authenticator.get_callback_url() == "https://h/hub/north/oauth_callback"
    assert authenticator.client_id == "abc"
    assert authenticator.client_secret == "secret"
    assert authenticator.enable_pkce
    assert not authenticator.allow_all
    wanted = {
        "google": ("https://accounts.google.com/o/oauth2/v2/auth", ["openid", "email"]),
        "github": ("https://github.com/login/oauth/authorize", ["user:email"]),
        "cilogon": (
            "https://cilogon.org/authorize",
            ["openid", "email", "org.cilogon.userinfo", "profile"],
        ),
    }
    assert (authenticator.authorize_url, authenticator.scope) == wanted[kind]
    asked = authenticator.extra_authorize_params
    assert (
        asked
        == {
            "google": {"prompt": "select_account", "hd": "north.edu"},
            "github": {},
            "cilogon": {"selected_idp": IDP},
        }[kind]
    )


def test_the_register_keeps_names_apart(tmp_path: Path) -> None:
    register = Register(tmp_path / "names")
    assert register.name("north", "google 1", "kim@north.edu") == "kim@north.edu"
    assert register.name("north", "google 1", "kimberly@north.edu") == "kim@north.edu"
    second = register.name("north", "google 2", "kim@north.edu")
    assert second.startswith("kim@north.edu--")
    assert register.name("south", "google 2", "kim@north.edu") == "kim@north.edu"
    assert Register(tmp_path / "names").name("north", "google 2", "x@north.edu") == second
    assert (tmp_path / "names" / "north.json").stat().st_mode & 0o777 == 0o600
