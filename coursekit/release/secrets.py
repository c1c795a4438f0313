"""What of an author's notebook students must not see: read from the notebook, as otter reads it.

The marks are otter's: https://otter-grader.readthedocs.io/en/stable/otter_assign/notebook_format.html
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Rule = Literal["solution", "hidden-test", "instructor", "output"]

_BORDER = re.compile(r"#\s*(begin|end)\s+(question|prompt|solution|tests)\b", re.IGNORECASE)
_CONFIG = re.compile(r"#\s*assignment\s+config\b", re.IGNORECASE)
_NAME = re.compile(r"^#?\s*name:\s*['\"]?([^'\"\s]+)", re.MULTILINE)
_IGNORED_CELL = re.compile(r"(##\s*ignore\s*##|#\s*ignore\b)", re.IGNORECASE)
_HIDDEN = re.compile(r"\s*#.*\bhidden\b", re.IGNORECASE)
_HIDDEN_SETTING = re.compile(r"^\s*hidden:\s*true\b", re.IGNORECASE | re.MULTILINE)
_TEST_CONFIG = re.compile(r"#\s*(BEGIN|END)\s*TEST\s*CONFIG", re.IGNORECASE)
_MESSAGE = re.compile(r"^\s*(?:failure|success)_message:\s*(.+)$", re.MULTILINE)
_MARK = re.compile(r"\s*#\s?(?:SOLUTION(?: NO PROMPT)?|IGNORE)\s*$")
_BEGIN = re.compile(r"\s*#\s*BEGIN\s*(SOLUTION|IGNORE)", re.IGNORECASE)
_FENCE = re.compile(r"^```otter[ \t]*\n(.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
_BOILERPLATE = re.compile(
    r"\s*(?:(?:import|from)\s.*|[%!].*|plots?\.style\.use\(.*\)|plt\.show\(\)|pass|return|else:|try:"
    r"|np\.random\.seed\(.*\)|warnings\.\w+\(.*\))?\s*"
)


@dataclass(frozen=True)
class Line:
    """A line of a cell, and whether students must not see it."""

    text: str
    secret: bool


@dataclass(frozen=True)
class Secret:
    """A cell, or what it printed, that has something students must not see."""

    rule: Rule
    origin: str
    """Where it is from, in words: ``lab01, question q1, cell 5``."""
    lines: tuple[Line, ...]
    prose: bool = False


@dataclass(frozen=True)
class Parts:
    """An author's notebook, split into what is secret and what students see."""

    secrets: tuple[Secret, ...] = ()
    public: tuple[str, ...] = ()
    images: tuple[tuple[str, str], ...] = ()
    """Pictures that solutions drew, as base64, and where each is from."""


@dataclass
class _Reader:
    """Goes through the cells of one notebook; remembers which blocks are open."""

    name: str
    secrets: list[Secret] = field(default_factory=list)
    public: list[str] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    question: str = ""

    def cell(self, kind: str, source: str, cell: Mapping[str, Any], number: int) -> None:
        lines = source.splitlines()
        if not lines:
            return
        origin = f"{self.name}, " + (f"question {self.question}, " if self.question else "")
        origin += f"cell {number}"
        if kind == "raw" and (border := _BORDER.match(lines[0])):
            self._border(border, source)
        elif kind == "raw" and _CONFIG.match(lines[0]):
            return
        elif _IGNORED_CELL.match(lines[0]):
            self._secret("instructor", origin, lines[1:], prose=kind != "code")
        elif "tests" in self.open and kind == "code":
            self._test(lines, origin)
        elif kind == "markdown" and "solution" in self.open and not _included(cell):
            self._secret("solution", origin, lines, prose=True)
        elif kind == "code":
            self._code(lines, origin, cell)
        else:
            self.public.append(source)

    def _border(self, border: re.Match[str], source: str) -> None:
        block = border[2].lower()
        if border[1].lower() == "begin":
            self.open.append(block)
            if block == "question" and (name := _NAME.search(source)):
                self.question = name[1]
        elif block in self.open:
            self.open.remove(block)
            self.question = "" if block == "question" else self.question

    def _code(self, lines: list[str], origin: str, cell: Mapping[str, Any]) -> None:
        marked = list(_lines(lines))
        shown = [line.text for line, _ in marked if not line.secret]
        self.public.append("\n".join(shown))
        for rule in ("solution", "instructor"):
            of_rule = tuple(
                Line(line.text, line.secret and found == rule) for line, found in marked
            )
            if any(line.secret for line in of_rule):
                self.secrets.append(Secret(rule, origin, of_rule))
        if "solution" in self.open or any(line.secret for line, _ in marked):
            self._outputs(cell, origin)

    def _test(self, lines: list[str], origin: str) -> None:
        config, body = _config_and_body(lines)
        hidden = bool(_HIDDEN_SETTING.search(config)) or bool(_HIDDEN.match(lines[0]))
        if not hidden:
            self.public.append("\n".join(lines))
            return
        if lines and _HIDDEN.match(lines[0]):
            body = body[1:] if body[:1] == lines[:1] else body
        self._secret("hidden-test", origin, body, prose=False)
        for message in _MESSAGE.findall(config):
            self._secret("hidden-test", origin, [message.strip("'\" ")], prose=True)
        printed = _printed(body)
        if printed:
            self._secret("hidden-test", origin, printed, prose=False)

    def _secret(self, rule: Rule, origin: str, lines: Iterable[str], *, prose: bool) -> None:
        kept = tuple(Line(line, secret=not _BOILERPLATE.fullmatch(line)) for line in lines)
        if any(line.secret for line in kept):
            self.secrets.append(Secret(rule, origin, kept, prose))

    def _outputs(self, cell: Mapping[str, Any], origin: str) -> None:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "text/html" not in data:
                text = joined(output.get("text", "")) or joined(data.get("text/plain", ""))
                self._secret("output", origin, text.splitlines(), prose=False)
            for mime, content in data.items():
                if mime.startswith("image/") and mime != "image/svg+xml":
                    self.images.append((joined(content), origin))


def read(name: str, notebook: Mapping[str, Any]) -> Parts:
    """Return what of the author's ``notebook`` (nbformat 4) is secret, and what students see."""
    reader = _Reader(name)
    for number, cell in enumerate(notebook["cells"], start=1):
        for kind, source in _unfenced(str(cell.get("cell_type")), joined(cell.get("source", ""))):
            reader.cell(kind, source, cell, number)
    return Parts(tuple(reader.secrets), tuple(reader.public), tuple(reader.images))


def hidden_of_test_file(name: str, text: str) -> tuple[Secret, ...]:
    """Return the hidden tests in one of otter's test files (``tests/q1.py`` in an autograder)."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return ()
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(map(_says_hidden, node.decorator_list)):
            node.decorator_list = []
            found.append(ast.unparse(node))
        elif isinstance(node, ast.Dict):
            case = {key.value: value for key, value in _entries(node)}
            code = case.get("code")
            if _is_true(case.get("hidden")) and isinstance(code, ast.Constant):
                found.append(str(code.value))
    return tuple(
        Secret("hidden-test", name, tuple(Line(line, secret=True) for line in body.splitlines()))
        for body in found
    )


def joined(text: Any) -> str:
    """Return a notebook's text, which may be a list of lines, as one string."""
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


def _lines(lines: list[str]) -> Iterator[tuple[Line, Rule]]:
    """Yield the lines of a code cell without their marks; which are secret, and by which rule."""
    inside: Rule | None = None
    for line in lines:
        text = line.rstrip()
        begin = _BEGIN.match(text)
        if inside is None and begin:
            inside = "solution" if begin[1].upper() == "SOLUTION" else "instructor"
        elif text.endswith(("# END SOLUTION", "# END IGNORE")):
            inside = None
        elif inside is not None or _MARK.search(text):
            rule = inside or ("instructor" if text.endswith("IGNORE") else "solution")
            bare = _MARK.sub("", text)
            yield Line(bare, secret=not _BOILERPLATE.fullmatch(bare)), rule
        elif not text.endswith(("# SEED", "# BEGIN PROMPT", "# END PROMPT")):
            yield Line(text, secret=False), "solution"


def _unfenced(kind: str, source: str) -> Iterator[tuple[str, str]]:
    """Split a Markdown cell at otter's fences, which stand for raw cells."""
    if kind != "markdown" or "```otter" not in source:
        yield kind, source
        return
    for index, part in enumerate(_FENCE.split(source)):
        if part.strip():
            yield ("raw" if index % 2 else "markdown"), part.strip("\n")


def _config_and_body(lines: list[str]) -> tuple[str, list[str]]:
    marks = [index for index, line in enumerate(lines) if _TEST_CONFIG.search(line)]
    if len(marks) >= 2 and marks[0] == 0:
        return "\n".join(lines[1 : marks[1]]), lines[marks[1] + 1 :]
    return "", lines


def _printed(body: list[str]) -> list[str]:
    """Return a test as Python writes it, which is how otter puts it into an autograder."""
    try:
        return ast.unparse(ast.parse("\n".join(body))).splitlines()
    except (SyntaxError, ValueError):
        return []


def _included(cell: Mapping[str, Any]) -> bool:
    return "otter_include" in cell.get("metadata", {}).get("tags", ())


def _entries(node: ast.Dict) -> Iterator[tuple[ast.Constant, ast.expr]]:
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant):
            yield key, value


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _says_hidden(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and any(
        word.arg == "hidden" and _is_true(word.value) for word in node.keywords
    )
