"""YAML read into plain data, with the line of every key and item kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from coursekit.errors import CoursekitError, Where

KeyPath = tuple[str | int, ...]

_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_SAID = {
    "mapping values are not allowed": (
        "a colon stands where there can be none",
        "put text with a colon in it in quotes, and check that quotes above it are closed",
    ),
    "found character '\\t'": ("a tab stands here", "indent with spaces, not with tabs"),
    "found unexpected end of stream": (
        "a quote is opened here, or above, and never closed",
        "close it",
    ),
    "did not find expected key": ("this does not fit the lines above", "check the indentation"),
    "expected <block end>": ("this does not fit the lines above", "check the indentation"),
    "could not find expected ':'": ("a key has no colon after it", "write it as key: value"),
    "expected ',' or ']'": ("a [ is opened here, or above, and never closed", "close it"),
    "expected ',' or '}'": ("a { is opened here, or above, and never closed", "close it"),
}
"""The usual slips, by what ruamel.yaml says: in plain words, and what to do."""


@dataclass(frozen=True)
class Document:
    """A YAML file: its data as plain dicts, lists and scalars, and the line of each key path."""

    path: Path
    data: dict[str, Any]
    lines: dict[KeyPath, int]

    def where(self, key_path: KeyPath) -> Where:
        """Return the place of ``key_path``, or of its nearest ancestor that is in the file."""
        for length in range(len(key_path), 0, -1):
            if key_path[:length] in self.lines:
                return Where(self.path, self.lines[key_path[:length]])
        return Where(self.path, 1)


_START = "coursekit init FOLDER writes a course to look at"


def read(path: Path, *, start: str = _START) -> Document:
    """Read the YAML mapping in ``path``; ``start`` is the hint where nothing in it can be used.

    Raises ``CoursekitError`` for a file that can't be read, isn't YAML 1.2 or isn't a mapping.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CoursekitError(
            "the file is not UTF-8 text", Where(path), hint="save it as UTF-8 and try again"
        ) from error
    except OSError as error:
        raise CoursekitError(f"cannot read the file: {error.strerror}", Where(path)) from error
    return parse(path, text, start=start)


def parse(path: Path, text: str, *, start: str = _START) -> Document:
    """Read a YAML mapping as the content of ``path``, which need not be there yet.

    Raises ``CoursekitError`` for a text that isn't YAML 1.2 or isn't a mapping.
    """
    yaml = YAML(typ="rt")
    yaml.Constructor = _Constructor
    try:
        tree = yaml.load(text)
    except DuplicateKeyError as error:
        raise _duplicate(path, error) from error
    except YAMLError as error:
        raise not_yaml(path, text, error) from error
    except (RecursionError, ValueError) as error:
        raise CoursekitError(
            "this is not valid YAML: its values cannot be read", Where(path), hint=start
        ) from error
    if not isinstance(tree, CommentedMap):
        found = "a list" if isinstance(tree, list) else "one value"
        raise CoursekitError(
            "the file is empty" if tree is None else f"expected lines of key: value, found {found}",
            Where(path, 0 if tree is None else 1),
            hint=start,
        )
    lines: dict[KeyPath, int] = {}
    try:
        data = _plain(tree, (), lines)
    except RecursionError as error:
        raise CoursekitError("a value contains itself", Where(path), hint=start) from error
    return Document(path, data, lines)


class _Constructor(RoundTripConstructor):
    """Leaves dates as they are written: what a date is, its model says."""


_Constructor.add_constructor(_TIMESTAMP, lambda self, node: self.construct_scalar(node))


def not_yaml(path: Path, text: str, error: YAMLError) -> CoursekitError:
    """Say in plain words what is wrong with the YAML ``text`` of a file, and show its line."""
    mark = None
    said = str(error)
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        said = str(error.problem or error.context)
    known = next((plain for part, plain in _SAID.items() if part in said), None)
    message, hint = known or (said, "check the indentation, colons and quotes around this line")
    lines = text.splitlines()
    number = min(mark.line + 1, len(lines)) if mark else 0
    return CoursekitError(
        f"this is not valid YAML: {message}",
        Where(path, number),
        details=lines[number - 1].strip() if number else "",
        hint=hint,
    )


def _duplicate(path: Path, error: DuplicateKeyError) -> CoursekitError:
    mark = error.problem_mark
    key = str(error.problem).split('"')[1] if '"' in str(error.problem) else "a key"
    return CoursekitError(
        f"'{key}' is in this file twice",
        Where(path, mark.line + 1 if mark else 0),
        hint="every key, and every college id, may appear once: rename or remove one of the two",
    )


def _plain(node: Any, at: KeyPath, lines: dict[KeyPath, int]) -> Any:
    if isinstance(node, CommentedMap):
        for key in node:
            place = (node.lc.data or {}).get(key)  # nothing for what a merge (<<:) brings in
            lines[(*at, _key(key))] = (place[0] if place else node.lc.line) + 1
        return {_key(key): _plain(value, (*at, _key(key)), lines) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        for index in range(len(node)):
            lines[(*at, index)] = node.lc.item(index)[0] + 1
        return [_plain(value, (*at, index), lines) for index, value in enumerate(node)]
    if isinstance(node, bool) or node is None:
        return node
    for scalar in (str, int, float):
        if isinstance(node, scalar):
            return scalar(node)
    return node


def _key(key: object) -> str:
    return str(key)
