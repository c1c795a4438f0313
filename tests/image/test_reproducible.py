"""Two builds of the same course, each from an empty builder, have the same files."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.conftest import coursekit

pytestmark = pytest.mark.xdist_group("docker")

MAY_DIFFER = {
    "etc/hostname": "Docker's own, made for each container",
    "etc/hosts": "Docker's own, made for each container",
    "etc/resolv.conf": "Docker's own, made for each container",
    ".dockerenv": "Docker's own, made for each container",
}
"""Files that need not be the same, and why. Times are not compared: installers set them."""


def files_of(image: str) -> dict[str, tuple[bytes, int, int, str, str]]:
    """Return type, mode, owner, target and digest of every file of an image, by its path."""
    made = subprocess.run(["docker", "create", image], check=True, capture_output=True, text=True)
    container = made.stdout.strip()
    found = {}
    try:
        export = subprocess.Popen(["docker", "export", container], stdout=subprocess.PIPE)
        with tarfile.open(fileobj=export.stdout, mode="r|") as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isfile() else None
                content = hashlib.sha256(file.read()).hexdigest() if file else ""
                kind = (member.type, member.mode, member.uid, member.linkname, content)
                found[member.name] = kind
        assert export.wait() == 0
    finally:
        subprocess.run(["docker", "rm", "-f", container], check=True, capture_output=True)
    return found


def built(course: Path, debian: str) -> dict[str, tuple[bytes, int, int, str, str]]:
    """Empty the builder, build, and return the files."""
    found = subprocess.run(
        ["docker", "images", "-q", "coursekit/*"], check=True, capture_output=True, text=True
    ).stdout.split()
    if found:
        subprocess.run(["docker", "rmi", "-f", *found], check=False, capture_output=True)
    subprocess.run(["docker", "builder", "prune", "-af"], check=True, capture_output=True)
    ran = coursekit("build-image", course, "--base-image", debian, "--json", timeout=1500)
    assert ran.code == 0, ran.err
    assert ran.json["results"][0]["cached"] is False
    return files_of(ran.json["results"][0]["image"])


def test_two_builds_have_the_same_files(course: Path, debian: str) -> None:
    first, second = built(course, debian), built(course, debian)
    assert len(first) > 10_000
    differ = {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}
    assert differ <= MAY_DIFFER.keys()
