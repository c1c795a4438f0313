"""YAML read into plain data, with the line of every key and item kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.timestamp import TimeStamp

from coursekit.errors import CoursekitError, Where

KeyPath = tuple[str | int, ...]


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


def read(path: Path) -> Document:
    """Read the YAML mapping in ``path``.

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
    try:
        tree = YAML(typ="rt").load(text)
    except DuplicateKeyError as error:
        raise _duplicate(path, error) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise CoursekitError(
            f"this is not valid YAML: {error.problem or error.context}",
            Where(path, mark.line + 1 if mark else 0),
            hint="check the indentation, the colons and the quotes around this line",
        ) from error
    except YAMLError as error:
        raise CoursekitError(f"this is not valid YAML: {error}", Where(path)) from error
    if not isinstance(tree, CommentedMap):
        found = "nothing" if tree is None else "a list" if isinstance(tree, list) else "one value"
        raise CoursekitError(
            f"expected keys and values, found {found}",
            Where(path, 1),
            hint="coursekit init writes a file to start from",
        )
    lines: dict[KeyPath, int] = {}
    data = _plain(tree, (), lines)
    return Document(path, data, lines)


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
            lines[(*at, _key(key))] = node.lc.key(key)[0] + 1
        return {_key(key): _plain(value, (*at, _key(key)), lines) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        for index in range(len(node)):
            lines[(*at, index)] = node.lc.item(index)[0] + 1
        return [_plain(value, (*at, index), lines) for index, value in enumerate(node)]
    if isinstance(node, TimeStamp):
        return node.isoformat()
    if isinstance(node, bool) or node is None:
        return node
    for scalar in (str, int, float):
        if isinstance(node, scalar):
            return scalar(node)
    return node


def _key(key: object) -> str:
    return str(key)
