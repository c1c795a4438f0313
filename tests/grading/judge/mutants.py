"""Submissions made of an assigned notebook: right, blank, and wrong in every way of ``KINDS``.

What a kind does to an answer is done to all values that its cell gives a name, and to all that its
functions return.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell

ANSWER = "otter_assign_solution_cell"
_CHANGES = """
def changed(value, change):
    import functools, types
    if not isinstance(value, types.FunctionType):
        return change(value)
    @functools.wraps(value)
    def answer(*args, **more):
        return change(value(*args, **more))
    return answer
def other(value):
    import numpy
    if isinstance(value, (bool, numpy.bool_)):
        return not value
    if isinstance(value, str):
        return value + "?"
    if isinstance(value, (list, tuple)):
        return value[::-1]
    return value + 1 if hasattr(value, "__add__") else object()
def kind(value):
    import numpy
    others = {bool: numpy.bool_, int: numpy.int64, float: numpy.float64, str: numpy.str_}
    others |= {list: tuple, tuple: list, numpy.ndarray: list}
    return others.get(type(value), type(value))(value)
def equal(value):
    others = {bool: int, int: float, float: complex, list: numpy_array}
    return others.get(type(value), lambda one: one)(value)
def numpy_array(value):
    import numpy
    return numpy.array(value)
def own(value):
    bases = (int, float, str, list, tuple, dict)
    base = type(value)
    return type("Own", (base,), {})(value) if base in bases else value
def text(value):
    return str(value)
def nothing(value):
    return None
def hidden(value):
    return lambda: value
"""
_VALUES = ("other", "kind", "equal", "own", "text", "nothing", "hidden")
ANSWERS = ("right", "dots", "raises", "absent", *_VALUES)
"""What is done to one answer; ``dots`` leaves what students find there."""
NOTEBOOKS = {
    "stops": "raise RuntimeError('stopped')",
    "exits": "raise SystemExit",
    "quits": "import os; os._exit(3)",
    "prints": "print('x' * 5000)\nimport sys; print('y', file=sys.stderr)",
    "shadows": "len = sum = int = str = None\nlist = tuple",
}
"""What is put into the middle of a notebook with the right answers."""
KINDS = (*ANSWERS[1:], *NOTEBOOKS, "no checks", "checks first", "turned round", "only answers")


def submissions(solution: Any, student: Any, kinds: list[str]) -> Iterator[tuple[str, Any]]:
    """Yield submissions with their names: the right one, the blank one, and of each kind one.

    Of several answers the first is wrong in the way of the kind, and the others in the ways that
    follow it, one of which is right: so it is partly right, and each is wrong in turn.
    """
    yield "right", solution
    yield "blank", student
    for kind in kinds:
        yield kind, made(solution, student, kind)


def made(solution: Any, student: Any, kind: str) -> Any:
    """Return the submission of a kind."""
    notebook = copy.deepcopy(solution)
    cells = notebook.cells
    answers = [cell for cell in cells if _is_answer(cell)]
    if kind in ANSWERS:
        blanks = _blanks(solution, student)
        for number, cell in enumerate(answers):
            which = ANSWERS[(ANSWERS.index(kind) + number) % len(ANSWERS)]
            cell.source = answer(cell.source, which, blanks[number])
    elif kind in NOTEBOOKS:
        middle = cells.index(answers[len(answers) // 2]) + 1
        cells.insert(middle, _cell(notebook, NOTEBOOKS[kind]))
    elif kind == "no checks":
        notebook.cells = [cell for cell in cells if ".check" not in cell.source]
    elif kind == "checks first":
        # All but the first, which makes what checks.
        notebook.cells = sorted(
            cells, key=lambda cell: ("otter" not in cell.source, cell in answers)
        )
    elif kind == "turned round":
        notebook.cells = cells[::-1]
    else:
        notebook.cells = answers
    return notebook


def answer(source: str, kind: str, blank: str) -> str:
    """Return the source of an answer's cell, made wrong in one way."""
    if kind == "right":
        return source
    if kind == "dots":
        return blank
    if kind == "absent":
        return ""
    if kind == "raises":
        return f"raise ValueError('no answer')\n{source}"
    changes = "".join(f"{name} = changed({name}, {kind})\n" for name in _given(source))
    return f"{_CHANGES}{source}\n{changes}"


def _given(source: str) -> list[str]:
    """Return the names that a cell gives values to, in order."""
    found: dict[str, None] = {}
    for step in ast.parse(source).body:
        if isinstance(step, ast.FunctionDef):
            found[step.name] = None
        elif isinstance(step, ast.ImportFrom):
            found.update({one.asname or one.name: None for one in step.names})
        elif isinstance(step, ast.Assign):
            found.update({one.id: None for one in step.targets if isinstance(one, ast.Name)})
    return list(found)


def _blanks(solution: Any, student: Any) -> list[str]:
    """Return what students find in place of each answer: their notebook has the same cells."""
    codes = [
        [cell for cell in one.cells if cell.cell_type == "code"] for one in (solution, student)
    ]
    return [blank.source for right, blank in zip(*codes, strict=True) if _is_answer(right)]


def _is_answer(cell: Any) -> bool:
    return cell.cell_type == "code" and ANSWER in cell.metadata.get("tags", [])


def _cell(notebook: Any, source: str) -> Any:
    cell = new_code_cell(source)
    if notebook.nbformat_minor < 5:
        del cell["id"]
    return nbformat.from_dict(cell)
