"""A Docker daemon, a Debian made from Debian's packages, and courses with their images."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

from coursekit.engines.docker import Docker
from coursekit.engines.process import Runner
from coursekit.hub.site import LABEL, hub_mark
from tests.conftest import copy_of, coursekit
from tests.engines import lack, need

DEBIAN = "coursekit-test/debian:bookworm"
ENGINES = [
    "prefork",
    pytest.param("docker", marks=pytest.mark.xdist_group("docker")),
]
"""Engines of the hub that this machine runs, to parametrise fixtures with."""


@pytest.fixture(scope="session")
def docker() -> str:
    """The client of a daemon that answers."""
    need("docker")
    for words in (["info"], ["buildx", "version"]):
        if subprocess.run(["docker", *words], capture_output=True, check=False).returncode:
            lack(f"docker {' '.join(words)} fails: the daemon or buildx is not there")
    return "docker"


@pytest.fixture(scope="session")
def debian(docker: str, shared: Path) -> str:
    """A minimal Debian image: what debian:bookworm-slim is where a registry can be reached."""
    need("mmdebstrap")
    with FileLock(shared / "debian.lock"):
        there = subprocess.run(
            [docker, "image", "inspect", DEBIAN], capture_output=True, check=False
        )
        if there.returncode != 0:
            tar = shared / "base.tar"
            argv = ["mmdebstrap", "--variant=minbase", "--quiet", "bookworm", str(tar)]
            subprocess.run(argv, check=True, capture_output=True)
            subprocess.run([docker, "import", str(tar), DEBIAN], check=True, capture_output=True)
            tar.unlink()
    return DEBIAN


@pytest.fixture(scope="session")
def imaged(built_tiny: Path, debian: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course, built, with its image."""
    return with_image(copy_of(built_tiny, tmp_path_factory.mktemp("imaged") / "course"), debian)


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """What runs the students' servers: tests that ask for it run once with each engine."""
    return str(request.param)


@pytest.fixture(scope="module")
def course_to_serve(engine: str, request: pytest.FixtureRequest, built_tiny: Path) -> Path:
    """The tiny course with its fleet, built; with its image where that is needed."""
    found = built_tiny if engine == "prefork" else request.getfixturevalue("imaged")
    return Path(found)


def with_image(place: Path, debian: str) -> Path:
    """Build the image of a course; from then on it is made from the same Debian."""
    ran = coursekit("build-image", place, "--base-image", debian, timeout=1500)
    assert ran.code == 0, ran.err
    return place


def served_by(place: Path, engine: str, port: int) -> None:
    """Write into the ``fleet.yml`` of a course which engine serves it, and at which port."""
    fleet = place / "fleet.yml"
    text = fleet.read_text("utf-8")
    there = '"http://127.0.0.1:8000"'
    assert there in text
    here = f'"http://127.0.0.1:{port}", engine: {engine}'
    fleet.write_text(text.replace(f"{there}, engine: prefork", there).replace(there, here), "utf-8")


def image_of(course: Path) -> str:
    """Return the id of a course's image, as its ``course.lock`` has it."""
    return next(
        line.partition(": ")[2]
        for line in (course / "course.lock").read_text("utf-8").splitlines()
        if line.startswith("digest: ")
    )


def bridge() -> str:
    """Return this machine's address in Docker's own network, which containers reach too."""
    form = "{{(index .IPAM.Config 0).Gateway}}"
    argv = ["docker", "network", "inspect", "bridge", "--format", form]
    return subprocess.run(argv, capture_output=True, text=True, check=True).stdout.strip()


def remove_containers(root: Path) -> None:
    """Remove the containers and networks of a hub whose state is in a folder."""
    mark = hub_mark("california", root / "state" / "hub")
    Docker(Runner(root / "state", root / "state" / "logs")).remove_all(f"{LABEL}={mark}")
