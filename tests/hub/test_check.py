"""``coursekit hub check``: it passes where students can work, and names the layer where not."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from coursekit.engines.process import processes_of
from coursekit.nursery.coursekit_warm.layers import missing
from tests.conftest import Ran, copy_of, coursekit
from tests.containers import served_by
from tests.engines import lack
from tests.hub.conftest import Visitor, git

FIRST = ["hub", "sign-in", "link", "server", "pull", "open", "run", "save"]


@pytest.fixture(scope="module")
def classroom(
    engine: str, course_to_serve: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The tiny fleet, served; a test that breaks it repairs it."""
    place = copy_of(course_to_serve, tmp_path_factory.mktemp("classroom") / "tiny")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        served_by(place, engine, probe.getsockname()[1])
    ran = coursekit("hub", "up", place)
    assert ran.code == 0, ran.err
    yield place
    coursekit("hub", "down", place)


def check(place: Path, look: Callable[[], object] | None = None) -> Ran:
    """Run ``hub check``; ``look`` is called again and again meanwhile."""
    with ThreadPoolExecutor() as pool:
        ran = pool.submit(coursekit, "hub", "check", "--json", "--college", "north", place)
        while look is not None and not ran.done():
            look()
            time.sleep(0.05)
        return ran.result()


def only_failure(ran: Ran) -> dict[str, Any]:
    """Return the row of the layer that failed; it is the last one tried."""
    assert ran.code == 4, ran.out
    failed = [row for row in ran.json["results"] if not row["ok"]]
    assert len(failed) == 1
    assert ran.json["results"][-1] == failed[0]
    assert ran.json["problems"][0]["message"] == f"north, lab01: {failed[0]['message']}"
    assert_nothing_is_left(ran)
    return failed[0]


def assert_nothing_is_left(ran: Ran) -> None:
    assert {row["college"] for row in ran.json["results"]} == {"north"}
    assert set(ran.json["results"][0]) == {
        "college",
        "assignment",
        "layer",
        "ok",
        "seconds",
        "message",
    }


def test_every_layer_of_every_link(classroom):
    ran = check(classroom)
    rows = ran.json["results"]
    assert ran.code == 0, ran.out
    assert [row["layer"] for row in rows if row["assignment"] == "lab01"] == FIRST
    assert [row["layer"] for row in rows if row["assignment"] == "lab02"] == [
        "link",
        "pull",
        "open",
        "stop",
    ]
    assert all(row["ok"] and row["seconds"] >= 0 and row["message"] == "" for row in rows)
    assert "links: 2 of 2" in ran.err
    state = classroom / ".coursekit"
    assert not list((state / "homes" / "north").iterdir())
    assert not processes_of(state, "server")
    with sqlite3.connect(state / "hub" / "hub.sqlite") as database:
        assert database.execute("select name from users").fetchall() == []


def test_a_nursery_that_died_is_no_fault(classroom, engine):
    if engine == "docker":
        pytest.skip("containers have no nursery")
    nurseries = processes_of(classroom / ".coursekit", "nursery")
    assert nurseries
    for process in nurseries:
        process.kill()
    assert check(classroom).code == 0


def test_a_release_that_cannot_be_reached(classroom):
    release = classroom / ".coursekit" / "release" / "tiny"
    release.rename(release.with_name("elsewhere"))
    try:
        row = only_failure(check(classroom))
    finally:
        release.with_name("elsewhere").rename(release)
    assert row["layer"] == "pull"
    assert row["message"].startswith(
        "The notebook server started but the course repository could not be reached: "
    )


def test_a_branch_that_is_not_there(classroom):
    course = classroom / "course.yml"
    before = course.read_text()
    course.write_text(f"{before}release: {{branch: spring}}\n")
    try:
        row = only_failure(check(classroom))
    finally:
        course.write_text(before)
    assert row["layer"] == "pull"
    assert "the course repository has no such branch" in row["message"]
    assert "spring" in row["message"]


def test_an_environment_that_is_broken(classroom):
    file = classroom / ".coursekit" / "hub" / "site.json"
    before = file.read_text()
    site = json.loads(before)
    site["courses"][0] |= {"environment": "/nowhere", "image": f"sha256:{0:064}"}
    file.write_text(json.dumps(site))
    try:
        row = only_failure(check(classroom))
    finally:
        file.write_text(before)
    assert (row["layer"], row["message"]) == (
        "server",
        "The link works, but the notebook server did not start:"
        " The environment of A tiny course is not ready.",
    )


def test_a_package_that_is_missing(classroom, tmp_path):
    release = classroom / ".coursekit" / "release" / "tiny"
    git("clone", "-q", str(release), "work", cwd=tmp_path)
    notebook = tmp_path / "work" / "labs" / "lab01" / "lab01.ipynb"
    before = notebook.read_text()
    content = json.loads(before)
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = "import no_such_package"
            break
    notebook.write_text(json.dumps(content))
    git("commit", "-qam", "break it", cwd=tmp_path / "work")
    git("push", "-q", cwd=tmp_path / "work")
    try:
        row = only_failure(check(classroom))
    finally:
        git("revert", "--no-edit", "HEAD", cwd=tmp_path / "work")
        git("push", "-q", cwd=tmp_path / "work")
    assert row["layer"] == "run"
    assert "ModuleNotFoundError: No module named 'no_such_package'" in row["message"]


def test_a_full_disk(classroom):
    homes = classroom / ".coursekit" / "homes" / "north"
    homes.mkdir(parents=True, exist_ok=True)
    with small_disk(homes):
        row = only_failure(check(classroom))
    assert row["layer"] == "pull", row
    assert "the student's folder has no room for the course" in row["message"]


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[None]:
    """Give a folder a disk of its own, as good as full; needs root."""
    size = "size=64k,mode=0700"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "none", str(place)], check=False, capture_output=True
    )
    if os.geteuid() != 0 or done.returncode != 0:
        lack("a small disk cannot be mounted here (that needs root)")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_hub_that_does_not_run(tiny, free_port):
    fleet = tiny / "fleet.yml"
    fleet.write_text(fleet.read_text().replace("127.0.0.1:8000", f"127.0.0.1:{free_port}"))
    row = only_failure(check(tiny))
    assert row["layer"] == "hub"
    assert row["message"].startswith("The hub does not answer: ")


def test_a_college_that_is_not_there(classroom):
    ran = coursekit("hub", "check", classroom, "--college", "atlantis")
    assert ran.code == 2
    assert "there are: north, south-bay" in ran.err


def test_nobody_signs_in_as_the_probe_or_asks_as_the_operator(classroom):
    url = json.loads((classroom / ".coursekit" / "hub" / "site.json").read_text())["url"]
    someone = Visitor(url)
    assert "/hub/college/" not in someone.sign_in("north", "_probe").url
    someone.sign_in("north", "kim")
    xsrf = {"X-XSRFToken": someone.session.cookies.get("_xsrf", path="/hub/") or ""}
    for path in ("probe/north", "probe/south-bay", "leave/south-bay"):
        answer = someone.session.post(f"{url}/hub/operator/{path}", headers=xsrf)
        assert answer.status_code == 403
    token = (classroom / ".coursekit" / "hub" / "operator-token").read_text()
    assert (classroom / ".coursekit" / "hub" / "operator-token").stat().st_mode & 0o777 == 0o600
    own = {"Authorization": f"token {token}"}
    for path in ("users", "users/north.kim", "users/north.kim/tokens", "groups", "proxy"):
        answer = Visitor(url).get(f"/hub/api/{path}", headers=own)
        assert answer.status_code in (403, 404), path
    answer = Visitor(url).session.post(f"{url}/hub/operator/leave/north", headers=own)
    assert answer.status_code == 409


def test_a_hub_with_accounts(tiny, free_port, no_hub_left):
    """The probe's home is its account's, and goes with it."""
    found = missing(tiny)
    if os.geteuid() != 0 or any(why for name, why in found.items() if name != "home-quota"):
        lack("only root can give students accounts, and the machine must allow it")
    no_hub_left.append(tiny)
    accept = [name for name, why in found.items() if why]
    fleet = tiny / "fleet.yml"
    hub = f'hub: {{url: "http://127.0.0.1:{free_port}", isolation: accounts, accept: {accept}}}'
    text = fleet.read_text().replace('hub: {url: "http://127.0.0.1:8000"}', hub)
    fleet.write_text(text)
    ran = coursekit("hub", "up", tiny)
    assert ran.code == 0, ran.err
    state = tiny / ".coursekit"
    seen = []
    ran = check(tiny, lambda: seen.extend(accounts_of(state / "homes" / "north")))
    assert ran.code == 0, ran.out
    assert len({row["layer"] for row in ran.json["results"]}) == len(FIRST) + 1
    assert min(seen) > 400_000
    assert not list((state / "homes" / "north").iterdir())
    assert not processes_of(state, "server")
    assert not processes_of(state, "kernel")
    assert check(tiny).code == 0


def accounts_of(college: Path) -> list[int]:
    """Return whose the probe's home is, if it is there and has been given away."""
    with contextlib.suppress(OSError):
        return [uid for uid in [(college / "_probe").stat().st_uid] if uid]
    return []
