"""Hubs in a cluster: ours for all colleges, beside the chart's own defaults with one a college.

Needs root, Docker, helm, the test cluster beside this checkout, and the chart's folder in
``COURSEKIT_Z2JH_CHART``. Images that no registry here has are stood in for: the hub of the
defaults is our hub's image, its scheduler's and its placeholders' are the test cluster's own
programs, and students of both have the course's image.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.benchmarks.classroom import Classroom, Worked
from tests.benchmarks.course import Built, built
from tests.benchmarks.image import DEBIAN
from tests.hub.kubernetes.cluster import CONTEXT, NODE, REGISTRY, Cluster, answers, until
from tests.hub.kubernetes.stage import git_served, push_proxy, started

COLLEGES = (2, 5)
MANY = 100
STUDENTS = 4
"""At once, spread over the colleges; they are measured on the larger number of these."""
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
class Stood:
    """Hubs that run: what they ask nodes for and take, before any student comes."""

    colleges: int
    pods: int
    requested: int
    used: int


@dataclass(frozen=True)
class Class:
    """Students at work on them."""

    worked: tuple[Worked, ...]
    requested: int
    """Bytes that one student's pod asks a node for."""
    used: int
    """Bytes that one student's pod takes."""


@dataclass(frozen=True)
class Images:
    """Images in the cluster's registry, by what the chart calls them."""

    course: str
    hub: str
    stand_ins: dict[str, Any]


def section(scratch: Path) -> list[str]:
    """Measure both, and say what a hundred colleges would take."""
    chart = os.environ.get("COURSEKIT_Z2JH_CHART")
    if not chart:
        raise SystemExit("COURSEKIT_Z2JH_CHART names no folder of Zero to JupyterHub's chart")
    cluster = started()
    place = scratch / "cluster"
    (place / "git").mkdir(parents=True)
    rows: list[tuple[str, list[Stood], Class]] = []
    with git_served(place / "git", "data8") as address:
        course = _course(built(scratch), place / "data8", address)
        images = _images(course, place)
        for name, hubs in (("coursekit", _ours), ("the chart's defaults", _defaults)):
            stood, at_work = [], None
            for count in COLLEGES:
                with hubs(cluster, course, images, chart, count) as urls:
                    stood.append(_stood(cluster, count))
                    if count == COLLEGES[-1]:
                        at_work = _class(cluster, urls, name == "coursekit")
            assert at_work is not None
            rows.append((name, stood, at_work))
    return [*_heading(), *_per_college(rows), "", *_per_student(rows), "", *_many(rows)]


def _heading() -> list[str]:
    return [
        "## Hubs in a cluster",
        "",
        "Through Zero to JupyterHub's chart 4.4.0 on a cluster of one node: one hub of coursekit"
        " for all colleges, and the chart as it is with a hub for each. *Requested* is what pods"
        " ask nodes for, *used* their working set. Images that can't be had here are stood in for"
        " (`tests/benchmarks/clusters.py` says by what); hooks before an upgrade are left out.",
        "",
    ]


def _per_college(rows: list[tuple[str, list[Stood], Class]]) -> list[str]:
    lines = [
        "| hubs | colleges | pods | requested | used | requested a college | used a college |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    return lines + [
        f"| {name} | {one.colleges} | {one.pods} | {_mb(one.requested)} | {_mb(one.used)}"
        f" | {_mb(one.requested / one.colleges)} | {_mb(one.used / one.colleges)} |"
        for name, stood, _ in rows
        for one in stood
    ]


def _per_student(rows: list[tuple[str, list[Stood], Class]]) -> list[str]:
    lines = [
        f"{STUDENTS} students click at the same moment, with {COLLEGES[-1]} colleges.",
        "",
        "| hubs | API (median) | first cell (median) | all done | requested each | used each |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, _, one in rows:
        first = [each.first_cell for each in one.worked]
        api = statistics.median(each.answers for each in one.worked)
        lines.append(
            f"| {name} | {api:.2f} s | {statistics.median(first):.2f} s | {max(first):.2f} s"
            f" | {_mb(one.requested)} | {_mb(one.used)} |"
        )
    return lines


def _many(rows: list[tuple[str, list[Stood], Class]]) -> list[str]:
    lines = [f"Computed for {MANY} colleges, by the two that were measured:", ""]
    for name, (few, more), _ in rows:
        for word in ("requested", "used"):
            low, high = (getattr(one, word) / 2**20 for one in (few, more))
            each = (high - low) / (more.colleges - few.colleges)
            total = low + each * (MANY - few.colleges)
            lines.append(
                f"- {name}, {word}: {low:.0f} MB + {MANY - few.colleges} x {each:.1f} MB ="
                f" {total:.0f} MB, {total / MANY:.0f} MB a college"
            )
    return lines


def _mb(count: float) -> str:
    return f"{count / 2**20:.0f} MB"


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


def _pods(cluster: Cluster, mine: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    found = cluster.get("pods", "--all-namespaces")["items"]
    return [
        pod
        for pod in found
        if pod["metadata"]["namespace"].startswith("bench")
        and pod["status"]["phase"] == "Running"
        and mine(pod)
    ]


def _is_student(pod: dict[str, Any]) -> bool:
    return bool(pod["metadata"]["labels"].get("component") == "singleuser-server")


def _stood(cluster: Cluster, colleges: int) -> Stood:
    time.sleep(30)  # what only starts takes more
    pods = _pods(cluster, lambda pod: not _is_student(pod))
    return Stood(
        colleges, len(pods), sum(map(_requested, pods)), sum(_used(cluster, pods).values())
    )


def _class(cluster: Cluster, urls: list[str], shared: bool) -> Class:
    """Let students of several colleges click at once."""
    code = "from datascience import *\nimport numpy as np"
    rooms = [Classroom(url, TOKEN, "data8" if shared else "") for url in urls]
    prefix = [f"c{number}." if shared else "" for number in range(COLLEGES[-1])]
    users = [f"{prefix[number % COLLEGES[-1]]}s{number}" for number in range(STUDENTS)]

    async def run() -> list[Worked]:
        for number, user in enumerate(users):
            await rooms[number % len(rooms)].enrol([user])
        return [
            worked
            for found in await asyncio.gather(
                *(rooms[n % len(rooms)].work([user], code) for n, user in enumerate(users))
            )
            for worked in found
        ]

    worked = asyncio.run(run())
    pods = _pods(cluster, _is_student)
    used = sum(_used(cluster, pods).values())
    return Class(tuple(worked), sum(map(_requested, pods)) // len(pods), used // len(pods))


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


def _used(cluster: Cluster, pods: list[dict[str, Any]]) -> dict[str, int]:
    """Return the working set of pods, as their node tells it."""
    names = {pod["metadata"]["uid"] for pod in pods}
    node = pods[0]["spec"]["nodeName"]
    told = json.loads(cluster.run("get", "--raw", f"/api/v1/nodes/{node}/proxy/stats/summary"))
    return {
        pod["podRef"]["uid"]: int(pod["memory"]["workingSetBytes"])
        for pod in told["pods"]
        if pod["podRef"]["uid"] in names
    }
