"""Every route from an environment folder to an image, really built and run."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import CASES, Ran, coursekit

pytestmark = pytest.mark.xdist_group("docker")

COURSE = """course: {name}
title: A tiny course
assignments:
  - notebook: labs/lab02/lab02.ipynb
files: [data/]
"""
PROJECT = """[project]
name = "tools"
version = "1"
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"
[tool.setuptools]
packages = ["tools"]
"""
POST_BUILD = """#!/bin/sh
id -un >/home/jovyan/who
pwd >>/home/jovyan/who
ls data >/dev/null
"""
START = """#!/bin/sh
export COURSE_WORD=heard
exec "$@"
"""
DOCKERFILE = """# The course's own image.
FROM {debian}
RUN apt-get -qq update \\
 && apt-get -qq install --yes --no-install-recommends ca-certificates git python3 python3-pip \\
      >/dev/null \\
# a remark inside
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/*
run pip install --quiet --break-system-packages --no-cache-dir "traitlets==5.14.3"
RUN useradd --create-home --uid 1000 jovyan
COPY --chown=1000 data /home/jovyan/data
ENV COURSE_WORD=own
WORKDIR /home/jovyan
USER jovyan
"""


def small(place: Path, name: str) -> Path:
    """Lay out a course of one assignment, whose image is proven quickly."""
    shutil.copytree(CASES / "good" / "tiny", place, ignore=shutil.ignore_patterns(".coursekit"))
    (place / "fleet.yml").unlink(missing_ok=True)
    (place / "course.yml").write_text(COURSE.format(name=name))
    return place


def build(course: Path, debian: str, *words: str, env: dict[str, str] | None = None) -> Ran:
    argv = ["build-image", course, "--base-image", debian, "-q", *words]
    return coursekit(*argv, env=env, timeout=1500)


def inside(image: str, script: str) -> list[str]:
    """Run a script in an image as its server would run, and return the lines that it prints."""
    argv = ["docker", "run", "--rm", "--network", "none", image, "sh", "-c", script]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_a_package_apt_txt_post_build_and_start(tmp_path: Path, debian: str) -> None:
    course = small(tmp_path / "course", "routes")
    (course / "pyproject.toml").write_text(PROJECT)
    (course / "tools").mkdir()
    (course / "tools" / "__init__.py").write_text("WORD = 'a package'\n")
    (course / "runtime.txt").write_text("python-3.11\n")
    (course / "apt.txt").write_text("# from Debian\n\ntree=2.* # with a version\n")
    (course / "postBuild").write_text(POST_BUILD)
    (course / "start").write_text(START)
    ran = build(course, debian, "--json")
    assert ran.code == 0, ran.err
    image = ran.json["results"][0]["image"]
    said = inside(
        image,
        "echo $COURSE_WORD; cat /home/jovyan/who; command -v tree;"
        " python -c 'import tools; print(tools.WORD)'",
    )
    assert said == ["heard", "jovyan", "/home/jovyan", "/usr/bin/tree", "a package"]


def test_a_dockerfile_gets_what_it_lacks(tmp_path: Path, debian: str) -> None:
    course = small(tmp_path / "course", "own-image")
    (course / "Dockerfile").write_text(DOCKERFILE.format(debian=debian))
    planned = build(course, debian, "--dry-run")
    assert "Dockerfile comes before all other files" in planned.out
    assert "nbgitpuller and otter are added if it lacks them" in planned.out
    ran = build(course, debian, "--json")
    assert ran.code == 0, ran.err
    image = ran.json["results"][0]["image"]
    said = inside(
        image,
        "id -un; echo $COURSE_WORD; ls data | head -n 1; jupyterhub-singleuser --version;"
        " python3 -c 'import traitlets, nbgitpuller, otter; print(traitlets.__version__)'",
    )
    assert said[:2] == ["jovyan", "own"]
    assert said[3:] == ["6.1.1", "5.14.3"], "what was there stays at its version"
    tags = subprocess.run(
        ["docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "coursekit/own-image"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not any(tag.endswith("-own") for tag in tags.stdout.split()), "no half-made image left"
    again = build(course, debian, "--json")
    assert again.json["results"][0]["cached"] is True


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("RUN apt-get install -y nothing-of-that-name", "has no package 'nothing-of-that-name'"),
        ("INSTALL python3", "Docker can't read this: unknown instruction: INSTALL"),
        ("RUN echo the last words; exit 9", "a step of this Dockerfile failed (exit code 9)"),
        ("ENV A=b", "the image of this Dockerfile has no Python"),
    ],
)
def test_a_dockerfile_that_fails(tmp_path: Path, debian: str, line: str, message: str) -> None:
    course = small(tmp_path / "course", "own-image")
    (course / "binder").mkdir()
    file = course / "binder" / "Dockerfile"
    (course / ".dockerignore").write_text("binder\n")
    file.write_text(f"FROM {debian} AS first\nFROM first\n\n{line}\n")
    ran = build(course, debian)
    assert ran.code == 2
    assert message in ran.err
    assert re.search(rf"in: {re.escape(str(file))}(:4)?$", ran.err, re.MULTILINE)
    if "exit 9" in line:
        assert f"{file}:4" in ran.err
        assert "| the last words" in ran.err


def test_conda_s_site_out_of_reach(tmp_path: Path, debian: str) -> None:
    cut_off = "coursekit-test/cut-off:1"
    file = (
        f"FROM {debian}\nRUN apt-get -qq update && apt-get -qq install -y --no-install-recommends"
        " wget bzip2 locales less unzip gettext-base >/dev/null"
        " && echo https_proxy=http://127.0.0.1:9 >>/etc/wgetrc\n"
    )
    argv = ["docker", "buildx", "build", "-q", "--load", "-t", cut_off, "-"]
    subprocess.run(argv, input=file, text=True, check=True, capture_output=True)
    course = small(tmp_path / "course", "conda")
    (course / "environment.yml").write_text("dependencies: [python=3.11, numpy]\n")
    ran = build(course, cut_off)
    assert ran.code == 1
    assert re.match(r"error: the build could not reach [a-z.]+: conda comes from there\n", ran.err)
    assert len(ran.err.splitlines()) == 2, "no dump"


def test_post_build_that_fails_and_a_cache_from_a_registry(
    tmp_path: Path, debian: str, registry: str
) -> None:
    """--cache-from is asked for layers, whether or not it has any."""
    name = f"{registry}/coursekit/cache:1"
    subprocess.run(["docker", "tag", debian, name], check=True)
    subprocess.run(["docker", "push", "-q", name], check=True, capture_output=True)
    course = small(tmp_path / "course", "routes")
    (course / "postBuild").write_text("#!/bin/bash\necho the last words\nexit 7\n")
    ran = build(course, debian, "--cache-from", name)
    assert ran.code == 2
    assert "postBuild failed (exit code 7)" in ran.err
    assert "| the last words" in ran.err
    assert f"in: {course / 'postBuild'}" in ran.err
    log = (course / ".coursekit" / "logs" / "build-image-routes.log").read_text()
    assert f"importing cache manifest from {name}" in log
    subprocess.run(["docker", "rmi", name], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("platform", "code", "message"),
    [
        ("nonsense", 2, "--platform: expected a platform such as linux/amd64 or linux/arm64"),
        ("linux/s390x", 3, "Docker on this machine can't run programs for linux/s390x"),
    ],
)
def test_platforms(tmp_path: Path, debian: str, platform: str, code: int, message: str) -> None:
    ran = build(small(tmp_path / "course", "routes"), debian, "--platform", platform)
    assert (ran.code, ran.err[: len(message) + 7]) == (code, f"error: {message}")


def test_a_base_image_that_nobody_has(tmp_path: Path, docker: str, free_port: int) -> None:
    name = f"127.0.0.1:{free_port}/nobody/debian:13"
    ran = build(small(tmp_path / "course", "routes"), name)
    assert ran.code == 1
    assert f"the base image {name} is not to be had" in ran.err
    assert "its registry can't be reached" in ran.err
