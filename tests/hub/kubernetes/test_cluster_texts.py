"""The values and objects of a hub in a cluster, as texts.

After a change that is meant: ``COURSEKIT_WRITE_SNAPSHOTS=1 pytest tests/hub/kubernetes``.
"""

from __future__ import annotations

import difflib
import json
import os
import time
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from ruamel.yaml import YAML

from coursekit.hub.kubernetes.manifests import logins, manifests
from coursekit.hub.kubernetes.model import Image
from coursekit.hub.kubernetes.render import render
from coursekit.hub.kubernetes.values import merged, values
from coursekit.hub.kubernetes.writing import yaml_text, yaml_texts
from coursekit.hub.site import Site
from tests.hub.kubernetes.fleets import BEHIND_AN_INGRESS, CLUSTER, college, release

SNAPSHOTS = Path(__file__).parent / "snapshots"
OLDEST, NEWEST = "1.28", "1.34"
CLUSTERS = {"node-port": CLUSTER, "ingress": BEHIND_AN_INGRESS}


def objects(text: str) -> list[dict[str, Any]]:
    return list(YAML(typ="safe", pure=True).load_all(text))


@pytest.mark.parametrize("colleges", [1, 12, 100])
def test_snapshot(colleges: int) -> None:
    cluster = BEHIND_AN_INGRESS if colleges == 12 else CLUSTER
    for name, text in render(release(colleges, cluster)).files:
        place = SNAPSHOTS / f"{colleges}-colleges" / name
        if os.environ.get("COURSEKIT_WRITE_SNAPSHOTS") == "1":
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
        assert place.read_text("utf-8") == text


def test_a_hundred_colleges_are_no_work() -> None:
    hundred = release(100)
    began = time.monotonic()
    render(hundred)
    assert time.monotonic() - began < 2


@given(place=st.integers(0, 12), name=st.sampled_from(sorted(CLUSTERS)))
def test_a_new_college_adds_its_own_lines_and_changes_none(place: int, name: str) -> None:
    several = [college(number) for number in range(1, 13)]
    more = [*several[:place], college(50), *several[place:]]
    before = render(release(tuple(several), CLUSTERS[name]))
    after = render(release(tuple(more), CLUSTERS[name]))
    assert after.values == before.values
    lines = list(
        difflib.ndiff(before.manifests.splitlines(), after.manifests.splitlines(), charjunk=None)
    )
    assert not [line for line in lines if line.startswith("-")]
    added = [line[2:] for line in lines if line.startswith("+")]
    assert "college-050" in "".join(added)
    assert len(added) < 45


def test_the_same_fleet_gives_the_same_texts() -> None:
    assert render(release(12)) == render(release(12))


def test_the_hub_reads_the_site_that_is_written() -> None:
    written = release(12)
    (found,) = (
        item["data"]["site.json"]
        for item in objects(render(written).manifests)
        if item["metadata"]["name"] == "coursekit-site"
    )
    assert Site.model_validate_json(found) == written.site


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
@pytest.mark.parametrize("cluster", CLUSTERS.values(), ids=CLUSTERS)
def test_every_object_is_one_that_kubernetes_knows(cluster: Any, version: str) -> None:
    made = release(3, cluster)
    everything = [*manifests(made), logins(made, {"college-003": SecretStr("hush")})]
    assert len({item["kind"] for item in everything}) >= 6
    for item in objects(yaml_texts(everything)):
        kubernetes_validate.validate(item, version, strict=True)


def test_no_secret_is_in_the_files() -> None:
    assert "kind: Secret" not in render(release(12)).manifests


def test_students_reach_neither_each_other_nor_the_cluster() -> None:
    (policy,) = (item for item in manifests(release(1)) if item["kind"] == "NetworkPolicy")
    rules = policy["spec"]["egress"]
    (internet,) = (rule["to"] for rule in rules if "ports" not in rule)
    assert {"10.0.0.0/8", "169.254.0.0/16"} <= set(internet[0]["ipBlock"]["except"])
    to_pods = [to for rule in rules for to in rule["to"] if "podSelector" in to]
    assert [to["podSelector"]["matchLabels"]["component"] for to in to_pods] == ["hub", "proxy"]
    assert policy["spec"]["podSelector"] == {"matchLabels": {"component": "singleuser-server"}}


def test_no_value_is_about_a_college() -> None:
    assert "college-001" not in render(release(3)).values


def test_own_values_come_last() -> None:
    extra = {"hub": {"resources": {"limits": {"memory": "2Gi"}}}, "debug": {"enabled": True}}
    found = values(release(1, extra=extra))
    assert found["hub"]["resources"]["limits"] == {"memory": "2Gi"}
    assert found["hub"]["resources"]["requests"]["memory"] == "256Mi"
    assert found["debug"] == {"enabled": True}
    assert merged({"a": [1, 2]}, {"a": [3]}) == {"a": [3]}


@pytest.mark.parametrize(
    ("reference", "name", "tag"),
    [
        ("localhost:5000/a/hub:1", "localhost:5000/a/hub", "1"),
        ("localhost:5000/a/hub@sha256:ab", "localhost:5000/a/hub@sha256", "ab"),
        ("example.edu/hub:1@sha256:ab", "example.edu/hub", "1@sha256:ab"),
    ],
)
def test_an_image_is_pulled_by_what_it_is_called(reference: str, name: str, tag: str) -> None:
    assert Image.of(reference) == Image(name, tag)
    assert f"{name}:{tag}" == reference


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=12,
)


@given(_DATA)
def test_what_is_written_is_read(data: Any) -> None:
    assert YAML(typ="safe", pure=True).load(yaml_text(data)) == data


@given(st.lists(_TEXT, min_size=2, max_size=4).map("\n".join))
def test_texts_of_several_lines_are_read(text: str) -> None:
    data = {"site.json": f"{text}\n", "list": [f"{text}\n"]}
    assert YAML(typ="safe", pure=True).load(yaml_text(data)) == data


def test_json_stays_readable() -> None:
    text = json.dumps({"a": "b"}, indent=1) + "\n"
    assert yaml_text({"site": text}) == 'site: |\n  {\n   "a": "b"\n  }\n'
