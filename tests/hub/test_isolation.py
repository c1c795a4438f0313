"""Two students of two colleges on one hub with accounts: what each tries against the other."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from coursekit.engines.process import processes_of
from coursekit.hub.machine import listener
from coursekit.nursery.coursekit_warm import linux
from coursekit.nursery.coursekit_warm.layers import missing
from tests.conftest import TOP
from tests.engines import lack
from tests.hub.attempts import ATTEMPTS, BEFORE, SEARCH, Attempt, meaning
from tests.hub.conftest import Hub, Visitor, make_hub
from tests.hub.notebook import Notebook

GUIDE = TOP / "guides" / "isolation.md"
OPERATORS = "operators-word-7c1f40d2b9"
"""Something in the environment that the hub is started from."""
LIMITS = {"memory": 300 * 2**20, "cpu": 0.5, "home": 2**30, "processes": 90}
"""Small ones: what goes wrong must go wrong small."""


@dataclass
class Student:
    """Somebody at work in a notebook."""

    hub: Hub
    college: str
    name: str
    visitor: Visitor
    notebook: Notebook

    @property
    def home(self) -> Path:
        return self.hub.root / "homes" / self.college / self.name

    @property
    def uid(self) -> int:
        return self.home.stat().st_uid

    def tries(self, code: str, timeout: float = 60) -> str:
        """Run code in the notebook; return what it printed, or the error."""
        output = self.notebook.run(code, timeout)
        assert output.status != "lost", output
        return output.text.strip() or output.error


@dataclass
class Classroom:
    """A hub, the student who attacks, and the one who just works."""

    hub: Hub
    mallory: Student
    kim: Student


def start_working(hub: Hub, college: str, name: str) -> Student:
    visitor = Visitor(hub.url)
    visitor.sign_in(college, name)
    page = visitor.wait(visitor.get(f"/hub/spawn/{college}.{name}/data8"))
    assert page.status_code == 200, page.text
    notebook = Notebook(visitor, f"/user/{college}.{name}/data8")
    notebook.begin()
    return Student(hub, college, name, visitor, notebook)


@pytest.fixture(scope="module")
def classroom(
    tmp_path_factory: pytest.TempPathFactory, release: Path, course_environment: Path
) -> Iterator[Classroom]:
    if os.geteuid() != 0:
        lack("only root can give students accounts")
    root = tmp_path_factory.mktemp("isolation")
    found = missing(root)
    if lacking := {name: why for name, why in found.items() if why and name != "home-quota"}:
        lack(f"this machine can't keep students apart: {lacking}")
    hub = make_hub(root, release, course_environment)
    site = hub.site()
    site["layers"] = [name for name, why in found.items() if not why]
    for college in site["colleges"]:
        college["limits"] = LIMITS
    site["hidden"] = [str(root / "course")]
    (root / "course").mkdir()
    (root / "course" / "lab01.ipynb").write_text("the solutions")
    hub.write_site(site)
    homes = root / "homes"
    homes.mkdir()
    linux.mount("tmpfs", str(homes), "tmpfs", 0, "mode=0755,size=48m")  # soon full
    os.environ["COURSEKIT_TEST_OPERATOR"] = OPERATORS
    hub.start()
    try:
        kim = start_working(hub, "foothill", "kim")
        mallory = start_working(hub, "de-anza", "mallory")
        yield Classroom(hub, mallory, kim)
    finally:
        del os.environ["COURSEKIT_TEST_OPERATOR"]
        hub.engine.stop()
        subprocess.run(["umount", "-l", homes], check=True)


def test_each_student_is_an_account(classroom):
    told = classroom.kim.tries(
        "import os, getpass, pwd, json\n"
        "status = dict(l.split(':', 1) for l in open('/proc/self/status').read().splitlines())\n"
        "print(json.dumps([os.getuid(), os.getgroups(), pwd.getpwuid(os.getuid()).pw_name,"
        " os.path.expanduser('~'), {k: v.strip() for k, v in status.items()}]))"
    )
    uid, groups, name, home, status = json.loads(told)
    assert uid == classroom.kim.uid != classroom.mallory.uid
    assert uid > 400_000
    assert groups in ([], [uid])
    assert (name, home) == ("foothill.kim", str(classroom.kim.home))
    assert status["NoNewPrivs"] == "1"
    assert {status[f"Cap{kind}"].strip("0") for kind in ("Inh", "Prm", "Eff", "Bnd", "Amb")} == {""}
    assert status["Umask"] == "0077"
    assert processes_of(classroom.hub.state, "nursery")


def places(classroom: Classroom) -> dict[str, object]:
    """Return where everything of the victim is, as only the test can know."""
    hub, kim, mallory = classroom.hub, classroom.kim, classroom.mallory
    runtime = hub.state / "hub" / "runtime" / "foothill.kim-data8"
    (connection,) = runtime.glob("kernel-*.json")
    own = json.loads(
        kim.tries(
            "import json, os\n"
            "diary = 'dear diary'\n"
            "for place in ('/tmp/coursekit-', '/dev/shm/coursekit-', os.path.expanduser('~/')):\n"
            "    print(diary, file=open(place + 'diary.txt', 'w'))\n"
            "print(json.dumps({**os.environ, 'pid': os.getpid()}))"
        )
    )
    servers = processes_of(hub.state, "server")
    (server,) = [one for one in servers if one.uids().real == kim.uid and one.name() == "ck-server"]
    (hub_process,) = processes_of(hub.state, "hub")
    group = f"/sys/fs/cgroup/memory/coursekit/{mallory.uid}"
    return {
        "home": kim.home,
        "homes": kim.home.parent.parent,
        "state": hub.state,
        "solutions": hub.root / "course" / "lab01.ipynb",
        "connection": connection,
        "shell": json.loads(connection.read_text())["shell_port"],
        "server": server.pid,
        "kernel": own["pid"],
        "hub": hub_process.pid,
        "uid": kim.uid,
        "victim": "foothill.kim",
        "me": "de-anza.mallory",
        "token": repr(own["JUPYTERHUB_API_TOKEN"][::-1]),
        "operator": repr(OPERATORS[::-1]),
        "child": own["COURSEKIT_NURSERY_ID"],
        "url": hub.url,
        "port": own["JUPYTERHUB_SERVICE_URL"].split(":")[2].partition("/")[0],
        "limit": f"{group}/memory.limit_in_bytes",
        "procs": "/sys/fs/cgroup/memory/cgroup.procs",
    }


@pytest.fixture(scope="module")
def results(classroom: Classroom) -> dict[Attempt, str]:
    """What came of every attempt, made in a notebook of mallory's."""
    where = places(classroom)
    classroom.mallory.tries(BEFORE.format() + SEARCH)
    return {one: classroom.mallory.tries(one.code.format(**where)) for one in ATTEMPTS}


def test_every_attempt_comes_to_nothing(results, classroom):
    wrong = {one.title: told for one, told in results.items() if told != one.wanted}
    assert not wrong
    assert classroom.kim.tries("print(diary)") == "dear diary"
    assert classroom.hub.engine.status(classroom.hub.url).servers == 2


def test_the_attempts_were_on_things_that_are_there(classroom):
    """What is hidden from mallory is there: root finds it."""
    where = places(classroom)
    assert (classroom.kim.home / "diary.txt").read_text() == "dear diary\n"
    for one in ATTEMPTS:
        path = re.search(r"reading\('([^']+)'\)", one.code.format(**where))
        if path and not path[1].startswith(("/tmp", "/dev", "/proc")):
            assert Path(path[1]).exists(), one.title


def test_the_guide_lists_every_attempt_with_its_result(results):
    rows = ["| A student tries to | About | What comes of it |", "|---|---|---|"]
    rows += [f"| {one.title} | {one.about} | {meaning(told)} |" for one, told in results.items()]
    before, mark, rest = GUIDE.read_text("utf-8").partition("<!-- attempts -->\n")
    _, end, after = rest.partition("<!-- end -->")
    text = before + mark + "\n".join(rows) + "\n" + end + after
    if os.environ.get("COURSEKIT_WRITE_GUIDES") == "1":
        GUIDE.write_text(text, "utf-8")
    assert GUIDE.read_text("utf-8") == text


def test_a_student_can_not_pass_for_the_hub(classroom):
    """`coursekit status` and `down` find the hub's processes by a mark in their environment."""
    told = classroom.mallory.tries(
        "import os, subprocess\n"
        "env = {**os.environ, 'COURSEKIT_ROLE': 'hub'}\n"
        "fake = subprocess.Popen(['sleep', '60'], env=env)\n"
        "print(env['COURSEKIT_STATE'])"
    )
    assert told == str(classroom.hub.state)
    assert len(processes_of(classroom.hub.state, "hub")) == 1
    classroom.mallory.tries("fake.kill()")


def test_a_server_is_taken_for_one_only_if_its_student_listens(classroom):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
        assert listener(port) is None
        door.listen()
        assert listener(port) == 0
    told = classroom.mallory.tries(
        "import socket\ndoor = socket.create_server(('127.0.0.1', 0))\nprint(door.getsockname()[1])"
    )
    assert listener(int(told)) == classroom.mallory.uid
    classroom.mallory.tries("door.close()")


def answers_soon(student: Student) -> None:
    """See that somebody else goes on working: a cell, a page, and a kernel of their own."""
    began = time.monotonic()
    assert student.tries("print(6 * 7)", timeout=20) == "42"
    assert student.notebook.api("GET", "/api/contents").status_code == 200
    assert time.monotonic() - began < 20


def test_a_fork_bomb_stays_within_its_students_limits(classroom):
    mallory = classroom.mallory
    told = mallory.tries(
        "import subprocess\n"
        "children = []\n"
        "try:\n"
        "    while len(children) < 500:\n"
        "        children.append(subprocess.Popen(['sleep', '60']))\n"
        "except OSError as error:\n"
        "    print(type(error).__name__, len(children))"
    )
    kind, count = told.split()
    assert kind == "BlockingIOError"
    assert 10 < int(count) < LIMITS["processes"]
    answers_soon(classroom.kim)
    mallory.tries("[one.kill() for one in children]")


def test_a_busy_loop_leaves_the_others_time(classroom):
    group = Path(f"/sys/fs/cgroup/cpu/coursekit/{classroom.mallory.uid}/cpu.stat")
    mallory = classroom.mallory
    mallory.tries(
        "import threading, subprocess, sys\n"
        "busy = [subprocess.Popen([sys.executable, '-c', 'while True: pass']) for _ in range(4)]"
    )
    answers_soon(classroom.kim)
    time.sleep(1)
    stat = dict(line.split() for line in group.read_text().splitlines())
    assert int(stat["nr_throttled"]) > 0
    mallory.tries("[one.kill() for one in busy]")


def test_used_up_memory_ends_the_kernel_and_says_so(classroom):
    mallory = classroom.mallory
    server = mallory.notebook.api("GET", "/api/status").json()["started"]
    output = mallory.notebook.run("hog = []\nwhile True: hog.append(bytearray(2**24))")
    assert output.error == "restarting"
    assert "Your notebook used more than its 300 MB of memory and was stopped." in output.text
    answers_soon(classroom.kim)
    assert mallory.notebook.api("GET", "/api/status").json()["started"] == server
    assert mallory.tries("print('hog' in globals())") == "False"


FILL = """
import os
with open(os.path.expanduser("~/junk"), "wb", buffering=0) as junk:
    try:
        while True: junk.write(bytes(2**16))
    except OSError as error:
        print(error.strerror)
"""


def test_a_full_disk_locks_nobody_out(classroom):
    """This disk has no quota, so one student fills it for all: worse can't happen to a home."""
    mallory, kim = classroom.mallory, classroom.kim
    assert mallory.tries(FILL) == "No space left on device"
    answers_soon(kim)
    kim.notebook.begin()
    answers_soon(kim)
    newcomer = start_working(classroom.hub, "de-anza", "newcomer")
    assert newcomer.tries("print(6 * 7)") == "42"
    (server,) = [
        one
        for one in processes_of(classroom.hub.state, "server")
        if one.uids().real == mallory.uid and one.name() == "ck-server"
    ]
    server.kill()
    server.wait(10)
    while mallory.visitor.get("/hub/spawn/de-anza.mallory/data8").status_code == 502:
        time.sleep(0.5)  # the hub has not noticed yet
    again = start_working(classroom.hub, "de-anza", "mallory")
    freed = "import os; os.remove(os.path.expanduser('~/junk')); print('freed')"
    assert again.tries(freed) == "freed"
    assert again.tries("print(6 * 7, file=open('answer.txt', 'w'))") == ""
