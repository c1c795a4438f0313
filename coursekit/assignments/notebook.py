"""An assignment's source: read, checked, and turned into a notebook with stable cell ids."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from coursekit.errors import Problem, Where

_QUESTION = re.compile(r"^\s*#\s*BEGIN QUESTION\b", re.IGNORECASE)
_TESTS = re.compile(r"^\s*#\s*BEGIN TESTS\b", re.IGNORECASE)
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import|import[ \t]+([\w.]+))", re.MULTILINE
)
_CONFIG = re.compile(r"^\s*#\s*ASSIGNMENT CONFIG\b", re.IGNORECASE)
_NAME = re.compile(r"^#?\s*name:\s*['\"]?([^'\"\s]+)", re.MULTILINE)
_POINTS = re.compile(r"^#?\s*points:\s*(\d+(?:\.\d+)?)\s*$", re.MULTILINE)
_MANUAL = re.compile(r"^#?\s*manual:\s*true", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Outline:
    """What can be seen of an assignment without running it."""

    released: bool
    """Whether it is a student notebook already, made elsewhere."""
    questions: tuple[str, ...]
    manual: tuple[tuple[str, float], ...]
    """Questions that a person grades, with their points."""
    problems: tuple[Problem, ...]
    imports: tuple[str, ...] = ()
    """Modules that its code cells import."""


@functools.cache
def outline(path: Path, text: str) -> Outline:
    """Read the source of an assignment; ``path`` names it in problems and decides its format.

    A run plans several times: what it has read once is remembered.
    """
    try:
        notebook = parse(path, text)
    except ValueError as error:
        return Outline(False, (), (), (_unreadable(path, text, error),))
    cells = [(cell.get("cell_type"), _source(cell)) for cell in notebook["cells"]]
    imports = _imports(source for kind, source in cells if kind == "code")
    heads = [source for kind, source in cells if kind == "raw" and _QUESTION.match(source)]
    questions = tuple(match[1] for head in heads if (match := _NAME.search(head)))
    manual = tuple(
        (name, _points(head))
        for name, head in zip(questions, heads, strict=False)
        if _MANUAL.search(head)
    )
    released_tests = notebook.get("metadata", {}).get("otter", {}).get("tests", {})
    released = bool(released_tests) and not heads
    problems: list[Problem] = []
    if "kernelspec" not in notebook.get("metadata", {}):
        hint = "open it in Jupyter, choose Kernel > Change Kernel > Python 3, and save it"
        if path.suffix != ".ipynb":
            hint = f"give it one: jupytext --set-kernel python3 {path}"
        message = "the notebook does not say which kernel runs it (no metadata.kernelspec)"
        problems.append(Problem(message, Where(path), hint=hint))
    if released:
        return Outline(True, tuple(sorted(released_tests)), (), tuple(problems), imports)
    problems += _format_problems(path, cells, questions)
    return Outline(False, questions, manual, tuple(problems), imports)


def _unreadable(path: Path, text: str, error: ValueError) -> Problem:
    """Say why ``text`` is no notebook, and how to get one again."""
    marks = [line for line in text.splitlines() if re.match(r"(<<<<<<<|>>>>>>>) ", line)]
    if marks:
        line = text.splitlines().index(marks[0]) + 1
        hint = "choose one version: git checkout --ours (or --theirs), then the file's name"
        return Problem("git left a merge conflict in this notebook", Where(path, line), hint=hint)
    hint = "open and save it in Jupyter, or restore it from your last commit"
    if isinstance(error, json.JSONDecodeError):
        message = f"the notebook is damaged: its JSON breaks here ({error.msg.lower()})"
        return Problem(message, Where(path, error.lineno), hint=hint)
    return Problem(str(error), Where(path), hint=hint)


def _format_problems(
    path: Path, cells: list[tuple[Any, str]], questions: tuple[str, ...]
) -> list[Problem]:
    where = Where(path)
    if not any(kind == "raw" and _CONFIG.match(source) for kind, source in cells):
        hint = "begin it with a raw cell # ASSIGNMENT CONFIG, or list it under files: instead"
        return [Problem("the notebook has no assignment settings for otter", where, hint=hint)]
    tested = any(_TESTS.match(source) for _, source in cells)
    manual = any(kind == "raw" and _MANUAL.search(source) for kind, source in cells)
    if not questions or not (tested or manual):
        what = "no questions" if not questions else "questions but no tests"
        hint = "put cells between # BEGIN TESTS and # END TESTS, or list it under files: instead"
        return [Problem(f"the assignment has {what}", where, hint=hint)]
    twice = [name for name, count in Counter(questions).items() if count > 1]
    return [
        Problem(f"two questions are called '{name}'", where, hint="rename one of the two")
        for name in twice
    ]


def parse(path: Path, text: str) -> dict[str, Any]:
    """Return the notebook (nbformat 4) that ``text`` is; raises ``ValueError`` if it is none."""
    if path.suffix == ".ipynb":
        if not text.strip():
            raise ValueError("the notebook is empty")
        notebook = json.loads(text)
        if isinstance(notebook, dict) and notebook.get("nbformat", 4) != 4:
            raise ValueError(
                f"the notebook has format {notebook['nbformat']}, and only format 4 can be used"
            )
        if not _is_notebook(notebook):
            raise ValueError("this is JSON but not a notebook: it has no list of cells")
        return dict(notebook)
    try:
        return dict(_plain(_jupytext().reads(text, fmt=path.suffix.lstrip("."))))
    except Exception as error:  # jupytext documents no exceptions of its own
        raise ValueError(f"jupytext can't read this as a notebook: {error}") from error


def _jupytext() -> Any:
    """Import jupytext, without a grammar of addresses that jsonschema compiles in 2 s for nothing.

    jsonschema does without it where it is not installed (``jsonschema._format``).
    """
    name = "rfc3987_syntax"
    before = sys.modules.get(name)
    sys.modules[name] = before  # type: ignore[assignment]  # None: "not installed"
    try:
        import jupytext
    finally:
        if before is None:
            del sys.modules[name]
    return jupytext


def _is_notebook(data: Any) -> bool:
    """Tell whether JSON data has the outline of a notebook."""
    if not isinstance(data, dict) or not isinstance(data.get("metadata", {}), dict):
        return False
    cells = data.get("cells")
    return isinstance(cells, list) and all(
        isinstance(cell, dict) and isinstance(cell.get("cell_type"), str) for cell in cells
    )


def converted(path: Path, text: str) -> str:
    """Return a jupytext source as the text of an .ipynb, the same for the same source.

    Cells get ids of the form ``q1_2-3``: the question they follow and their number in it, so that
    an edit in one question leaves the ids of all others alone.
    """
    notebook = parse(path, text)
    section, number = "start", 0
    for cell in notebook["cells"]:
        source = _source(cell)
        match = _NAME.search(source)
        if cell["cell_type"] == "raw" and _QUESTION.match(source) and match:
            section, number = re.sub(r"[^A-Za-z0-9_-]", "-", match[1])[:40], 0
        number += 1
        cell["id"] = f"{section}-{number}"
        cell["metadata"] = {}
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    kernel = notebook.get("metadata", {}).get("kernelspec")
    notebook["metadata"] = {"kernelspec": kernel} if kernel else {}
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def stable_ids(text: str, kept: str) -> str:
    """Replace the random ids of cells that otter added, which are not in the notebook ``kept``.

    The new id is a digest of the cell's content (and of how many such cells came before), so the
    same source gives the same bytes; all else in ``text`` stays as otter wrote it.
    """
    known = {cell.get("id") for cell in json.loads(kept)["cells"]}
    seen: Counter[str] = Counter()
    for cell in json.loads(text)["cells"]:
        if "id" in cell and cell["id"] not in known:
            content = f"{cell['cell_type']}\n{_source(cell)}"
            seen[content] += 1
            fresh = hashlib.sha256(f"{content}\n{seen[content]}".encode()).hexdigest()[:8]
            text = text.replace(f'"id": "{cell["id"]}"', f'"id": "{fresh}"', 1)
    return text


def _imports(sources: Iterable[str]) -> tuple[str, ...]:
    found = (match for source in sources for match in _IMPORT.finditer(source))
    return tuple(sorted({match[1] or match[2] for match in found} - {"otter"}))


def _points(head: str) -> float:
    """Return the points that a question's settings give; otter counts 1 where they are silent."""
    match = _POINTS.search(head)
    return float(match[1]) if match else 1.0


def ipynb_name(notebook: str) -> str:
    """Return the file name of a notebook once it is an .ipynb."""
    return PurePosixPath(notebook).with_suffix(".ipynb").name


def _source(cell: Any) -> str:
    source = cell.get("source", "") if isinstance(cell, dict) else ""
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node
