"""The files of a new course or fleet, to be changed by whoever asked for them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import PurePosixPath

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from coursekit.spec import schema
from coursekit.state import State

SCHEMAS = ".coursekit/schemas"


def course(name: str, title: str | None) -> dict[str, str]:
    """Return the files of a small course, by path."""
    shown = title or name.replace("-", " ").title()
    return {
        place: _template(template).format_map(
            _Values(name=_scalar(name), title=_scalar(shown), schemas=SCHEMAS)
        )
        for place, template in {
            "course.yml": "course.yml",
            "requirements.txt": "requirements.txt",
            "labs/lab01/lab01.py": "lab01.py",
        }.items()
    }


def course_of(
    name: str,
    title: str | None,
    *,
    environment: str,
    assignments: Sequence[Mapping[str, str]],
    files: Sequence[str],
    book: str | None,
    upstream: Mapping[str, str] | None = None,
) -> str:
    """Return a ``course.yml`` for material that is there already."""
    shown = title or name.replace("-", " ").title()
    lines = [
        f"# yaml-language-server: $schema={SCHEMAS}/course.schema.json",
        f"course: {_scalar(name)}",
        f"title: {_scalar(shown)}",
        *(["environment:", f"  path: {_scalar(environment)}"] if environment != "." else []),
        "assignments:                 # in the order of the term; add week: and due: as you like",
    ]
    for entry in assignments:
        rows = [f"{key}: {_scalar(value)}" for key, value in entry.items()]
        lines += [f"  - {rows[0]}", *(f"    {row}" for row in rows[1:])]
    if files:
        lines += ["files:                       # released as they are", *_items(files)]
    lines += [f"book: {_scalar(book)}"] if book else []
    return "\n".join(lines) + "\n" + upstream_of(upstream or {})


def upstream_of(upstream: Mapping[str, str]) -> str:
    """Return the lines of ``course.yml`` that say where a course comes from, or none."""
    if not upstream:
        return ""
    rows = [f"  {key}: {_scalar(value)}\n" for key, value in upstream.items()]
    return "".join(
        ["upstream:                    # coursekit upstream: what changed there\n", *rows]
    )


def _items(values: Sequence[str]) -> list[str]:
    return [f"  - {_scalar(value)}" for value in values]


def fleet(name: str, title: str | None) -> dict[str, str]:
    """Return the files of a fleet with one college and one course, by path."""
    values = _Values(name=_scalar(name), course=f"{name}-course", schemas=SCHEMAS)
    inner = {
        (PurePosixPath("course") / place).as_posix(): text.replace(f"={SCHEMAS}", f"=../{SCHEMAS}")
        for place, text in course(f"{name}-course", title).items()
    }
    return {"fleet.yml": _template("fleet.yml").format_map(values), **inner}


def prices() -> str:
    """Return a first ``prices.yml``, which says that its prices are made up."""
    return _template("prices.yml").replace("{schemas}", SCHEMAS)


def write_schemas(state: State) -> None:
    """Put the schemas where the first line of the files tells an editor to look."""
    state.ensure()
    for kind in schema.KINDS:
        place = state.path / "schemas" / f"{kind}.schema.json"
        text = schema.shipped(kind)
        if not place.is_file() or place.read_text("utf-8") != text:
            state.write(place, text)


def _scalar(text: str) -> str:
    """Write text so that YAML reads it as that text."""
    try:
        plain = YAML(typ="safe").load(f"key: {text}")
    except YAMLError:
        plain = None
    return text if plain == {"key": text} else json.dumps(text, ensure_ascii=False)


class _Values(dict[str, str]):
    """Leaves braces alone that name nothing known."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _template(name: str) -> str:
    return (files("coursekit.spec") / "templates" / name).read_text("utf-8")
