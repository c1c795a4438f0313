"""Repositories that can't go into an image are refused before anything is built."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from coursekit.engines import ignore
from coursekit.errors import CoursekitError
from coursekit.pipeline import repository
from coursekit.pipeline.sources import sources
from coursekit.spec import load
from tests.conftest import CASES, coursekit


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
    said = refused(with_script)
    assert "the submodule lib is empty" in said
    assert ".gitmodules:2" in said
    (with_script / "lib" / "module.py").write_text("")
    assert coursekit("build-image", with_script, "--dry-run").code == 0


def test_links_that_leave_the_course(with_script: Path, tmp_path: Path) -> None:
    (tmp_path / "shared.csv").write_text("a\n")
    link = with_script / "data" / "shared.csv"
    link.symlink_to("../../shared.csv")
    said = refused(with_script)
    assert "this link leaves the course, and leads nowhere in an image: ../../shared.csv" in said
    assert f"in: {link}" in said
    link.unlink()
    link.symlink_to("nowhere.csv")
    assert "this link leads nowhere: nowhere.csv" in refused(with_script)
    link.unlink()
    link.symlink_to("../course.yml")
    assert coursekit("build-image", with_script, "--dry-run").code == 0


def test_what_is_no_file(with_script: Path) -> None:
    os.mkfifo(with_script / "data" / "pipe")
    assert "this is no file, and can't be copied" in refused(with_script)
    (with_script / ".dockerignore").write_text("data/pipe\n")
    assert coursekit("build-image", with_script, "--dry-run").code == 0


def test_unreadable(tmp_path: Path) -> None:
    """Looked at as an account that may not read it; root reads everything."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        course = Path(name)
        course.chmod(0o755)
        shutil.copytree(CASES / "good" / "tiny", course, dirs_exist_ok=True)
        for path in [course, *course.rglob("*")]:
            path.chmod(0o755)
        (course / "postBuild").write_text("#!/bin/sh\n")
        (course / "data" / "secret.csv").write_text("a\n")
        (course / "data" / "secret.csv").chmod(0)
        (folder,) = load(course).courses
        ignore.kept(course, ())  # what this imports, that account may not read either
        account = os.geteuid()
        if account == 0:
            os.seteuid(65534)
        try:
            with pytest.raises(CoursekitError) as caught:
                repository.copied(sources(folder))
        finally:
            os.seteuid(account)
    (problem,) = caught.value.problems
    assert problem.message == "cannot read the file: Permission denied"
    assert problem.where is not None
    assert problem.where.path == course / "data" / "secret.csv"


@pytest.mark.parametrize(
    ("name", "text", "said", "where"),
    [
        ("apt.txt", "# tools\nGit\n", "this does not name a Debian package: Git", "apt.txt:2"),
        ("postBuild", "#!/bin/sh\r\n", "postBuild has the line ends of Windows", "postBuild:1"),
        ("start", "#!/bin/sh\nA=1\n", "start does not start the server", "start:2"),
        ("install.R", "1\n", "install.R is read only where runtime.txt asks", "install.R"),
        ("REQUIRE", "julia 1\n", "no image can be made of REQUIRE", "REQUIRE"),
        ("default.nix", "{}\n", "no image can be made of default.nix", "default.nix"),
    ],
)
def test_files_that_no_image_can_be_made_of(
    course: Path, docker: str, name: str, text: str, said: str, where: str
) -> None:
    (course / name).write_bytes(text.encode())
    ran = refused(course)
    assert said in ran
    assert f"in: {course / where}\n" in ran


def test_push_needs_a_name(course: Path) -> None:
    ran = coursekit("build-image", course, "--push")
    assert ran.code == 2
    assert "--push needs to know where to" in ran.err
