"""Signing in through a real OpenID Connect provider on this machine, over HTTP."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit, urlunsplit

import pytest
import requests
from oidc_provider_mock import run_server_in_thread

from coursekit.engines.process import Runner, processes_of
from tests.hub.conftest import Hub, Visitor, alert, make_hub

SECRET = "not-a-real-secret"
PEOPLE = {
    "1": {"email": "kim@foothill.edu", "email_verified": True},
    "2": {"email": "sam@students.foothill.edu", "email_verified": True},
    "3": {"email": "eve@foothill.edu", "email_verified": False},
    "4": {"email": "eve@foothill.edu"},
    "5": {"email": "eve@elsewhere.edu", "email_verified": True},
    "6": {"email": "eve@evilfoothill.edu", "email_verified": True},
    "7": {"email_verified": True, "preferred_username": "ada@foothill.edu"},
    "8": {"email": "ada@foothill.edu", "email_verified": True},
    "9": {"email": "eve@foothill.edu", "email_verified": "false"},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread() as server:
        address = f"http://localhost:{server.server_port}"
        session = requests.Session()
        session.trust_env = False
        for sub, claims in PEOPLE.items():
            session.put(f"{address}/users/{sub}", json=claims, timeout=10).raise_for_status()
        yield address


@pytest.fixture(scope="module")
def posing(provider: str) -> Iterator[str]:
    """Something that answers with another provider's description."""
    description = f"{provider}/.well-known/openid-configuration"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            session = requests.Session()
            session.trust_env = False
            self.send_response(200)
            self.end_headers()
            self.wfile.write(session.get(description, timeout=10).content)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def hub(
    tmp_path_factory: pytest.TempPathFactory, release: Path, provider: str, posing: str
) -> Iterator[Hub]:
    hub = make_hub(tmp_path_factory.mktemp("hub"), release, Path("/nowhere"))
    secret = hub.root / "oidc.secret"
    secret.write_text(SECRET)
    secret.chmod(0o600)
    site = hub.site()
    login = {
        "kind": "oidc",
        "issuer": provider,
        "client_id": "abc",
        "secret": {"file": str(secret)},
    }
    foothill, de_anza = site["colleges"]
    foothill |= {"login": login, "domains": ["foothill.edu", "students.foothill.edu"]}
    by_variable = {**login, "everyone": True, "secret": {"env": "DE_ANZA_SECRET"}}
    de_anza |= {"login": by_variable, "staff": ["ada@foothill.edu"]}
    site["colleges"] += [
        {
            "id": "lost",
            "name": "Lost College",
            "courses": [],
            "domains": ["lost.edu"],
            "login": {**login, "secret": {"file": str(hub.root / "none")}},
        },
        {
            "id": "mute",
            "name": "Mute College",
            "courses": [],
            "domains": ["mute.edu"],
            "login": {**login, "issuer": "http://localhost:9"},
        },
        {
            "id": "posing",
            "name": "Posing College",
            "courses": [],
            "domains": ["posing.edu"],
            "login": {**login, "issuer": posing},
        },
    ]
    hub.write_site(site)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DE_ANZA_SECRET", SECRET)
        hub.start()
    yield hub
    hub.engine.stop()


def begin(visitor: Visitor, college: str, then: str = "") -> requests.Response:
    page = visitor.get(f"/hub/{college}/login", params={"next": then} if then else None)
    assert "/oauth2/authorize" in page.url, page.text
    return page


def allow(visitor: Visitor, page: requests.Response, sub: str, **more) -> requests.Response:
    """Sign in with the provider as one of its people."""
    return visitor.session.post(page.url, data={"sub": sub}, timeout=30, **more)


@pytest.mark.parametrize("sub", ["1", "2"])
def test_from_the_link_through_the_provider_to_where_one_was_heading(hub: Hub, sub: str) -> None:
    visitor = Visitor(hub.url)
    page = begin(visitor, "foothill", "/hub/token")
    asked = {key: value for key, (value,) in parse_qs(urlsplit(page.url).query).items()}
    assert asked["redirect_uri"] == f"{hub.url}/hub/foothill/oauth_callback"
    assert asked["code_challenge_method"] == "S256"
    page = allow(visitor, page, sub)
    assert page.url == f"{hub.url}/hub/token"
    assert f'user: "foothill.{PEOPLE[sub]["email"]}"' in page.text


@pytest.mark.parametrize(
    ("sub", "says"),
    [
        ("3", "eve@foothill.edu is not verified"),
        ("4", "eve@foothill.edu is not verified"),
        ("9", "eve@foothill.edu is not verified"),
        ("5", "eve@elsewhere.edu is not an address of foothill.edu"),
        ("6", "eve@evilfoothill.edu is not an address of foothill.edu"),
        ("7", "did not tell your e-mail address"),
    ],
)
def test_who_is_not_of_the_college_is_told_why(hub: Hub, sub: str, says: str) -> None:
    visitor = Visitor(hub.url)
    page = allow(visitor, begin(visitor, "foothill"), sub)
    assert page.status_code == 403
    assert says in alert(page)
    assert visitor.get("/hub/api/user").status_code == 403


def test_everyone_of_a_providers_may_enter_where_the_college_says_so(hub: Hub) -> None:
    visitor = Visitor(hub.url)
    page = allow(visitor, begin(visitor, "de-anza"), "5")
    assert page.url.endswith("/hub/college/de-anza")


def test_a_name_that_anybody_can_choose_makes_nobody_staff(hub: Hub) -> None:
    eve = Visitor(hub.url)
    allow(eve, begin(eve, "de-anza"), "7")
    assert eve.api("GET", "/user").json()["groups"] == ["de-anza"]
    ada = Visitor(hub.url)
    allow(ada, begin(ada, "de-anza"), "8")
    assert ada.api("GET", "/user").json()["groups"] == ["de-anza.staff"]
    assert ada.api("GET", "/user").json()["name"] == "de-anza.ada@foothill.edu"


def test_a_person_keeps_the_name_when_the_address_changes(hub: Hub, provider: str) -> None:
    def name(sub: str, email: str) -> str:
        session = requests.Session()
        session.trust_env = False
        claims = {"email": email, "email_verified": True}
        session.put(f"{provider}/users/{sub}", json=claims, timeout=10).raise_for_status()
        visitor = Visitor(hub.url)
        page = allow(visitor, begin(visitor, "foothill"), sub)
        assert page.status_code == 200, page.text
        return visitor.api("GET", "/user").json()["name"]

    assert name("20", "max@foothill.edu") == "foothill.max@foothill.edu"
    assert name("20", "maxine@foothill.edu") == "foothill.max@foothill.edu"
    another = name("21", "max@foothill.edu")
    assert another.startswith("foothill.max@foothill.edu--")
    assert name("21", "max@foothill.edu") == another


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(hub: Hub) -> None:
    eve, victim = Visitor(hub.url), Visitor(hub.url)
    answer = allow(eve, begin(eve, "foothill"), "1", allow_redirects=False)
    page = victim.get(answer.headers["Location"])
    assert page.status_code == 400
    assert "not begun in this browser" in alert(page)
    begin(victim, "foothill")
    page = victim.get(answer.headers["Location"])
    assert page.status_code == 400
    assert victim.get("/hub/api/user").status_code == 403


def test_an_answer_is_good_once(hub: Hub) -> None:
    visitor = Visitor(hub.url)
    answer = allow(visitor, begin(visitor, "foothill"), "1", allow_redirects=False)
    assert visitor.get(answer.headers["Location"]).status_code == 200
    other = Visitor(hub.url)
    begin(other, "foothill")
    assert other.get(answer.headers["Location"]).status_code == 400


def test_an_answer_for_one_college_opens_no_other(hub: Hub) -> None:
    eve = Visitor(hub.url)
    answer = allow(eve, begin(eve, "de-anza"), "5", allow_redirects=False)
    address = answer.headers["Location"].replace("/hub/de-anza/", "/hub/foothill/")
    page = eve.get(address)
    assert page.status_code >= 400
    assert eve.get("/hub/api/user").status_code == 403


def test_who_declines_is_told_so(hub: Hub) -> None:
    visitor = Visitor(hub.url)
    page = begin(visitor, "foothill")
    page = visitor.session.post(page.url, data={"action": "deny"}, timeout=30)
    assert page.status_code == 400
    assert visitor.get("/hub/api/user").status_code == 403


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(hub: Hub, elsewhere: str) -> None:
    visitor = Visitor(hub.url)
    page = visitor.get("/hub/foothill/oauth_login", params={"next": elsewhere})
    answer = allow(visitor, page, "1", allow_redirects=False)
    answer = visitor.get(answer.headers["Location"], allow_redirects=False)
    assert answer.status_code == 302
    parts = urlsplit(answer.headers["Location"])
    assert urlunsplit(("", "", *parts[2:])) == answer.headers["Location"]
    assert not answer.headers["Location"].startswith("//")


@pytest.mark.parametrize(
    ("college", "says"),
    [
        ("lost", "is not set up yet"),
        ("mute", "its sign-in does not answer"),
        ("posing", "its sign-in does not answer"),
    ],
)
def test_what_the_operator_has_to_mend_is_no_riddle_to_students(
    hub: Hub, college: str, says: str
) -> None:
    page = Visitor(hub.url).get(f"/hub/{college}/login")
    assert page.status_code == 503
    assert says in alert(page)
    assert str(hub.root) not in page.text


def test_the_secret_is_in_no_file_but_its_own(hub: Hub) -> None:
    for path in hub.root.rglob("*"):
        if path.is_file() and path.name != "oidc.secret":
            assert SECRET.encode() not in path.read_bytes(), path


def test_nothing_that_the_hub_starts_inherits_a_secret(hub: Hub) -> None:
    (main,) = processes_of(hub.state, "hub")
    assert SECRET in main.environ().values()
    children = main.children(recursive=True)
    assert children
    for process in children:
        assert SECRET not in process.environ().values(), process


def test_engines_do_not_inherit_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DE_ANZA_SECRET", SECRET)
    runner = Runner(tmp_path, tmp_path, secrets=frozenset({"DE_ANZA_SECRET"}))
    assert SECRET not in runner.environment().values()
    code = "import os, sys; sys.exit('DE_ANZA_SECRET' in os.environ)"
    assert runner.run([sys.executable, "-c", code], name="look", cwd=tmp_path).status == 0
