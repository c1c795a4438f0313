"""Writes plain data as YAML: the same data gives the same text, and a change few lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_PLAIN = re.compile(r"[A-Za-z/][A-Za-z0-9/._@-]*(?::[A-Za-z0-9/._@-]+)*")
"""Text that every reader of YAML takes for text, unless it is one of these words."""
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def yaml_text(data: Any) -> str:
    """Return mappings, lists, texts, numbers, truth values and nothing as one YAML document."""
    return "\n".join([*_lines(data), ""])


def yaml_texts(documents: Sequence[Any]) -> str:
    """Return several documents as one text."""
    return "---\n".join(yaml_text(document) for document in documents)


def _lines(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping) and data:
        for key, value in data.items():
            yield from _entry(f"{_scalar(str(key))}:", value)
    elif isinstance(data, list | tuple) and data:
        for value in data:
            first, *rest = _lines(value) if _nested(value) else _entry("", value)
            yield f"- {first.strip() if not _nested(value) else first}"
            yield from (f"  {line}" for line in rest)
    else:
        yield _scalar(data)


def _entry(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, str) and _fits_a_block(value):
        yield f"{key} |"
        yield from (f"  {line}" if line else "" for line in value.split("\n")[:-1])
    elif _nested(value):
        yield key
        yield from (f"  {line}" for line in _lines(value))
    else:
        yield f"{key} {_scalar(value)}"


def _nested(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple) and bool(value)


def _fits_a_block(text: str) -> bool:
    """Tell whether a text of several lines can stand as it is."""
    lines = text.split("\n")
    return (
        len(lines) > 2
        and text.endswith("\n")
        and bool(lines[0].strip())
        and lines[0][0] != " "
        and bool(lines[-2])
        and all(line.isprintable() for line in lines)
    )


def _scalar(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, list | tuple):
        return "[]"
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
            return value
        return "".join(_escaped(sign) for sign in json.dumps(value, ensure_ascii=False))
    return json.dumps(value)


def _escaped(sign: str) -> str:
    """Return a sign of a quoted text, or its number where it can't be seen (YAML 1.2, 5.7)."""
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"
