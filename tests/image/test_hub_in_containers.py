"""Students' servers in containers of a course's image, started by a real JupyterHub.

Once the hub is a process of this machine, and once it runs in its own image.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from tests.conftest import coursekit
from tests.image.conftest import copy_of_tiny

pytestmark = pytest.mark.xdist_group("docker")

CONFIG = """
import socket

ip = {ip!r} or socket.gethostbyname(socket.gethostname())
c.JupyterHub.bind_url = "http://" + ({ip!r} and "127.0.0.1" or ip) + ":{ports[0]}"
c.JupyterHub.hub_bind_url = f"http://{{ip}}:{ports[1]}"
c.JupyterHub.db_url = "sqlite://"
c.JupyterHub.proxy_class = "traefik_file"
c.TraefikFileProviderProxy.traefik_api_url = "http://127.0.0.1:{ports[2]}"
c.TraefikFileProviderProxy.static_config_file = "traefik.toml"
c.TraefikFileProviderProxy.dynamic_config_file = "rules.toml"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = "only for this test"
c.DummyAuthenticator.allow_all = True
c.JupyterHub.spawner_class = "docker"
c.DockerSpawner.image = {image!r}
c.DockerSpawner.cmd = ["jupyterhub-singleuser"]
c.DockerSpawner.pull_policy = "never"
c.DockerSpawner.use_internal_ip = True
c.DockerSpawner.network_name = "bridge"
c.DockerSpawner.name_template = "{mark}-{{username}}"
c.DockerSpawner.remove = True
c.DockerSpawner.http_timeout = 120
"""


def docker_says(*words: str) -> str:
    done = subprocess.run(["docker", *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass
class Student:
    """Somebody with a browser."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.trust_env = False

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.url + path, timeout=120)

    def xsrf(self, path: str) -> str:
        """Return the token that belongs to addresses below ``path``."""
        return next(c.value or "" for c in self.session.cookies if (c.name, c.path) == (XSRF, path))

    def call(self, method: str, path: str, below: str, **more: object) -> requests.Response:
        heads = {"X-XSRFToken": self.xsrf(below), "Referer": self.url + below}
        return self.session.request(method, self.url + path, headers=heads, timeout=60, **more)

    def sign_in(self, name: str) -> requests.Response:
        self.get("/hub/login")
        form = {"username": name, "password": "only for this test", XSRF: self.xsrf("/hub/")}
        return self.session.post(f"{self.url}/hub/login", data=form, timeout=120)

    def run(self, name: str, code: str) -> str:
        """Run a cell in a new kernel over its websocket; return what it printed."""
        here = f"/user/{name}/"
        kernel = self.call("POST", f"{here}api/kernels", here, json={"name": "python3"})
        assert kernel.status_code == 201, kernel.text
        channel = f"{here}api/kernels/{kernel.json()['id']}/channels"
        request = requests.Request("GET", self.url + channel)
        cookie = self.session.prepare_request(request).headers["Cookie"]
        address = self.url.replace("http:", "ws:") + channel
        return asyncio.run(asyncio.wait_for(cell(address, cookie, code), 60))


XSRF = "_xsrf"


async def cell(address: str, cookie: str, code: str) -> str:
    request = HTTPRequest(address, headers={"Cookie": cookie})
    socket = await websocket_connect(request)
    head = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "username": ""}
    head |= {"session": "test", "version": "5.3", "date": "2026-01-01T00:00:00Z"}
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
    whole = {"header": head, "parent_header": {}, "metadata": {}, "content": content}
    await socket.write_message(json.dumps({**whole, "channel": "shell"}))
    said = ""
    while (text := await socket.read_message()) is not None:
        message = json.loads(text)
        if message["parent_header"].get("msg_id") != head["msg_id"]:
            continue
        if message["msg_type"] in ("stream", "error"):
            said += message["content"].get("text") or str(message["content"])
        if message["content"].get("execution_state") == "idle":
            break
    socket.close()
    return said


@pytest.fixture(scope="module")
def course_image(debian: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The tiny course's image by its digest: ``sha256:...``."""
    course = copy_of_tiny(tmp_path_factory.mktemp("course-image") / "course")
    words = ("--base-image", debian, "--json")
    built = coursekit("build-image", course, *words, timeout=1500)
    assert built.code == 0, built.err
    return str(built.json["results"][0]["digest"])


@pytest.fixture
def release(tmp_path: Path, docker: str) -> Iterator[str]:
    """A repository that containers can clone: ``git://.../lab-repo``."""
    work = tmp_path / "served" / "lab-repo"
    work.mkdir(parents=True)
    shutil.copy(Path(__file__).parent.parent / "cases/good/tiny/labs/lab02/lab02.ipynb", work)
    author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.edu"]
    for words in (["init", "-qb", "main"], ["add", "."], [*author, "commit", "-qm", "Lab"]):
        subprocess.run(["git", "-C", work, *words], check=True)
    host, port = gateway(), free(gateway())
    argv = ["git", "daemon", "--export-all", f"--base-path={work.parent}", f"--listen={host}"]
    child = subprocess.Popen([*argv, f"--port={port}"], stderr=subprocess.DEVNULL)
    try:
        yield f"git://{host}:{port}/lab-repo"
    finally:
        child.terminate()
        child.wait()


def gateway() -> str:
    """Return the address under which containers on the default bridge reach this machine."""
    form = "{{(index .IPAM.Config 0).Gateway}}"
    return docker_says("network", "inspect", "bridge", "--format", form)


def free(host: str) -> int:
    import socket

    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mark(docker: str) -> Iterator[str]:
    """A name for this test's containers, which are gone after it."""
    name = f"coursekit-test-{uuid.uuid4().hex[:8]}"
    yield name
    left = docker_says("ps", "--all", "--quiet", "--filter", f"name={name}").split()
    if left:
        docker_says("rm", "--force", *left)


@pytest.fixture
def hub_here(tmp_path: Path, course_image: str, mark: str) -> Iterator[str]:
    """A hub in a process of this machine; gives its address."""
    ip = gateway()
    ports = [free("127.0.0.1"), free(ip), free("127.0.0.1")]
    config = tmp_path / "hub.py"
    config.write_text(CONFIG.format(ip=ip, ports=ports, image=course_image, mark=mark))
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    with (tmp_path / "hub.log").open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "--config", config],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            stdout=log,
            stderr=log,
        )
    try:
        yield f"http://127.0.0.1:{ports[0]}"
    finally:
        child.terminate()
        child.wait()
        sys.stdout.write((tmp_path / "hub.log").read_text()[-6000:])


@pytest.fixture
def hub_in_its_image(tmp_path: Path, course_image: str, mark: str, hub_image: str) -> Iterator[str]:
    """A hub in a container of its own image, which starts others beside itself."""
    config = tmp_path / "hub.py"
    ports = [8000, 8081, 8099]
    config.write_text(CONFIG.format(ip="", ports=ports, image=course_image, mark=mark))
    config.chmod(0o644)
    socket = Path("/var/run/docker.sock")
    name = f"{mark}.hub"
    docker_says(
        *("run", "--detach", "--name", name, "--group-add", str(socket.stat().st_gid)),
        *("--volume", f"{socket}:{socket}", "--volume", f"{config}:/srv/hub.py:ro"),
        *(hub_image, "jupyterhub", "--config", "/srv/hub.py"),
    )
    form = "{{.NetworkSettings.IPAddress}}"
    yield f"http://{docker_says('inspect', '--format', form, name)}:8000"
    subprocess.run(["docker", "logs", "--tail", "40", name], check=False)


def until_healthy(url: str) -> None:
    direct = requests.Session()
    direct.trust_env = False
    for _ in range(150):
        try:
            if direct.get(f"{url}/hub/health", timeout=10).status_code == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"no hub answers at {url}")


@pytest.mark.parametrize("kind", ["hub_here", "hub_in_its_image"])
def test_a_students_server_in_a_container(
    kind: str, release: str, mark: str, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(kind)
    until_healthy(url)
    ada = Student(url)
    query = urlencode({"repo": release, "urlpath": "tree/lab-repo/lab02.ipynb", "branch": "main"})
    page = ada.sign_in("ada")
    assert page.ok, page.text
    page = ada.get("/hub/spawn/ada")
    while "/hub/spawn-pending/" in page.url:
        time.sleep(0.3)
        page = ada.get("/hub/spawn-pending/ada")
        assert page.ok, page.text
    page = ada.get(f"/hub/user-redirect/git-pull?{query}")
    assert urlsplit(page.url).path == "/user/ada/git-pull"
    assert parse_qs(urlsplit(page.url).query)["repo"] == [release]
    assert ada.get("/user/ada/api/status").json()["kernels"] == 0

    where = re.search(r'targetpath"?[^>]*"lab-repo"', page.text)
    assert where, page.text
    told = urlencode({"repo": release, "branch": "main", "targetpath": "lab-repo"})
    pulled = ada.get(f"/user/ada/git-pull/api?{told}")
    assert '"phase": "finished"' in pulled.text, pulled.text
    notebook = ada.get("/user/ada/api/contents/lab-repo/lab02.ipynb")
    assert notebook.json()["type"] == "notebook"
    assert docker_says("exec", f"{mark}-ada", "ls", "/home/jovyan/lab-repo") == "lab02.ipynb"

    code = "import os, pathlib, otter; print(os.getuid(), pathlib.Path.home(), 6 * 7)"
    assert ada.run("ada", code) == "1000 /home/jovyan 42\n"

    # traefik may drop the answer while it takes the server's route away: what counts comes below.
    with contextlib.suppress(requests.exceptions.ReadTimeout):
        stopped = ada.call("DELETE", "/hub/api/users/ada/server", "/hub/")
        assert stopped.status_code in (202, 204)
    for _ in range(150):
        if not docker_says("ps", "--all", "--quiet", "--filter", f"name={mark}-ada"):
            break
        time.sleep(0.2)
    else:
        pytest.fail("the container is still there")
