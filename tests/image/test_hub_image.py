"""The hub's image is really built, proven, pushed, found again; and refused with a secret in it."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from uv import find_uv_bin

from tests.conftest import TOP, coursekit

pytestmark = pytest.mark.xdist_group("docker")


def build(place: Path, *words: str, env: dict[str, str] | None = None):
    where = {"XDG_CACHE_HOME": str(place / "cache"), **(env or {})}
    return coursekit("build-image", "--hub", *words, env=where, timeout=900)


def first_steps(name: str) -> str:
    text = (TOP / "images" / name / "Dockerfile").read_text()
    steps = text[text.index("FROM ") : text.index("RUN groupadd")]
    return "\n".join(line for line in steps.splitlines() if line and not line.startswith("#"))


def test_its_first_layer_is_the_course_images_too() -> None:
    assert "apt-get" in first_steps("hub")
    assert first_steps("hub") == "\n".join(first_steps("base").splitlines())


def test_pushed_and_found_again(hub_image: str, debian: str, registry: str, tmp_path: Path) -> None:
    name = f"{registry}/coursekit/hub"
    words = ("--base-image", debian, "--push", "--tag", f"{name}:term", "--json")
    first = build(tmp_path, *words)
    assert first.code == 0, first.err
    result = first.json["results"][0]
    assert result["digest"].startswith("sha256:")
    assert result["image"].rpartition(":")[2] == hub_image.rpartition(":")[2]
    bill = json.loads(Path(result["sbom"]).read_text())
    names = {part["name"] for part in bill["components"]}
    assert {"coursekit", "jupyterhub", "jupyterhub-kubespawner", "libc6"} <= names
    assert names.isdisjoint({"otter-grader", "jupyterlab", "jupyter-book", "jupyter-repo2docker"})

    again = build(tmp_path, *words)
    assert again.json["results"][0] == {**result, "seconds": 0, "cached": True}

    form = '{{index .Config.Labels "org.opencontainers.image.version"}}'
    inspect = ["docker", "image", "inspect", "--format", form, result["image"]]
    label = subprocess.run(inspect, check=True, capture_output=True, text=True).stdout.strip()
    assert result["image"] == f"{name}:{label}"
    argv = ["docker", "run", "--rm", "--network", "none", f"{name}@{result['digest']}"]
    said = subprocess.run(
        [
            *argv,
            "sh",
            "-c",
            "id -u; coursekit --version; jupyterhub --version; pwd; ls /run/uv-cache || true",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.split() == ["1000", "coursekit", "0.1.0", "6.1.1", "/srv/jupyterhub"]


def test_an_image_with_a_secret_is_not_pushed(
    hub_image: str, debian: str, registry: str, tmp_path: Path
) -> None:
    name = f"{registry}/coursekit/hub"
    spoilt = f"{name}:{hub_image.rpartition(':')[2]}"
    spoil = "echo x >/srv/.netrc && rm -r /srv/hub/lib/*/site-packages/pycurl"
    recipe = f"FROM {hub_image}\nUSER root\nRUN {spoil}\n"
    argv = ["docker", "buildx", "build", "-q", "--load", "--tag", spoilt, "-"]
    subprocess.run(argv, input=recipe, text=True, check=True, capture_output=True)
    ran = build(tmp_path, "--base-image", debian, "--push", "--tag", name)
    subprocess.run(["docker", "rmi", "-f", spoilt], check=True, capture_output=True)
    assert ran.code == 4
    assert "the image holds a file of secrets: /srv/.netrc" in ran.err
    assert "the hub's image runs as root" in ran.err
    assert "lacks what its configuration imports: pycurl" in ran.err
    pull = subprocess.run(["docker", "pull", spoilt], capture_output=True, check=False)
    assert pull.returncode != 0


def test_a_plan_changes_nothing(docker: str, tmp_path: Path) -> None:
    ran = build(tmp_path, "--dry-run", "--base-image", "example.org/debian")
    assert ran.code == 0, ran.err
    assert "hub: image" in ran.out
    assert not list(tmp_path.rglob("receipts"))


def test_coursekit_as_a_wheel_is_the_same_from_a_checkout_and_installed(tmp_path: Path) -> None:
    write = (
        "import sys; from pathlib import Path; from coursekit.pipeline.own_wheel import *;"
        "write_wheel(Path(sys.argv[1])); print(own_digest())"
    )
    here, there, venv = tmp_path / "here", tmp_path / "there", tmp_path / "venv"
    here.mkdir()
    there.mkdir()
    says = {"cwd": tmp_path, "capture_output": True, "text": True, "check": True}
    first = subprocess.run([sys.executable, "-c", write, here], **says)
    wheel = next(here.glob("coursekit-*.whl"))
    uv = find_uv_bin()
    subprocess.run([uv, "venv", "-q", "--python", sys.executable, venv], check=True)
    install = [uv, "pip", "install", "-q", "--offline", "--no-deps", "--python", venv, wheel]
    subprocess.run(install, check=True)
    site = next(venv.glob("lib/python3*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    second = subprocess.run([venv / "bin" / "python", "-c", write, there], **says)
    assert (site / "coursekit" / "__init__.py").is_file()
    assert first.stdout == second.stdout
    assert wheel.read_bytes() == (there / wheel.name).read_bytes()
    command = subprocess.run([venv / "bin" / "coursekit", "--version"], **says)
    assert command.stdout.startswith("coursekit")
