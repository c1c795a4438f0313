"""Secrets planted at random places never pass the gate; a clean course never fails it."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursekit.release import gate
from tests.release import course as courses_of
from tests.release.course import PLACES, Question, as_bytes, cell, knowledge, notebook
from tests.release.strategies import COMMON_LINES, HOMES, KEYS, WORDS, courses

SLOW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
Labs = dict[str, list[Question]]
AT = st.integers(0, 999)
PLACE = st.sampled_from(PLACES)


def rules(files: dict[str, bytes], known: gate.Knowledge) -> set[str]:
    return {
        found.rule for path, data in files.items() for found in gate.findings(path, data, known)
    }


def all_findings(files: dict[str, bytes], known: gate.Knowledge) -> list[gate.Finding]:
    return [found for path, data in files.items() for found in gate.findings(path, data, known)]


def any_question(labs: Labs, at: int) -> Question:
    every = [question for lab in labs.values() for question in lab]
    return every[at % len(every)]


@SLOW
@given(courses(), st.lists(COMMON_LINES, max_size=12), st.lists(WORDS, max_size=40))
def test_a_clean_course_passes(labs: Labs, lines: list[str], words: list[str]) -> None:
    files = courses_of.release(labs)
    files["lectures/two.ipynb"] = as_bytes(
        notebook(
            cell("markdown", f"Today: {' '.join(words)}."),
            cell("code", "\n".join(lines), outputs=[courses_of.shown("[1, 2, 3]")]),
            *(cell("code", line) for line in lines),
        )
    )
    files["code/tools.py"] = "\n".join(lines).encode()
    assert all_findings(files, knowledge(labs, PurePosixPath("/home/ada/data8"))) == []


@SLOW
@given(courses(), PLACE, AT, AT)
def test_no_solution_passes(labs: Labs, place: object, which: int, at: int) -> None:
    found = any_question(labs, which)
    secret = "\n".join(found.solution)
    if len(found.solution) == 1:
        secret = f"{found.name} = {secret}"
    planted = place(courses_of.release(labs), secret, at)  # type: ignore[operator]
    assert "solution" in rules(planted, knowledge(labs))


@SLOW
@given(courses(), PLACE, AT, AT, st.data())
def test_no_part_of_a_long_solution_passes(
    labs: Labs, place: object, which: int, at: int, data: st.DataObject
) -> None:
    found = any_question(labs, which)
    if len(found.solution) < 4:
        return
    start = data.draw(st.integers(1, len(found.solution) - 3))
    secret = "\n".join(line.strip() for line in found.solution[start : start + 2])
    planted = place(courses_of.release(labs), secret, at)  # type: ignore[operator]
    assert "solution" in rules(planted, knowledge(labs))


@SLOW
@given(courses(), PLACE, AT, AT)
def test_no_hidden_test_passes(labs: Labs, place: object, which: int, at: int) -> None:
    secret = any_question(labs, which).hidden
    planted = place(courses_of.release(labs), secret, at)  # type: ignore[operator]
    assert "hidden-test" in rules(planted, knowledge(labs))


@SLOW
@given(courses(), PLACE, AT, AT)
def test_no_written_answer_passes(labs: Labs, place: object, which: int, at: int) -> None:
    prose = any_question(labs, which).prose
    if not prose:
        return
    secret = prose.replace("**SOLUTION:** ", "")
    planted = place(courses_of.release(labs), secret, at)  # type: ignore[operator]
    assert "solution" in rules(planted, knowledge(labs))


@SLOW
@given(courses(), KEYS, PLACE, AT)
def test_no_key_passes_nor_is_told(labs: Labs, key: str, place: object, at: int) -> None:
    planted = place(courses_of.release(labs), key, at)  # type: ignore[operator]
    found = [item for item in all_findings(planted, knowledge(labs)) if item.rule == "token"]
    assert found
    hidden = key.split("=")[-1].split("@")[0].strip('" ')[-12:]
    assert all(hidden not in item.excerpt + item.what for item in found)


@SLOW
@given(courses(), HOMES, PLACE, AT)
def test_no_home_passes(labs: Labs, path: str, place: object, at: int) -> None:
    planted = place(courses_of.release(labs), f"at {path} it lies", at)  # type: ignore[operator]
    assert "path" in rules(planted, knowledge(labs))


@SLOW
@given(courses(), st.sampled_from(["", "/labs/x.ipynb", "/a b"]), PLACE, AT)
def test_the_folder_of_the_course_does_not_pass(
    labs: Labs, rest: str, place: object, at: int
) -> None:
    known = knowledge(labs, PurePosixPath("/srv/courses/data8"))
    text = f'File "/srv/courses/data8{rest}", line 1'
    planted = place(courses_of.release(labs), text, at)  # type: ignore[operator]
    assert "path" in rules(planted, known)


@SLOW
@given(courses(), AT, AT)
def test_no_answer_however_short_passes_in_its_own_cell(labs: Labs, which: int, at: int) -> None:
    """Where the blank belongs even ``x = 1`` is an answer."""
    name = f"lab{which % len(labs) + 1:02}"
    short = labs[name][at % len(labs[name])]
    labs[name] = [Question("**Question.** Which?", "x", ("1",), short.hidden)]
    files = courses_of.release(labs)
    assert "solution" not in rules(files, knowledge(labs))
    book = json.loads(files[f"labs/{name}.ipynb"])
    (answer,) = (one for one in book["cells"] if one["source"] == "x = ...")
    answer["source"] = "x = 1"
    files[f"labs/{name}.ipynb"] = as_bytes(book)
    assert "solution" in rules(files, knowledge(labs))
