"""Where an author finds a test again: cell and line, in every form of a source."""

from __future__ import annotations

from pathlib import Path

import jupytext
import pytest

from coursekit.assignments.manuscript import manuscript
from coursekit.assignments.notebook import converted
from tests.conftest import CASES

SCRIPT = (CASES / "good" / "tiny" / "labs" / "lab01" / "lab01.py").read_text()
FORMS = {
    "lab01.py": SCRIPT,
    "lab01.md": jupytext.writes(jupytext.reads(SCRIPT, "py"), "md"),
    "lab01.ipynb": converted(Path("lab01.py"), SCRIPT),
}


@pytest.mark.parametrize("name", FORMS)
def test_cell_and_line_of_a_test(name: str) -> None:
    seen = manuscript(Path(name), FORMS[name])
    cell = seen.test("q1", 1)
    assert cell is not None
    assert cell.number == 10
    assert cell.source.startswith("# HIDDEN\ndef test_total_is_right")
    assert "# HIDDEN" in FORMS[name].splitlines()[cell.line - 1]
    assert [cell.number for cell in seen.tests["q2"]] == [19]


@pytest.mark.parametrize("name", FORMS)
def test_the_cell_that_a_run_came_upon(name: str) -> None:
    seen = manuscript(Path(name), FORMS[name])
    source = "total = sum(range(1, 11))  # SOLUTION"
    by_id = seen.cell({"id": "q1-4"})
    assert by_id is not None
    assert by_id.source == source
    assert seen.cell({"source": f"seed = 1\n{source}"}) == by_id
    assert seen.cell({"source": "nowhere"}) is None


def test_settings_in_fences() -> None:
    path = CASES / "otter" / "fenced" / "fenced.py"
    seen = manuscript(path, path.read_text("utf-8"))
    assert [cell.source for cell in seen.tests["q1"]] == ["assert total == 10"]
