"""Students' servers: from a link to the page that pulls, and through a hub that was killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import stat
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from coursekit.engines.process import processes_of
from coursekit.hub.machine import birth_of, last_words
from coursekit.hub.student_server import server_name


def test_a_link_starts_the_courses_server_and_pulls(own_hub, visitor_of):
    own_hub.start()
    for college in ("foothill", "de-anza"):
        someone = visitor_of(own_hub)
        picker = someone.get(own_hub.link("labs/lab01/lab01.ipynb"))
        form = someone.get(picker.url.replace("/hub/login", f"/hub/{college}/login"))
        page = someone.wait(someone.sign_in(college, "kim@example.edu", form))
        assert page.status_code == 200
        prefix = f"{own_hub.url}/user/{college}.kim@example.edu/data8"
        assert page.url.startswith(f"{prefix}/git-pull?repo=")
        home = own_hub.root / "homes" / college / "kim@example.edu"
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        query = page.url.partition("?")[2]
        pulled = someone.get(f"{prefix}/git-pull/api?{query}")
        assert '"phase": "finished"' in pulled.text, pulled.text
        assert (home / "data8" / "labs" / "lab01" / "lab01.ipynb").is_file()
        kernels = someone.get(f"{prefix}/api/kernelspecs").json()
        assert kernels["default"] == "python3"
        assert "python3" in kernels["kernelspecs"]
    assert own_hub.engine.status(own_hub.url).servers == 2
    assert own_hub.engine.stop()
    assert own_hub.roles() == set()


def test_a_link_without_a_course_uses_the_first_one(running, visitor):
    someone = visitor()
    someone.sign_in("foothill", "ada")
    hop = someone.get("/hub/user-redirect/git-pull?repo=x%20y&urlpath=", allow_redirects=False)
    assert hop.headers["Location"] == (
        "/hub/spawn/foothill.ada/data8"
        "?next=%2Fuser%2Ffoothill.ada%2Fdata8%2Fgit-pull%3Frepo%3Dx%2520y%26urlpath%3D"
    )


def test_a_server_outlives_a_killed_hub_and_is_taken_over(own_hub, visitor_of):
    first = own_hub.start()
    someone = visitor_of(own_hub)
    someone.sign_in("foothill", "ada")
    page = someone.wait(someone.get("/hub/spawn/foothill.ada/data8"))
    assert page.url.endswith("/user/foothill.ada/data8/tree")
    servers = {process.pid for process in processes_of(own_hub.state, "server")}

    os.kill(first, signal.SIGKILL)
    assert own_hub.roles() >= {"proxy", "server"}
    second = own_hub.start()
    assert second != first
    assert {process.pid for process in processes_of(own_hub.state, "server")} == servers
    status = someone.get("/user/foothill.ada/data8/api/status")
    assert status.status_code == 200, status.text
    newcomer = visitor_of(own_hub)
    newcomer.sign_in("foothill", "ada")
    assert newcomer.get("/user/foothill.ada/data8/tree").url.endswith("/data8/tree")

    own_hub.engine.stop()
    assert own_hub.roles() == set()
    assert not {process.pid for process in psutil.process_iter() if is_alive(process)} & servers


def test_who_waits_reads_in_plain_words_what_happens(own_hub, visitor_of):
    with (own_hub.root / "jupyterhub_config.py").open("a") as config:
        config.write("from coursekit.hub.turns import Turns\nc.PreforkSpawner.turns = Turns(1)\n")
    own_hub.start()
    people = {f"kim{number}": visitor_of(own_hub) for number in range(4)}
    for name, person in people.items():
        person.sign_in("foothill", name)

    def started(name: str) -> list[str]:
        """Start a server, and hear meanwhile what is said to who waits for it."""
        server = f"/users/foothill.{name}/servers/data8"
        with ThreadPoolExecutor(1) as beside:
            # It is answered when the server is there: JupyterHub waits up to 10 s for that.
            asked = beside.submit(people[name].api, "POST", server)
            while (told := people[name].api("GET", f"{server}/progress")).status_code != 200:
                assert not asked.done()
                time.sleep(0.02)
            assert asked.result().status_code in (201, 202)
        lines = [line for line in told.text.splitlines() if line]
        return [json.loads(line[5:])["message"] for line in lines]

    with ThreadPoolExecutor() as pool:
        said = list(pool.map(started, people))
    opening, starting = "Opening your folder for Foundations of Data Science", "Starting your"
    for messages in said:
        assert opening in messages
        assert messages[-1] == "Your notebook is ready"
    heard = {message for messages in said for message in messages}
    assert f"{starting} notebook server" in heard
    assert "Waiting for 2 others who clicked before you" in heard
    assert "Waiting for one other person who clicked before you" in heard


def is_alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def test_a_process_id_that_was_given_away_is_not_taken_for_a_server(own_hub, visitor_of):
    """After a reboot the number in the database is somebody else's process."""
    first = own_hub.start()
    someone = visitor_of(own_hub)
    someone.sign_in("foothill", "ada")
    someone.wait(someone.get("/hub/spawn/foothill.ada/data8"))
    os.kill(first, signal.SIGKILL)
    for process in processes_of(own_hub.state, "server"):
        process.kill()
    with subprocess.Popen(["sleep", "600"]) as bystander:
        with sqlite3.connect(own_hub.state / "hub" / "hub.sqlite") as database:
            (text,) = database.execute("select state from spawners where name = 'data8'").fetchone()
            state = json.dumps(json.loads(text) | {"pid": bystander.pid})
            database.execute("update spawners set state = ? where name = 'data8'", [state])
        own_hub.start()
        assert own_hub.engine.status(own_hub.url).servers == 0
        page = someone.wait(someone.get("/hub/spawn/foothill.ada/data8"))
        assert page.url.endswith("/data8/tree")
        own_hub.engine.stop()
        assert bystander.poll() is None
        bystander.kill()


def test_a_server_that_dies_says_why(hub_without_environment, visitor_of):
    hub = hub_without_environment
    python = hub.root / "venv" / "bin" / "python"
    hub.start()
    someone = visitor_of(hub)
    someone.sign_in("foothill", "ada")
    page = someone.wait(someone.get("/hub/spawn/foothill.ada/data8"))
    assert page.status_code == 503
    assert "The environment of Foundations of Data Science is not ready." in page.text

    python.parent.mkdir(parents=True)
    python.write_text(
        "#!/bin/sh\nsleep 2\necho '[I 2026] hello'\necho 'Error: no <luck>'\nexit 1\n"
    )
    python.chmod(0o755)
    page = someone.wait(someone.get("/hub/spawn/foothill.ada/data8"))
    assert page.status_code == 500
    assert "Your notebook did not start" in page.text
    assert "The last thing it said: Error: no &lt;luck&gt;" in page.text
    log = hub.state / "logs" / "servers" / "foothill.ada-data8.log"
    assert "no <luck>" in log.read_text()


def test_servers_are_for_the_colleges_courses_only(running, visitor):
    someone = visitor()
    someone.sign_in("foothill", "ada")
    page = someone.wait(someone.get("/hub/spawn/foothill.ada/data9"))
    assert page.status_code == 404
    assert "Foothill College does not take a course called" in page.text
    other = someone.get("/hub/spawn/de-anza.ada/data8")
    assert other.status_code == 404


def test_server_names_are_what_jupyterhub_takes():
    assert server_name("data8") == "data8"
    assert server_name("data-8") == "data-8"
    assert server_name("61a").startswith("x-61a-")
    assert server_name("a" * 40) != server_name("a" * 41)


@pytest.fixture
def sleeper():
    """Starts programs that do nothing; they end with the test."""
    begun = []

    def one() -> subprocess.Popen[bytes]:
        begun.append(subprocess.Popen(["sleep", "600"]))
        return begun[-1]

    yield one
    for process in begun:
        process.kill()
        process.wait()


def test_a_process_is_known_by_its_birth_and_not_by_the_clock(monkeypatch, sleeper):
    one = sleeper()
    born = birth_of(one.pid)
    assert born.partition(":")[2].isdigit()
    before = psutil.Process(one.pid).create_time()
    boot = psutil.boot_time()
    monkeypatch.setattr("psutil._pslinux.boot_time", lambda: boot + 86400)
    assert psutil.Process(one.pid).create_time() == before + 86400  # the clock has been set
    assert birth_of(one.pid) == born
    time.sleep(0.02)
    assert birth_of(sleeper().pid) != born
    one.kill()
    while psutil.Process(one.pid).status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    assert birth_of(one.pid) == ""  # it has ended, though nobody has asked how
    one.wait()
    assert birth_of(one.pid) == ""


def test_last_words(tmp_path):
    log = tmp_path / "log"
    assert last_words(log) == ""
    log.write_text(
        "[W 2026-01-01 ServerApp] odd\nTraceback (most recent call last):\n"
        "  File \"x.py\", line 1\nModuleNotFoundError: No module named 'x'\n[I 2026] bye\n\n"
    )
    assert last_words(log) == "ModuleNotFoundError: No module named 'x'"
    log.write_text("[E 2026-01-01 12:00:00.1 ServerApp] no space left\n")
    assert last_words(log) == "no space left"
