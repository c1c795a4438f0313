"""Students at work: forks of a nursery beside JupyterHub's SimpleLocalProcessSpawner.

By itself, with other numbers of students: ``python -m tests.benchmarks.students 1 5``.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coursekit.engines.jupyterhub import JupyterHub
from coursekit.engines.process import Runner, processes_of
from tests.benchmarks.classroom import PATIENCE, ROUNDS, Classroom, Worked, clicked, gone
from tests.benchmarks.course import Built, built

SIZES = (1, 30, 100)
LARGEST_OF_PEER = 30
"""A hundred of the peer's would take more memory than the machine has."""
COLLEGES, KNOWN = 100, 2000

HEAD = (
    "| spawner | students | API (median) | first cell (median) | all done | memory each | own |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
)
"""Head of the table of what was measured."""
OPERATOR = """
c.JupyterHub.services = [
    *(c.JupyterHub.services or []), {{"name": "bench", "api_token": {token!r}}}
]
c.JupyterHub.load_roles = [*(c.JupyterHub.load_roles or []), {{
    "name": "bench",
    "services": ["bench"],
    "scopes": ["admin:users", "admin:servers", "access:servers"],
}}]
c.JupyterHub.concurrent_spawn_limit = 0
c.JupyterHub.active_server_limit = 0
c.Spawner.start_timeout = c.Spawner.http_timeout = {patience}
"""
OURS = """
from pathlib import Path
from coursekit.pipeline.hub import configure
c = get_config()
configure(c, Path({folder!r}))
"""
PEER = """
c = get_config()
c.JupyterHub.services, c.JupyterHub.load_roles = [], []
c.JupyterHub.bind_url = {url!r}
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.db_url = "sqlite:///{place}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{place}/cookie-secret"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{place}/homes/{{username}}"
c.Spawner.cmd = [{python!r}, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.environment = {{
    "COURSEKIT_STATE": {state!r}, "COURSEKIT_ROLE": "server", "JUPYTER_PREFER_ENV_PATH": "1",
    "VIRTUAL_ENV": {venv!r},
}}
from types import SimpleNamespace
from coursekit.hub.configure import configure_proxy
configure_proxy(c, SimpleNamespace(url={url!r}), Path("{place}"), {api_port})
"""


@dataclass(frozen=True)
class Bench:
    """A hub that is measured."""

    name: str
    state: Path
    url: str
    classroom: Classroom
    user: str
    """What a student's name begins with."""


@dataclass(frozen=True)
class Result:
    """Some students at once on one hub."""

    name: str
    students: int
    worked: tuple[Worked, ...]
    """What each of them saw; or the one, each time."""
    memory: int
    """Bytes of all servers and kernels (PSS)."""
    own: int
    """Bytes of them that no other process shares (USS)."""
    server: int
    """Bytes of that which the servers take, without their kernels."""
    nursery: int
    """Bytes of the nurseries (PSS), which nobody has to himself."""
    requested: int | None = None
    """Bytes that a student's pod asks its node for."""

    @property
    def done(self) -> float:
        """Seconds until the last of them has a first cell."""
        first = [one.first_cell for one in self.worked]
        return statistics.median(first) if self.students == 1 else max(first)

    def row(self) -> str:
        first = [one.first_cell for one in self.worked]
        answers = statistics.median(one.answers for one in self.worked)
        each = self.memory / self.students / 2**20
        shared = f" (and {self.nursery / 2**20:.0f} MB once)" if self.nursery else ""
        return (
            f"| {self.name} | {self.students} | {answers:.2f} s | {statistics.median(first):.2f} s"
            f" | {self.done:.2f} s | {each:.0f} MB{shared}"
            f" | {self.own / self.students / 2**20:.0f} MB |"
        )


def section(scratch: Path, sizes: Sequence[int] = SIZES) -> list[str]:
    """Let students click at once, here and there; then the hub of many colleges."""
    course = built(scratch)
    url = f"http://127.0.0.1:{port()}"
    added = _adding(course, url)
    code = first_cell(course.folder)
    found = []
    with ours(course, url) as bench:
        found += [measured(bench, size, code) for size in sizes]
    with _peer(course, scratch) as bench:
        found += [measured(bench, size, code) for size in sizes if size <= LARGEST_OF_PEER]
    return [
        "## Students at work",
        "",
        "From the click to the notebook's API and to the first cell with the course's imports, over"
        " HTTP through the proxy; all students click at the same moment; one alone does it"
        f" {ROUNDS} times, of which the medians are told. Memory is the PSS sum of a"
        " student's server and kernel: what several processes share is divided among them. Ours"
        " share the nursery's, which is there once for all, so each is the cheaper the more there"
        " are; with one student, server, kernel and nursery bear a third each of what a class"
        " shares. *Own* is what no other process has (USS): what one student more takes.",
        "",
        *HEAD,
        *(result.row() for result in found),
        "",
        *_ratios(found),
        "",
        f"Adding a college with `coursekit hub up`, until its sign-in answers: {added:.2f} s.",
        "",
        f"Hub and proxy with {COLLEGES} colleges and {KNOWN} known students:"
        f" {control_plane(course, url, COLLEGES, KNOWN, 'hub', 'proxy') / 2**20:.0f} MB (PSS).",
    ]


def _ratios(found: list[Result]) -> list[str]:
    lines = []
    peers = {result.students: result for result in found if "Simple" in result.name}
    for ours in found:
        peer = peers.get(ours.students)
        if peer is not None and peer is not ours:
            lines.append(
                f"- {ours.students} at once: {peer.done / ours.done:.1f} times as fast until all"
                f" are done, {peer.memory / ours.memory:.1f} times less memory"
            )
    return lines


def first_cell(folder: Path) -> str:
    """Return the imports of a course that has been written for a hub, as a student's first cell."""
    site = json.loads((folder / ".coursekit" / "hub" / "site.json").read_text("utf-8"))
    return "import " + ", ".join(site["courses"][0]["imports"])


def measured(bench: Bench, size: int, code: str) -> Result:
    """Let some students click at once."""
    seats = [(bench.classroom, f"{bench.user}s{size}-{number}") for number in range(size)]

    async def run() -> Result:
        worked = await clicked(seats, code)
        memory = _memory(bench.state, "server", "kernel")
        own = _memory(bench.state, "server", "kernel", kind="uss")
        server = _memory(bench.state, "server", kind="uss")
        nursery = _memory(bench.state, "nursery")
        await gone(seats)
        return Result(bench.name, size, tuple(worked), memory, own, server, nursery)

    return asyncio.run(run())


def _memory(state: Path, *roles: str, kind: str = "pss") -> int:
    running = [one for role in roles for one in processes_of(state, role)]
    return sum(int(getattr(one.memory_full_info(), kind)) for one in running)


@contextmanager
def ours(course: Built, url: str, name: str = "coursekit") -> Iterator[Bench]:
    """Run coursekit's hub of a course that it has been written for."""
    folder = course.folder / ".coursekit" / "hub"
    site = json.loads((folder / "site.json").read_text("utf-8"))
    college, server = site["colleges"][0]["id"], site["courses"][0]["id"]
    text = OURS.format(folder=str(folder))
    with _running(folder.parent, url, text, server) as classroom:
        yield Bench(name, folder.parent, url, classroom, f"{college}.")


@contextmanager
def _peer(course: Built, scratch: Path) -> Iterator[Bench]:
    place = scratch / "peer"
    (place / "hub").mkdir(parents=True)
    url = f"http://127.0.0.1:{port()}"
    text = "from pathlib import Path\n" + PEER.format(
        url=f"{url}/",
        port=port(),
        api_port=port(),
        place=str(place),
        python=str(course.venv / "bin" / "python"),
        venv=str(course.venv),
        state=str(place),
    )
    with _running(place, url, text, "") as classroom:
        yield Bench("SimpleLocalProcessSpawner", place, url, classroom, "")


@contextmanager
def _running(state: Path, url: str, text: str, server: str) -> Iterator[Classroom]:
    """Run a hub with that configuration, and give the classroom that may do everything on it."""
    token = secrets.token_hex(16)
    config = state / "hub" / "bench_config.py"
    config.write_text(text + OPERATOR.format(token=token, patience=PATIENCE), "utf-8")
    engine = JupyterHub(Runner(state, state / "logs"))
    engine.start(config, url)
    try:
        yield Classroom(url, token, server)
    finally:
        engine.stop()


def _adding(course: Built, url: str) -> float:
    """Time ``hub up`` from a new line in ``fleet.yml`` to a sign-in page that answers."""
    fleet = course.folder / "fleet.yml"
    before = fleet.read_text("utf-8")
    text = before.replace("http://127.0.0.1:8000", url)
    fleet.write_text(text, "utf-8")
    _coursekit(course, "up")
    try:
        time.sleep(5)  # the nursery warms up meanwhile
        fleet.write_text(f"{text.rstrip()}\n  newcomer: {{name: New College}}\n", "utf-8")
        began = time.monotonic()
        _coursekit(course, "up")
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        direct.open(f"{url}/hub/newcomer/login", timeout=30).read()
        return time.monotonic() - began
    finally:
        _coursekit(course, "down")
        fleet.write_text(before, "utf-8")


def _coursekit(course: Built, word: str) -> None:
    argv = [str(course.coursekit), "hub", word, str(course.folder)]
    subprocess.run(argv, check=True, capture_output=True)


def control_plane(course: Built, url: str, colleges: int, known: int, *roles: str) -> int:
    """Return the bytes that these roles take, once people of every college are known."""
    folder = course.folder / ".coursekit" / "hub"
    file = folder / "site.json"
    site = json.loads(file.read_text("utf-8"))
    names = [f"college-{number}" for number in range(colleges)]
    own = [course["id"] for course in site["courses"]]
    site["colleges"] = [{"id": name, "name": name, "courses": own} for name in names]
    file.write_text(json.dumps(site), "utf-8")
    users = [f"{names[number % colleges]}.s{number}" for number in range(known)]
    text, state = OURS.format(folder=str(folder)), folder.parent
    with _running(state, url, text, own[0]) as classroom:
        asyncio.run(classroom.enrol(users))
    with _running(state, url, text, own[0]):
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        for name in names:
            direct.open(f"{url}/hub/{name}/login", timeout=30).read()
        time.sleep(10)  # what only starts takes more
        return _memory(state, *roles)


def port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Print the section for the numbers of students that the arguments give."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory(prefix="coursekit-bench-") as scratch:
        sys.stdout.write("\n".join(section(Path(scratch), sizes)) + "\n")


if __name__ == "__main__":
    main()
