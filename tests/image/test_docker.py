"""Each state of Docker gets its own words: a real client against daemons that aren't there."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from tests.conftest import coursekit
from tests.engines import need


def docker_row(env: dict[str, str]) -> dict[str, str]:
    rows = coursekit("doctor", "--json", env=env).json["results"]
    return next(row for row in rows if row["engine"] == "docker")


def test_no_docker(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    for name in ("git",):
        need(name)
        (tmp_path / "bin" / name).symlink_to(f"/usr/bin/{name}")
    row = docker_row({"PATH": str(tmp_path / "bin")})
    assert row["version"] == "Docker is not installed"


def test_daemon_stopped(tmp_path: Path) -> None:
    need("docker")
    row = docker_row({"DOCKER_HOST": f"unix://{tmp_path}/none.sock"})
    assert row["version"] == "Docker is installed, and its daemon does not run"
    assert "systemctl start docker" in row["cure"]


def test_daemon_elsewhere_out_of_reach(free_port: int) -> None:
    need("docker")
    row = docker_row({"DOCKER_HOST": f"tcp://127.0.0.1:{free_port}"})
    assert "cannot be reached" in row["version"]


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("[ $1 = version ] && echo 19.03.8", "Docker 19.03.8 is too old"),
        ("[ $1 = version ] && echo 24.0.1", "Docker has no buildx, which builds images"),
        ('[ $1 = version ] && echo 24.0.1 || echo "buildx v0.5.1 x"', "buildx 0.5.1 is too old"),
        ('echo "permission denied" >&2; exit 1', "Docker refuses this account"),
        ('echo "x509: unknown authority" >&2; exit 1', "Docker's connection is not trusted"),
    ],
)
def test_states_that_no_daemon_here_has(tmp_path: Path, script: str, said: str) -> None:
    fake = tmp_path / "docker"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    row = docker_row({"PATH": f"{tmp_path}:{os.environ['PATH']}"})
    assert row["version"].startswith(said)


def test_permission_for_real(tmp_path: Path) -> None:
    need("docker")
    if os.getuid() != 0:
        pytest.skip("needs root to make a socket that others may not use")
    place = tmp_path / "docker.sock"
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(place))
        row = docker_row({"DOCKER_HOST": f"unix://{place}"})
    assert row["found"] is False
