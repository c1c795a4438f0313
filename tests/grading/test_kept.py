"""What is kept of a run: by content, as a whole, and believed only after a check."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from coursekit.grading.kept import EDITION, Kept, answer_of, digest_of
from coursekit.grading.model import Identity, Submission
from coursekit.state import State, digest

LIMITS = {"wall": 300.0, "memory": 2.0**30, "output": 2.0**20}
GOOD: dict[str, Any] = {
    "ok": True,
    "total": 1,
    "possible": 2,
    "questions": [
        {"name": "q1", "score": 1, "possible": 2,
         "cases": [{"name": "a", "passed": True, "hidden": False, "message": ""}]}
    ],
}  # fmt: skip
KEY = digest("key")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "results", State(tmp_path).write)


def submission(folder: Path, **files: str) -> Submission:
    folder.mkdir(exist_ok=True)
    (folder / "some name.ipynb").write_text("{}")
    paths = []
    for number, text in enumerate(files.values()):
        (folder / str(number)).write_text(text)
        paths.append(folder / str(number))
    names = tuple(name.replace("__", "/") for name in files)
    return Submission(Identity(), folder / "some name.ipynb", "x", tuple(paths), names)


def test_what_was_handed_in_is_laid_out_once(kept: Kept, tmp_path: Path) -> None:
    one = submission(tmp_path / "a", data__x="1", helper="2")
    stored = kept.store(one, "lab01")
    assert stored.notebook.name == "lab01.ipynb"
    assert [path.name for path in stored.files] == ["data", "helper"]
    assert (stored.files[0] / "x").read_text() == "1"
    before = stored.notebook.stat().st_ino
    assert kept.store(submission(tmp_path / "b", data__x="1", helper="2"), "lab01") == stored
    assert stored.notebook.stat().st_ino == before
    assert kept.store(submission(tmp_path / "c", data__x="1", helper="3"), "lab01") != stored
    assert digest_of(submission(tmp_path / "d", helper="2", data__x="1")) == stored.digest
    assert not list(kept.root.glob(".handed-in-*"))


def test_names_that_fit_into_no_tree(kept: Kept, tmp_path: Path) -> None:
    stored = kept.store(submission(tmp_path / "a", data="1", data__x="2"), "lab01")
    assert [path.read_text() for path in stored.files] == ["1"]


def test_a_result_is_found_again(kept: Kept) -> None:
    kept.keep(KEY, answer_of(GOOD), LIMITS)
    assert kept.answer(KEY, LIMITS) == answer_of(GOOD)
    assert kept.answer(digest("other"), LIMITS) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-20],
        lambda text: "",
        lambda text: text.replace(KEY, digest("another")),
        lambda text: text.replace('"score":1.0', '"score":NaN'),
        lambda text: text.replace(f'"edition":"{EDITION}"', '"edition":"1"'),
        lambda text: text.replace('"passed":true', '"passed":"maybe"'),
    ],
)
def test_a_damaged_result_counts_for_nothing(kept: Kept, damage: Any) -> None:
    kept.keep(KEY, answer_of(GOOD), LIMITS)
    place = kept.root / "results" / f"{KEY}.json"
    text = place.read_text()
    assert damage(text) != text
    place.write_text(damage(text))
    assert kept.answer(KEY, LIMITS) is None


@pytest.mark.parametrize(
    ("status", "limit"),
    [("too-long", "wall"), ("too-much-memory", "memory"), ("too-much-output", "output")],
)
def test_what_ran_into_a_limit_is_tried_with_a_higher_one(
    kept: Kept, status: str, limit: str
) -> None:
    kept.keep(KEY, answer_of({"ok": False, "status": status, "error": "x"}), LIMITS)
    assert kept.answer(KEY, LIMITS) is not None
    assert kept.answer(KEY, {**LIMITS, limit: LIMITS[limit] / 2}) is not None
    assert kept.answer(KEY, {**LIMITS, limit: LIMITS[limit] * 2}) is None


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"ok": "yes!"},
        {"ok": True, "total": "many"},
        {"ok": True, "total": float("inf")},
        {"ok": True, "questions": [{"name": "q1", "score": 1}]},
        {"ok": False, "status": "wonderful"},
    ],
)
def test_what_is_no_answer(data: Any) -> None:
    with pytest.raises(ValueError, match="not as they must be"):
        answer_of(data)


def test_results_are_written_as_a_whole(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.keep(KEY, answer_of(GOOD), LIMITS)
    before = (kept.root / "results" / f"{KEY}.json").read_text()

    def full(*_: Any) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OSError, match="no space"):
        kept.keep(KEY, answer_of({"ok": False}), LIMITS)
    assert (kept.root / "results" / f"{KEY}.json").read_text() == before
    assert json.loads(before)["answer"]["total"] == 1
