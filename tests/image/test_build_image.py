"""Images are really built, proven, pushed and pulled, with the real Docker and a real registry."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import coursekit

pytestmark = pytest.mark.xdist_group("docker")


def build(course: Path, debian: str, *words: str | Path, env: dict[str, str] | None = None):
    argv = ["build-image", course, "--base-image", debian, *words]
    return coursekit(*argv, env=env, timeout=1500)


def test_built_pushed_pulled_and_found_again(
    course: Path, debian: str, registry: str, tmp_path: Path
) -> None:
    outputs = tmp_path / "outputs"
    name = f"{registry}/coursekit/tiny"
    env = {"GITHUB_OUTPUT": str(outputs), "GITHUB_ACTIONS": "true"}
    first = build(course, debian, "--push", "--tag", name, "--json", env=env)
    assert first.code == 0, first.err
    result = first.json["results"][0]
    assert result["digest"].startswith("sha256:")
    assert result["size_bytes"] > 0
    assert f"digest={result['digest']}\n" in outputs.read_text()
    assert first.err.count("::group::") == first.err.count("::endgroup::") > 0
    assert f"image: {name}@{result['digest']}\n" in (course / "course.lock").read_text()

    bill = json.loads(Path(result["sbom"]).read_text())
    assert {"otter-grader", "libc6"} <= {part["name"] for part in bill["components"]}

    notebook = course / "labs" / "lab01" / "lab01.py"
    notebook.write_text(notebook.read_text() + "\n# %% [markdown]\n# One more remark.\n")
    again = build(course, debian, "--push", "--tag", name, "--json")
    assert again.code == 0, again.err
    assert again.json["results"][0]["cached"] is True
    assert again.json["results"][0]["seconds"] < 1

    subprocess.run(["docker", "rmi", "-f", result["image"]], check=True, capture_output=True)
    digest = f"{name}@{result['digest']}"
    subprocess.run(["docker", "pull", "-q", digest], check=True, capture_output=True)
    argv = ["docker", "run", "--rm", "--network", "none", digest]
    said = subprocess.run(
        [*argv, "bash", "-lc", "id -un; jupyterhub-singleuser --version"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.split() == ["jovyan", "6.1.1"]

    lock = course / "requirements.lock"
    lock.write_text(lock.read_text() + "# changed\n")
    drifted = coursekit("check", course)
    assert drifted.code == 4
    assert "requirements.lock changed since the image was built" in drifted.err


def test_apt_names_and_post_build_are_explained(course: Path, debian: str) -> None:
    (course / "apt.txt").write_text("tree\nno-such-package-here\n")
    ran = build(course, debian, "-q")
    assert ran.code == 2
    assert "Debian has no package 'no-such-package-here'" in ran.err
    assert "apt.txt:2" in ran.err

    (course / "apt.txt").unlink()
    (course / "postBuild").write_text("#!/bin/sh\necho the last words\nexit 7\n")
    ran = build(course, debian, "-q")
    assert ran.code == 2
    assert "postBuild failed (exit code 7)" in ran.err
    assert "the last words" in ran.err


def test_a_plan_changes_nothing(course: Path, debian: str) -> None:
    ran = build(course, debian, "--dry-run")
    assert ran.code == 0, ran.err
    assert "tiny: image" in ran.out
    assert not (course / "course.lock").exists()
