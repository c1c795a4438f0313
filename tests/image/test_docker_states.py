"""Each state of Docker gets its own words: the real client against real daemons and servers.

Only a Docker that is too old has to be played, by a script; the contract below runs against the
script and the real client alike.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import coursekit
from tests.engines import lack, need
from tests.tls import tls_server

PLAYED = """#!/bin/sh
case "$1 $2" in
  "version --format") echo {daemon} ;;
  "buildx version") echo "github.com/docker/buildx {buildx} 0000000" ;;
  "info --format") echo / ;;
  *) exit 1 ;;
esac
"""


def docker_row(env: dict[str, str]) -> dict[str, str]:
    rows = coursekit("doctor", "--json", env=env).json["results"]
    return next(row for row in rows if row["engine"] == "docker")


def ahead(folder: Path, script: str) -> dict[str, str]:
    """Put a program named docker ahead of the others; return the environment that finds it."""
    folder.mkdir(exist_ok=True)
    (folder / "docker").write_text(script)
    (folder / "docker").chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


def played(folder: Path, daemon: str, buildx: str) -> dict[str, str]:
    return ahead(folder, PLAYED.format(daemon=daemon, buildx=buildx))


@pytest.fixture
def root() -> None:
    """These states are made by root."""
    if os.getuid() != 0:
        lack("only root can make this state")


@pytest.mark.parametrize("client", ["played", "real"])
def test_contract_of_the_played_client(client: str, docker: str, tmp_path: Path) -> None:
    env = played(tmp_path / "bin", "20.10.24+dfsg1", "v0.13.1") if client == "played" else {}

    def says(*words: str) -> str:
        whole = {**os.environ, **env}
        argv = ["docker", *words]
        return subprocess.run(argv, env=whole, capture_output=True, text=True, check=True).stdout

    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", says("version", "--format", "{{.Server.Version}}"))
    assert re.fullmatch(r"\S+/buildx v?\d+\.\d+\.\d+\S* .*\n", says("buildx", "version"))
    assert Path(says("info", "--format", "{{.DockerRootDir}}").strip()).is_dir()
    assert docker_row(env)["found"] is True


@pytest.mark.parametrize(
    ("daemon", "buildx", "said"),
    [
        ("19.03.8", "v0.13.1", "Docker 19.03.8 is too old"),
        ("24.0.1", "v0.5.1", "buildx 0.5.1 is too old"),
    ],
)
def test_too_old(tmp_path: Path, daemon: str, buildx: str, said: str) -> None:
    row = docker_row(played(tmp_path, daemon, buildx))
    assert row["version"] == said
    assert row["cure"].startswith("update")


def test_forbidden(docker: str, root: None, tmp_path: Path) -> None:
    """As somebody outside the group docker, against the daemon that runs here."""
    nobody = "setpriv --reuid 65534 --regid 65534 --clear-groups"
    script = f'#!/bin/sh\nHOME=/nonexistent exec {nobody} {real_client()} "$@"\n'
    row = docker_row(ahead(tmp_path, script))
    assert row["version"] == "Docker refuses this account"
    assert "usermod -aG docker" in row["cure"]


def test_no_buildx(docker: str, root: None, tmp_path: Path) -> None:
    """In a mount namespace where the client's plugins are not to be seen."""
    hide = "for place in /usr/lib*/docker/cli-plugins; do mount -t tmpfs none $place; done"
    inner = f'{hide}; exec {real_client()} "$@"'
    script = f"#!/bin/sh\nexec unshare --mount sh -c '{inner}' docker \"$@\"\n"
    row = docker_row({**ahead(tmp_path, script), "DOCKER_CONFIG": str(tmp_path)})
    assert row["version"] == "Docker has no buildx, which builds images"
    assert "apt install docker-buildx" in row["cure"]


def test_certificate_not_trusted(tmp_path: Path) -> None:
    need("docker")
    (tmp_path / "other").mkdir()
    with tls_server(tmp_path) as served, tls_server(tmp_path / "other"):
        where = {"DOCKER_HOST": f"tcp://127.0.0.1:{served.port}", "DOCKER_TLS_VERIFY": "1"}
        row = docker_row({**where, "DOCKER_CERT_PATH": str(tmp_path / "other")})
    assert row["version"].startswith("Docker's connection is not trusted")


@pytest.fixture
def small_disk(root: None, tmp_path: Path) -> Iterator[str]:
    """A second daemon whose disk holds 64 MB; gives its address."""
    need("dockerd")
    disk, here = tmp_path / "disk", tmp_path / "run"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", disk], check=True)
    address = f"unix://{here}/docker.sock"
    here.mkdir()
    words = ["--data-root", disk, "--exec-root", here / "exec", "--pidfile", here / "pid"]
    words += ["--bridge", "none", "--iptables=false", "--storage-driver", "vfs"]
    with (tmp_path / "log").open("wb") as log:
        # A network of its own: without a bridge, dockerd takes away the machine's docker0.
        argv = ["unshare", "--net", "dockerd", *words, "--host", address]
        child = subprocess.Popen(argv, stdout=log, stderr=log)
    try:
        for _ in range(150):
            asked = ["docker", "--host", address, "info"]
            if subprocess.run(asked, capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.2)
        yield address
    finally:
        child.terminate()
        child.wait()
        subprocess.run(["umount", "--lazy", disk], check=True)


def test_no_disk(small_disk: str) -> None:
    row = docker_row({"DOCKER_HOST": small_disk})
    assert row["version"] == "Docker's disk has 0.1 GB left, and an image needs about 5 GB"
    assert "docker system prune" in row["cure"]


def real_client() -> str:
    return shutil.which("docker") or "docker"
