"""Links proven: against a real repository, and click by click on a real hub."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursekit.links import links_of
from coursekit.pipeline.release import repository
from coursekit.spec import load
from coursekit.state import State
from tests.conftest import CASES, copy_of, coursekit
from tests.hub.conftest import git


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The tiny course with a release in a repository of its own, which has both labs."""
    place = tmp_path / "tiny"
    shutil.copytree(CASES / "good" / "tiny", place)
    work = tmp_path / "work"
    for lab in ("lab01", "lab02"):
        (work / "labs" / lab).mkdir(parents=True)
        (work / "labs" / lab / f"{lab}.ipynb").write_text("{}")
    git("init", "-q", "-b", "main", ".", cwd=work)
    git("add", "-A", cwd=work)
    git("commit", "-qm", "first", cwd=work)
    git("clone", "-q", "--bare", "work", "student.git", cwd=tmp_path)
    with (place / "course.yml").open("a", encoding="utf-8") as spec:
        spec.write(f"release: {{repo: 'file://{tmp_path}/student.git'}}\n")
    return place


def test_without_a_hub_repository_branch_and_file_are_looked_at(published: Path) -> None:
    ran = coursekit("links", published, "--prove", "--json")
    assert ran.code == 0, ran.out
    rows = ran.json["results"]
    assert [(row["college"], row["ok"], row["layer"]) for row in rows] == [
        ("north", True, "file"),
        ("north", True, "file"),
        ("south-bay", True, "file"),
        ("south-bay", True, "file"),
    ]
    said = coursekit("links", published, "--prove")
    assert "All 4 links lead to a file that is there." in said.out
    assert "only repository, branch and file are looked at" in said.err


def test_links_that_lead_elsewhere_are_looked_at_only(published: Path) -> None:
    words = ("--prove", "--surface", "jupyterlite", "--site", "https://example.org/lite")
    said = coursekit("links", published, *words, "--json")
    assert said.code == 0, said.out
    assert said.json["results"][0]["url"].startswith("https://example.org/lite/"), "not the hub's"
    assert "These links are not clicked" in coursekit("links", published, *words).err


def wrong(place: Path) -> tuple[list[str], str]:
    """Prove, and return the layers that fail, and what is said."""
    ran = coursekit("links", place, "--prove", "--json", "--college", "north")
    assert ran.code == 4, ran.out
    said = " ".join(problem["message"] for problem in ran.json["problems"])
    return [row["layer"] for row in ran.json["results"] if not row["ok"]], said


def test_a_repository_that_is_not_there(published: Path) -> None:
    (published.parent / "student.git").rename(published.parent / "away.git")
    layers, said = wrong(published)
    assert layers == ["repository", "repository"]
    assert "cannot be reached" in said
    assert "does not appear to be a git repository" in said or "does not exist" in said


def test_a_branch_that_is_not_there(published: Path) -> None:
    git("branch", "-m", "main", "spring", cwd=published.parent / "student.git")
    layers, said = wrong(published)
    assert layers == ["branch", "branch"]
    assert "has no branch main (it has: spring)" in said


def test_a_file_that_is_not_there(published: Path) -> None:
    work = published.parent / "work"
    git("mv", "labs/lab02", "labs/second", cwd=work)
    git("commit", "-qm", "moved", cwd=work)
    git("push", "-q", str(published.parent / "student.git"), "main", cwd=work)
    layers, said = wrong(published)
    assert layers == ["file"]
    assert "no file labs/lab02/lab02.ipynb (there is labs/second/lab02.ipynb)" in said


def test_a_release_that_is_not_made_yet(tmp_path: Path) -> None:
    place = tmp_path / "tiny"
    shutil.copytree(CASES / "good" / "tiny", place)
    layers, said = wrong(place)
    assert layers == ["repository", "repository"]
    assert "it is not made yet" in said


@pytest.fixture
def served(built_tiny: Path, tmp_path: Path) -> Iterator[Path]:
    """The tiny course on a running hub with a base path, after a second release."""
    place = copy_of(built_tiny, tmp_path / "tiny")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    fleet = place / "fleet.yml"
    fleet.write_text(fleet.read_text().replace("127.0.0.1:8000", f"127.0.0.1:{port}/jupyter"))
    with (place / "labs" / "lab01" / "lab01.py").open("a", encoding="utf-8") as lab:
        lab.write("\n# %% [markdown]\n# A hint that came later.\n")
    ran = coursekit("hub", "up", place)
    assert ran.code == 0, ran.err
    yield place
    coursekit("hub", "down", place)


def test_on_a_hub_every_link_is_opened_and_again_after_a_release(served: Path) -> None:
    project = load(served)
    release = repository(State(served), project.courses[0].course)
    assert int(git("rev-list", "--count", "main", cwd=release)) == 2, "there was a new release"
    ran = coursekit("links", served, "--prove", "--json")
    assert ran.code == 0, ran.out + ran.err
    rows = ran.json["results"]
    assert [row["url"] for row in rows] == [link.url for link in links_of(project)]
    assert {row["layer"] for row in rows} == {"again"}
    assert not list((served / ".coursekit" / "homes").glob("*/_probe")), "nothing is left behind"
    logs = "".join(path.read_text() for path in (served / ".coursekit/logs/servers").iterdir())
    assert "Fast-forward" in logs or "Merge made" in logs, "the second click pulled a release"

    # What fails on one link is said of that link, and the others are proven all the same.
    site = served / ".coursekit" / "hub" / "site.json"
    content = json.loads(site.read_text())
    content["colleges"][0]["courses"] = []
    site.write_text(json.dumps(content))
    ran = coursekit("links", served, "--prove", "--json")
    assert ran.code == 4
    found = {row["college"]: (row["ok"], row["layer"]) for row in ran.json["results"]}
    assert found == {"north": (False, "link"), "south-bay": (True, "again")}
    assert "the link leads to no server" in ran.json["problems"][0]["message"]
