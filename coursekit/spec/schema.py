"""JSON Schemas of both files, for editors: generated from the models, shipped with the package."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel

from coursekit.spec.course import Course
from coursekit.spec.fleet import Fleet

Kind = Literal["course", "fleet"]


def generate(kind: Kind) -> str:
    """Return the JSON Schema (draft 2020-12) of ``course.yml`` or ``fleet.yml`` as text."""
    model: type[BaseModel] = Course if kind == "course" else Fleet
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def shipped(kind: Kind) -> str:
    """Return the schema that came with this package."""
    return (files("coursekit.spec") / "schemas" / f"{kind}.schema.json").read_text("utf-8")
