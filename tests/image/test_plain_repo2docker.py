"""Courses stay repositories that plain repo2docker, and so Binder, builds: the stock library says.

Nothing is built: it picks its buildpack and renders its Dockerfile.
"""

from __future__ import annotations

import itertools
import logging
import shutil
from pathlib import Path

import pytest
from repo2docker.app import Repo2Docker
from repo2docker.utils import chdir

from coursekit.engines import repo2docker
from coursekit.environment.buildpacks import other_file
from coursekit.environment.requirements import server_packages
from coursekit.environment.runtime import read_runtime
from tests.conftest import CASES, DATA8

FILES = {
    "Dockerfile": "FROM debian\n",
    "Project.toml": 'name = "x"\n',
    "default.nix": "{}\n",
    "DESCRIPTION": "Package: x\n",
    "environment.yml": "dependencies: [numpy]\n",
    "Pipfile": "[packages]\n",
    "pyproject.toml": '[project]\nname = "x"\nversion = "1"\n[build-system]\nrequires = []\n',
    "requirements.txt": "six\n",
    "install.R": "1\n",
}
RUNTIMES = ("", "python-3.11", "r-4.4-2026-11-01")
SERVED = {
    "": "PythonBuildPack",
    "Dockerfile": "DockerBuildPack",
    "Project.toml": "JuliaProjectTomlBuildPack",
    "default.nix": "NixBuildPack",
    "DESCRIPTION": "RBuildPack",
    "runtime.txt": "RBuildPack",
    "environment.yml": "CondaBuildPack",
    "Pipfile": "PipfileBuildPack",
}


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the sites of Julia and of R's packages answer; here they may be out of reach."""

    class Answer:
        def json(self) -> dict[str, str]:
            return {"1.11.3": "", "upsi": "2026-11-01"} if self.r else {"1.11.3": ""}

        def __init__(self, *, r: bool) -> None:
            self.r = r

    monkeypatch.setattr("requests.get", lambda *_, **__: Answer(r=False))
    monkeypatch.setattr("requests.post", lambda *_, **__: Answer(r=True))


def plain(place: Path) -> tuple[str, str]:
    """Return what plain repo2docker makes of a repository: its buildpack, and the Dockerfile."""
    app = Repo2Docker(repo=str(place), log_level=logging.ERROR)
    with chdir(place):
        packs = (pack(base_image=app.base_image) for pack in app.buildpacks)
        pack = next((pack for pack in packs if pack.detect()), None)
        pack = pack or app.default_buildpack(base_image=app.base_image)
        pack.platform = "linux/amd64"
        name = type(pack).__name__
        text = pack.render({"NB_UID": "1000"}) if name == "PythonBuildPack" else ""
        return name, text


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("folder", [".", "binder"])
def test_which_file_wins_is_its_own_choice(tmp_path: Path, runtime: str, folder: str) -> None:
    """Only the choice is asked for, so that no site needs to be reached."""
    for number, names in enumerate(itertools.combinations(FILES, 2)):
        place = tmp_path / str(number)
        (place / folder).mkdir(parents=True)
        for name in names:
            (place / folder / name).write_text(FILES[name])
        if runtime:
            (place / folder / "runtime.txt").write_text(runtime)
        said = read_runtime(runtime or "python-3.11", Path("runtime.txt"))
        ours = other_file(frozenset(names), said, in_binder=folder != ".")
        assert SERVED[ours] == plain(place)[0], (names, runtime, folder)


def test_data8_is_a_python_repository() -> None:
    pack, dockerfile = plain(DATA8)
    assert pack == "PythonBuildPack"
    assert 'pip install --no-cache-dir -r "requirements.txt"' in dockerfile
    assert "course.lock" not in dockerfile
    assert "requirements.lock" not in dockerfile


@pytest.mark.parametrize("folder", [".", "binder", ".binder"])
def test_all_files_of_ours_are_its_own(tmp_path: Path, folder: str) -> None:
    place = tmp_path / "course"
    shutil.copytree(CASES / "good" / "tiny", place, ignore=shutil.ignore_patterns(".coursekit"))
    home = place / folder
    home.mkdir(exist_ok=True)
    (home / "requirements.txt").write_text("six\n")
    (home / "requirements.lock").write_text("six==1.0 --hash=sha256:00\n")
    (place / "course.lock").write_text("lock: 0\n")
    (home / "runtime.txt").write_text("python-3.11\n")
    (home / "apt.txt").write_text("tree\n")
    for name in ("postBuild", "start"):
        (home / name).write_text('#!/bin/sh\nexec "$@"\n')
    pack, dockerfile = plain(place)
    inside = "" if folder == "." else f"{folder}/"
    assert pack == "PythonBuildPack"
    assert f'-r "{inside}requirements.txt"' in dockerfile
    assert "apt-get install --yes --no-install-recommends tree" in dockerfile
    assert f"RUN ./{inside}postBuild" in dockerfile
    assert f'R2D_ENTRYPOINT="${{REPO_DIR}}/{inside}start"' in dockerfile
    assert "environment-2epy-2d3-2e11-2dlinux" in dockerfile, "Python 3.11"
    assert "requirements.lock" not in dockerfile


@pytest.mark.parametrize(
    ("name", "text", "fetches"),
    [
        ("environment.yml", "dependencies: [python=3.11, numpy]\n", "install-base-env.bash"),
        ("Project.toml", 'name = "x"\n', "julia"),
        ("runtime.txt", "r-4.4-2026-11-01\n", "rstudio"),
    ],
)
@pytest.mark.parametrize("home", [".", "env"])
def test_its_own_buildpacks_get_our_packages_and_certificates(
    answers: None, tmp_path: Path, name: str, text: str, fetches: str, home: str
) -> None:
    source = tmp_path / "source"
    (source / home).mkdir(parents=True)
    (source / home / name).write_text(text)
    (source / home / "postBuild").write_text("#!/bin/sh\n")
    rendered = repo2docker.context(
        source,
        tmp_path / "context",
        home=home,
        base_image=None,
        thin=None,
        packages=server_packages(),
        named=source,
        platform="linux/amd64",
    )
    dockerfile = rendered.dockerfile.read_text()
    steps = dockerfile.split("\nRUN ")[1:]
    assert rendered.buildpack == SERVED[name]
    assert rendered.arguments == {"NB_USER": "jovyan", "NB_UID": "1000"}
    assert fetches in dockerfile
    assert all(step.startswith("--mount=type=secret,id=ca,mode=0444 ") for step in steps)
    assert dockerfile.count("ARG SSL_CERT_FILE ") == dockerfile.count("\nFROM ") == 1
    assert all(package in steps[-1] for package in server_packages().split())
    prefix = "" if home == "." else f"{home}/"
    assert f"./{prefix}postBuild" in dockerfile


@pytest.mark.parametrize("name", ["Project.toml", "runtime.txt"])
def test_a_site_out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / name).write_text("r-4.4-2026-11-01\n" if name[0] == "r" else "")
    assert "repo2docker could not reach " in repo2docker_error(tmp_path, code=1)


@pytest.mark.parametrize("text", ["- numpy\n", "dependencies: [numpy\n", "dependencies: 3\n"])
def test_a_refusal_is_its_own_words(tmp_path: Path, text: str) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "environment.yml").write_text(text)
    assert repo2docker_error(tmp_path, code=2).startswith("repo2docker refuses this repository: ")


def repo2docker_error(tmp_path: Path, code: int) -> str:
    from coursekit.errors import CoursekitError

    with pytest.raises(CoursekitError) as caught:
        repo2docker.context(
            tmp_path / "source",
            tmp_path / "context",
            home=".",
            base_image=None,
            thin=None,
            packages="",
            named=tmp_path,
        )
    assert caught.value.code == code
    return str(caught.value)
