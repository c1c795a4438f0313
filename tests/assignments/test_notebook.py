"""An assignment's source: what is seen of it without running it, and its cell ids."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.assignments.notebook import converted, stable_ids
from coursekit.assignments.outline import outline
from tests.conftest import CASES, DATA8

LABS = CASES / "good" / "tiny" / "labs"
SCRIPT = (LABS / "lab01" / "lab01.py").read_text()
NOTEBOOK = (LABS / "lab02" / "lab02.ipynb").read_text()
SOURCES = sorted(DATA8.glob("[a-z]*/[a-z]*[0-9]/*.py"))


@pytest.mark.parametrize(
    ("path", "questions"),
    [(LABS / "lab01" / "lab01.py", ("q1", "q2")), (LABS / "lab02" / "lab02.ipynb", ("q1",))],
)
def test_outline(path: Path, questions: tuple[str, ...]) -> None:
    seen = outline(path, path.read_text())
    assert (seen.questions, seen.released, seen.problems) == (questions, False, ())


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_data8_has_no_problems(path: Path) -> None:
    assert outline(path, path.read_text()).problems == ()


def test_a_student_notebook_is_seen_as_one(words: Path) -> None:
    path = words / "student" / "lab02.ipynb"
    seen = outline(path, path.read_text())
    assert (seen.released, seen.questions, seen.problems) == (True, ("q1",), ())


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner)))
def test_no_json_crashes_it(data: Any) -> None:
    for place in (("cells",), ("metadata",), ("cells", 0), ("cells", 0, "source")):
        notebook = json.loads(NOTEBOOK)
        inner = notebook
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = data
        outline(Path("a.ipynb"), json.dumps(notebook))
    assert outline(Path("a.ipynb"), json.dumps(data)).problems


def ids(text: str) -> list[str]:
    return [cell["id"] for cell in json.loads(text)["cells"]]


def test_ids_of_a_script_are_by_question() -> None:
    made = ids(converted(Path("lab01.py"), SCRIPT))
    assert made[:3] == ["start-1", "start-2", "q1-1"]
    assert len(set(made)) == len(made)


def test_an_edit_leaves_the_ids_of_other_questions_alone() -> None:
    longer = SCRIPT.replace(
        "# **Question 1.**", "# Read this first.\n\n# %% [markdown]\n# **Question 1.**"
    )
    before, after = (ids(converted(Path("lab01.py"), text)) for text in (SCRIPT, longer))
    assert [one for one in before if one.startswith("q2")] == [
        one for one in after if one.startswith("q2")
    ]
    assert len(after) == len(before) + 1


def test_random_ids_become_the_same_ids() -> None:
    kept = converted(Path("lab01.py"), SCRIPT)

    def with_new_cells(first: str, second: str) -> str:
        notebook = json.loads(kept)
        cell = {"cell_type": "markdown", "metadata": {}, "source": ["twice"]}
        notebook["cells"][:0] = [{**cell, "id": first}]
        notebook["cells"].append({**cell, "id": second})
        return json.dumps(notebook, indent=1)

    one, other = (
        stable_ids(with_new_cells("aaaa", "bbbb"), kept),
        stable_ids(with_new_cells("cccc", "dddd"), kept),
    )
    assert one == other
    assert ids(one)[1:-1] == ids(kept)
    assert len(set(ids(one))) == len(ids(one))
