"""The image of curricula/data8 beside a plain Dockerfile that installs the same list with pip."""

from __future__ import annotations

import json
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

TOP = Path(__file__).parent.parent.parent
DEBIAN = "coursekit-test/debian:bookworm"
PLAIN_IMAGE = "coursekit-bench-plain"
PLAIN = """FROM {debian}
RUN apt-get update && apt-get install -y python3 python3-pip git
COPY requirements.lock .
RUN --mount=type=secret,id=ca PIP_CERT=/run/secrets/ca \\
    pip install --break-system-packages -r requirements.lock
"""
IMPORTS = """
import importlib, importlib.metadata, json, os, sys
sys.stderr = sys.stdout = open(os.devnull, "w")
found = {}
for item in importlib.metadata.distributions():
    tops = {str(f).split("/")[0].removesuffix(".py") for f in item.files or ()
            if str(f).endswith((".py", ".so"))}
    for name in tops:
        if not name.isidentifier() or name.startswith("_"):
            continue
        try:
            importlib.import_module(name)
            found[name] = True
        except BaseException:
            found[name] = False
os.write(1, json.dumps(found).encode())
"""
SERVER = ("jupyter", "lab", "--no-browser", "--ServerApp.token=", "--ServerApp.ip=0.0.0.0")
STARTS = 5


def section(scratch: Path) -> list[str]:
    """Build both, cold (no layer and no package in a cache), then ours again after two changes."""
    docker = shutil.which("docker")
    if not docker or _docker("image", "inspect", DEBIAN, check=False) is None:
        return ["## Course images", "", f"Not measured: no Docker, or no {DEBIAN} in it."]
    course = scratch / "image"
    shutil.copytree(TOP / "curricula" / "data8", course, ignore=shutil.ignore_patterns(".course*"))
    (course / "fleet.yml").unlink()
    _forget()
    plain_seconds, plain = _plain(scratch / "plain")
    _forget()
    cold = _ours(course)
    stages = {name: _receipt(course, name) for name in ("base-image", "image", "tests")}
    starts = _starts(cold["image"])
    same_packages = _importable(cold["image"]), _importable(PLAIN_IMAGE)
    _with(course, "labs/lab01/lab01.py", "\n# a remark\n")
    began = time.monotonic()
    assert _ours(course)["cached"]
    changed = time.monotonic() - began
    _ours(_with(course, "requirements.txt", "\nemoji\n"))
    added = {name: _receipt(course, name) for name in ("image", "tests")}
    built = stages["base-image"] + stages["image"]
    rows = [
        ("a plain Dockerfile with pip, cold", plain_seconds, plain),
        ("`build-image`, cold: base image and course's layer", built, cold["size_bytes"]),
        ("its tests: server, pull, every solution, every layer", stages["tests"], None),
        ("`build-image`, cold, on a base image that is there", stages["image"], None),
        ("`build-image`, a notebook changed: nothing built, the whole command", changed, None),
        ("`build-image`, one package added", added["image"], None),
        ("its tests", added["tests"], None),
    ]
    return [
        "## Course images",
        "",
        "One build of each, with no layer and no package kept from before, on the same Debian.",
        _repo2docker(),
        "",
        "| what | seconds | size |",
        "| --- | ---: | ---: |",
        *(_row(*row) for row in rows),
        "",
        f"Cold, plain to ours: {plain_seconds / built:.1f} without the tests that the plain one"
        f" does not run, {plain_seconds / (built + stages['tests']):.1f} with them."
        f" One package added, to cold: {added['image'] / built:.2f}.",
        f"Size, ours to plain: {cold['size_bytes'] / plain:.2f}; {_compared(*same_packages)}",
        "",
        f"From nothing to a server that answers (medians of {STARTS}): in the container"
        f" {starts[0]:.2f} s, outside {starts[1]:.2f} s.",
    ]


def _row(what: str, seconds: float, size: int | None) -> str:
    return f"| {what} | {seconds:.1f} s | {f'{size / 1e6:.0f} MB' if size else ''} |"


def _repo2docker() -> str:
    """Say whether plain repo2docker can be measured: its conda comes from one address."""
    import repo2docker

    script = Path(repo2docker.__file__).parent / "buildpacks" / "conda" / "install-base-env.bash"
    found = re.search(r"https://([^/\"]+)/", script.read_text("utf-8"))
    host = found[1] if found else ""
    try:
        urllib.request.urlopen(f"https://{host}/", timeout=10).close()
    except OSError as error:
        why = getattr(error, "reason", error)
        return f"Plain repo2docker is not measured: the site of its conda is out of reach ({why})."
    return "Plain repo2docker could be reached here, and is not measured yet."


def _docker(*words: str, check: bool = True) -> str | None:
    argv = ["docker", *words]
    done = subprocess.run(argv, capture_output=True, text=True, check=check)
    return done.stdout if done.returncode == 0 else None


def _forget() -> None:
    """Empty BuildKit's caches, and drop our images."""
    found = (_docker("images", "-q", "coursekit/*") or "").split()
    if found:
        _docker("rmi", "-f", *found, check=False)
    _docker("builder", "prune", "-af")


def _plain(place: Path) -> tuple[float, int]:
    place.mkdir()
    (place / "Dockerfile").write_text(PLAIN.format(debian=DEBIAN))
    shutil.copy(TOP / "curricula" / "data8" / "requirements.lock", place)
    secret = "id=ca,src=/etc/ssl/certs/ca-certificates.crt"
    began = time.monotonic()
    _docker("buildx", "build", "--load", "-t", PLAIN_IMAGE, str(place), "--secret", secret)
    seconds = time.monotonic() - began
    return seconds, int(_docker("image", "inspect", "-f", "{{.Size}}", PLAIN_IMAGE) or 0)


def _ours(course: Path) -> dict[str, Any]:
    program = Path(sys.executable).parent / "coursekit"
    argv = [program, "build-image", course, "--base-image", DEBIAN, "--json"]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout)["results"][0])


def _receipt(course: Path, what: str) -> float:
    """Return the seconds that a step took when it ran last."""
    (place,) = (course / ".coursekit" / "receipts" / "image").glob(f"data8-{what}-*.json")
    return float(json.loads(place.read_text("utf-8"))["seconds"])


def _with(course: Path, name: str, text: str) -> Path:
    with (course / name).open("a") as file:
        file.write(text)
    return course


def _importable(image: str) -> dict[str, bool]:
    argv = ["run", "--rm", "--network", "none", "--entrypoint", "python3", image, "-c", IMPORTS]
    return dict(json.loads(_docker(*argv) or "{}"))


def _compared(ours: dict[str, bool], plain: dict[str, bool]) -> str:
    """Compare what can be imported in both images; pip's own modules are only in the plain one."""
    lost = sorted(name for name, works in plain.items() if works and not ours.get(name))
    tools = {"pip", "setuptools", "pkg_resources", "wheel", "distutils"}
    missing = [name for name in lost if name not in tools]
    if missing:
        return f"not to be imported in ours: {', '.join(missing)}."
    return f"all {sum(ours.values())} top-level modules that the plain one imports, ours does."


def _starts(image: str) -> tuple[float, float]:
    """Return the median seconds to a server that answers: in a container, and outside."""
    venv = next((TOP / "curricula/data8/.coursekit/environments").glob("*/bin/jupyter"), None)
    inside, outside = [], []
    for _ in range(STARTS):
        port = _free_port()
        run = ["docker", "run", "--rm", "-p", f"127.0.0.1:{port}:8888", image, *SERVER]
        inside.append(_until_it_answers(run, port))
        if venv is not None:
            port = _free_port()
            argv = [str(venv), *SERVER[1:], f"--port={port}", "--allow-root"]
            outside.append(_until_it_answers(argv, port))
    return statistics.median(inside), statistics.median(outside or [float("nan")])


def _until_it_answers(argv: list[str], port: int) -> float:
    began = time.monotonic()
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.monotonic() - began < 120:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status", timeout=5).close()
            except (OSError, urllib.error.URLError):
                time.sleep(0.02)
            else:
                return time.monotonic() - began
        raise TimeoutError(" ".join(argv))
    finally:
        child.terminate()
        child.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
