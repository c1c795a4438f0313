"""A secret anywhere in a branch's history is found; a clean history passes, and quickly again."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursekit.engines.git import head
from coursekit.engines.git_history import History
from coursekit.pipeline import leaks
from coursekit.release import gate
from coursekit.spec import Allowed
from coursekit.state import State
from tests.engines import need
from tests.release import course as courses_of
from tests.release.course import PLACES, Question, as_bytes, cell, knowledge, notebook

FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
LABS = {
    "lab01": [
        Question("How many?", "harbor_total", ("sum(lantern_rents) - 417",), "harbor_total == 9132")
    ],
    "lab02": [Question("Which?", "velvet", ('"the granite one of 1893"',), "len(velvet) == 23")],
}
SECRETS = {
    "solution": "harbor_total = sum(lantern_rents) - 417",
    "hidden-test": "harbor_total == 9132",
    "token": f"gh{'p'}_0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX",
    "path": "/home/grace/courses/lab01.ipynb",
}
CLEAN = courses_of.release(LABS)
Tree = dict[str, bytes]


def lecture(number: int) -> bytes:
    return as_bytes(notebook(cell("markdown", f"Lecture {number}"), cell("code", f"x = {number}")))


@contextmanager
def branch(commits: list[tuple[list[int], Tree, str]]) -> Iterator[tuple[Path, History]]:
    """Make a repository of commits: each with the numbers of its parents, its files, a message."""
    from git import Repo

    stream = bytearray()
    for number, (parents, tree, message) in enumerate(commits, start=1):
        told = message.encode()
        stream += f"commit refs/heads/main\nmark :{number}\n".encode()
        stream += f"committer A <a@example.edu> {10**9 + number} +0000\n".encode()
        stream += b"data %d\n%s\n" % (len(told), told)
        for order, parent in enumerate(parents):
            stream += f"{'merge' if order else 'from'} :{parent}\n".encode()
        stream += b"deleteall\n"
        for path, data in tree.items():
            stream += f"M 100644 inline {path}\n".encode() + b"data %d\n%s\n" % (len(data), data)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "x.git"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(place)], check=True)
        subprocess.run(
            ["git", "-C", str(place), "fast-import", "--quiet", "--force"],
            input=bytes(stream),
            check=True,
        )
        with Repo(place) as repo:
            yield Path(folder), History(repo, head(place, "main"))


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[list[int], Tree, str]]:
    """Commits on branches that are merged; the last one has all of them in its history."""
    commits: list[tuple[list[int], Tree, str]] = [([], CLEAN, "Release lab 1")]
    tips = [1]
    for number in range(2, draw(st.integers(3, 8))):
        tree = CLEAN | {f"lectures/l{number}.ipynb": lecture(number)}
        kind = draw(st.sampled_from(["on", "branch", "merge"]))
        at = draw(st.integers(0, len(tips) - 1))
        parents = [tips[at]]
        if kind == "merge" and len(tips) > 1:
            parents = [tips[at], *(tip for tip in tips if tip != tips[at])]
            tips = []
        elif kind == "on":
            tips.pop(at)
        commits.append((parents, tree, f"Release {number}"))
        tips.append(number)
    commits.append((tips, CLEAN, "Merge"))
    return commits


def look(folder: Path, history: History, known: gate.Knowledge, *allow: Allowed) -> leaks.Seen:
    state = State(folder)
    state.ensure()
    checked = leaks.Checked.load(state, "course", known.digest)
    seen = leaks.look(CLEAN, history, known, allow, checked)
    checked.save()
    return seen


@pytest.fixture(autouse=True, scope="module")
def _git() -> None:
    need("git")


@FEW
@given(histories())
def test_a_clean_history_passes(commits: list[tuple[list[int], Tree, str]]) -> None:
    with branch(commits) as (folder, history):
        assert look(folder, history, knowledge(LABS)).findings == ()


@FEW
@given(histories(), st.sampled_from(sorted(SECRETS)), st.sampled_from(PLACES), st.data())
def test_no_secret_in_the_history_passes(
    commits: list[tuple[list[int], Tree, str]], rule: str, place: object, data: st.DataObject
) -> None:
    """In an old commit, on a branch that was merged, in a merge itself; gone since."""
    number = data.draw(st.integers(0, len(commits) - 1))
    at = data.draw(st.integers(0, 99))
    parents, tree, message = commits[number]
    planted = place(tree, SECRETS[rule], at)  # type: ignore[operator]
    if data.draw(st.booleans(), label="renamed"):
        changed = next(path for path in planted if planted[path] != tree.get(path))
        planted["hw/old-name.bin"] = planted.pop(changed)
    commits[number] = (parents, planted, message)
    commits.append(([len(commits)], CLEAN, "Release as it should be"))
    with branch(commits) as (folder, history):
        found = look(folder, history, knowledge(LABS)).findings
        assert rule in {item.rule for item in found}
        assert all(item.commit for item in found)


@FEW
@given(histories(), st.sampled_from(["token", "path"]), st.data())
def test_no_secret_in_a_message_passes(
    commits: list[tuple[list[int], Tree, str]], rule: str, data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(commits) - 1))
    parents, tree, _ = commits[number]
    commits[number] = (parents, tree, f"Release\n\nmade with {SECRETS[rule]}")
    with branch(commits) as (folder, history):
        assert rule in {item.rule for item in look(folder, history, knowledge(LABS)).findings}


def leaky() -> list[tuple[list[int], Tree, str]]:
    bad = courses_of.in_output(CLEAN, SECRETS["solution"], 1)
    return [([], CLEAN, "One"), ([1], bad, "Two"), ([2], CLEAN, "Three")]


def test_what_was_found_is_found_again(tmp_path: Path) -> None:
    known = knowledge(LABS)
    with branch(leaky()) as (folder, history):
        first = look(folder, history, known)
        assert first.findings
        assert look(folder, history, known) == first


def test_what_is_clean_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    known = knowledge(LABS)
    with branch([([], CLEAN, "One"), ([1], {}, "Two")]) as (folder, history):
        assert look(folder, history, known).findings == ()
        monkeypatch.setattr(gate, "findings", lambda *_: pytest.fail("looked at again"))
        assert look(folder, history, known).findings == ()


def test_what_is_clean_is_read_again_when_the_gate_knows_more() -> None:
    text = "the answer is granite, mostly"
    tree = CLEAN | {"notes.md": b"harbor_total is quarry_size + 8831\n"}
    with branch([([], tree, text)]) as (folder, history):
        assert look(folder, history, knowledge(LABS)).findings == ()
        more = LABS | {"lab03": [Question("Q", "a_b", ("quarry_size + 8831",), "a_b == 1234")]}
        (found,) = look(folder, history, knowledge(more)).findings
        assert (found.rule, found.file) == ("solution", "notes.md")


def test_allowances() -> None:
    with branch(leaky()) as (folder, history):
        found = look(folder, history, knowledge(LABS)).findings
        file, number = found[0].file, found[0].number
        assert {item.file for item in found} == {file}

        def left(*allow: dict[str, str]) -> tuple[set[str], int]:
            entries = [Allowed.model_validate({"why": "we showed it", **one}) for one in allow]
            seen = look(folder, history, knowledge(LABS), *entries)
            return {item.rule for item in seen.findings}, len(seen.unused)

        rules = {item.rule for item in found}
        assert left() == (rules, 0)
        assert left(*({"rule": rule, "file": file} for rule in rules)) == (set(), 0)
        assert left(*({"rule": rule, "file": "**/*.ipynb"} for rule in rules)) == (set(), 0)
        assert left({"rule": "solution", "file": "other.ipynb"}) == (rules, 1)
        assert left({"rule": "path", "file": file}) == (rules, 1)
        assert left({"rule": found[0].rule, "file": file, "finding": number})[1] == 0
        assert left({"rule": found[0].rule, "file": file, "finding": "0" * 8}) == (rules, 1)
