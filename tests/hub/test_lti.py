"""LTI 1.3 launches, signed on this machine: good ones, and each way in which one can be bad."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.hub.conftest import Hub, Visitor, alert, make_hub

ISSUER = "https://canvas.example.com"
CLAIM = "https://purl.imsglobal.org/spec/lti/claim"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def platform() -> Iterator[str]:
    """The public half of the platform's key, where the hub looks for it."""
    public = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
    keys = json.dumps({"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(keys.encode())

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, release: Path, platform: str) -> Iterator[Hub]:
    hub = make_hub(tmp_path_factory.mktemp("hub"), release, Path("/nowhere"))
    site = hub.site()
    login = {
        "kind": "lti13",
        "issuer": ISSUER,
        "client_id": "10000000000001",
        "authorize_url": f"{platform}/authorize",
        "jwks_url": f"{platform}/jwks",
    }
    foothill, de_anza = site["colleges"]
    foothill |= {"login": login, "domains": ["foothill.edu"]}
    de_anza |= {"login": {**login, "client_id": "10000000000002"}}
    hub.write_site(site)
    hub.start()
    yield hub
    hub.engine.stop()


def begin(visitor: Visitor, college: str, link: str = "", iss: str = ISSUER) -> requests.Response:
    """Do the platform's first step; the answer is the hub's question."""
    data = {
        "iss": iss,
        "login_hint": "kim",
        "target_link_uri": link or f"{visitor.url}/hub",
        "lti_message_hint": "hint",
    }
    address = f"{visitor.url}/hub/{college}/lti13/oauth_login"
    return visitor.session.post(address, data=data, allow_redirects=False, timeout=30)


def question(answer: requests.Response) -> dict[str, str]:
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {key: value for key, (value,) in query.items()}


def claims(asked: dict[str, str], **change: Any) -> dict[str, Any]:
    now = int(time.time())
    made = {
        "iss": ISSUER,
        "aud": asked["client_id"],
        "sub": "a6d5c443-1f51-4783-ba1a-7686ffe3b54a",
        "exp": now + 300,
        "iat": now,
        "nonce": asked["nonce"],
        "email": "kim@foothill.edu",
        f"{CLAIM}/version": "1.3.0",
        f"{CLAIM}/message_type": "LtiResourceLinkRequest",
        f"{CLAIM}/deployment_id": "1:a",
        f"{CLAIM}/target_link_uri": "https://hub.example.com/hub",
        f"{CLAIM}/roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
        f"{CLAIM}/resource_link": {"id": "link"},
    }
    return {key: value for key, value in {**made, **change}.items() if value is not None}


def launch(
    visitor: Visitor, college: str, asked: dict[str, str], token: str, **more: Any
) -> requests.Response:
    address = f"{visitor.url}/hub/{college}/lti13/oauth_callback"
    data = {"state": asked["state"], "id_token": token}
    return visitor.session.post(address, data=data, timeout=30, **more)


def sign(made: dict[str, Any], key: Any = KEY, alg: str = "RS256", kid: str = "one") -> str:
    return jwt.encode(made, key, algorithm=alg, headers={"kid": kid})


def test_a_launch_opens_the_link(hub: Hub) -> None:
    visitor = Visitor(hub.url)
    asked = question(begin(visitor, "foothill", f"{hub.url}/hub/token"))
    assert asked["redirect_uri"] == f"{hub.url}/hub/foothill/lti13/oauth_callback"
    assert asked["client_id"] == "10000000000001"
    assert asked["response_mode"] == "form_post"
    assert asked["lti_message_hint"] == "hint"
    page = launch(visitor, "foothill", asked, sign(claims(asked)))
    assert page.url == f"{hub.url}/hub/token"
    assert 'user: "foothill.kim@foothill.edu"' in page.text


def test_a_launch_of_no_link_in_particular_opens_the_colleges_page(hub: Hub) -> None:
    visitor = Visitor(hub.url)
    asked = question(begin(visitor, "foothill"))
    page = launch(visitor, "foothill", asked, sign(claims(asked)))
    assert page.url == f"{hub.url}/hub/college/foothill"


def test_a_platform_that_keeps_the_address_private(hub: Hub) -> None:
    visitor = Visitor(hub.url)
    asked = question(begin(visitor, "de-anza"))
    page = launch(visitor, "de-anza", asked, sign(claims(asked, email=None)))
    assert page.status_code == 200
    name = visitor.api("GET", "/user").json()["name"]
    assert name.startswith("de-anza.person-a6d5c443")
    assert visitor.api("GET", "/user").json()["groups"] == ["de-anza"]


NOW = int(time.time())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"exp": NOW - 60}, "expired"),
        ({"iat": NOW - 3600}, "too long ago"),
        ({"aud": "10000000000002"}, "not good"),
        ({"aud": ["10000000000001", "x"], "azp": "x"}, "azp"),
        ({"iss": "https://evil.example"}, "not good"),
        ({"nonce": "another"}, "not begun in this browser"),
        ({"nonce": None}, "nonce"),
        ({"exp": None}, "exp"),
        ({f"{CLAIM}/version": "1.1"}, "version"),
        ({f"{CLAIM}/message_type": "Other"}, "message_type"),
        ({"email": "kim@elsewhere.edu"}, "is not an address of foothill.edu"),
        ({"email": None}, "did not tell your e-mail address"),
        ({"sub": None}, "did not say who you are"),
    ],
)
def test_a_launch_that_is_not_good(hub: Hub, change: dict[str, Any], says: str) -> None:
    visitor = Visitor(hub.url)
    asked = question(begin(visitor, "foothill"))
    page = launch(visitor, "foothill", asked, sign(claims(asked, **change)))
    assert page.status_code in (400, 403)
    assert says in alert(page)
    assert visitor.get("/hub/api/user").status_code == 403


def forged(how: str, made: dict[str, Any]) -> str:
    def part(data: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()

    return {
        "another key": sign(made, OTHER_KEY),
        "another key's name": sign(made, OTHER_KEY, kid="two"),
        "no signature": f"{part({'alg': 'none', 'kid': 'one'})}.{part(made)}.",
        "a shared secret": sign(made, "x" * 32, "HS256"),
        "other content": ".".join(
            [sign(made).split(".")[0], part({**made, "sub": "eve"}), sign(made).split(".")[2]]
        ),
        "not a token": "abc",
    }[how]


@pytest.mark.parametrize(
    "how",
    [
        "another key",
        "another key's name",
        "no signature",
        "a shared secret",
        "other content",
        "not a token",
    ],
)
def test_a_forged_launch(hub: Hub, how: str) -> None:
    visitor = Visitor(hub.url)
    asked = question(begin(visitor, "foothill"))
    page = launch(visitor, "foothill", asked, forged(how, claims(asked)))
    assert page.status_code == 400
    assert "not good" in alert(page)
    assert visitor.get("/hub/api/user").status_code == 403


def test_a_launch_is_good_once(hub: Hub) -> None:
    visitor = Visitor(hub.url)
    asked = question(begin(visitor, "foothill"))
    kept = dict(visitor.session.cookies)
    token = sign(claims(asked))
    assert launch(visitor, "foothill", asked, token).status_code == 200
    for thief in (Visitor(hub.url), visitor):
        thief.session.cookies.clear()
        for name, value in kept.items():
            if name.startswith("lti13"):
                thief.session.cookies.set(name, value, domain="127.0.0.1", path="/")
        page = launch(thief, "foothill", asked, token)
        assert page.status_code == 400
        assert "was used already" in alert(page)


def test_a_launch_in_another_browser(hub: Hub) -> None:
    eve, victim = Visitor(hub.url), Visitor(hub.url)
    asked = question(begin(eve, "foothill"))
    page = launch(victim, "foothill", asked, sign(claims(asked)))
    assert page.status_code == 400
    assert "not begun in this browser" in alert(page)


def test_a_launch_of_another_college(hub: Hub) -> None:
    visitor = Visitor(hub.url)
    asked = question(begin(visitor, "de-anza"))
    page = launch(visitor, "foothill", asked, sign(claims(asked)))
    assert page.status_code == 400
    assert visitor.get("/hub/api/user").status_code == 403


def test_another_platform_cannot_begin(hub: Hub) -> None:
    assert begin(Visitor(hub.url), "foothill", iss="https://evil.example").status_code == 400


@pytest.mark.parametrize(
    "link", ["https://evil.example/a", "//evil.example", "https:/\\evil.example", "/\\evil.example"]
)
def test_a_launch_leads_nowhere_else(hub: Hub, link: str) -> None:
    visitor = Visitor(hub.url)
    asked = question(begin(visitor, "foothill", link))
    answer = launch(visitor, "foothill", asked, sign(claims(asked)), allow_redirects=False)
    assert answer.status_code == 302
    there = answer.headers["Location"]
    assert there.startswith("/")
    assert not there.startswith(("//", "/\\"))


def test_the_door_says_where_the_way_in_is(hub: Hub) -> None:
    page = Visitor(hub.url).get("/hub/foothill/login")
    assert "learning management system" in page.text
