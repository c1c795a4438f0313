"""JSON Schemas of the files that people write, for editors: made from the models, and shipped."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel

from coursekit.spec.course import Course
from coursekit.spec.fleet import Fleet
from coursekit.spec.prices import Prices

Kind = Literal["course", "fleet", "prices"]
_MODELS: dict[Kind, type[BaseModel]] = {"course": Course, "fleet": Fleet, "prices": Prices}
KINDS: tuple[Kind, ...] = tuple(_MODELS)


def generate(kind: Kind) -> str:
    """Return the JSON Schema (draft 2020-12) of such as ``course.yml`` as text."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_MODELS[kind].model_json_schema(by_alias=True),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def shipped(kind: Kind) -> str:
    """Return the schema that came with this package."""
    return (files("coursekit.spec") / "schemas" / f"{kind}.schema.json").read_text("utf-8")
