"""What has to hold for any three versions of a notebook, or of a text."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coursekit.assignments.notebook import parse
from coursekit.upstream.lines import together
from coursekit.upstream.notebooks import book_of
from coursekit.upstream.order import arranged
from tests.upstream.books import (
    FORMATS,
    Piece,
    all_taken,
    compare,
    merged,
    name_of,
    question,
    start,
    written,
)

WORDS = st.sampled_from(
    ["river", "harbor", "lantern", "meadow", "copper", "signal", "orchard", "thunder"]
)
LINES = st.lists(st.sampled_from([f"{letter}\n" for letter in "abcdef"]), max_size=9)
NAMES = st.lists(st.sampled_from("abcdefgh"), max_size=8, unique=True)


@given(LINES, LINES, LINES)
def test_lines_of_one_side_are_never_lost(base: list[str], one: list[str], two: list[str]) -> None:
    assert together(base, base, two) == two
    assert together(base, one, base) == one
    assert together(base, one, one) == one
    marked = [line.replace("\n", " mine\n") for line in one if line not in base]
    ours = [*base[: len(base) // 2], *marked, *base[len(base) // 2 :]]
    both = together(base, ours, two)
    if both is not None:
        assert [line for line in both if " mine" in line] == marked
        assert together(base, both, two) == both
        for line in set(two) - set(base):
            assert both.count(line) >= two.count(line)


@given(NAMES, NAMES, NAMES)
def test_an_order_out_of_three(base: list[str], ours: list[str], theirs: list[str]) -> None:
    every = {*base, *ours, *theirs}
    assert arranged(base, base, theirs, every) == theirs
    assert arranged(ours, base, theirs, ()) == ours
    made = arranged(ours, base, theirs, every)
    assert len(made) == len(set(made))
    assert set(made) == ({*ours} - ({*base} - {*theirs})) | {*theirs}
    assert arranged(made, base, theirs, every) == made


@st.composite
def edits(draw: st.DrawFn, mark: str) -> list[tuple[str, int, str]]:
    """Edits of a notebook: each a kind, a place, and a word that only this side writes."""
    kinds = st.sampled_from(["change", "add", "remove", "swap", "question", "drop", "first"])
    found = draw(st.lists(st.tuples(kinds, st.integers(0, 40), WORDS), max_size=4))
    return [(kind, at, f"{mark}_{word}_{n}") for n, (kind, at, word) in enumerate(found)]


def edited(groups: list[list[Piece]], changes: list[tuple[str, int, str]]) -> list[Piece]:
    """Return the cells of a notebook (groups: its start, then its questions) with edits."""
    groups = [list(group) for group in groups]
    for kind, at, word in changes:
        group = groups[at % len(groups)]
        plain = [n for n, cell in enumerate(group) if cell.kind != "raw"]
        if kind == "change" and plain:
            n = plain[at % len(plain)]
            group[n] = Piece(group[n].kind, f"{group[n].source}\n{word} = 1", group[n].id)
        elif kind == "first" and plain:
            n = plain[at % len(plain)]
            group[n] = Piece(group[n].kind, f"{word}\n{group[n].source}", group[n].id)
        elif kind == "add":
            n = min(len(group), 1 + at % (len(group) + 1))
            group.insert(n, Piece("code", f"{word} = {at}", word))
        elif kind == "remove" and len(plain) > 1:
            del group[plain[at % len(plain)]]
        elif kind == "swap" and len(groups) > 3:
            one, two = 1 + at % (len(groups) - 1), 1 + (at // 3) % (len(groups) - 1)
            groups[one], groups[two] = groups[two], groups[one]
        elif kind == "question":
            groups.insert(1 + at % len(groups), question(word))
        elif kind == "drop" and len(groups) > 2:
            del groups[1 + at % (len(groups) - 1)]
    return [cell for group in groups for cell in group]


BASE = [
    start(),
    question("q1", "**Question 1.** How many rivers are there?", "rivers = 3 # SOLUTION"),
    question("q2", "**Question 2.** How wide is the bay?", "width = 12 # SOLUTION", ("width", "1")),
    question("q3", "**Question 3.** Name the harbor.", "harbor = 'Elm' # SOLUTION", ("harbor",)),
    [Piece("markdown", "## The end\n\nSave your work.", "end-0")],
]


def words_of(data: bytes | None, mark: str) -> list[str]:
    """Return the words that one side wrote, as they are in a file."""
    import re

    return sorted(re.findall(rf"{mark}_[a-z]+_\d+", (data or b"").decode()))


@pytest.mark.parametrize("form", FORMATS)
@settings(
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(ours=edits("mine"), theirs=edits("upstream"))
def test_three_versions_of_a_notebook(
    form: str, ours: list[tuple[str, int, str]], theirs: list[tuple[str, int, str]]
) -> None:
    name = name_of(form)
    base, mine, yours = (written(edited(BASE, changes), form) for changes in ([], ours, theirs))
    assert all_taken(compare(base, base, yours, name)) == yours
    assert all_taken(compare(base, mine, base, name)) == mine
    assert all_taken(compare(base, mine, mine, name)) == mine

    found = compare(base, mine, yours, name)
    assert merged(found) == mine
    safe = merged(found, safe="theirs")
    assert safe is not None
    assert words_of(safe, "mine") == words_of(mine, "mine")
    assert b"<<<<" not in safe
    once = compare(base, safe, yours, name)
    assert [part for part in once.parts if part.state == "safe"] == []
    assert merged(once, safe="theirs") == safe

    whole = all_taken(found)
    assert whole is not None
    clash = [part for part in found.parts if part.state == "touches" and "both" not in part.choices]
    if not clash:
        assert words_of(whole, "mine") == words_of(mine, "mine")
    for word in words_of(yours, "upstream"):
        assert word in words_of(whole, "upstream")
    for data in (safe, whole):
        assert_whole(data, name, mine, yours)


def assert_whole(data: bytes, name: str, mine: bytes, yours: bytes) -> None:
    """A merged file is a notebook, and each of its questions begins and ends once."""
    from pathlib import Path

    text = data.decode()
    book = parse(Path(name), text)
    own = book_of(name, text)
    assert own is not None
    assert own.written(own.cells) == text
    sources = ["".join(cell["source"]) for cell in book["cells"]]
    begun = [line for source in sources for line in source.splitlines() if "BEGIN QUEST" in line]
    ended = [line for source in sources for line in source.splitlines() if "END QUEST" in line]
    assert len(begun) == len(ended)
    named = [line for source in sources for line in source.splitlines() if "name: " in line]
    known = mine.decode() + yours.decode()
    assert len(named) == len(set(named))
    assert all(line.removeprefix("# ") in known for line in named)
    if name.endswith(".ipynb"):
        ids = [cell["id"] for cell in json.loads(text)["cells"] if "id" in cell]
        assert len(ids) == len(set(ids))
