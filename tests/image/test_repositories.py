"""Repositories that can't go into an image are refused before anything is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import coursekit


@pytest.fixture
def with_script(course: Path, docker: str) -> Path:
    """A course whose postBuild makes the whole repository part of the image."""
    (course / "postBuild").write_text("#!/bin/sh\n")
    return course


def refused(course: Path) -> str:
    ran = coursekit("build-image", course, "--dry-run")
    assert ran.code == 2, ran.err
    return ran.err


def test_five_gigabytes_unless_ignored(with_script: Path) -> None:
    with (with_script / "film.mp4").open("wb") as film:
        film.truncate(5 * 2**30)
    said = refused(with_script)
    assert "the repository has 5.0 GB of files" in said
    assert "film.mp4" in said
    (with_script / ".dockerignore").write_text("*.mp4\n")
    assert coursekit("build-image", with_script, "--dry-run").code == 0


def test_large_files_do_not_matter_without_a_script(course: Path, docker: str) -> None:
    with (course / "film.mp4").open("wb") as film:
        film.truncate(5 * 2**30)
    assert coursekit("build-image", course, "--dry-run").code == 0


def test_git_lfs_pointer(with_script: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"
    (with_script / "data.csv").write_text(pointer)
    said = refused(with_script)
    assert "only a pointer of Git LFS" in said
    assert "git lfs pull" in said


def test_empty_submodule(with_script: Path) -> None:
    (with_script / ".gitmodules").write_text('[submodule "lib"]\n\tpath = lib\n\turl = ../lib\n')
    (with_script / "lib").mkdir()
    assert "the submodule lib is empty" in refused(with_script)


def test_push_needs_a_name(course: Path) -> None:
    ran = coursekit("build-image", course, "--push")
    assert ran.code == 2
    assert "--push needs to know where to" in ran.err
