"""``coursekit hub render``, and what the chart and helm say of what it writes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import kubernetes_validate
import pytest
from ruamel.yaml import YAML

from coursekit.environment.course_lock import CourseLock
from coursekit.environment.image import ImageOptions, image_key
from coursekit.hub.kubernetes.render import render
from coursekit.pipeline.image_facts import read_facts
from coursekit.spec.project import load_course
from tests.conftest import CASES, coursekit
from tests.engines import need
from tests.hub.kubernetes.fleets import BEHIND_AN_INGRESS, CLUSTER, release

FLEET = """\
fleet: islands
hub:
  url: http://127.0.0.1:30080
  engine: kubernetes
  kubernetes:
    context: campus
    images: registry.example.edu/islands
    expose: {nodePort: 30080}
    values: extra.yml
courses: {tiny: {path: .}}
colleges:
  north: {name: North College, domains: [north.edu], staff: [ada@north.edu]}
"""
SOUTH = """\
  south:
    name: South College
    domains: [south.edu]
    login:
      kind: oidc
      issuer: https://id.example.edu
      client_id: hub
      secret: {file: secret}
"""
OWN = """\
  west:
    name: West College
    domains: [west.edu]
    staff: [joy@west.edu]
    login: {kind: roster}
    hub: {url: https://hub.west.edu, expose: {host: hub.west.edu, class: nginx, tls: true}}
"""
IMAGE = f"registry.example.edu/islands/tiny@sha256:{'ab' * 32}"


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """A fleet for a cluster, whose course has an image in a registry."""
    root = tmp_path / "fleet"
    shutil.copytree(CASES / "good" / "tiny", root, ignore=shutil.ignore_patterns(".coursekit"))
    with (root / "course.yml").open("a") as course:
        course.write("release: {repo: https://github.com/example/tiny-student}\n")
    (root / "fleet.yml").write_text(FLEET)
    (root / "extra.yml").write_text("hub: {labels: {campus: north}}\n")
    facts = read_facts(load_course(root), ImageOptions())
    (root / "course.lock").write_text(CourseLock(content=image_key(facts), image=IMAGE).text())
    return root


def test_two_files_and_nothing_else(fleet: Path, tmp_path: Path) -> None:
    before = sorted(fleet.rglob("*"))
    ran = coursekit("hub", "render", fleet, "--out", tmp_path / "out", "--json")
    assert ran.code == 0, ran.err
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == ["manifests.yaml", "values.yaml"]
    assert sorted(fleet.rglob("*")) == before
    assert [Path(row["file"]).name for row in ran.json["results"]] == [
        "values.yaml",
        "manifests.yaml",
    ]
    values = YAML(typ="safe").load(tmp_path / "out" / "values.yaml")
    assert values["hub"]["labels"] == {"campus": "north"}
    assert values["singleuser"]["image"]["name"] == "registry.example.edu/islands/tiny@sha256"
    objects = list(YAML(typ="safe", pure=True).load_all(tmp_path / "out" / "manifests.yaml"))
    for item in objects:
        kubernetes_validate.validate(item, "1.34", strict=True)
    site = json.loads(objects[-1]["data"]["site.json"])
    assert site["courses"][0]["image"] == IMAGE
    assert site["courses"][0]["assignments"][0]["link"].startswith("http://127.0.0.1:30080/hub/")


def test_a_college_with_a_hub_of_its_own(fleet: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert coursekit("hub", "render", fleet, "--out", out).code == 0
    before = {path.name: path.read_text() for path in out.iterdir()}
    (fleet / "fleet.yml").write_text(FLEET + OWN)
    ran = coursekit("hub", "render", fleet, "--out", out)
    assert ran.code == 0, ran.err
    assert {path.name: path.read_text() for path in out.glob("*.yaml")} == before
    text = (out / "west" / "manifests.yaml").read_text()
    objects = list(YAML(typ="safe", pure=True).load_all(text))
    assert {item["metadata"].get("namespace", "islands-west") for item in objects} == {
        "islands-west"
    }
    site = json.loads(objects[-1]["data"]["site.json"])
    assert [college["id"] for college in site["colleges"]] == ["west"]
    assert site["url"] == "https://hub.west.edu"
    links = coursekit("links", fleet, "--json").json["results"]
    assert {row["college"]: row["url"].partition("/hub/")[0] for row in links} == {
        "north": "http://127.0.0.1:30080",
        "west": "https://hub.west.edu",
    }
    own = next(row["url"] for row in links if row["college"] == "west")
    assert site["courses"][0]["assignments"][0]["link"] == own


def test_a_secret_is_named_and_not_told(fleet: Path, tmp_path: Path) -> None:
    (fleet / "fleet.yml").write_text(FLEET + SOUTH)
    (fleet / "secret").write_text("hush-hush")
    ran = coursekit("hub", "render", fleet, "--out", tmp_path / "out")
    assert ran.code == 0, ran.err
    text = (tmp_path / "out" / "manifests.yaml").read_text()
    assert "hush-hush" not in text
    assert '"env": "south"' in text


def test_an_image_of_another_environment_is_not_taken(fleet: Path, tmp_path: Path) -> None:
    (fleet / "requirements.txt").write_text("numpy\n")
    (fleet / "requirements.lock").write_text("numpy==2.0.0\n")
    ran = coursekit("hub", "render", fleet, "--out", tmp_path / "out")
    assert ran.code == 2
    assert "tiny has changed since its image was built" in ran.err
    assert "--push --tag registry.example.edu/islands/tiny" in ran.err


def test_a_fleet_of_this_machine_has_nothing_to_render(tmp_path: Path) -> None:
    ran = coursekit("hub", "render", CASES / "good" / "tiny", "--out", tmp_path / "out")
    assert ran.code == 2
    assert "this fleet's hub is on this machine, not in a cluster" in ran.err
    assert not (tmp_path / "out").exists()


def test_check_and_status_know_of_the_cluster(fleet: Path) -> None:
    assert coursekit("check", fleet).code == 0
    shared = (fleet / "fleet.yml").read_text()
    (fleet / "fleet.yml").write_text(shared.replace("127.0.0.1:30080", "hub.example.edu:30080"))
    ran = coursekit("check", fleet)
    assert ran.code == 2
    assert "anybody could sign in under any name" in ran.err
    ran = coursekit("status", fleet)
    assert "The hub is in a cluster" in ran.out
    assert "islands: hub" not in ran.out


@pytest.mark.parametrize("cluster", [CLUSTER, BEHIND_AN_INGRESS], ids=["node-port", "ingress"])
def test_the_chart_takes_the_values(cluster: object, tmp_path: Path) -> None:
    chart = os.environ.get("COURSEKIT_Z2JH_CHART")
    if not chart:
        pytest.skip("COURSEKIT_Z2JH_CHART names no folder of Zero to JupyterHub's chart")
    need("helm")
    values = tmp_path / "values.yaml"
    values.write_text(render(release(12, cluster)).values, "utf-8")
    argv = ["helm", "template", "california", chart, "--namespace", "california", "-f", str(values)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    objects = [item for item in YAML(typ="safe", pure=True).load_all(done.stdout) if item]
    for item in objects:
        kubernetes_validate.validate(item, "1.34", strict=True)
    kinds = {item["kind"] for item in objects}
    assert {"Deployment", "DaemonSet", "StatefulSet", "PriorityClass"} <= kinds
    images = [
        container["image"]
        for item in objects
        if item["kind"] == "Deployment" and item["metadata"]["name"] == "hub"
        for container in item["spec"]["template"]["spec"]["containers"]
    ]
    assert images == ["registry.example.edu/coursekit/hub:0123456789abcdef"]
