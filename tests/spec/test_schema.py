"""The schemas that editors complete keys with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from coursekit.spec import scaffold, schema
from tests.conftest import CASES, DATA8

FILES = [
    DATA8 / "course.yml",
    DATA8 / "fleet.yml",
    CASES / "good" / "tiny" / "course.yml",
    CASES / "good" / "tiny" / "fleet.yml",
]
TEXTS = {
    "course": (CASES / "good" / "tiny" / "course.yml").read_text(),
    "fleet": (CASES / "good" / "tiny" / "fleet.yml").read_text(),
    "prices": scaffold.prices(),
}


def errors(kind: schema.Kind, text: str) -> list[Any]:
    yaml = YAML(typ="safe")
    yaml.Constructor.add_constructor(  # editors' schemas see a date as text
        "tag:yaml.org,2002:timestamp", lambda self, node: node.value
    )
    return list(Draft202012Validator(json.loads(schema.shipped(kind))).iter_errors(yaml.load(text)))


@pytest.mark.parametrize("kind", schema.KINDS)
def test_the_shipped_schema_is_the_one_of_the_models(kind: schema.Kind) -> None:
    assert schema.shipped(kind) == schema.generate(kind)
    Draft202012Validator.check_schema(json.loads(schema.shipped(kind)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_it_takes_good_files(path: Path) -> None:
    assert errors("fleet" if path.name == "fleet.yml" else "course", path.read_text()) == []


def test_it_takes_what_init_writes() -> None:
    assert errors("course", scaffold.course("small", None)["course.yml"]) == []
    fleet = scaffold.fleet("islands", None)
    assert errors("fleet", fleet["fleet.yml"]) == []
    assert errors("course", fleet["course/course.yml"]) == []
    assert errors("prices", scaffold.prices()) == []


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("course", "title: A tiny course", "titel: A tiny course"),
        ("course", "week: 1", "week: first"),
        ("course", "labs/lab01/lab01.py", "/labs/lab01/lab01.py"),
        ("course", "2027-01-29T23:59", "soon"),
        ("fleet", "fleet: islands", "fleet: The Islands"),
        ("fleet", "colleges:", "college:"),
        ("fleet", "domains: [north.edu]", "domains: north.edu"),
        ("prices", "currency: USD", "currency: 840"),
        ("prices", "cores: 2", "cores: 0"),
        ("prices", "disk: 0.10", "disks: 0.10"),
    ],
)
def test_it_refuses_slips(kind: schema.Kind, old: str, new: str) -> None:
    assert old in TEXTS[kind]
    assert errors(kind, TEXTS[kind].replace(old, new, 1))
