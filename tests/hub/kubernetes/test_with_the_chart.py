"""``coursekit hub`` on a real cluster with Zero to JupyterHub's chart.

The one part that may be left out: it needs the chart's folder, which is not ours to keep.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from coursekit.spec import load
from tests.conftest import Ran, copy_of, coursekit
from tests.engines import need
from tests.hub.kubernetes.cluster import CONTEXT, NODE, Cluster
from tests.hub.kubernetes.conftest import HubInACluster, write_fleet

pytestmark = pytest.mark.xdist_group("docker")
NAMESPACE, PORT = "coursekit-chart", 30182
OWN, OWN_PORT = f"{NAMESPACE}-east", 30183
VALUES = """\
proxy: {{chp: {{image: {{name: {name}, tag: "{tag}"}}}}}}
scheduling: {{userScheduler: {{enabled: false}}, userPlaceholder: {{enabled: false}}}}
prePuller: {{hook: {{enabled: false}}, continuous: {{enabled: false}}}}
"""


@pytest.fixture(scope="module")
def chart() -> str:
    """The folder of the chart."""
    place = os.environ.get("COURSEKIT_Z2JH_CHART")
    if not place:
        pytest.skip("COURSEKIT_Z2JH_CHART names no folder of Zero to JupyterHub's chart")
    need("helm")
    return place


@pytest.fixture(scope="module")
def hub(
    chart: str,
    cluster: Cluster,
    proxy_image: str,
    hub_pushed: str,
    debian: str,
    fleet_for_a_cluster: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[HubInACluster]:
    """A hub that ``hub up`` installed; taken away at the end, homes and all."""
    place = copy_of(fleet_for_a_cluster, tmp_path_factory.mktemp("chart") / "tiny")
    write_fleet(place, cluster, NAMESPACE, PORT)
    fleet = (place / "fleet.yml").read_text()
    own = f"chart: {{path: {chart}}}\n    values: extra.yml\n    spare: 0"
    (place / "fleet.yml").write_text(fleet.replace("spare: 0", own))
    name, _, tag = proxy_image.rpartition(":")
    (place / "extra.yml").write_text(VALUES.format(name=name, tag=tag))
    for namespace in (NAMESPACE, OWN):
        cluster.run("delete", "namespace", namespace, "--ignore-not-found", "--wait")
    found = HubInACluster(cluster, NAMESPACE, place, f"http://{NODE}:{PORT}", debian)
    ran = up(found)
    assert ran.code == 0, ran.err
    yield found
    cluster.run("delete", "namespace", NAMESPACE, "--wait=false")


def up(hub: HubInACluster, *words: str) -> Ran:
    return coursekit("hub", "up", hub.fleet, "--base-image", hub.base, *words, timeout=900)


def plan(hub: HubInACluster) -> str:
    ran = coursekit("hub", "plan", hub.fleet, "--base-image", hub.base)
    assert ran.code == 0, ran.err
    return ran.out


def helm(hub: HubInACluster, *words: str) -> str:
    where = ["--kubeconfig", hub.cluster.kubeconfig, "--kube-context", CONTEXT, "-n", NAMESPACE]
    return subprocess.run(
        ["helm", *words, *where], check=True, capture_output=True, text=True
    ).stdout


def test_a_second_time_nothing_changes(hub: HubInACluster) -> None:
    assert "No changes" in plan(hub)
    assert "No changes" in up(hub).out


def test_every_link_works(hub: HubInACluster) -> None:
    ran = coursekit("hub", "check", hub.fleet, "--json")
    assert ran.code == 0, ran.out
    assert {row["college"] for row in ran.json["results"]} == {"north", "south-bay"}
    assert {"sign-in", "server", "pull", "open", "run", "save"} <= {
        row["layer"] for row in ran.json["results"]
    }


def test_the_api_server_takes_every_object(hub: HubInACluster, tmp_path: Path) -> None:
    argv = ["hub", "render", hub.fleet, "--out", tmp_path, "--base-image", hub.base]
    assert coursekit(*argv).code == 0
    words = ["apply", "--dry-run=server", "--server-side", "--force-conflicts", "-f"]
    hub.cluster.run(*words, str(tmp_path / "manifests.yaml"))
    chart = YAML(typ="safe").load(hub.fleet / "fleet.yml")["hub"]["kubernetes"]["chart"]["path"]
    text = helm(hub, "template", "islands", chart, "-f", str(tmp_path / "values.yaml"))
    hub.cluster.run("apply", "-n", NAMESPACE, "--dry-run=server", "-f", "-", text=text)


def test_drift_is_told_and_goes_back(hub: HubInACluster) -> None:
    words = ["patch", "resourcequota", "coursekit-students", "-n", NAMESPACE, "--type=merge", "-p"]
    hub.cluster.run(*words, '{"spec": {"hard": {"pods": "77"}}}')
    assert "drift, goes back: spec.hard.pods: 77 -> 4" in plan(hub)


def test_a_new_college_after_its_canary_leaves_the_hub_alone(hub: HubInACluster) -> None:
    with (hub.fleet / "fleet.yml").open("a") as fleet:
        fleet.write("  west: {name: West College, domains: [west.edu], staff: [joy@west.edu]}\n")
    before = hub.cluster.get("pods", "-n", NAMESPACE, "-l", "component=hub")["items"]
    ran = up(hub, "--canary", "west")
    assert ran.code == 0, ran.err
    assert f"{NAMESPACE}--canary" in ran.err
    after = hub.cluster.get("pods", "-n", NAMESPACE, "-l", "component=hub")["items"]
    assert [pod["metadata"]["uid"] for pod in after] == [pod["metadata"]["uid"] for pod in before]
    assert f"{NAMESPACE}--canary" not in hub.cluster.run("get", "namespaces")
    assert "No changes" in plan(hub)


def test_a_college_with_a_hub_of_its_own(hub: HubInACluster) -> None:
    fleet = hub.fleet / "fleet.yml"
    shared = fleet.read_text()
    own = f"{{url: http://{NODE}:{OWN_PORT}, expose: {{nodePort: {OWN_PORT}}}}}"
    people = "domains: [east.edu], staff: [joy@east.edu]"
    fleet.write_text(f"{shared}  east: {{name: East College, {people}, hub: {own}}}\n")
    assert f"http://{NODE}:{OWN_PORT}, the hub of east alone" in plan(hub)
    ran = up(hub)
    assert ran.code == 0, ran.err
    assert plan(hub).count("No changes") == len(load(hub.fleet).fleet.hubs())
    ran = coursekit("hub", "check", hub.fleet, "--college", "east", "--college", "north", "--json")
    assert ran.code == 0, ran.out
    assert {row["college"] for row in ran.json["results"]} == {"east", "north"}
    status = coursekit("hub", "status", hub.fleet, "--json").json["results"]
    served = [{row["college"] for row in one["colleges"]} for one in status]
    assert served[-1] == {"east"}
    assert "east" not in served[0]
    fleet.write_text(shared)
    ran = coursekit("hub", "plan", hub.fleet, "--base-image", hub.base)
    assert f"The namespace {OWN} is this fleet's" in ran.err
    hub.cluster.run("delete", "namespace", OWN, "--wait=false")


def test_a_failing_probe_brings_back_what_was(hub: HubInACluster) -> None:
    fleet = hub.fleet / "fleet.yml"
    good = fleet.read_text()
    before = helm(hub, "get", "values", "islands")
    # No kernel starts in so little memory.
    fleet.write_text(good.replace("memory: 600M", "memory: 140M"))
    ran = up(hub)
    fleet.write_text(good)
    assert ran.code == 4, ran.err
    assert "failed its probe at north" in ran.err
    assert "The hub is what it was before" in ran.err
    assert helm(hub, "get", "values", "islands") == before
    assert "No changes" in plan(hub)


def test_a_broken_upgrade_brings_back_what_was(hub: HubInACluster) -> None:
    extra = hub.fleet / "extra.yml"
    good = extra.read_text()
    extra.write_text(good.replace('tag: "5"', 'tag: "no-such-one"'))
    ran = up(hub, "--patience", "1")
    extra.write_text(good)
    assert ran.code == 1, ran.err
    assert "the hub did not come up: it was not ready in time" in ran.err
    assert "no-such-one" in ran.err
    assert "The hub is what it was before" in ran.err
    assert "No changes" in plan(hub)


def test_an_upgrade_that_was_cut_off_is_told_and_mended(hub: HubInACluster) -> None:
    secrets = hub.cluster.get("secrets", "-n", NAMESPACE, "-l", "owner=helm,status=deployed")
    name = secrets["items"][-1]["metadata"]["name"]
    revision = int(name.rpartition(".v")[2])
    extra = hub.fleet / "extra.yml"
    good = extra.read_text()
    extra.write_text(good + "hub: {labels: {try: again}}\n")
    cut_off(hub, str(extra))
    ran = up(hub)
    assert ran.code == 2, ran.err
    assert "an upgrade of this hub is half done: pending-upgrade" in ran.err
    ran = up(hub, "--recover")
    assert ran.code == 0, ran.err
    assert f"the hub went back to revision {revision}" in ran.err
    assert "No changes" in plan(hub)


def cut_off(hub: HubInACluster, extra: str) -> None:
    """Begin an upgrade, and kill helm in the middle."""
    chart = YAML(typ="safe").load(hub.fleet / "fleet.yml")["hub"]["kubernetes"]["chart"]["path"]
    argv = ["helm", "upgrade", "islands", chart, "-n", NAMESPACE, "--reuse-values", "-f", extra]
    argv += ["--kubeconfig", hub.cluster.kubeconfig, "--kube-context", CONTEXT, "--wait"]
    argv += ["--set", "proxy.chp.image.tag=no-such-one"]
    child = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        child.wait(timeout=8)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def test_down_leaves_the_homes(hub: HubInACluster) -> None:
    hub.student("north", "ada@north.edu", "kim@north.edu").get(
        "/hub/spawn/north.kim@north.edu/tiny"
    )
    ran = coursekit("hub", "down", hub.fleet, "--json")
    assert ran.code == 0, ran.err
    assert ran.json["results"][0]["homes"] == 1
    assert hub.cluster.get("pods", "-n", NAMESPACE)["items"] == [] or not hub.pods()
    claims = {item["metadata"]["name"] for item in hub.cluster.get("pvc", "-n", NAMESPACE)["items"]}
    assert "hub-db-dir" in claims
    assert len(claims) == 2
