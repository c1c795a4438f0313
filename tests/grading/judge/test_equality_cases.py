"""Every assignment of ``tests/cases``, answered in many ways, gets the scores that otter gives."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from coursekit.nursery.warm import WarmNursery
from tests.conftest import CASES, OTTER, _once, borrow, coursekit
from tests.grading.judge.conftest import LONG
from tests.grading.judge.mutants import KINDS, submissions

SHARE = 6
"""Each case has every sixth kind of wrong answer, the next case the kinds that follow those."""
BAD = {
    **{f"unproven-{path.name}": path for path in (CASES / "bad" / "unproven" / "labs").iterdir()},
    **{
        name: CASES / "bad" / name / "labs" / "lab01"
        for name in ("blank-earns-everything", "solution-wrong")
    },
}
"""The assignments of bad courses of which otter makes an autograder all the same."""
NAMES = sorted(["lab01", "lab02", *BAD, *(path.name for path in OTTER.iterdir())])
BESIDE = {"student-files": "answer.py"}
"""What students of a case hand in beside its notebook."""


@dataclass(frozen=True)
class Assigned:
    """The courses that have the cases."""

    roots: tuple[Path, ...]

    def result(self, name: str) -> Path:
        """Return the folder of what otter made of a case."""
        places = [root / ".coursekit" / "assignments" for root in self.roots]
        (found,) = [one for place in places for one in place.glob(f"{name}-????????????????")]
        return found


@pytest.fixture(scope="session")
def assigned(built_tiny: Path, built_settings: Path, shared: Path) -> Assigned:
    """All cases: those of bad courses are assigned here, the others for other tests, too."""
    place = shared / "bad"

    def make() -> None:
        for name, labs in BAD.items():
            shutil.copytree(labs, place / name)
            (source,) = [path for path in (place / name).iterdir() if path.suffix != ".csv"]
            text = source.read_text("utf-8").replace(f"name: {source.stem}", f"name: {name}")
            source.with_name(name + source.suffix).write_text(text, "utf-8")
            source.unlink()
        shutil.copy(CASES / "good/tiny/labs/lab01/numbers.csv", place / "blank-earns-everything")
        shutil.copy(CASES / "good/tiny/labs/lab01/numbers.csv", place / "solution-wrong")
        listed = "\n".join(
            f"  - notebook: {path.relative_to(place)}"
            for path in sorted(place.rglob("*"))
            if path.suffix in (".py", ".ipynb")
        )
        (place / "course.yml").write_text(f"course: bad\ntitle: Bad ones\nassignments:\n{listed}\n")
        borrow(built_tiny, place)
        assert coursekit("assign", "-q", place).code == 4

    _once(place, make)
    return Assigned((built_tiny, built_settings, place))


def kinds_of(name: str) -> list[str]:
    """Return the kinds of wrong answers that a case has."""
    first = NAMES.index(name) % SHARE
    return list(KINDS[first::SHARE])


@pytest.mark.parametrize("name", NAMES)
def test_a_case_gets_the_scores_of_otter(
    name: str, assigned: Assigned, nursery: WarmNursery, tmp_path: Path
) -> None:
    place = assigned.result(name)
    (path,) = (place / "autograder").glob("*.ipynb")
    solution = nbformat.read(path, 4)
    student = nbformat.read(place / "student" / path.name, 4)
    beside = [str(place / "autograder" / BESIDE[name])] if name in BESIDE else []
    wrong = {}
    for kind, notebook in submissions(solution, student, kinds_of(name)):
        handed_in = tmp_path / kind.replace(" ", "-") / path.name
        handed_in.parent.mkdir()
        nbformat.write(notebook, handed_in)
        request = {
            "notebook": str(handed_in),
            "autograder": str(place / "autograder.zip"),
            "files": beside,
        }
        ours, theirs = graded(nursery, request, tmp_path)
        wrong[kind] = {
            key: (ours.get(key), theirs.get(key))
            for key in {*ours, *theirs}
            if ours.get(key) != theirs.get(key)
        }
    assert {kind: found for kind, found in wrong.items() if found} == {}, "ours, and otter's"


def graded(
    nursery: WarmNursery, request: Mapping[str, Any], cwd: Path
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the judge and what otter make of a submission, at the same time."""
    told: dict[str, Any] = {"cwd": cwd, "deadline": LONG}
    found: dict[str, Any] = {}

    def by_otter() -> None:
        found.update(nursery.job("grade", {**request, "by": "otter"}, name="otter", **told))

    peer = threading.Thread(target=by_otter)
    peer.start()
    judged = nursery.job("grade", request, name="judge", **told)
    peer.join()
    return what_counts(judged), what_counts(found)


def what_counts(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what must be the same: without an end, scores, cases, and errors of cells."""
    if not answer["ok"]:
        return {"ok": False}
    return {
        "ok": True,
        "total": answer["total"],
        "possible": answer["possible"],
        "scores": {one["name"]: (one["score"], one["possible"]) for one in answer["questions"]},
        "cases": {
            one["name"]: [(case["name"], case["passed"], case["hidden"]) for case in one["cases"]]
            for one in answer["questions"]
        },
        "errors": [one["error"] for one in answer["errors"]],
    }
