"""Two students of two colleges on one hub with accounts: what each tries against the other."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from coursekit.engines.operator import Operator
from coursekit.engines.process import processes_of
from coursekit.engines.student import Student as Probing
from coursekit.engines.students import students_processes
from coursekit.hub.accounts import Ledger
from coursekit.hub.machine import listener
from coursekit.nursery.coursekit_warm import cgroups
from coursekit.nursery.coursekit_warm.layers import missing
from coursekit.pipeline.archive import archive
from coursekit.state import State
from tests.conftest import TOP
from tests.containers import bridge, image_of, remove_containers
from tests.engines import lack
from tests.guide_tables import see_that_it_lists
from tests.hub.attempts import ATTEMPTS, BEFORE, SEARCH, Attempt, attempts_at, meaning, wanted_of
from tests.hub.conftest import PASSWORD, Hub, Visitor, make_hub
from tests.hub.notebook import NEVER_BUSY, Notebook
from tests.hub.staff_attempts import STAFFS_ATTEMPTS, Visit

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
    """A hub, the student who attacks, the one who just works, and staff of the former's."""

    engine: str
    hub: Hub
    mallory: Student
    kim: Student
    lin: Student
    archive: Path
    """Files of a college that left."""


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
    engine: str,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    release: Path,
) -> Iterator[Classroom]:
    if os.geteuid() != 0:
        lack("only root can give students accounts")
    root = tmp_path_factory.mktemp("isolation")
    found = missing(root)
    if lacking := {name: why for name, why in found.items() if why and name != "home-quota"}:
        lack(f"this machine can't keep students apart: {lacking}")
    if engine == "docker":
        image = image_of(request.getfixturevalue("imaged"))
        hub = make_hub(root, release, Path("/nowhere"), image=image, address=bridge())
    else:
        hub = make_hub(root, release, request.getfixturevalue("course_environment"))
    site = hub.site()
    site["layers"] = [name for name, why in found.items() if not why]
    for college in site["colleges"]:
        college["limits"] = LIMITS
    site["colleges"][1]["staff"] = ["lin@deanza.edu"]
    site["colleges"].append(MISSION)
    site["hidden"] = [str(root / "course")]
    (root / "course").mkdir()
    (root / "course" / "lab01.ipynb").write_text("the solutions")
    hub.write_site(site)
    os.environ["COURSEKIT_TEST_OPERATOR"] = OPERATORS
    hub.start()
    try:
        others(hub)
        kim = start_working(hub, "foothill", "kim")
        mallory = start_working(hub, "de-anza", "mallory")
        lin = start_working(hub, "de-anza", "lin")
        yield Classroom(engine, hub, mallory, kim, lin, leavers(hub))
    finally:
        del os.environ["COURSEKIT_TEST_OPERATOR"]
        hub.engine.stop()
        remove_containers(hub.root)


MISSION: dict[str, object] = {
    "id": "mission",
    "name": "Mission College",
    "courses": ["data8"],
    "domains": ["mission.edu"],
    "staff": ["eva@mission.edu", "noor@mission.edu"],
    "login": {"kind": "roster"},
}


def others(hub: Hub) -> None:
    """Have a college with a class list, and the probe of `hub check` at work in another one."""
    eva = Visitor(hub.url)
    eva.get("/hub/mission/login")
    codes = (hub.state / "hub" / "rosters" / "mission.staff-codes.txt").read_text()
    eva.first_sign_in("mission", *codes.splitlines()[0].split(), PASSWORD)
    assert eva.upload("mission", "kay@mission.edu\n").status_code == 200
    probe = Operator(hub.url, hub.state / "hub" / "operator-token").sign_in("foothill")
    student = Probing(hub.url, probe)
    student.follow(hub.link("labs/lab01/lab01.ipynb"))
    student.start()


def leavers(hub: Hub) -> Path:
    """Put the files of a college that left into an archive, as `hub up` does."""
    home = hub.root / "homes" / "ohlone" / "ned"
    home.mkdir(parents=True)
    (home / "essay.txt").write_text("nobody's business")
    left = archive(home.parent, State(hub.state), lambda _: None)
    return Path(str(left["archive"]))


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
    assert bool(processes_of(classroom.hub.state, "nursery")) == (classroom.engine == "prefork")


def places(classroom: Classroom) -> dict[str, object]:
    """Return where everything of the victim is, as only the test can know."""
    hub, kim, mallory = classroom.hub, classroom.kim, classroom.mallory
    runtime = hub.state / "hub" / "runtime" / "foothill.kim-data8"
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
    if classroom.engine == "docker":
        runtime = Path("/tmp/jupyter")
    (connection,) = as_seen_by(server.pid, runtime).glob("kernel-*.json")
    told = json.loads(connection.read_text())
    shell = Path(f"{told['ip']}-{told['shell_port']}")
    assert as_seen_by(server.pid, shell).is_socket()
    (hub_process,) = processes_of(hub.state, "hub")
    memory = cgroups.trees()["memory"]
    limit = "memory.max" if memory.unified else "memory.limit_in_bytes"
    account, top = memory.account(mallory.uid), memory.top
    if classroom.engine == "docker":
        account = top = Path("/sys/fs/cgroup" if memory.unified else "/sys/fs/cgroup/memory")
    return {
        "home": kim.home,
        "homes": kim.home.parent.parent,
        "state": hub.state,
        "rosters": hub.state / "hub" / "rosters",
        "site": hub.site_file,
        "archive": classroom.archive,
        "own": "de-anza.mallory",
        "solutions": hub.root / "course" / "lab01.ipynb",
        "connection": runtime / connection.name,
        "shell": shell,
        "server": server.pid,
        "kernel": kernel_of(server),
        "hub": hub_process.pid,
        "uid": kim.uid,
        "victim": "foothill.kim",
        "me": "de-anza.mallory",
        "token": repr(own["JUPYTERHUB_API_TOKEN"][::-1]),
        "operator": repr(OPERATORS[::-1]),
        "child": own.get("COURSEKIT_NURSERY_ID", ""),
        "url": hub.url,
        "at": address_of(server, own),
        "limit": account / limit,
        "procs": top / "cgroup.procs",
    }


def kernel_of(server: psutil.Process) -> int:
    """Return the number that this machine knows the kernel of a server by."""
    uid = server.uids().real
    (found,) = [
        one.pid
        for one in psutil.process_iter(["uids", "name"])
        if one.info["name"] == "ck-kernel" and one.info["uids"].real == uid
    ]
    return found


def address_of(server: psutil.Process, own: Mapping[str, str]) -> str:
    """Return where a server listens, which it knows by its variables ``own``."""
    port = own["JUPYTERHUB_SERVICE_URL"].split(":")[2].partition("/")[0]
    doors = [one.laddr for one in server.net_connections("tcp") if one.status == "LISTEN"]
    if [str(door.port) for door in doors] == [port] and doors[0].ip.startswith("127."):
        return f"127.0.0.1:{port}"
    addresses = subprocess.run(
        ["nsenter", "-t", str(server.pid), "-n", "hostname", "-I"],
        capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    return f"{addresses[0]}:{port}"


def as_seen_by(pid: int, path: Path) -> Path:
    """Return where root finds what a process finds at ``path``."""
    return Path(f"/proc/{pid}/root{path}")


@pytest.fixture(scope="module")
def results(classroom: Classroom) -> dict[Attempt, str]:
    """What came of every attempt, made in a notebook of mallory's."""
    where = places(classroom)
    classroom.mallory.tries(BEFORE.format() + SEARCH)
    attempts = attempts_at(classroom.engine)
    return {one: classroom.mallory.tries(one.code.format(**where)) for one in attempts}


@pytest.fixture(scope="module")
def staffs_results(classroom: Classroom) -> dict[Attempt | Visit, str]:
    """What came of every attempt of a member of staff on another college."""
    where, lin = places(classroom), classroom.lin
    start_working(classroom.hub, "de-anza", "newcomer")
    lin.tries(BEFORE.format())
    return {
        one: lin.tries(one.code.format(**where))
        if isinstance(one, Attempt)
        else one.by(lin.visitor, where)
        for one in STAFFS_ATTEMPTS
    }


def test_every_attempt_comes_to_nothing(results, classroom):
    nothing_came_of(results, classroom)


def test_every_attempt_of_staff_on_another_college_comes_to_nothing(staffs_results, classroom):
    nothing_came_of(staffs_results, classroom)


Results = Mapping[Attempt, str] | Mapping[Attempt | Visit, str]


def nothing_came_of(results: Results, classroom: Classroom) -> None:
    wanted = {one: wanted_of(one, classroom.engine) for one in results}
    wrong = {one.title: told for one, told in results.items() if told != wanted[one]}
    assert wrong == {}
    assert classroom.kim.tries("print(diary)") == "dear diary"
    assert classroom.hub.engine.status(classroom.hub.url).servers == 4


def test_the_attempts_were_on_things_that_are_there(classroom):
    """What is hidden from mallory is there: root finds it."""
    where = places(classroom)
    assert (classroom.kim.home / "diary.txt").read_text() == "dear diary\n"
    for one in ATTEMPTS:
        path = re.search(r"reading\('([^']+)'\)", one.code.format(**where))
        if path and not path[1].startswith(("/tmp", "/dev", "/proc")):
            here = Path(path[1]), as_seen_by(int(str(where["server"])), Path(path[1]))
            assert any(place.exists() for place in here), one.title


def test_the_guide_lists_every_attempt_with_its_result(results, engine):
    table = "attempts" if engine == "prefork" else "attempts in containers"
    see_that_the_guide_lists(table, "A student tries to", results)


def test_the_guide_lists_every_attempt_of_staff(staffs_results, engine):
    if engine == "docker":
        pytest.skip("the guide's table is of the other engine: what comes of them is the same")
    see_that_the_guide_lists("staff", "A member of staff tries to", staffs_results)


def see_that_the_guide_lists(table: str, head: str, results: Results) -> None:
    rows = [(one.title, one.about, meaning(told)) for one, told in results.items()]
    see_that_it_lists(GUIDE, table, (head, "About", "What comes of it"), rows)


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


def test_a_server_is_taken_for_one_only_if_its_student_listens(classroom, engine):
    if engine == "docker":
        pytest.skip("containers have addresses of their own, and no nursery")
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
    stat = cpu_group_of(classroom) / "cpu.stat"
    mallory = classroom.mallory
    mallory.tries(
        "import threading, subprocess, sys\n"
        "busy = [subprocess.Popen([sys.executable, '-c', 'while True: pass']) for _ in range(4)]"
    )
    answers_soon(classroom.kim)
    time.sleep(1)
    counted = dict(line.split() for line in stat.read_text().splitlines())
    assert int(counted["nr_throttled"]) > 0
    mallory.tries("[one.kill() for one in busy]")


def cpu_group_of(classroom: Classroom) -> Path:
    """Return the group in which mallory's processor time is counted."""
    tree = cgroups.trees()["cpu"]
    if classroom.engine == "prefork":
        return tree.account(classroom.mallory.uid)
    (server,) = [
        one
        for one in processes_of(classroom.hub.state, "server")
        if one.uids().real == classroom.mallory.uid
    ]
    for line in Path(f"/proc/{server.pid}/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        if "cpu" in controllers.split(",") or not controllers:
            return Path("/sys/fs/cgroup", "" if tree.unified else "cpu", path.lstrip("/"))
    raise AssertionError("no group")


def test_a_students_programs_are_known_by_their_account(classroom):
    """Wherever they work, and whatever they say of themselves."""
    hub, mallory = classroom.hub, classroom.mallory
    mallory.tries(
        "import os, subprocess\nos.chdir('/')\nhidden = subprocess.Popen(['sleep', '60'], env={})"
    )
    homes = hub.root / "homes"
    found = students_processes(hub.state, homes, Ledger().people(homes))
    own = [one for one in found if (one.college, one.person) == ("de-anza", "mallory")]
    assert sorted({one.role for one in own}) == ["kernel", "program", "server"]
    assert sum(one.memory() for one in own) > 20 * 2**20
    assert "_probe" in {one.person for one in found}
    mallory.tries("hidden.kill(); os.chdir(os.path.expanduser('~'))")


def test_used_up_memory_ends_the_kernel_and_says_so(classroom):
    mallory = classroom.mallory
    server = mallory.notebook.api("GET", "/api/status").json()["started"]
    assert mallory.notebook.run(NEVER_BUSY).status == "ok"
    output = mallory.notebook.run("hog = []\nwhile True: hog.append(bytearray(2**24))")
    assert output.error == "restarting"
    assert "Your notebook used more than its 300 MB of memory and was stopped." in output.text
    answers_soon(classroom.kim)
    assert mallory.notebook.api("GET", "/api/status").json()["started"] == server
    (kernel,) = mallory.notebook.api("GET", "/api/kernels").json()
    assert kernel["execution_state"] != "busy"
    assert mallory.tries("print('hog' in globals())") == "False"


def test_a_nursery_that_is_killed_is_there_for_the_next_student(classroom, engine):
    if engine == "docker":
        pytest.skip("containers have addresses of their own, and no nursery")
    kim = classroom.kim
    kim.tries("kept = 'before'")
    for nursery in processes_of(classroom.hub.state, "nursery"):
        nursery.kill()
        nursery.wait(10)
    assert kim.tries("print(kept)") == "before"
    late = start_working(classroom.hub, "foothill", "late")
    (nursery,) = processes_of(classroom.hub.state, "nursery")
    assert late.tries("import os; print(open('/proc/self/comm').read())") == "ck-kernel"
    assert late.uid not in (kim.uid, classroom.mallory.uid, 0)
    assert kim.tries("print(kept)") == "before"
    first = kim.notebook.kernel
    kim.notebook.begin()  # the new nursery does not know kim: the server starts it by itself
    assert kim.tries("import os; print(os.getuid())") == str(kim.uid)
    output = kim.notebook.run("hog = []\nwhile True: hog.append(bytearray(2**24))")
    assert output.error == "restarting"
    kim.notebook.kernel = first
    assert kim.tries("print(kept)") == "before"
