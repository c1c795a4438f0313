"""The reference sheet of curricula/data8 has every function that the course uses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import jupytext
import pytest

from tests.conftest import DATA8

SHEET = DATA8 / "book" / "reference.md"
ASSIGNMENTS = sorted(DATA8.glob("[a-z]*/[a-z]*[0-9]/*.py"))
LECTURES = sorted(DATA8.glob("lectures/*.ipynb"))
USED = [*ASSIGNMENTS, *LECTURES, *sorted(DATA8.glob("book/chapters/*.md"))]
MODULES = {"np", "random", "are"}


def cells(path: Path) -> Iterator[str]:
    """Yield the code of a notebook that students see or write, its solutions among it."""
    in_tests = False
    for cell in jupytext.read(path).cells:
        if cell.cell_type == "raw" and "BEGIN TESTS" in cell.source:
            in_tests = True
        elif cell.cell_type == "raw" and "END TESTS" in cell.source:
            in_tests = False
        elif cell.cell_type != "code" or in_tests:
            continue
        elif "remove-cell" not in cell.metadata.get("tags", []):
            yield re.sub(r"^[%!].*$", "", cell.source, flags=re.MULTILINE)


def used(code: str) -> set[str]:
    """Return the names after dots, and those of functions that the code calls without a dot."""
    nodes = list(ast.walk(ast.parse(code)))
    own = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    called = {function.id for function in calls if isinstance(function, ast.Name)}
    dotted = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return dotted | (called - own)


def on_sheet() -> set[str]:
    spans = re.findall(r"`([^`\n]+)`", SHEET.read_text("utf-8"))
    return {name for span in spans for name in re.findall(r"[A-Za-z_]\w*", span)}


@pytest.mark.parametrize("path", USED, ids=lambda path: path.stem)
def test_each_function_is_on_the_sheet(path: Path) -> None:
    assert sorted(used("\n".join(cells(path))) - on_sheet() - MODULES) == []


def test_the_search_sees_methods_functions_and_lists_of_the_course() -> None:
    found = used('def f(a):\n    return max(a)\nt.pivot("x", "y").num_rows\nnp.std(f(1))')
    assert found == {"max", "pivot", "num_rows", "std"}
    assert len(USED) > 25
    assert "join" in used("\n".join(cells(DATA8 / "hw" / "hw03" / "hw03.py")))
    assert "join" not in used("\n".join(cells(DATA8 / "hw" / "hw01" / "hw01.py")))


EXAMPLES = re.findall(r"^\| (`.+?`(?:, `.+?`)*) \|", SHEET.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("row", [row for row in EXAMPLES if re.match(r"`(t|Table|np)\b", row)])
def test_each_example_is_python(row: str) -> None:
    for code in re.findall(r"`([^`]+)`", row):
        ast.parse(code)
