"""Notebooks and autograders made on the spot, judged by jobs in the environment of a course."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from coursekit.engines.process import Runner, end, processes_of
from coursekit.nursery.plain import PlainNursery
from coursekit.nursery.warm import WarmNursery

LONG = 300
Tests = Mapping[str, Sequence[str] | str]
Scores = dict[str, list[bool]]


def request_of(
    folder: Path, tests: Tests, cells: Sequence[str], config: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Make a notebook and its autograder; return the request of a grade job.

    A test is a list of doctests, each a case, or the text of a test file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / "autograder.zip", "w") as made:
        made.writestr("otter_config.json", json.dumps(config or {}))
        for name, cases in tests.items():
            made.writestr(f"tests/{name}.py", cases if isinstance(cases, str) else ok(name, cases))
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, folder / "lab.ipynb")
    return {"notebook": str(folder / "lab.ipynb"), "autograder": str(folder / "autograder.zip")}


def ok(name: str, cases: Sequence[str]) -> str:
    """Return the text of a test file with these doctests."""
    suite = {"cases": [{"code": case, "hidden": n > 0} for n, case in enumerate(cases)]}
    test = {"name": name, "points": len(cases), "suites": [{**suite, "type": "doctest"}]}
    return f"OK_FORMAT = True\ntest = {test!r}\n"


def passed(answer: Mapping[str, Any]) -> Scores:
    """Return which cases of each question passed."""
    return {one["name"]: [case["passed"] for case in one["cases"]] for one in answer["questions"]}


@pytest.fixture(scope="session")
def nursery(built_tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmNursery]:
    """A nursery in the venv of the tiny course, for all of these tests."""
    place = tmp_path_factory.mktemp("judge")
    runner = Runner(place / "state", place / "logs")
    python = next((built_tiny / ".coursekit" / "environments").glob("*/bin/python"))
    plain = PlainNursery(runner.run, python, place / "cache")
    before = tempfile.tempdir
    tempfile.tempdir = tempfile.mkdtemp(prefix="judge-", dir="/tmp")
    warm = WarmNursery(
        runner.start,
        runner.environment,
        plain,
        python=python,
        modules=["numpy", "pandas"],
        cache=place / "cache",
        logs=runner.logs,
    )
    yield warm
    warm.close()
    tempfile.tempdir = before
    end(processes_of(runner.state), grace=1)


Judged = Callable[..., dict[str, Any]]


@pytest.fixture
def judge(nursery: WarmNursery, tmp_path: Path) -> Judged:
    """Judge a notebook that is made of its cells."""

    def one(
        tests: Tests, *cells: str, config: Mapping[str, Any] | None = None, **more: Any
    ) -> dict[str, Any]:
        request = {**request_of(tmp_path / "made", tests, cells, config), **more}
        return nursery.job("grade", request, name="judge", cwd=tmp_path, deadline=LONG)

    return one
