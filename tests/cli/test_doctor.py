"""``coursekit doctor`` tells apart why packages can't be fetched, with the cure for each."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from coursekit.engines import repo2docker_check
from coursekit.errors import EngineMissingError
from tests.conftest import coursekit
from tests.tls import tls_server


def network(env: dict[str, str]) -> dict[str, str]:
    rows = coursekit("doctor", "--json", env=env).json["results"]
    return next(row for row in rows if row["engine"] == "network")


def test_nothing_answers(free_port: int) -> None:
    row = network({"UV_DEFAULT_INDEX": f"http://127.0.0.1:{free_port}/simple"})
    assert row["version"] == "the package index could not be reached"
    assert "check the network connection" in row["cure"]


def test_name_not_resolved() -> None:
    row = network({"UV_DEFAULT_INDEX": "https://index.invalid/simple", "NO_PROXY": "*"})
    assert row["version"] == "the package index could not be reached: its name is not resolved"
    assert "/etc/resolv.conf" in row["cure"]


def test_unknown_ca_until_it_is_named(tmp_path: Path) -> None:
    with tls_server(tmp_path) as served:
        env = {"UV_DEFAULT_INDEX": f"https://127.0.0.1:{served.port}/simple"}
        row = network(env)
        assert "its certificate is not trusted here" in row["version"]
        assert "SSL_CERT_FILE" in row["cure"]
        trusted = network({**env, "SSL_CERT_FILE": str(served.ca)})
    assert "certificate" not in trusted["version"]


def test_lock_says_so_too(tmp_path: Path) -> None:
    (tmp_path / "course.yml").write_text(
        "course: small\ntitle: Small\nassignments: [{notebook: lab.ipynb}]\n"
    )
    (tmp_path / "lab.ipynb").write_text("{}")
    (tmp_path / "requirements.txt").write_text("six\n")
    with tls_server(tmp_path) as served:
        env = {"UV_DEFAULT_INDEX": f"https://127.0.0.1:{served.port}/simple", "UV_NO_CACHE": "1"}
        ran = coursekit("lock", tmp_path, env=env)
    assert ran.code == 2
    assert "its certificate is not trusted here" in ran.err


def test_an_extra_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(repo2docker_check, "version", lacking)
    with pytest.raises(EngineMissingError) as caught:
        repo2docker_check.check()
    (problem,) = caught.value.problems
    assert problem.message == "jupyter-repo2docker is not installed"
    assert "coursekit[images]" in problem.hint
