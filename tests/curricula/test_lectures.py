"""The lectures of curricula/data8 run where students run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import DATA8
from tests.curricula.conftest import Run

LECTURES = sorted(DATA8.glob("lectures/*.ipynb"))


@pytest.fixture(scope="module")
def found(built_data8: Path, run_notebooks: Run) -> dict[str, str]:
    """Return the error of each lecture, or nothing."""
    asked = [
        {
            "notebook": str(built_data8 / "lectures" / path.name),
            "folder": str(built_data8 / "lectures"),
            "tests": "",
            "answers": {},
        }
        for path in LECTURES
    ]
    ran = run_notebooks(asked)
    return {path.stem: one["error"] for path, one in zip(LECTURES, ran, strict=True)}


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_lecture_runs(path: Path, found: dict[str, str]) -> None:
    assert found[path.stem] == ""


@pytest.mark.parametrize("path", LECTURES, ids=lambda path: path.stem)
def test_lecture_has_no_outputs(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert not [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")]
