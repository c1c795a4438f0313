"""Every key of the files that people write, from the JSON schemas that editors use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from coursekit.spec import schema

_STARTS = {
    "course": """# course.yml

A folder with a `course.yml` is a course. `course`, `title` and `assignments` have to be there; all
else has a default that works.

""",
    "fleet": """# fleet.yml

A folder with a `fleet.yml` is a fleet: colleges, the courses they take, and the hub that serves
them. A course alone needs none; `coursekit up` then serves it as a trial of one college.

""",
    "prices": """# prices.yml

Beside a `fleet.yml`, for `coursekit hub size` and nothing else: which machines can be had, and what
they cost. `coursekit hub size --init-prices` writes a first one, whose prices are made up.

""",
}
_EDITORS = """Keys that are not on this page are refused, with the nearest one that there is.
An editor that knows YAML schemas completes them: the first line that `coursekit init` writes names
the schema.

"""


def page(kind: schema.Kind) -> str:
    """Return the page of one file: a section for the file, and one for each group of keys."""
    root = json.loads(schema.generate(kind))
    parts = [_STARTS[kind] + _EDITORS]
    waiting: list[tuple[str, dict[str, Any]]] = [("", root)]
    done: set[str] = set()
    while waiting:
        at, model = waiting.pop(0)
        if at in done:
            continue
        done.add(at)
        parts.append(_section(at, model, root["$defs"]))
        inner = list(_inner(at, model, root["$defs"]))
        waiting = [*inner, *waiting]
    return "".join(parts)


def table(rows: list[list[str]]) -> str:
    """Return a table in Markdown; the first row is its head."""
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    lines.insert(1, f"|{' --- |' * len(rows[0])}")
    return "\n".join(lines) + "\n"


def _section(at: str, model: dict[str, Any], models: dict[str, Any]) -> str:
    title = f"## {at}\n\n" if at else ""
    text = re.sub("`+", "`", str(model.get("description", "")))
    rows = [["key", "is", "left out"]]
    for name, value in model["properties"].items():
        rows.append(
            [f"`{name}`", _meaning(value, models), _default(name, value, model.get("required", []))]
        )
    return f"{title}{text}\n\n{table(rows)}\n" if at else f"{table(rows)}\n"


def _meaning(value: dict[str, Any], models: dict[str, Any]) -> str:
    kinds = _kinds(value, models)
    text = str(value.get("description", ""))
    if not text and len(kinds) == 1:
        text = re.sub("`+", "`", str(kinds[0].get("description", "")))
    plain = next((item for item in _options(value) if item.get("type") != "null"), value)
    listed = plain.get("enum") or plain.get("items", {}).get("enum")
    if listed:
        text += f" One of {', '.join(f'`{item}`' for item in listed)}."
    if value.get("const"):
        text = f"`{value['const']}`"
    return text.strip()


def _default(name: str, value: dict[str, Any], required: list[str]) -> str:
    if name in required:
        return "**has to be there**"
    default = value.get("default")
    if "$ref" in value or isinstance(default, dict):
        return "the defaults of its keys"
    if default in (None, [], ""):
        return ""
    if value.get("const"):
        return "**has to be there**"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{_as_written(default, value)}`"


def _as_written(default: Any, value: dict[str, Any]) -> str:
    """Return a default as people write it: ``1G``, ``30m``."""
    if isinstance(default, int) and "string" in value.get("type", []):
        return next(
            f"{default // size}{unit}"
            for unit, size in (("G", 2**30), ("M", 2**20), ("K", 2**10), ("", 1))
            if default % size == 0
        )
    if match := re.fullmatch(r"PT(\d+)([HMS])", str(default)):
        return f"{match[1]}{match[2].lower()}"
    return f"{default:g}" if isinstance(default, float) else str(default)


def _inner(
    at: str, model: dict[str, Any], models: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the groups of keys that a group's keys hold, by where they are."""
    for name, value in model["properties"].items():
        where = f"{at}.{name}" if at else name
        kinds = _kinds(value, models)
        if value.get("items"):
            where += "[]"
        elif value.get("patternProperties"):
            where += ".<id>"
        if where == "colleges.<id>.login":
            continue  # told with the defaults
        if where == "colleges.<id>.limits":
            continue
        for kind in kinds:
            tag = kind["properties"].get("kind", {}).get("const")
            yield (f"{where}, kind {tag}" if tag and len(kinds) > 1 else where), kind


def _kinds(value: dict[str, Any], models: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the models that a value is one of."""
    return [
        models[option["$ref"].rpartition("/")[2]] for option in _options(value) if "$ref" in option
    ]


def _options(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all that a value may be: itself, one of several, an item of it."""
    found = [value]
    for key in ("anyOf", "oneOf"):
        for option in value.get(key, ()):
            found += _options(option)
    if "items" in value:
        found += _options(value["items"])
    for option in value.get("patternProperties", {}).values():
        found += _options(option)
    return found
