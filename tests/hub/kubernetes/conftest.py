"""A real cluster, with a registry, a release, images and a hub of two colleges."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from ruamel.yaml import YAML

from tests.conftest import copy_of, coursekit
from tests.engines import lack, need
from tests.hub.conftest import PASSWORD, Visitor, codes_on
from tests.hub.kubernetes.cluster import (
    CONTEXT,
    NODE,
    REGISTRY,
    SHARED,
    Cluster,
    answers,
    until,
)
from tests.hub.kubernetes.plain import plain_hub
from tests.hub.kubernetes.stage import git_served, push_proxy, started

FLEET = """\
fleet: islands
hub:
  url: http://{node}:{port}
  engine: kubernetes
  kubernetes:
    context: {context}
    kubeconfig: {kubeconfig}
    namespace: {namespace}
    images: {registry}/coursekit-test
    storage: standard
    spare: 0
    students: 4
    expose: {{nodePort: {port}}}
courses: {{tiny: {{path: .}}}}
defaults: {{login: {{kind: roster}}, limits: {{memory: 600M, home: 300M}}}}
colleges:
  north: {{name: North College, domains: [north.edu], staff: [ada@north.edu]}}
  south-bay: {{name: South Bay College, domains: [southbay.edu], staff: [lin@southbay.edu]}}
"""


@dataclass
class HubInACluster:
    """A hub, the fleet it is made from, and who signed in."""

    cluster: Cluster
    namespace: str
    fleet: Path
    url: str
    base: str
    """The Debian that its image is made from."""
    staff: dict[str, Visitor] = field(default_factory=dict)
    roster: dict[str, list[str]] = field(default_factory=dict)

    def render(self) -> dict[str, Any]:
        """Render the fleet, and apply the objects; return the chart's values."""
        out = self.fleet.parent / "rendered"
        ran = coursekit("hub", "render", self.fleet, "--out", out, "--base-image", self.base)
        assert ran.code == 0, ran.err
        self.cluster.apply((out / "manifests.yaml").read_text("utf-8"))
        self.look_at_once()
        return dict(YAML(typ="safe").load(out / "values.yaml"))

    def look_at_once(self) -> None:
        """Let the node bring the site to the hub's pod now, not within a minute or two."""
        mark = ["annotate", "pod", "-n", self.namespace, "-l", "component=hub", "--overwrite"]
        self.cluster.run(*mark, f"coursekit/site={time.monotonic()}")

    def told(self) -> str:
        """Return what the cluster says of hub and proxy, for a test that fails."""
        several = [
            ["get", "pods,endpoints", "-o", "wide"],
            ["logs", "deploy/hub", "--tail=60"],
            ["logs", "deploy/hub", "--tail=60", "--previous"],
            ["logs", "deploy/proxy", "--tail=20"],
        ]
        return "\n".join(
            self.cluster.run(*words, "-n", self.namespace, check=False) for words in several
        )

    def pods(self, *words: str) -> list[dict[str, Any]]:
        """Return the students' pods."""
        label = "component=singleuser-server"
        found = self.cluster.get("pods", "-n", self.namespace, "-l", label, *words)
        return list(found["items"])

    def pod_of(self, person: str) -> dict[str, Any]:
        """Return a person's one pod."""
        (pod,) = (
            pod
            for pod in self.pods()
            if pod["metadata"]["annotations"]["hub.jupyter.org/username"] == person
        )
        return pod

    def staff_of(self, college: str, address: str) -> Visitor:
        """Sign a member of staff in, by the code that whoever runs the hub finds."""
        if college not in self.staff:
            person = Visitor(self.url)
            person.get(f"/hub/{college}/login")
            place = f"/srv/jupyterhub/coursekit/rosters/{college}.staff-codes.txt"
            code = self.cluster.inside(self.namespace, "cat", place).split()[1]
            person.first_sign_in(college, address, code, PASSWORD)
            self.staff[college] = person
        return self.staff[college]

    def student(self, college: str, staff: str, address: str) -> Visitor:
        """Put a student on the roster, and sign them in."""
        people = self.roster.setdefault(college, [])
        people.append(address)
        rows = "".join(f"{one},Kim\n" for one in people)
        page = self.staff_of(college, staff).upload(college, f"email,name\n{rows}")
        person = Visitor(self.url)
        page = person.first_sign_in(college, address, codes_on(page)[address], PASSWORD)
        assert page.url.endswith(f"/hub/college/{college}"), page.text
        return person


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    """The cluster of this machine; started if need be, and left for whoever comes next."""
    if not (SHARED / "up").is_file():
        lack("no test cluster beside this checkout")
    if os.geteuid() != 0:
        lack("a cluster needs root")
    return started()


@pytest.fixture(scope="session")
def git_server(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A git server that pods reach, with an empty repository: its address."""
    with git_served(tmp_path_factory.mktemp("git"), "tiny") as address:
        yield address


@pytest.fixture(scope="session")
def proxy_image(
    cluster: Cluster, docker: str, debian: str, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The proxy that the chart uses, from its npm package."""
    need("npm")
    return push_proxy(tmp_path_factory.mktemp("proxy"), debian)


@pytest.fixture(scope="session")
def hub_pushed(cluster: Cluster, debian: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hub's image with this coursekit, in the cluster's registry."""
    cache = {"XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}
    argv = ["build-image", "--hub", "--base-image", debian, "--push"]
    name = f"{REGISTRY}/coursekit-test/hub"
    ran = coursekit(*argv, "--tag", name, "--json", env=cache, timeout=900)
    assert ran.code == 0, ran.err
    return str(ran.json["results"][0]["image"])


@pytest.fixture(scope="session")
def fleet_for_a_cluster(
    cluster: Cluster,
    git_server: str,
    imaged: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The tiny course, released where pods reach it, and its image in the cluster's registry."""
    place = copy_of(imaged, tmp_path_factory.mktemp("in-a-cluster") / "tiny")
    with (place / "course.yml").open("a") as course:
        course.write(f'release: {{repo: "{git_server}"}}\n')
    ran = coursekit("release", place)
    assert ran.code == 0, ran.err
    base = YAML(typ="safe").load(place / "course.lock")["base"]
    argv = ["build-image", place, "--base-image", base, "--push"]
    ran = coursekit(*argv, "--tag", f"{REGISTRY}/coursekit-test/tiny", timeout=1500)
    assert ran.code == 0, ran.err
    return place


def write_fleet(place: Path, cluster: Cluster, namespace: str, port: int) -> None:
    """Write a fleet of two colleges for the cluster."""
    text = FLEET.format(
        node=NODE,
        port=port,
        context=CONTEXT,
        kubeconfig=cluster.kubeconfig,
        namespace=namespace,
        registry=REGISTRY,
    )
    (place / "fleet.yml").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def plain(
    cluster: Cluster,
    proxy_image: str,
    hub_pushed: str,
    debian: str,
    fleet_for_a_cluster: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[HubInACluster]:
    """A hub without the chart: the rendered objects and configuration on plain Deployments."""
    namespace, port = "coursekit-plain", 30181
    place = copy_of(fleet_for_a_cluster, tmp_path_factory.mktemp("plain") / "tiny")
    write_fleet(place, cluster, namespace, port)
    cluster.run("delete", "namespace", namespace, "--ignore-not-found", "--wait")
    hub = HubInACluster(cluster, namespace, place, f"http://{NODE}:{port}", debian)
    values = hub.render()
    assert ":".join(values["hub"]["image"].values()) == hub_pushed
    cluster.apply(plain_hub(namespace, values, proxy_image))
    until(lambda: answers(f"{hub.url}/hub/health"), "hub", 180)
    yield hub
    cluster.run("delete", "namespace", namespace, "--wait=false")
    time.sleep(1)


def get(url: str) -> requests.Response:
    """Ask for a page, by no proxy."""
    return requests.get(url, timeout=30, proxies={"http": ""})
