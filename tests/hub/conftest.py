"""A real JupyterHub behind a real traefik, with a small release, and people who visit it."""

from __future__ import annotations

import html
import json
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
import requests
from bs4 import BeautifulSoup

from coursekit.engines.jupyterhub import JupyterHub
from coursekit.engines.process import Runner, processes_of

PASSWORD = "correct horse battery"

CONFIG = """\
from pathlib import Path

from coursekit.engines.git_http import GitHttp
from coursekit.hub.configure import configure
from coursekit.pipeline.servers import ServerNurseries

state = Path({state!r})
nurseries = ServerNurseries(state)
configure(c, Path({site!r}), state, git=GitHttp(state), nurseries=nurseries)  # noqa: F821
"""


@dataclass
class Hub:
    """A hub in a folder of its own."""

    root: Path
    url: str
    engine: JupyterHub

    @property
    def state(self) -> Path:
        return self.root / "state"

    @property
    def site_file(self) -> Path:
        return self.root / "site.json"

    def site(self) -> dict[str, Any]:
        return json.loads(self.site_file.read_text())

    def write_site(self, site: dict[str, Any]) -> None:
        new = self.site_file.with_suffix(".new")
        new.write_text(json.dumps(site))
        new.replace(self.site_file)

    def start(self) -> int:
        return self.engine.start(self.root / "jupyterhub_config.py", self.url)

    def link(self, path: str) -> str:
        query = {"repo": f"{self.url}/hub/git/data8", "urlpath": f"notebooks/data8/{path}"}
        return f"{self.url}/hub/user-redirect/data8/git-pull?{urlencode(query)}&branch=main"

    def roles(self) -> set[str]:
        found = ("hub", "proxy", "server", "git")
        return {role for role in found if processes_of(self.state, role)}


@dataclass
class Visitor:
    """Somebody with a browser: cookies, redirects, forms."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.trust_env = False

    def get(self, address: str, **more: Any) -> requests.Response:
        return self.session.get(urljoin(self.url, address), timeout=60, **more)

    def sign_in(
        self, college: str, name: str, page: requests.Response | None = None
    ) -> requests.Response:
        """Fill in the form of ``page``, or of the college's own sign-in."""
        page = page if page is not None else self.get(f"/hub/{college}/login")
        action = html.unescape(found(r'action="([^"]+)"', page.text))
        xsrf = found(r'name="_xsrf" value="([^"]+)"', page.text)
        return self.session.post(
            urljoin(self.url, action), data={"username": name, "_xsrf": xsrf}, timeout=60
        )

    def fill_in(
        self, page: requests.Response, form: str = "form", **fields: str
    ) -> requests.Response:
        """Send a form of ``page`` with these fields, and those that it has filled in itself."""
        element = BeautifulSoup(page.text, "html.parser").select_one(form)
        assert element, page.text
        own = {field["name"]: field["value"] for field in element.select("input[value]")}
        address = urljoin(page.url, str(element["action"]))
        return self.session.post(address, data={**own, **fields}, timeout=60)

    def first_sign_in(
        self, college: str, email: str, code: str, password: str
    ) -> requests.Response:
        """Choose a password at a college with a roster."""
        page = self.get(f"/hub/{college}/login?first")
        return self.fill_in(page, username=email, code=code, password=password, again=password)

    def upload(self, college: str, text: str) -> requests.Response:
        """Upload a class list, as staff."""
        page = self.get(f"/hub/college/{college}/people")
        xsrf = found(r'name="_xsrf" value="([^"]+)"', page.text)
        return self.session.post(
            f"{self.url}/hub/college/{college}/roster",
            data={"_xsrf": xsrf},
            files={"file": ("class.csv", text.encode())},
            timeout=60,
        )

    def api(self, method: str, path: str, **more: Any) -> requests.Response:
        """Ask the hub's API with the cookies of the browser."""
        headers = {"X-XSRFToken": self.session.cookies.get("_xsrf", path="/hub/") or ""}
        address = f"{self.url}/hub/api{path}"
        return self.session.request(method, address, headers=headers, timeout=60, **more)

    def wait(self, page: requests.Response) -> requests.Response:
        """Stay on the page that waits for a server until it leads on."""
        until = time.monotonic() + 120
        while "/hub/spawn-pending/" in page.url and page.status_code == 200:
            assert time.monotonic() < until, page.text
            time.sleep(0.3)
            page = self.get(page.url)
        return page


def found(pattern: str, text: str) -> str:
    """Return what the pattern's group found; the text is the failure's message."""
    match = re.search(pattern, text)
    assert match, text
    return match[1]


def alert(page: requests.Response) -> str:
    """Return what a page says went wrong."""
    element = BeautifulSoup(page.text, "html.parser").select_one(".error")
    assert element, page.text
    return element.text


def codes_on(page: requests.Response) -> dict[str, str]:
    """Return the codes for first sign-ins that a page for staff shows, by address."""
    soup = BeautifulSoup(page.text, "html.parser")
    return {
        row.select_one("th").text: row.select_one("kbd").text
        for row in soup.select("section[aria-labelledby=codes] tbody tr")
    }


def git(*words: str, cwd: Path) -> str:
    """Run git as an author."""
    author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.edu"]
    argv = ["git", *author, *words]
    return subprocess.run(argv, cwd=cwd, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare repository whose HEAD is its branch ``main``, with two commits."""
    root = tmp_path_factory.mktemp("release")
    work = root / "work"
    (work / "labs" / "lab01").mkdir(parents=True)
    git("init", "-q", "-b", "main", ".", cwd=work)
    for version in ("one", "two"):
        notebook = {
            "cells": [
                {"cell_type": "markdown", "id": "a", "metadata": {}, "source": f"# Lab {version}"}
            ],
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        (work / "labs" / "lab01" / "lab01.ipynb").write_text(json.dumps(notebook))
        git("add", "-A", cwd=work)
        git("commit", "-qm", version, cwd=work)
    git("clone", "-q", "--bare", "work", "release.git", cwd=root)
    return root / "release.git"


def make_hub(
    root: Path,
    release: Path,
    environment: Path,
    *,
    image: str = "",
    address: str = "127.0.0.1",
) -> Hub:
    """Lay out a fleet of two colleges that take one course; with an ``image``, in containers."""
    with socket.socket() as probe:
        probe.bind((address, 0))
        url = f"http://{address}:{probe.getsockname()[1]}"
    state = root / "state"
    hub = Hub(root, url, JupyterHub(Runner(state, state / "logs")))
    book = root / "book"
    (book / "labs").mkdir(parents=True)
    (book / "index.html").write_text("<h1>The book</h1>")
    (book / "style.css").write_text("h1 { color: teal }")
    (book / "labs" / "index.html").write_text("<h1>The labs</h1>")
    (root / "secret.txt").write_text("nobody's business")
    (book / "way-out.txt").symlink_to(root / "secret.txt")
    lab = {
        "name": "lab01",
        "title": "Expressions & <b>names</b>",
        "week": 1,
        "due": "2027-01-29T23:59:00",
        "points": 12.5,
        "path": "labs/lab01/lab01.ipynb",
        "link": hub.link("labs/lab01/lab01.ipynb"),
    }
    hub.write_site(
        {
            "fleet": "california",
            "engine": "docker" if image else "prefork",
            "url": url,
            "homes": str(root / "homes"),
            "courses": [
                {
                    "id": "data8",
                    "title": "Foundations of Data Science",
                    "environment": str(environment),
                    "image": image,
                    "release": str(release),
                    "book": str(book),
                    "assignments": [lab],
                }
            ],
            "colleges": [
                {
                    "id": "foothill",
                    "name": "Foothill College",
                    "courses": ["data8"],
                    "staff": ["ada@foothill.edu"],
                },
                {"id": "de-anza", "name": "De Anza College", "courses": ["data8"]},
            ],
        }
    )
    config = CONFIG.format(state=str(state), site=str(hub.site_file))
    (root / "jupyterhub_config.py").write_text(config)
    return hub


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, release: Path) -> Iterator[Hub]:
    """A hub for the tests that start no student's server."""
    hub = make_hub(tmp_path_factory.mktemp("hub"), release, Path("/nowhere"))
    hub.start()
    yield hub
    hub.engine.stop()


def with_rosters(hub: Hub) -> Hub:
    """Let both colleges sign in by roster, each with one member of staff."""
    site = hub.site()
    for college, person in zip(
        site["colleges"], ("ada@foothill.edu", "lin@deanza.edu"), strict=True
    ):
        domain = person.partition("@")[2]
        college |= {"login": {"kind": "roster"}, "staff": [person], "domains": [domain]}
    hub.write_site(site)
    with (hub.root / "jupyterhub_config.py").open("a") as config:
        config.write("c.CollegeAuthenticator.auth_refresh_age = 1  # seconds, to wait less\n")
    return hub


def code_of_staff(hub: Hub, college: str, visitor: Visitor) -> tuple[str, str]:
    """Return the address and the code that whoever runs the hub finds for a college's staff."""
    visitor.get(f"/hub/{college}/login")
    text = (hub.state / "hub" / "rosters" / f"{college}.staff-codes.txt").read_text()
    address, code = text.split()
    return address, code


@pytest.fixture(scope="session")
def rostered(tmp_path_factory: pytest.TempPathFactory, release: Path) -> Iterator[Hub]:
    """A hub of two colleges with rosters, whose students' servers can't start."""
    hub = with_rosters(make_hub(tmp_path_factory.mktemp("hub"), release, Path("/nowhere")))
    hub.start()
    yield hub
    hub.engine.stop()


@pytest.fixture(scope="session")
def staff(rostered: Hub) -> dict[str, Visitor]:
    """A member of staff of each college, signed in."""
    people = {}
    for college in ("foothill", "de-anza"):
        person = Visitor(rostered.url)
        address, code = code_of_staff(rostered, college, person)
        page = person.first_sign_in(college, address, code, PASSWORD)
        assert page.url.endswith(f"/hub/college/{college}"), page.text
        people[college] = person
    return people


@pytest.fixture
def own_hub(tmp_path: Path, release: Path, course_environment: Path) -> Iterator[Hub]:
    """A hub for one test alone, not started yet, that can start students' servers."""
    hub = make_hub(tmp_path / "a hub", release, course_environment)
    yield hub
    hub.engine.stop()


@pytest.fixture
def hub_without_environment(tmp_path: Path, release: Path) -> Iterator[Hub]:
    """The same with a course whose environment is the test's to break."""
    hub = make_hub(tmp_path, release, tmp_path / "venv")
    yield hub
    hub.engine.stop()


@pytest.fixture
def visitor(running: Hub) -> Callable[[], Visitor]:
    """Makes visitors of the shared hub."""
    return lambda: Visitor(running.url)


@pytest.fixture
def visitor_of() -> Callable[[Hub], Visitor]:
    """Makes visitors of any hub."""
    return lambda hub: Visitor(hub.url)
