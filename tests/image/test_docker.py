"""Each state of Docker gets its own words: a real client against daemons that aren't there."""

from __future__ import annotations

from pathlib import Path

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


def test_no_podman(course: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    env = {"PATH": str(tmp_path / "bin")}
    ran = coursekit("build-image", course, "--engine", "podman", env=env)
    assert ran.code == 3
    assert "podman is not installed" in ran.err
    assert "leave out --engine to use Docker" in ran.err
