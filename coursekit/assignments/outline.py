"""What can be seen of an assignment without running it, and what is wrong with it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.assignments.notebook import QUESTION, name_in, parse, pieces
from coursekit.errors import Problem, Where

_TESTS = re.compile(r"^\s*#\s*BEGIN TESTS\b", re.IGNORECASE)
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import|import[ \t]+([\w.]+))", re.MULTILINE
)
_CONFIG = re.compile(r"^\s*#\s*ASSIGNMENT CONFIG\b", re.IGNORECASE)
_POINTS = re.compile(r"^#?\s*points:\s*(\d+(?:\.\d+)?)\s*$", re.MULTILINE)
_CHECK = re.compile(r"^\s*grader\.check\(\s*[\"']([^\"'\n]+)[\"']", re.MULTILINE).finditer
_MANUAL = re.compile(r"^#?\s*manual:\s*(true|yes|on)\b", re.MULTILINE | re.IGNORECASE)
_EXPORT = re.compile(r"^#?\s*export:\s*(true|yes|on)\b", re.MULTILINE | re.IGNORECASE)


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
    marked: tuple[str, ...] = ()
    """Questions that otter puts between ``BEGIN QUESTION`` and ``END QUESTION``, in order."""


def outline(path: Path, text: str) -> Outline:
    """Read the source of an assignment; ``path`` names it in problems and decides its format."""
    try:
        notebook = parse(path, text)
    except ValueError as error:
        return Outline(False, (), (), (_unreadable(path, text, error),))
    cells = [piece for cell in notebook["cells"] for piece in pieces(cell)]
    imports = _imports(source for kind, source in cells if kind == "code")
    heads = [source for kind, source in cells if kind == "raw" and QUESTION.match(source)]
    named = [(name, head) for head in heads if (name := name_in(head))]
    questions = tuple(name for name, _ in named)
    manual = tuple((name, _points(head)) for name, head in named if _MANUAL.search(head))
    marked = tuple(name for name, head in named if _MANUAL.search(head) or _EXPORT.search(head))
    tested = _tested(notebook.get("metadata", {}), cells)
    released = bool(tested) and not heads
    problems: list[Problem] = []
    if "kernelspec" not in notebook.get("metadata", {}):
        hint = "open it in Jupyter, choose Kernel > Change Kernel > Python 3, and save it"
        if path.suffix != ".ipynb":
            hint = f"give it one: jupytext --set-kernel python3 {path}"
        message = "the notebook does not say which kernel runs it (no metadata.kernelspec)"
        problems.append(Problem(message, Where(path), hint=hint))
    if released:
        return Outline(True, tested, (), tuple(problems), imports)
    problems += _format_problems(path, cells, questions)
    return Outline(False, questions, manual, tuple(problems), imports, marked)


def _tested(metadata: dict[str, Any], cells: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return the questions that a student notebook has tests for, in itself or in files."""
    otter = metadata.get("otter", {})
    inside = otter.get("tests", {}) if isinstance(otter, dict) else {}
    checked = (match[1] for kind, source in cells if kind == "code" for match in _CHECK(source))
    return tuple(sorted({*map(str, inside), *checked}))


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


def _imports(sources: Iterable[str]) -> tuple[str, ...]:
    found = (match for source in sources for match in _IMPORT.finditer(source))
    return tuple(sorted({match[1] or match[2] for match in found} - {"otter"}))


def _points(head: str) -> float:
    """Return the points that the settings of a question give that a person grades, as otter does.

    Where they are silent it has none (``determine_question_point_value``).
    """
    match = _POINTS.search(head)
    return float(match[1]) if match else 0.0
