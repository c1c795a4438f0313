"""A college under a host name of its own: its own door, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from bs4 import BeautifulSoup
from oidc_provider_mock import run_server_in_thread

from coursekit.spec.login import own_address
from tests.hub.conftest import Hub, Visitor, make_hub

HOST = "data8.localhost"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, release: Path) -> Iterator[Hub]:
    hub = make_hub(tmp_path_factory.mktemp("hub"), release, Path("/nowhere"))
    with run_server_in_thread() as server:
        secret = hub.root / "oidc.secret"
        secret.write_text("not-a-real-secret")
        secret.chmod(0o600)
        site = hub.site()
        site["colleges"][0] |= {
            "host": HOST,
            "domains": ["foothill.edu"],
            "login": {
                "kind": "oidc",
                "issuer": f"http://localhost:{server.server_port}",
                "client_id": "abc",
                "secret": {"file": str(secret)},
            },
        }
        hub.write_site(site)
        hub.start()
        yield hub
        hub.engine.stop()


def at_host(hub: Hub, path: str) -> requests.Response:
    """Ask for a page under the college's name, without following where it leads."""
    port = hub.url.rpartition(":")[2]
    return Visitor(hub.url).get(path, headers={"Host": f"{HOST}:{port}"}, allow_redirects=False)


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/hub/", "/hub/college/foothill"),
        ("/hub/courses", "/hub/college/foothill"),
        ("/hub/login", "/hub/foothill/login"),
        ("/hub/login?next=/hub/token", "/hub/foothill/login?next=%2Fhub%2Ftoken"),
    ],
)
def test_its_host_leads_to_its_own_door(hub: Hub, path: str, leads_to: str) -> None:
    answer = at_host(hub, path)
    assert answer.status_code == 302
    assert answer.headers["Location"] == leads_to


def test_its_front_page_shows_no_other_college(hub: Hub) -> None:
    page = BeautifulSoup(at_host(hub, "/hub/college/foothill").text, "html.parser")
    doors = [link["href"] for link in page.select("main a") if "login" in link["href"]]
    assert doors
    assert all(door.startswith("/hub/foothill/login") for door in doors)
    assert "De Anza" not in page.text
    assert "All colleges" not in page.text


def test_the_hubs_own_address_shows_them_all(hub: Hub) -> None:
    page = Visitor(hub.url).get("/")
    assert "De Anza College" in page.text
    assert "Foothill College" in page.text


def test_a_sign_in_begins_where_the_provider_sends_people_back_to(hub: Hub) -> None:
    back = own_address(hub.url, HOST)
    visitor = Visitor(hub.url)
    answer = visitor.get("/hub/foothill/oauth_login?next=/hub/token", allow_redirects=False)
    assert answer.headers["Location"] == f"{back}/hub/foothill/oauth_login?next=/hub/token"
    answer = at_host(hub, "/hub/foothill/oauth_login")
    assert f"redirect_uri={back}/hub/foothill/oauth_callback".replace(":", "%3A").replace(
        "/", "%2F"
    ) in answer.headers["Location"].replace(":", "%3A").replace("/", "%2F")


@pytest.mark.parametrize(
    ("url", "host", "own"),
    [
        ("https://hub.example.edu", None, "https://hub.example.edu"),
        ("https://hub.example.edu", "data8.north.edu", "https://data8.north.edu"),
        ("http://127.0.0.1:8000", "north.localhost", "http://north.localhost:8000"),
    ],
)
def test_own_addresses(url: str, host: str | None, own: str) -> None:
    assert own_address(url, host) == own
