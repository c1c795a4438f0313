"""Hubs in a cluster: ours for all colleges, beside the chart's own defaults with one a college.

Needs root, Docker, helm, the test cluster beside this checkout, and the chart's folder in
``COURSEKIT_Z2JH_CHART``. Images that no registry here has are stood in for: the hub of the
defaults is our hub's image, its scheduler's and its placeholders' are the test cluster's own
programs, and students of both have the course's image.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from ruamel.yaml import YAML

from tests.benchmarks.classroom import Classroom, clicked, gone
from tests.benchmarks.course import Built
from tests.benchmarks.image import DEBIAN
from tests.benchmarks.standing import COLLEGES, Standing
from tests.benchmarks.students import Result
from tests.hub.kubernetes.cluster import CONTEXT, NODE, REGISTRY, Cluster, answers, until
from tests.hub.kubernetes.stage import git_served, push_proxy, started

OURS, PEER = "`engine: kubernetes`", "the chart's defaults"
PORT = 30190
TOKEN = "0123456789abcdef" * 4
IMAGES = f"{REGISTRY}/coursekit-bench"
SERVICE = {
    "services": {"bench": {"apiToken": TOKEN}},
    "loadRoles": {
        "bench": {
            "services": ["bench"],
            "scopes": ["admin:users", "admin:servers", "access:servers"],
        }
    },
}
FLEET = """\
fleet: bench
hub:
  url: http://{node}:{port}
  engine: kubernetes
  kubernetes:
    context: {context}
    kubeconfig: {kubeconfig}
    images: {images}
    storage: standard
    chart: {{path: {chart}}}
    values: extra.yml
    expose: {{nodePort: {port}}}
courses: {{data8: {{path: .}}}}
defaults: {{login: {{kind: roster}}, limits: {{memory: 1G}}}}
colleges:
"""


@dataclass(frozen=True)
class Images:
    """Images in the cluster's registry, by what the chart calls them."""

    course: str
    hub: str
    stand_ins: dict[str, Any]


def measured(
    course: Built, place: Path, chart: str, sizes: Sequence[int], code: str
) -> tuple[list[Result], list[Standing]]:
    """Measure ours and the chart's defaults, with ``sizes`` students at once.

    The students are spread over the larger number of colleges; ``code`` is their first cell.
    """
    cluster = started()
    (place / "git").mkdir(parents=True)
    classes, standing = [], []
    with git_served(place / "git", "data8") as address, _may_schedule(cluster):
        released = _course(course, place / "data8", address)
        images = _images(released, place)
        for name, hubs, shared in (
            (OURS, _ours, True),
            (PEER, _defaults, False),
        ):
            for count in COLLEGES:
                with hubs(cluster, released, images, chart, count) as urls:
                    standing.append(_standing(cluster, name, count))
                    if count == COLLEGES[-1]:
                        rooms = [Classroom(url, TOKEN, "data8" if shared else "") for url in urls]
                        classes += [
                            _class(cluster, name, rooms, shared, size, code) for size in sizes
                        ]
    return classes, standing


def _course(base: Built, folder: Path, address: str) -> Built:
    """Return a copy of the course that is released where pods reach it."""
    shutil.copytree(base.folder, folder, symlinks=True, ignore=shutil.ignore_patterns("lock"))
    text = (folder / "course.yml").read_text("utf-8")
    (folder / "course.yml").write_text(f'{text}release: {{repo: "{address}"}}\n', "utf-8")
    return Built(folder, base.coursekit, base.venv)


def _run(*argv: object) -> str:
    words = [str(word) for word in argv]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


def _images(course: Built, place: Path) -> Images:
    build = [course.coursekit, "build-image", "--base-image", DEBIAN, "--push", "--json"]
    made = [
        json.loads(_run(*build, *words))["results"][0]["image"]
        for words in (
            (course.folder, "--tag", f"{IMAGES}/data8"),
            ("--hub", "--tag", f"{IMAGES}/hub"),
        )
    ]
    scheduler, pause = _own_programs(place)
    proxy = push_proxy(place / "proxy", DEBIAN)
    stand_ins = {
        "proxy": {"chp": {"image": _named(proxy)}},
        "scheduling": {
            "userScheduler": {"image": _named(scheduler)},
            "userPlaceholder": {"image": _named(pause)},
        },
        "prePuller": {"hook": {"enabled": False}, "pause": {"image": _named(pause)}},
    }
    return Images(made[0], made[1], stand_ins)


@contextmanager
def _may_schedule(cluster: Cluster) -> Iterator[None]:
    """Let the stand-in read what the chart's older scheduler does not ask for."""
    named = ("clusterrolebinding", "bench-scheduler")
    cluster.run("delete", *named, "--ignore-not-found")
    cluster.run(
        *("create", *named, "--clusterrole=system:kube-scheduler"), "--group=system:serviceaccounts"
    )
    try:
        yield
    finally:
        cluster.run("delete", *named)


def _own_programs(place: Path) -> tuple[str, str]:
    """Push the test cluster's scheduler, and a program that only waits."""
    found = []
    kube = next(Path("/var/lib/test-node/bin").glob("kube*"))
    for name, program, entry in (
        ("scheduler", kube.resolve(), "/usr/local/bin/kube-scheduler"),
        ("pause", Path("/bin/sleep"), "/usr/local/bin/pause"),
    ):
        folder = place / name
        folder.mkdir()
        shutil.copy(program, folder / "program")
        text = f"FROM {DEBIAN}\nCOPY program {entry}\n"
        if name == "pause":
            text += f'ENTRYPOINT ["{entry}", "infinity"]\n'
        (folder / "Dockerfile").write_text(text)
        image = f"{IMAGES}/{name}:1"
        _run("docker", "build", "-q", "-t", image, folder)
        _run("docker", "push", "-q", image)
        found.append(image)
    return found[0], found[1]


def _named(image: str) -> dict[str, str]:
    name, _, tag = image.rpartition(":")
    return {"name": name, "tag": tag}


@contextmanager
def _ours(
    cluster: Cluster, course: Built, images: Images, chart: str, count: int
) -> Iterator[list[str]]:
    """Run one hub for all colleges."""
    fleet = FLEET.format(
        node=NODE,
        port=PORT,
        context=CONTEXT,
        kubeconfig=cluster.kubeconfig,
        images=IMAGES,
        chart=chart,
    )
    for number in range(count):
        people = f"domains: [c{number}.edu], staff: [ada@c{number}.edu]"
        fleet += f"  c{number}: {{name: College {number}, {people}}}\n"
    (course.folder / "fleet.yml").write_text(fleet, "utf-8")
    YAML().dump(images.stand_ins | {"hub": SERVICE}, course.folder / "extra.yml")
    _run(course.coursekit, "hub", "up", course.folder, "--base-image", DEBIAN)
    try:
        yield [f"http://{NODE}:{PORT}"]
    finally:
        _run(course.coursekit, "hub", "down", course.folder)
        cluster.run("delete", "namespace", "bench", "--wait")


@contextmanager
def _defaults(
    cluster: Cluster, course: Built, images: Images, chart: str, count: int
) -> Iterator[list[str]]:
    """Run a hub for each college, with the chart's own values but for images, port and storage."""
    where = ["--kubeconfig", cluster.kubeconfig, "--kube-context", CONTEXT]
    own = re.match(r"(.+):(.+)", images.course)
    assert own is not None
    urls, names = [], [f"bench-{number}" for number in range(count)]
    for number, name in enumerate(names):
        values = images.stand_ins | {
            "hub": SERVICE | {"image": _named(images.hub)},
            "singleuser": {
                "image": {"name": own[1], "tag": own[2]},
                "cloudMetadata": {"blockWithIptables": False},
                "cmd": ["jupyterhub-singleuser"],
                "storage": {"dynamic": {"storageClass": "standard"}},
            },
        }
        port = PORT + 1 + number
        service = {"type": "NodePort", "nodePorts": {"http": port}}
        values["proxy"] = values["proxy"] | {"service": service}
        file = course.folder.parent / f"{name}.yml"
        YAML().dump(values, file)
        argv = ["helm", "upgrade", name, chart, "--install", "-n", name, "--create-namespace"]
        _run(*argv, "-f", file, "--wait", "--timeout", "10m", *where)
        urls.append(f"http://{NODE}:{port}")
    try:
        for url in urls:
            until(lambda url=url: answers(f"{url}/hub/health"), url)
        yield urls
    finally:
        for name in names:
            _run("helm", "uninstall", name, "-n", name, "--wait", *where)
            cluster.run("delete", "namespace", name, "--wait")


def _pods(cluster: Cluster, mine: Callable[[str], bool]) -> list[dict[str, Any]]:
    """Return the pods that run for us, of the components that are wanted."""
    found = cluster.get("pods", "--all-namespaces")["items"]
    return [
        pod
        for pod in found
        if pod["metadata"]["namespace"].startswith("bench")
        and pod["status"]["phase"] == "Running"
        and mine(pod["metadata"]["labels"].get("component", ""))
    ]


def _standing(cluster: Cluster, name: str, colleges: int) -> Standing:
    time.sleep(30)  # what only starts takes more
    pods = _pods(cluster, lambda part: part not in ("singleuser-server", "user-placeholder"))
    used = sum(one.memory_full_info().pss for one in _processes(pods))
    return Standing(name, colleges, used, sum(map(_requested, pods)), len(pods))


def _class(
    cluster: Cluster, name: str, rooms: Sequence[Classroom], shared: bool, size: int, code: str
) -> Result:
    """Let students of several colleges click at once."""
    seats = []
    for number in range(size):
        college = f"c{number % COLLEGES[-1]}." if shared else ""
        seats.append((rooms[number % len(rooms)], f"{college}s{size}-{number}"))

    async def run() -> Result:
        worked = await clicked(seats, code)
        pods = _pods(cluster, lambda part: part == "singleuser-server")
        found = [(_is_kernel(one), one.memory_full_info()) for one in _processes(pods)]
        await gone(seats)
        return Result(
            name,
            size,
            tuple(worked),
            memory=sum(one.pss for _, one in found),
            own=sum(one.uss for _, one in found),
            server=sum(one.uss for kernel, one in found if not kernel),
            nursery=0,
            requested=sum(map(_requested, pods)) // size,
        )

    return asyncio.run(run())


def _processes(pods: Sequence[dict[str, Any]]) -> list[psutil.Process]:
    """Return the processes of pods: they run on this machine, in control groups of their names."""
    names = [pod["metadata"]["uid"] for pod in pods]
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(OSError):
            groups = Path(f"/proc/{process.pid}/cgroup").read_text("utf-8").replace("_", "-")
            if any(name in groups for name in names):
                found.append(process)
    if len(found) < len(pods):
        raise SystemExit(f"found {len(found)} processes of {len(pods)} pods")
    return found


def _is_kernel(process: psutil.Process) -> bool:
    return process.name() == "ck-kernel" or "ipykernel_launcher" in process.cmdline()


def _requested(pod: dict[str, Any]) -> int:
    asked = [
        one.get("resources", {}).get("requests", {}).get("memory", "0")
        for one in pod["spec"]["containers"]
    ]
    return sum(map(_bytes, asked))


def _bytes(text: str) -> int:
    """Return a quantity of Kubernetes' in bytes."""
    number, unit = re.fullmatch(r"([\d.]+)(\w*)", text).groups()  # type: ignore[union-attr]
    powers = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}
    return int(float(number) * powers[unit])
