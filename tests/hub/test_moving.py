"""A fleet that moves from this machine's forks to its Docker, and back: nobody loses anything."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from coursekit.engines.process import processes_of
from tests.conftest import copy_of, coursekit
from tests.containers import served_by
from tests.engines import lack
from tests.hub.conftest import PASSWORD, Visitor
from tests.hub.notebook import Notebook

pytestmark = pytest.mark.xdist_group("docker")


def up(place: Path) -> str:
    ran = coursekit("hub", "up", place, timeout=900)
    assert ran.code == 0, ran.err
    return ran.err


def at_work(visitor: Visitor, user: str) -> Notebook:
    page = visitor.wait(visitor.get(f"/hub/spawn/{user}/tiny"))
    assert page.status_code == 200, page.text
    notebook = Notebook(visitor, f"/user/{user}/tiny")
    notebook.begin()
    return notebook


def test_from_forks_to_containers_and_back(
    imaged: Path, tmp_path: Path, free_port: int, no_hub_left: list[Path]
) -> None:
    if os.geteuid() != 0:
        lack("only root can give homes to students' accounts")
    place = copy_of(imaged, tmp_path / "tiny")
    no_hub_left.append(place)
    served_by(place, "prefork", free_port)
    fleet = place / "fleet.yml"
    roster = "staff: [ada@north.edu], login: {kind: roster}"
    fleet.write_text(fleet.read_text().replace("staff: [ada@north.edu]", roster))
    url = f"http://127.0.0.1:{free_port}"
    up(place)
    ada, lee = Visitor(url), Visitor(url)
    ada.get("/hub/north/login")
    codes = place / ".coursekit" / "hub" / "rosters" / "north.staff-codes.txt"
    ada.first_sign_in("north", *codes.read_text().split(), PASSWORD)
    lee.sign_in("south-bay", "lee")
    for person, user in ((ada, "north.ada@north.edu"), (lee, "south-bay.lee")):
        notebook = at_work(person, user)
        assert notebook.run(f"open('mine.txt', 'w').write('{user}')").status == "ok"

    served_by_other(fleet, "prefork", "docker")
    plan = coursekit("hub", "plan", place)
    assert "the engine becomes docker" in plan.out
    assert "the hub stops, and starts again" in up(place)
    assert not processes_of(place / ".coursekit", "nursery")
    again = Visitor(url)
    page = again.get("/hub/north/login")
    again.fill_in(page, username="ada@north.edu", password=PASSWORD)
    told = at_work(again, "north.ada@north.edu").run("print(open('mine.txt').read())")
    assert told.text.strip() == "north.ada@north.edu", told
    lee = Visitor(url)
    lee.sign_in("south-bay", "lee")
    own = at_work(lee, "south-bay.lee")
    assert own.run("print(open('mine.txt').read())").text.strip() == "south-bay.lee"
    assert own.run("open('mine.txt', 'a').write(' in a container')").status == "ok"
    home = place / ".coursekit" / "homes" / "south-bay" / "lee"
    assert home.stat().st_uid > 400_000
    assert {path.stat().st_uid for path in home.iterdir()} == {home.stat().st_uid}

    served_by_other(fleet, "docker", "prefork")
    up(place)
    lee = Visitor(url)
    lee.sign_in("south-bay", "lee")
    own = at_work(lee, "south-bay.lee")
    text = own.run("print(open('mine.txt').read())").text.strip()
    assert text == "south-bay.lee in a container"
    site = json.loads((place / ".coursekit" / "hub" / "site.json").read_text())
    assert site["engine"] == "prefork"


def served_by_other(fleet: Path, before: str, after: str) -> None:
    text = fleet.read_text()
    assert f"engine: {before}" in text
    fleet.write_text(text.replace(f"engine: {before}", f"engine: {after}"))
