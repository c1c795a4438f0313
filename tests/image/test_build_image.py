"""Images are really built, proven, pushed and pulled, with the real Docker and a real registry."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coursekit.engines.docker import Build, Docker
from coursekit.engines.process import Runner
from tests.conftest import Ran, coursekit

pytestmark = pytest.mark.xdist_group("docker")


def build(course: Path, debian: str, *words: str | Path, env: dict[str, str] | None = None) -> Ran:
    argv = ["build-image", course, "--base-image", debian, *words]
    return coursekit(*argv, env=env, timeout=1500)


def docker(*words: str) -> str:
    argv = ["docker", *words]
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout


def forget(*names: str) -> None:
    """Remove images, as on a machine that never had them."""
    subprocess.run(["docker", "rmi", "-f", *names], check=False, capture_output=True)


def layers(name: str) -> dict[str, int]:
    """Return digest and compressed bytes of the layers that a registry has of an image."""
    raw = json.loads(docker("buildx", "imagetools", "inspect", "--raw", name))
    return {layer["digest"]: layer["size"] for layer in raw["layers"]}


def test_built_pushed_and_found_again(
    course: Path, debian: str, registry: str, tmp_path: Path
) -> None:
    outputs = tmp_path / "outputs"
    name = f"{registry}/coursekit/tiny"
    words = ("--push", "--tag", f"{name}:spring", "--json")
    env = {"GITHUB_OUTPUT": str(outputs), "GITHUB_ACTIONS": "true"}
    first = build(course, debian, *words, env=env)
    assert first.code == 0, first.err
    result = first.json["results"][0]
    assert result["size_bytes"] > 0
    assert f"digest={result['digest']}\n" in outputs.read_text()
    assert first.err.count("::group::") == first.err.count("::endgroup::") > 0
    record = (course / "course.lock").read_text()
    assert f"image: {name}@{result['digest']}\n" in record
    bill = json.loads(Path(result["sbom"]).read_text())
    assert {"otter-grader", "libc6"} <= {part["name"] for part in bill["components"]}
    assert result["taken_away"]["playwright"] > 50e6

    # Its digest is the registry's own, and the image runs as the hub's engines expect.
    digest = f"{name}@{result['digest']}"
    forget(result["image"], f"{name}:spring")
    docker("pull", "-q", digest)
    argv = ["run", "--rm", "--network", "none", digest, "bash", "-lc"]
    said = docker(*argv, "id -un; jupyterhub-singleuser --version; pwd")
    assert said.split() == ["jovyan", "6.1.1", "/home/jovyan"]

    # A changed notebook, on another machine: the registry has the image, nothing is fetched.
    notebook = course / "labs" / "lab01" / "lab01.py"
    notebook.write_text(notebook.read_text() + "\n# %% [markdown]\n# One more remark.\n")
    shutil.rmtree(course / ".coursekit")
    forget(digest)
    again = build(course, debian, *words)
    assert again.code == 0, again.err
    found = again.json["results"][0]
    assert (found["cached"], found["digest"]) == (True, result["digest"])
    assert found["seconds"] < 1
    assert found["size_bytes"] == sum(layers(name + ":spring").values())
    assert subprocess.run(["docker", "image", "inspect", digest], capture_output=True).returncode
    assert (course / "course.lock").read_text() == record

    # A second course stands on the same base, which comes from the registry.
    other = course.with_name("other")
    shutil.copytree(course, other, ignore=shutil.ignore_patterns(".coursekit", "course.lock"))
    (other / "requirements.txt").write_text((other / "requirements.txt").read_text() + "\nemoji\n")
    base = docker("images", "--format", "{{.Repository}}:{{.Tag}}", f"{registry}/coursekit/base")
    forget(*base.split())
    second = build(other, debian, "--push", "--tag", f"{registry}/coursekit/other", "--json")
    assert second.code == 0, second.err
    assert "the registry has it" in second.err
    more = layers(second.json["results"][0]["image"]).items() - layers(f"{name}:spring").items()
    assert sum(size for _, size in more) < 100e6

    lock = course / "requirements.lock"
    lock.write_text(lock.read_text() + "# changed\n")
    drifted = coursekit("check", course)
    assert drifted.code == 4
    assert "requirements.lock changed since the image was built" in drifted.err
    assert "course.lock:2" in drifted.err


def test_a_file_of_the_same_size_and_time_is_built_anew(tmp_path: Path, debian: str) -> None:
    """BuildKit compares names, sizes and times only, and repo2docker gives all files one time."""
    engine = Docker(Runner(tmp_path, tmp_path / "logs"))
    for word in ("one", "two"):
        context = tmp_path / word / "context"
        context.mkdir(parents=True)
        (context / "Dockerfile").write_text(f"FROM {debian}\nRUN echo {word} >/said\n")
        os.utime(context / "Dockerfile", (1, 1))
        engine.build(Build(context, (f"coursekit-test/{word}",)), lambda _: None, name="build")
        assert engine.run(f"coursekit-test/{word}", ["cat", "/said"], name="look").strip() == word


def test_a_secret_that_a_script_removes_again_is_found(course: Path, debian: str) -> None:
    (course / "keys.txt").write_text("token = ghp_" + "a1B2" * 9 + "\n")
    (course / "postBuild").write_text("#!/bin/sh\nrm keys.txt\n")
    ran = build(course, debian, "-q")
    assert ran.code == 4
    assert "the image holds a token of GitHub: /home/jovyan/keys.txt" in ran.err
    assert not (course / "course.lock").exists()


def test_killed_and_run_again(course: Path, debian: str) -> None:
    argv = [sys.executable, "-m", "coursekit", "build-image", course, "--base-image", debian]
    child = subprocess.Popen(argv, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert child.stderr is not None
    for line in child.stderr:
        if "tests" in line:
            break
    time.sleep(1)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    assert not (course / "course.lock").exists()
    ran = build(course, debian, "--json")
    assert ran.code == 0, ran.err
    assert (course / "course.lock").exists()
    assert ran.json["results"][0]["cached"] is True
    image = ran.json["results"][0]["image"]
    left = ("ps", "-aq", "--filter", "label=coursekit.run", "--filter", f"ancestor={image}")
    assert docker(*left) == ""
    (course / "course.lock").unlink()
    again = build(course, debian, "--json")
    assert (again.code, (course / "course.lock").exists()) == (0, True)


def test_a_plan_changes_nothing(course: Path, debian: str) -> None:
    ran = build(course, debian, "--dry-run")
    assert ran.code == 0, ran.err
    assert "tiny: image" in ran.out
    assert not (course / "course.lock").exists()


def test_a_registry_that_is_not_there(course: Path, debian: str, free_port: int) -> None:
    ran = build(course, debian, "--push", "--tag", f"127.0.0.1:{free_port}/team/tiny", "-q")
    assert ran.code == 1
    assert "nothing answers there" in ran.err
    assert "is the registry up?" in ran.err
