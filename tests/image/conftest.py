"""A registry on loopback, and the hub's image."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CASES, coursekit
from tests.engines import need


@pytest.fixture
def registry(tmp_path: Path, free_port: int) -> Iterator[str]:
    """A registry of our own on loopback: ``127.0.0.1:PORT``."""
    need("docker-registry")
    config = tmp_path / "registry.yml"
    config.write_text(
        "version: 0.1\n"
        f"storage: {{filesystem: {{rootdirectory: {tmp_path}/registry}}}}\n"
        f"http: {{addr: '127.0.0.1:{free_port}'}}\n"
    )
    env = {**os.environ, "OTEL_TRACES_EXPORTER": "none"}
    child = subprocess.Popen(
        ["docker-registry", "serve", config],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{free_port}/v2/", timeout=2)
                break
            except OSError:
                time.sleep(0.1)
        yield f"127.0.0.1:{free_port}"
    finally:
        child.terminate()
        child.wait()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """The tiny course, not built."""
    return copy_of_tiny(tmp_path / "course")


def copy_of_tiny(place: Path) -> Path:
    """Copy the tiny course, without its fleet, as it is before anything is built."""
    shutil.copytree(CASES / "good" / "tiny", place, ignore=shutil.ignore_patterns(".coursekit"))
    (place / "fleet.yml").unlink(missing_ok=True)
    return place


@pytest.fixture(scope="session")
def hub_image(debian: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hub's image with this coursekit."""
    cache = {"XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}
    ran = coursekit(
        "build-image", "--hub", "--base-image", debian, "--json", env=cache, timeout=900
    )
    assert ran.code == 0, ran.err
    return str(ran.json["results"][0]["image"])
