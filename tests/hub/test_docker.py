"""What only containers can run into: images that change or go, a reboot, a Docker that is away."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from coursekit.engines.process import processes_of
from coursekit.hub.site import LABEL, hub_mark
from tests.conftest import copy_of, coursekit
from tests.containers import served_by
from tests.hub.conftest import Visitor
from tests.hub.notebook import Notebook

pytestmark = pytest.mark.xdist_group("docker")
START = '#!/bin/bash\nexport COURSE_STARTED=yes\nexec "$@"\n'


@pytest.fixture
def place(imaged: Path, tmp_path: Path, free_port: int, no_hub_left: list[Path]) -> Path:
    """The tiny fleet in containers, not served yet."""
    place = copy_of(imaged, tmp_path / "tiny")
    served_by(place, "docker", free_port)
    no_hub_left.append(place)
    return place


def up(place: Path) -> str:
    """Serve; return the address."""
    ran = coursekit("hub", "up", place, timeout=900)
    assert ran.code == 0, ran.err
    return json.loads((place / ".coursekit" / "hub" / "site.json").read_text())["url"]


def works(url: str, name: str) -> Notebook:
    """Sign in, have a server started, and a kernel in it."""
    visitor = Visitor(url)
    visitor.sign_in("north", name)
    page = visitor.wait(visitor.get(f"/hub/spawn/north.{name}/tiny"))
    assert page.status_code == 200, page.text
    notebook = Notebook(visitor, f"/user/north.{name}/tiny")
    notebook.begin()
    return notebook


def docker(*words: str) -> str:
    return subprocess.run(["docker", *words], check=True, capture_output=True, text=True).stdout


def test_a_new_image_is_for_those_who_start_next(place: Path) -> None:
    url = up(place)
    kim = works(url, "kim")
    assert kim.run("mine = 7").status == "ok"
    (place / "start").write_text(START)
    (place / "start").chmod(0o755)
    plan = coursekit("hub", "plan", place)
    assert "tiny: image" in plan.out or "steps of the courses come first" in plan.out
    up(place)
    assert kim.run("print(mine)").text.strip() == "7"
    told = "import os; print(os.environ.get('COURSE_STARTED'))"
    assert kim.run(told).text.strip() == "None"
    assert works(url, "lee").run(told).text.strip() == "yes"


def test_after_a_reboot_everybody_has_their_files_and_starts_again(place: Path) -> None:
    url = up(place)
    kim = works(url, "kim")
    kim.run("open('essay.txt', 'w').write('all my work')")
    for role in ("hub", "proxy"):
        for process in processes_of(place / ".coursekit", role):
            process.kill()
            process.wait(10)
    label = f"{LABEL}={hub_mark('islands', place / '.coursekit' / 'hub')}"
    docker("kill", *docker("ps", "--quiet", "--filter", f"label={label}").split())
    assert up(place) == url
    again = works(url, "kim")
    assert again.run("print(open('essay.txt').read())").text.strip() == "all my work"


def test_an_image_that_is_gone_is_told_and_made_again(place: Path) -> None:
    url = up(place)
    site = place / ".coursekit" / "hub" / "site.json"
    right = site.read_text()
    wrong = json.loads(right)
    wrong["courses"][0]["image"] = f"sha256:{0:064}"
    site.write_text(json.dumps(wrong))
    visitor = Visitor(url)
    visitor.sign_in("north", "kim")
    page = visitor.wait(visitor.get("/hub/spawn/north.kim/tiny"))
    assert "The environment of A tiny course is not ready." in page.text
    ran = coursekit("hub", "up", place)
    assert ran.code == 0, ran.err
    assert json.loads(site.read_text()) == json.loads(right)
    assert works(url, "kim").run("print(6 * 7)").text.strip() == "42"


def test_nothing_is_left_in_docker(place: Path) -> None:
    url = up(place)
    works(url, "kim")
    assert "coursekit-islands-" in docker("network", "ls")
    ours = [one for one in docker("ps", "--format", "{{.Names}}").split() if "kim" in one]
    assert ours
    coursekit("hub", "down", place)
    left = docker("ps", "--all", "--format", "{{.Names}}").split()
    assert not set(ours) & set(left)
    mark = ours[0].partition("-north")[0]
    assert mark not in docker("network", "ls")


def test_a_docker_that_is_away_is_an_engine_that_is_missing(place: Path) -> None:
    away = {"DOCKER_HOST": "unix:///nowhere.sock"}
    for command in ("up", "plan"):
        ran = coursekit("hub", command, place, env=away)
        assert ran.code == 3, ran.err
        assert "Docker" in ran.err


def test_a_hub_for_everybody_needs_a_sign_in(place: Path) -> None:
    fleet = place / "fleet.yml"
    fleet.write_text(fleet.read_text().replace("127.0.0.1", "0.0.0.0"))
    ran = coursekit("hub", "plan", place)
    assert ran.code == 2
    assert "anybody could sign in under any name" in ran.err
    assert "login: {kind: roster}" in ran.err
