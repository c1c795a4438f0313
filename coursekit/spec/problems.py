"""What pydantic found wrong, said in the words of the file: line, key path, found, wanted."""

from __future__ import annotations

import difflib
import re
import types
import typing
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from coursekit.errors import Problem
from coursekit.spec.yaml import Document, KeyPath

Model = TypeVar("Model", bound=BaseModel)

_WANTED = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "dict_type": "lines of key: value",
    "float_parsing": "a number",
    "float_type": "a number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "model_attributes_type": "lines of key: value",
    "model_type": "lines of key: value",
    "string_type": "text",
    "tuple_type": "a list",
}


def validate(model: type[Model], document: Document) -> tuple[Model | None, list[Problem]]:
    """Return ``document`` as a ``model``, or ``None`` and everything that is wrong with it."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        found = [details for details in error.errors() if not _follows(details)]
        return None, [_problem(model, document, details) for details in found]


def _follows(details: ErrorDetails) -> bool:
    """Tell whether pydantic calls a list too short only because its items are wrong."""
    return details["type"] == "too_short" and bool(details["input"])


def close_match(word: str, known: list[str]) -> str:
    """Return ``did you mean '...'?`` for the known word nearest to ``word``, or nothing."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def key_text(key_path: KeyPath) -> str:
    """Write a key path as users read it: ``assignments[0].due``."""
    text = ""
    for key in key_path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else str(key)
    return text


def _problem(model: type[BaseModel], document: Document, details: ErrorDetails) -> Problem:
    loc: KeyPath = tuple(key for key in details["loc"] if key != "[key]")
    at = _without_tags(model, loc)
    kind, found = details["type"], details["input"]
    where = document.where(at)
    name = key_text(at)
    if kind == "missing":
        return Problem(f"'{name}' is missing", where, hint=_line_to_add(model, loc))
    if kind == "extra_forbidden":
        known = _keys(model, loc[:-1])
        hint = close_match(str(at[-1]), known) or f"known keys here: {', '.join(known)}"
        return Problem(f"unknown key '{name}'", where, hint=hint)
    if kind == "union_tag_not_found":
        kinds = ", ".join(_by_tag(_annotation_at(model, loc)))
        return Problem(f"'{name}.kind' is missing", where, hint=f"kinds: {kinds}")
    hint = _hint(model, loc, details)
    if kind == "coursekit_secret":
        return Problem(f"{name}: {details['msg']}", where, hint)
    if kind == "union_tag_invalid":
        name, found = f"{name}.kind", details["ctx"]["tag"]
    return Problem(f"{name}: {_wanted(details)}, found {_shown(found)}", where, hint)


def _without_tags(model: type[BaseModel], loc: KeyPath) -> KeyPath:
    """Return the key path in the file: pydantic also names which of several models it tried."""
    return tuple(
        key
        for index, key in enumerate(loc)
        if str(key) not in _by_tag(_annotation_at(model, loc[:index]))
    )


def _wanted(details: ErrorDetails) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind.startswith("coursekit"):
        return details["msg"]
    if kind in _WANTED:
        return f"expected {_WANTED[kind]}"
    if kind == "union_tag_invalid":
        return f"expected one of {context['expected_tags']}"
    if kind == "literal_error":
        return f"expected {str(context['expected']).replace(' or ', ', or ')}"
    if kind == "too_short":
        return "expected at least one"
    if kind == "string_too_short":
        return "expected some text"
    if kind == "string_pattern_mismatch":
        return "expected letters, digits and . _ / - only"
    if kind in ("greater_than", "greater_than_equal"):
        bound = context.get("gt", context.get("ge"))
        return f"expected {'more than' if kind == 'greater_than' else 'at least'} {_number(bound)}"
    if kind in ("less_than", "less_than_equal"):
        bound = context.get("lt", context.get("le"))
        return f"expected {'less than' if kind == 'less_than' else 'at most'} {_number(bound)}"
    return details["msg"]


def _hint(model: type[BaseModel], loc: KeyPath, details: ErrorDetails) -> str:
    found = details["input"]
    if details["type"] == "coursekit_secret":
        return (
            "put it into a file that only you can read (chmod 600), and write"
            f"  {loc[-1]}: {{file: name-of-the-file}}"
        )
    if details["type"] == "union_tag_invalid":
        return close_match(details["ctx"]["tag"], list(_by_tag(_annotation_at(model, loc))))
    if not isinstance(found, str):
        return ""
    if details["type"] == "coursekit_id":
        plain = re.sub(r"[^a-z0-9]+", "-", found.lower()).strip("-")
        return f"for example: {plain[:40].rstrip('-')}" if plain else ""
    if details["type"] == "tuple_type":
        return f"put each in a line of its own, after a dash:  - {found}"
    if details["type"] in ("model_type", "model_attributes_type") and (keys := _keys(model, loc)):
        return f"write {keys[0]}: {found}"
    if details["type"] == "literal_error":
        known = [
            word.strip("' ") for word in details["ctx"]["expected"].replace(" or ", ",").split(",")
        ]
        return close_match(details["input"], known)
    return ""


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "keys with values" if value else "nothing"
    if isinstance(value, list | tuple):
        return "an empty list" if not value else "a list"
    if value is None:
        return "nothing"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}...'"


def _keys(model: type[BaseModel], loc: KeyPath) -> list[str]:
    found = _annotation_at(model, loc)
    inner = _model_at(model, loc)
    if _by_tag(found):
        return ["kind"]
    if inner is None:
        return []
    return [field.alias or name for name, field in inner.model_fields.items()]


def _line_to_add(model: type[BaseModel], loc: KeyPath) -> str:
    inner = _model_at(model, loc[:-1])
    field = inner.model_fields.get(str(loc[-1])) if inner else None
    meaning = (field.description or "").rstrip(".") if field else ""
    return f"add a line  {loc[-1]}: ...  ({meaning[:1].lower()}{meaning[1:]})" if meaning else ""


def _model_at(model: type[BaseModel], loc: KeyPath) -> type[BaseModel] | None:
    """Follow pydantic's key path through the models to the one that holds its keys."""
    found = _annotation_at(model, loc)
    return found if isinstance(found, type) and issubclass(found, BaseModel) else None


def _annotation_at(model: type[BaseModel], loc: KeyPath) -> Any:
    current: Any = model
    for key in loc:
        if isinstance(current, type) and issubclass(current, BaseModel):
            fields = {field.alias or name: field for name, field in current.model_fields.items()}
            current = fields[str(key)].annotation if str(key) in fields else None
        elif tagged := _by_tag(current):
            current = tagged.get(str(key))
        else:
            arguments = [item for item in typing.get_args(current) if item is not Ellipsis]
            current = arguments[-1] if arguments else None
        current = _unwrapped(current)
    return current


def _by_tag(annotation: Any) -> dict[str, type[BaseModel]]:
    """Return the models that a value is one of, by their ``kind``; nothing for other values."""
    if typing.get_origin(annotation) not in (typing.Union, types.UnionType):
        return {}
    return {model.model_fields["kind"].default: model for model in typing.get_args(annotation)}


def _unwrapped(annotation: Any) -> Any:
    """Take ``Optional`` and ``Annotated`` off an annotation."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _unwrapped(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        rest = [item for item in typing.get_args(annotation) if item is not type(None)]
        return _unwrapped(rest[0]) if len(rest) == 1 else annotation
    return annotation
