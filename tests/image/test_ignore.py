""".dockerignore means what it means to Docker: the same lines, given to a real build."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from coursekit.engines.ignore import kept, patterns_of

pytestmark = pytest.mark.xdist_group("docker")

FILES = (
    "film.mp4",
    "data/film.mp4",
    "data/deep/film.mp4",
    "data/deep/table.csv",
    "data/table.csv",
    "labs/lab01/lab01.ipynb",
    "labs/lab01/film.mp4",
    "notes.md",
    "README.md",
)
LINES = (
    "*.mp4",
    "**/*.mp4",
    "/data",
    "data/",
    "data/*",
    "data/**",
    "*/deep",
    "**/deep",
    "**/lab01/*.mp4",
    "film.mp?",
    "[a-f]*.mp4",
    "*\n!data",
    "data\n!data/table.csv",
    "*.md\n!README.md",
    "!README.md\n*.md",
    "# a remark\n\n  data  \n",
    "./data",
    "labs/../data",
    "nothing-like-this",
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    place = tmp_path / "repository"
    for name in FILES:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(name)
    return place


@pytest.mark.parametrize("lines", LINES)
def test_as_docker_does(docker: str, repository: Path, tmp_path: Path, lines: str) -> None:
    (repository / ".dockerignore").write_text(lines)
    file, out = tmp_path / "Dockerfile", tmp_path / "out"
    file.write_text("FROM scratch\nCOPY . /\n")
    argv = [docker, "buildx", "build", "-q", "-f", file, "-o", f"type=local,dest={out}"]
    subprocess.run([*argv, repository], check=True, capture_output=True)
    theirs = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert set(kept(repository, patterns_of(lines))) - {".dockerignore"} == theirs - {
        ".dockerignore"
    }


def test_what_never_counts(repository: Path) -> None:
    for name in (".git/HEAD", "lib/.git", ".coursekit/x", "labs/__pycache__/x.pyc"):
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).touch()
    (repository / ".gitignore").touch()
    assert set(kept(repository, ())) == {*FILES, ".gitignore"}
