"""The engines of the hub side by side, and the defaults of Zero to JupyterHub's chart.

A cluster is measured where ``COURSEKIT_Z2JH_CHART`` names the chart's folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import clusters, standing
from tests.benchmarks.course import Built, built
from tests.benchmarks.image import DEBIAN
from tests.benchmarks.standing import Standing
from tests.benchmarks.students import (
    HEAD,
    Result,
    control_plane,
    first_cell,
    measured,
    ours,
    port,
)

SIZES = (1, 10)
_ROLES = ("hub", "proxy", "nursery")


def section(scratch: Path, sizes: Sequence[int] = SIZES) -> list[str]:
    """Let students click at once with each engine, and measure the hubs without them."""
    course = built(scratch)
    classes, hubs = [], []
    for engine in ("prefork", "docker"):
        results, stood = _on_one_machine(course, scratch / engine, engine, sizes)
        classes += results
        hubs += stood
    chart = os.environ.get("COURSEKIT_Z2JH_CHART")
    if chart:
        code = first_cell(scratch / "prefork")
        results, stood = clusters.measured(course, scratch / "cluster", chart, sizes, code)
        classes += results
        hubs += stood
    head, rule = HEAD
    return [
        "## Engines of the hub",
        "",
        "Students at work as above, with each engine; `docker` and `kubernetes` start a container"
        " or a pod of the course's image for each. " + _of_clusters(chart),
        "",
        head.replace("spawner", "hubs") + " of it the server | requested |",
        rule + " ---: | ---: |",
        *(_row(result) for result in classes),
        "",
        *_ratios(classes),
        "",
        "Before any student comes, hub, proxy, nursery, and the other pods of the hub (PSS). The"
        " daemons of Docker and of the cluster itself are not counted.",
        "",
        *standing.table(hubs),
        *([f"- {standing.ratio(hubs, clusters.OURS, clusters.PEER)}"] if chart else []),
    ]


def _of_clusters(chart: str | None) -> str:
    if not chart:
        return "The cluster was not measured: COURSEKIT_Z2JH_CHART names no chart."
    return (
        "The cluster has one node, this machine; coursekit serves all colleges with one hub there,"
        " and beside it is the same chart (4.4.0) as it comes, with a hub for each college."
        " *Requested* is what pods ask nodes for. The places that coursekit keeps free for the"
        " next students ask for a student's memory each and are not counted; the chart keeps none,"
        " and asks for nothing but for students. Images that can't be had here are stood in for"
        " (`tests/benchmarks/clusters.py` says by what); hooks before an upgrade are left out."
    )


def _row(result: Result) -> str:
    asked = "" if result.requested is None else f"{result.requested / 2**20:.0f} MB"
    return f"{result.row()} {result.server / result.students / 2**20:.0f} MB | {asked} |"


def _ratios(classes: Sequence[Result]) -> list[str]:
    """Say how every engine compares with the chart's defaults, where those were measured."""
    peers = {one.students: one for one in classes if one.name == clusters.PEER}
    lines = []
    for one in classes:
        peer = peers.get(one.students)
        if peer is None or peer is one:
            continue
        asked = (
            f", {peer.requested / one.requested:.1f} times less requested"
            if one.requested and peer.requested
            else ""
        )
        lines.append(
            f"- {one.name} beside {peer.name}, {one.students} at once: {peer.done / one.done:.1f}"
            f" times as fast until all are done, {peer.own / one.own:.1f} times less own memory"
            f"{asked}"
        )
    return lines


def _on_one_machine(
    base: Built, folder: Path, engine: str, sizes: Sequence[int]
) -> tuple[list[Result], list[Standing]]:
    url = f"http://127.0.0.1:{port()}"
    course = _served(base, folder, engine, url)
    name = f"`engine: {engine}`"
    with ours(course, url, name) as bench:
        results = [measured(bench, size, first_cell(folder)) for size in sizes]
    subprocess.run([course.coursekit, "down", course.folder], check=True, capture_output=True)
    stood = [
        Standing(name, count, control_plane(course, url, count, count, *_ROLES))
        for count in standing.COLLEGES
    ]
    subprocess.run([course.coursekit, "down", course.folder], check=True, capture_output=True)
    return results, stood


def _served(base: Built, folder: Path, engine: str, url: str) -> Built:
    """Return a copy of a course that has been written for a hub with ``engine``."""
    shutil.copytree(base.folder, folder, symlinks=True, ignore=shutil.ignore_patterns("lock"))
    fleet = folder / "fleet.yml"
    text = fleet.read_text("utf-8")
    there = '"http://127.0.0.1:8000", engine: prefork'
    if there not in text:
        raise SystemExit(f"{fleet} does not name its engine")
    fleet.write_text(text.replace(there, f'"{url}", engine: {engine}'), "utf-8")
    argvs = [["hub", "up", folder], ["hub", "down", folder]]
    if engine == "docker":
        argvs.insert(0, ["build-image", folder, "--base-image", DEBIAN])
    for argv in argvs:
        subprocess.run([base.coursekit, *map(str, argv)], check=True, capture_output=True)
    return Built(folder, base.coursekit, base.venv)
