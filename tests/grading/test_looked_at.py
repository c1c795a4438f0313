"""What is seen of a submission before anything of it runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coursekit.grading.looked_at import Released, look, released
from coursekit.grading.sources.choose import MOST_NOTEBOOK


def cell(identity: str, source: str, kind: str = "code") -> dict[str, Any]:
    return {"id": identity, "cell_type": kind, "source": source.splitlines(keepends=True)}


def made(*cells: dict[str, Any], name: str | None = "lab01", **tests: Any) -> dict[str, Any]:
    otter: dict[str, Any] = {"tests": tests} if name is None else {
        "tests": tests, "assignment_name": name}  # fmt: skip
    return {"cells": list(cells), "metadata": {"otter": otter}, "nbformat": 4}


CELLS = (
    cell("a1", "# Lab 1", "markdown"),
    cell("q1", "total = ..."),
    cell("c1", 'grader.check("q1")'),
    cell("c2", "grader.check('q2')"),
)
RELEASE = released(json.dumps(made(*CELLS, q1="test one", q2="test two")).encode(), "lab01")


def seen(tmp_path: Path, content: bytes | dict[str, Any], release: Released = RELEASE) -> Any:
    place = tmp_path / "x.ipynb"
    place.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return look(place, release)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"%PDF-1.7 x", "this is a PDF"),
        (b"PK\x03\x04...", "this is a zip"),
        (b"\xff\xfe{\x00}\x00", "UTF-16"),
        (b"<!DOCTYPE html><p>", "a web page"),
        (b'{"cells": [', "a damaged notebook"),
        (b"\xe9\xe8", "not text in UTF-8"),
        (b"[1, 2]", "JSON, but not a notebook"),
        (b'{"cells": 3}', "JSON, but not a notebook"),
        (b'{"worksheets": [], "nbformat": 3}', "an old kind"),
        (b"[" * 200_000, "nested without end"),
        (b'{"cells": [], "x": ' + b"9" * 5000 + b"}", "a damaged notebook"),
    ],
)
def test_what_is_no_notebook(content: bytes, message: str, tmp_path: Path) -> None:
    found = seen(tmp_path, content)
    assert found.status == "not-a-notebook"
    assert message in found.message


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.ipynb").open("wb") as file:
        file.truncate(MOST_NOTEBOOK + 1)
    found = look(tmp_path / "x.ipynb", RELEASE)
    assert (found.status, "64 MB" in found.message) == ("not-a-notebook", True)


@pytest.mark.parametrize("name", ["lab02", None])
def test_another_assignment_is_told_as_otter_does(name: str | None, tmp_path: Path) -> None:
    found = seen(tmp_path, made(name=name))
    assert found.status == "wrong-assignment"
    assert seen(tmp_path, made(name=name), Released("")).status is None, "otter takes any then"


def test_an_honest_one_has_no_notes(tmp_path: Path) -> None:
    answered = [*CELLS[:1], cell("q1", "total = 55"), *CELLS[2:], cell("own", "1 + 1")]
    found = seen(tmp_path, made(*answered, q1="test one", q2="test two"))
    assert (found.status, found.notes) == (None, ())


def test_what_staff_should_look_at_is_a_note(tmp_path: Path) -> None:
    changed = made(*CELLS[:2], cell("new", "grader.check('q2')"), q1="return True")
    found = seen(tmp_path, changed)
    assert found.status is None
    assert found.notes == (
        "deleted check: q1",
        "edited public test: q1 (the autograder's own counts)",
        "public test taken out: q2 (the autograder's own counts)",
        "1 of 4 cells have another id than was released",
    )


@pytest.mark.parametrize("metadata", [[], {"otter": []}, {"otter": {"tests": 1}}, None])
def test_odd_metadata(metadata: Any, tmp_path: Path) -> None:
    found = seen(tmp_path, {"cells": [1, None, {"source": 5}], "metadata": metadata})
    assert found.status == "wrong-assignment"
