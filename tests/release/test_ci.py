"""The workflow files: what they say runs here, step by step, as the hosts would run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import coursekit

TOKEN = "-".join(["given", "by", "the", "host", "7341"])


@pytest.fixture
def course(tiny: Path) -> Path:
    """The tiny course at the top of a repository of its own, released to another one."""
    for name in ("students.git", "tiny"):
        bare = ["--bare"] if name.endswith(".git") else []
        place = tiny.parent / name
        subprocess.run(["git", "init", "-q", "-b", "main", *bare, str(place)], check=True)
    with (tiny / "course.yml").open("a") as file:
        file.write("release: {repo: ../students.git, token: {env: RELEASE_TOKEN}}\n")
    return tiny


def read(path: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(path.read_text()))


def run(commands: list[str], course: Path) -> str:
    """Run the steps as a host does: each in a shell of its own, at the top of the repository."""
    said = ""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "RELEASE_TOKEN": TOKEN, "CI": "true"}
    for command in commands:
        if command.startswith("python -m pip install"):
            continue  # this very version is here already
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", command],
            cwd=course,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        said += done.stdout + done.stderr
    return said


def released(course: Path) -> list[str]:
    there = ["git", "-C", str(course.parent / "students.git"), "rev-list", "--all"]
    return subprocess.run(there, capture_output=True, text=True, check=True).stdout.split()


def test_the_steps_of_github(course: Path) -> None:
    assert coursekit("ci", course, "--host", "github").code == 0
    workflow = read(course / ".github" / "workflows" / "coursekit.yml")
    assert not (course / ".gitlab-ci.yml").exists()
    steps = workflow["jobs"]["course"]["steps"]
    proposal = [one["run"] for one in steps if "run" in one and "if" not in one]
    proposal += [one["run"] for one in steps if "!(" in one.get("if", "")]
    pushed = [one["run"] for one in steps if "run" in one and "!(" not in one.get("if", "")]
    said = run(proposal, course)
    assert "What students would see:" in said
    assert released(course) == []
    said = run(pushed, course)
    assert len(released(course)) == 1
    assert TOKEN not in said
    assert "No changes" in run(pushed, course)
    secrets = {one["name"] for one in steps if "env" in one}
    assert secrets == {"Show what students would get", "Release"}, "and no other step has it"
    (cache,) = (one["with"]["path"] for one in steps if "cache" in one.get("uses", ""))
    assert ".coursekit" in cache.split()


def test_the_steps_of_gitlab(course: Path) -> None:
    assert coursekit("ci", course, "--host", "gitlab").code == 0
    pipeline = read(course / ".gitlab-ci.yml")
    assert "What students would see:" in run(pipeline["course"]["script"], course)
    assert released(course) == []
    run([*pipeline["default"]["before_script"], *pipeline["release"]["script"]], course)
    assert len(released(course)) == 1


def test_writing_them_again(course: Path) -> None:
    shown = coursekit("ci", course, "--dry-run", "--json")
    files = [Path(one["file"]) for one in shown.json["results"]]
    assert [one["changed"] for one in shown.json["results"]] == [True, True]
    assert not any(file.exists() for file in files)
    assert coursekit("ci", course).code == 0
    before = [file.read_bytes() for file in files]
    assert "up to date" in coursekit("ci", course).out
    assert [file.read_bytes() for file in files] == before
    files[0].write_text("name: mine\n")
    refused = coursekit("ci", course)
    assert refused.code == 2
    assert "this file is yours" in refused.err
    assert files[0].read_text() == "name: mine\n"


def test_a_course_below_the_top_and_an_image(tiny: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tiny.parent)], check=True)
    assert coursekit("ci", tiny, "--image", "registry.example.edu/tiny").code == 0
    steps = read(tiny.parent / ".github/workflows/coursekit.yml")["jobs"]["course"]["steps"]
    runs = [one["run"] for one in steps if "run" in one]
    assert runs[0].startswith('python -m pip install "coursekit[images]==')
    assert runs[1:] == [
        "coursekit check tiny",
        "coursekit assign tiny",
        "coursekit release --dry-run tiny",
        "coursekit build-image --push --tag registry.example.edu/tiny tiny",
        "coursekit release tiny",
    ]
    assert "tiny/.coursekit" in (tiny.parent / ".gitlab-ci.yml").read_text()
