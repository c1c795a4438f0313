"""The image of curricula/data8 beside a plain Dockerfile that installs the same list with pip."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

TOP = Path(__file__).parent.parent.parent
DEBIAN = "coursekit-test/debian:bookworm"
PLAIN = """FROM {debian}
RUN apt-get update && apt-get install -y python3 python3-pip git
COPY requirements.lock .
RUN --mount=type=secret,id=ca PIP_CERT=/run/secrets/ca \\
    pip install --break-system-packages -r requirements.lock
"""


def section(scratch: Path) -> list[str]:
    """Build both, cold (no layer and no package in a cache), then ours again after two changes."""
    here = [shutil.which("docker") or "docker", "image", "inspect", DEBIAN]
    if not shutil.which("docker") or subprocess.run(here, capture_output=True).returncode:
        return ["## Course images", "", f"Not measured: no Docker, or no {DEBIAN} in it."]
    course = scratch / "image"
    shutil.copytree(TOP / "curricula" / "data8", course)
    (course / "fleet.yml").unlink()
    _forget()
    plain_seconds, plain = _plain(scratch / "plain")
    _forget()
    ours_seconds, ours = _ours(course)
    same_seconds, _ = _ours(_with(course, "labs/lab01/lab01.py", "\n# a remark\n"))
    more_seconds, _ = _ours(_with(course, "requirements.txt", "\nemoji\n"))
    rows = [
        ("a plain Dockerfile with pip, cold", plain_seconds, plain),
        ("`build-image`, cold, its base image and tests included", ours_seconds, ours),
        ("`build-image`, a notebook changed", same_seconds, ours),
        ("`build-image`, one package added, tests included", more_seconds, ours),
    ]
    return [
        "## Course images",
        "",
        "Plain repo2docker is not measured: its conda site was out of reach.",
        "",
        "| what | seconds | size |",
        "| --- | ---: | ---: |",
        *(f"| {what} | {seconds:.1f} s | {size / 1e6:.0f} MB |" for what, seconds, size in rows),
        "",
        f"Size, ours to plain: {ours / plain:.2f}.",
    ]


def _forget() -> None:
    """Empty BuildKit's caches, and drop our images."""
    subprocess.run(["docker", "builder", "prune", "-af"], check=True, capture_output=True)
    argv = ["docker", "images", "-q", "coursekit/*"]
    found = subprocess.run(argv, capture_output=True, text=True, check=True).stdout.split()
    if found:
        subprocess.run(["docker", "rmi", "-f", *found], check=False, capture_output=True)


def _plain(place: Path) -> tuple[float, int]:
    place.mkdir()
    (place / "Dockerfile").write_text(PLAIN.format(debian=DEBIAN))
    shutil.copy(TOP / "curricula" / "data8" / "requirements.lock", place)
    secret = "id=ca,src=/etc/ssl/certs/ca-certificates.crt"
    argv = ["docker", "buildx", "build", "--load", "-t", "coursekit-bench-plain", str(place)]
    began = time.monotonic()
    subprocess.run([*argv, "--secret", secret], check=True, capture_output=True)
    seconds = time.monotonic() - began
    argv = ["docker", "image", "inspect", "-f", "{{.Size}}", "coursekit-bench-plain"]
    return seconds, int(subprocess.run(argv, capture_output=True, check=True).stdout)


def _ours(course: Path) -> tuple[float, int]:
    program = Path(sys.executable).parent / "coursekit"
    argv = [program, "build-image", course, "--base-image", DEBIAN, "--json"]
    began = time.monotonic()
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    seconds = time.monotonic() - began
    return seconds, int(json.loads(done.stdout)["results"][0]["size_bytes"])


def _with(course: Path, name: str, text: str) -> Path:
    with (course / name).open("a") as file:
        file.write(text)
    return course
