"""A hub whose proxy fetches its certificate from a real ACME authority (Pebble)."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.engines import need
from tests.hub.conftest import Hub, Visitor, make_hub
from tests.tls import tls_server


@dataclass(frozen=True)
class Authority:
    """Where the authority's directory is, what that is known by, and its root certificate."""

    directory: str
    ca: Path
    root: str


def ports(count: int) -> list[int]:
    """Return ports that nothing listens on."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    found = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return found


@pytest.fixture(scope="module")
def hub_port() -> int:
    return ports(1)[0]


@pytest.fixture(scope="module")
def authority(hub_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """Pebble, which asks for its proof at the hub's port."""
    need("pebble")
    place = tmp_path_factory.mktemp("pebble")
    with tls_server(place):
        pass  # for its key and certificates
    api, management, http = ports(3)
    settings = {
        "listenAddress": f"127.0.0.1:{api}",
        "managementListenAddress": f"127.0.0.1:{management}",
        "certificate": str(place / "cert.pem"),
        "privateKey": str(place / "key.pem"),
        "httpPort": http,
        "tlsPort": hub_port,
    }
    (place / "pebble.json").write_text(json.dumps({"pebble": settings}))
    env = {**os.environ, "PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0"}
    log = (place / "log").open("wb")
    child = subprocess.Popen(
        ["pebble", "-config", place / "pebble.json"], env=env, stdout=log, stderr=log
    )
    try:
        root = f"https://127.0.0.1:{management}/roots/0"
        for _ in range(100):
            try:
                text = requests.get(root, verify=str(place / "ca.pem"), timeout=5).text
                break
            except requests.ConnectionError:
                time.sleep(0.1)
        (place / "root.pem").write_text(text)
        directory = f"https://127.0.0.1:{api}/dir"
        yield Authority(directory, place / "ca.pem", str(place / "root.pem"))
    finally:
        child.terminate()
        child.wait()


@pytest.fixture(scope="module")
def hub(
    authority: Authority, hub_port: int, release: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hub]:
    hub = make_hub(tmp_path_factory.mktemp("hub"), release, Path("/nowhere"))
    hub.url = f"https://localhost:{hub_port}"
    acme = {"email": "it@college.example", "directory": authority.directory}
    hub.write_site(hub.site() | {"url": hub.url, "acme": acme | {"ca": str(authority.ca)}})
    hub.start()
    yield hub
    hub.engine.stop()


def visitor(hub: Hub, authority: Authority) -> Visitor:
    """Return somebody who trusts the authority, once the proxy shows a certificate of it.

    Until it has one, or has read the one that it has, it shows one of its own making.
    """
    someone = Visitor(hub.url)
    someone.session.verify = authority.root
    until = time.monotonic() + 60
    while True:
        try:
            someone.get("/")
        except requests.exceptions.SSLError:
            assert time.monotonic() < until, "no certificate of the authority's"
            time.sleep(0.5)
        else:
            return someone


def kept_certificates(hub: Hub) -> list[object]:
    """Return what the proxy has kept, once that is written: it shows a certificate before."""
    until = time.monotonic() + 30
    while True:
        text = (hub.state / "hub" / "certificates.json").read_text("utf-8")
        if text and (found := json.loads(text)["acme"]["Certificates"]):
            return list(found)
        assert time.monotonic() < until, "no certificate was kept"
        time.sleep(0.2)


def test_the_proxy_gets_its_certificate_and_people_sign_in(hub: Hub, authority: Authority) -> None:
    someone = visitor(hub, authority)
    assert someone.get("/").status_code == 200
    assert someone.sign_in("foothill", "kim").url.endswith("/hub/college/foothill")


def test_cookies_are_for_https_only(hub: Hub, authority: Authority) -> None:
    someone = visitor(hub, authority)
    someone.sign_in("foothill", "kim")
    own = [one for one in someone.session.cookies if one.name.startswith("jupyterhub-hub-login")]
    assert own
    assert all(one.secure for one in own)


def test_the_key_is_for_the_hubs_account_alone(hub: Hub) -> None:
    (kept,) = (hub.state / "hub").glob("certificates.json")
    assert kept.stat().st_mode & 0o077 == 0


def test_a_hub_that_starts_again_has_its_certificate(hub: Hub, authority: Authority) -> None:
    before = kept_certificates(hub)
    hub.engine.stop()
    hub.start()
    someone = visitor(hub, authority)
    assert someone.get("/").status_code == 200
    assert kept_certificates(hub) == before
