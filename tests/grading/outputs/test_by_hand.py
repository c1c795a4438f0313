"""Questions that a person grades: answers are found, and what was typed is never lost."""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from coursekit.grading.model import Grade
from coursekit.grading.outputs import Work, written
from coursekit.grading.outputs.answers import answers, template
from coursekit.grading.outputs.by_hand import COLUMNS, Sheet, check, read
from coursekit.grading.outputs.people import Keys
from coursekit.grading.outputs.rendering import rendered
from tests.grading.outputs.made import MANUAL, RELEASED, grade, notebook, question, who

TEMPLATE = template(json.dumps(RELEASED), ("why", "plot"))
PEOPLE = [grade(who(name), question("q1")) for name in ("Ada", "Lin", "Grace")]
PNG = "iVBORw0KGgo="


def found(text: str) -> dict[str, str]:
    return {name: one.excerpt for name, one in answers(text, TEMPLATE, ("why", "plot")).items()}


def changed(**how: Any) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(notebook("Because.", "plt.plot()"))["cells"]
    for index, name in (("add", 3), ("gone", 1)):
        if index in how:
            where = how[index]
            cells = [c for i, c in enumerate(cells) if i != where or name == 3]
            if name == 3:
                cells.insert(where, {"cell_type": "markdown", "metadata": {}, "source": "More."})
    return cells


def as_text(cells: list[dict[str, Any]]) -> str:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_answers_are_found_in_their_cells() -> None:
    assert found(notebook("Because.", "plt.plot()")) == {"why": "Because.", "plot": "plt.plot()"}
    assert found(notebook()) == {"why": "", "plot": ""}, "what was released is no answer"
    assert found(notebook("Because.")) == {"why": "Because.", "plot": ""}


def test_cells_of_ones_own_belong_to_the_question_that_they_are_in() -> None:
    assert found(as_text(changed(add=2)))["why"] == "More.\nBecause."
    assert found(as_text(changed(add=3)))["why"] == "Because.\nMore."
    assert found(as_text(changed(add=5)))["plot"] == "plt.plot()\nMore."
    assert found(as_text(changed(add=7)))["plot"] == "plt.plot()", "after the end"


@pytest.mark.parametrize("gone", [0, 1, 3, 5, 6])
def test_a_marker_that_is_gone_does_no_harm(gone: int) -> None:
    kept = changed(gone=gone)
    assert found(as_text(kept)) == {"why": "Because.", "plot": "plt.plot()"}


def test_answers_are_found_without_ids() -> None:
    cells = json.loads(notebook("Because.", "plt.plot()"))["cells"]
    for cell in cells:
        cell.pop("id", None)
    assert found(as_text(cells)) == {"why": "Because.", "plot": "plt.plot()"}


@given(st.lists(st.integers(0, 6), max_size=9), st.text(max_size=20))
def test_no_notebook_breaks_it(order: list[int], text: str) -> None:
    cells = json.loads(notebook(text, text))["cells"]
    found(as_text([cells[index] for index in order]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"cells": 3}',
        '{"cells": [1, {"source": {"a": 1}}, {"id": [], "source": 5}]}',
    ],
)
def test_what_is_no_notebook_has_no_answers(text: str) -> None:
    assert set(found(text).values()) <= {""}


def test_only_pictures_and_text_of_outputs_are_taken() -> None:
    outputs = [
        {"output_type": "stream", "text": ["hello\n"]},
        {"output_type": "display_data", "data": {"image/png": PNG + "\n", "text/plain": "<F>"}},
        {"output_type": "display_data", "data": {"image/png": '" onerror="', "text/plain": "no"}},
        {"output_type": "display_data", "data": {"image/svg+xml": "<svg>", "text/html": "<b>"}},
        {"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": []},
    ]
    made = answers(notebook("A", "plot()", outputs=outputs), TEMPLATE, ("plot",))["plot"]
    assert [(piece.kind, piece.text) for piece in made.pieces] == [
        ("code", "plot()"),
        ("output", "hello\n"),
        ("image", f"data:image/png;base64,{PNG}"),
        ("output", "no"),
        ("output", "NameError: x"),
    ]


def test_markdown_shows_and_does_nothing() -> None:
    text = (
        "**bold** <img src=x onerror=alert(1)> [go](https://example.com/track)"
        " [bad](javascript:alert(1)) ![spy](https://example.com/p.png) ![mine](attachment:a.png)"
        " <https://example.com/auto>"
    )
    page = BeautifulSoup(rendered(text, {"a.png": "data:image/png;base64,AA"}), "html.parser")
    assert [tag.name for tag in page.find_all()] == ["p", "strong", "u", "em", "img", "u"]
    image = page.find("img")
    assert image is not None
    assert (image["src"], image["alt"]) == ("data:image/png;base64,AA", "mine")
    assert "go (https://example.com/track)" in page.get_text()


def work(sheet: Sheet | None = None, people: list[Grade] = PEOPLE, **more: Any) -> Work:
    more.setdefault("notebook", lambda one: notebook(f"I am {one.submission.student.login}"))
    return Work(
        people,
        "lab01",
        "Lab 1",
        manual=MANUAL,
        marked=("why", "plot"),
        released=json.dumps(RELEASED),
        sheet=sheet or Sheet(),
        **more,
    )


def form(sheet: Sheet | None = None, **more: Any) -> list[dict[str, str]]:
    text = dict(written(work(sheet, **more), []))["manual.csv"]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def typed(
    rows: list[dict[str, str]], name: str = "manual.csv", mark: str = ","
) -> tuple[Path, bytes]:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=mark)
    writer.writeheader()
    writer.writerows(rows)
    return Path(name), out.getvalue().encode("utf-8-sig")


def test_the_form_has_a_row_for_each_student_and_question_and_no_name() -> None:
    rows = form()
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == 6
    assert {row["answer"] for row in rows} == {"", "I am ada", "I am lin", "I am grace"}
    assert {(row["question"], row["possible"]) for row in rows} == {("why", "3"), ("plot", "2")}
    pages = [text for name, text in written(work(), []) if name.startswith("manual/")]
    assert pages
    names = {word for one in PEOPLE for word in (one.submission.student.email,)}
    assert not any(name in text for name in names for text in pages)


def test_what_was_typed_is_kept_and_counts() -> None:
    rows = form()
    for number, row in enumerate(rows):
        row["points"] = ["2", "1,5", "", "0", "0.25", "3"][number]
        row["comment"] = ["Good.", "- a\n- b", "=1+1", "", "é", ""][number]
    once = read([typed(rows)])
    assert not check(once, MANUAL, {row["key"] for row in rows})
    again = form(once)
    for row in rows:
        row["comment"] = (
            f"'{row['comment']}" if row["comment"][:1] in ("-", "=") else row["comment"]
        )
    assert again == rows
    assert form(read([typed(again)])) == again, "writing it again changes nothing"


def test_comments_and_points_reach_the_student() -> None:
    rows = form()
    for row in rows:
        row["points"], row["comment"] = "1", "<b>Well</b> said."
    made = dict(written(work(read([typed(rows)])), []))
    pages = [text for name, text in made.items() if name.startswith("feedback/")]
    assert all("&lt;b&gt;Well&lt;/b&gt; said." in text for text in pages)
    assert all("<b>4</b> of 7 points" in text for text in pages)


POINTS = st.sampled_from(["", "1", "0.5", "2,5", "abc", "99", "-1", "nan", " 1 "])
CELLS = st.lists(st.tuples(POINTS, st.text(max_size=8)), min_size=6, max_size=6)


@given(CELLS, CELLS, st.integers(0, 2**16), st.booleans())
def test_no_typed_score_is_ever_lost(
    first: list[tuple[str, str]], second: list[tuple[str, str]], seed: int, gone: bool
) -> None:
    """Two people type into copies of the form; the next run keeps all, or names what differs."""
    fresh = form()
    mine = [row | {"points": p, "comment": c} for row, (p, c) in zip(fresh, first, strict=True)]
    hers = [row | {"points": p, "comment": c} for row, (p, c) in zip(fresh, second, strict=True)]
    random.Random(seed).shuffle(mine)
    sheet = read([typed(mine), typed(hers, "manual-1.csv")])
    after = {
        (row["key"], row["question"]): row
        for row in form(sheet, people=PEOPLE[:1] if gone else PEOPLE)
    }
    told = " ".join(problem.message for problem in sheet.problems)
    for row in mine:
        if row["points"].strip() or row["comment"].strip():
            kept = after[row["key"], row["question"]]
            assert kept["points"].strip("'") == row["points"].strip().strip("'")
    for row in hers:
        if row["points"].strip():
            kept = after[row["key"], row["question"]]
            same = kept["points"].strip("'") == row["points"].strip().strip("'")
            assert same or f"{row['question']} of {row['key']} has two entries" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4", "4 points, and 3 is the most"),
        ("-1", "-1 is less than nothing"),
        ("two", "'two' is no number"),
        ("nan", "'nan' is no number"),
        ("1e999", "'1e999' is no number"),
    ],
)
def test_points_that_cannot_be_are_named_with_their_line(text: str, said: str) -> None:
    rows = form()
    number = next(n for n, row in enumerate(rows) if row["question"] == "why")
    rows[0]["comment"] = "two\nlines"
    rows[number]["points"] = text
    sheet = read([typed(rows)])
    (problem,) = check(sheet, MANUAL, {row["key"] for row in rows})
    assert said in problem.message
    assert problem.where is not None
    assert problem.where.line == number + 2 + (number > 0)
    kept = next(r for r in form(sheet) if (r["key"], r["question"]) == (rows[number]["key"], "why"))
    assert kept["points"].lstrip("'") == text, "it stays as typed"
    totals = dict(written(work(sheet), []))["gradebook.csv"]
    assert all(row["total"] == "" for row in csv.DictReader(io.StringIO(totals)))


def test_rows_of_nobody_and_of_no_question_are_named_and_kept() -> None:
    rows = form()
    rows += [rows[0] | {"key": "0" * 12, "points": "1"}, rows[0] | {"question": "x", "points": "1"}]
    sheet = read([typed(rows)])
    messages = [one.message for one in check(sheet, MANUAL, {row["key"] for row in form()})]
    assert any("no submission of this run belongs to 1 row (line 8)" in said for said in messages)
    assert any("no question 'x'" in said for said in messages)
    assert len([row for row in form(sheet) if row["points"] == "1"]) == 2


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_of_any_spreadsheet_are_read(mark: str, coding: str) -> None:
    rows = form()
    rows[0]["points"], rows[0]["comment"] = "2", "très bien"
    path, content = typed(rows, mark=mark)
    sheet = read([(path, content.decode("utf-8-sig").encode(coding))])
    assert not sheet.problems
    entry = sheet.entries[rows[0]["key"], rows[0]["question"]]
    assert (entry.points, entry.comment) == ("2", "très bien")


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\x00", b"a,b\n1,2\n", b'key,question,points\n"']
)
def test_another_file_is_named_and_breaks_nothing(content: bytes) -> None:
    sheet = read([(Path("manual.csv"), content)])
    assert sheet.problems or not sheet.entries


@pytest.mark.parametrize(
    "content", [b"clef,question,points\nab,why,2\n", b'key,question,points\n"x']
)
def test_a_form_that_cannot_be_read_is_never_written_over(content: bytes) -> None:
    sheet = read([(Path("manual.csv"), content)])
    made = dict(written(work(sheet), []))
    assert sheet.readable == ("manual.csv" in made)
    assert sheet.readable == content.startswith(b"key")


def test_a_second_entry_in_the_form_does_not_count_and_stays() -> None:
    rows = form()
    rows[0]["points"] = "1"
    second = rows[0] | {"points": "2", "comment": "second"}
    sheet = read([typed([*rows, second])])
    assert "two entries" in sheet.problems[0].message
    kept = [row["points"] for row in form(sheet) if row["key"] == rows[0]["key"]]
    assert sorted(kept) == ["", "1", "2"]
    assert sheet.entries[rows[0]["key"], rows[0]["question"]].points == "1"


def test_a_page_may_change_what_it_showed_and_nothing_else() -> None:
    rows = form()
    rows[0]["points"] = "1"
    page = [rows[0] | {"points": "2", "points before": "1", "comment before": ""}]
    assert (
        read([typed(rows), typed(page)]).entries[rows[0]["key"], rows[0]["question"]].points == "2"
    )
    rows[0]["points"] = "1.5"
    sheet = read([typed(rows), typed(page, "manual-why.csv")])
    assert sheet.entries[rows[0]["key"], rows[0]["question"]].points == "1.5"
    assert "has two entries: 1.5 in manual.csv:2, and 2 here" in sheet.problems[0].message


def test_an_answer_that_changed_since_is_told() -> None:
    rows = form()
    for row in rows:
        row["points"] = "1"
    sheet = read([typed(rows)])
    more = {"notebook": lambda _: notebook("Another answer")}
    pages = [text for name, text in written(work(sheet, **more), []) if "manual/1-why" in name]
    assert "".join(pages).count("Changed since it was marked.") == 3
    assert {row["version"] for row in form(sheet, **more)} == {row["version"] for row in rows}


def test_a_roster_that_comes_later_loses_no_points() -> None:
    rows = form()
    for row in rows:
        row["points"] = "1"
    known = [
        replace(one, submission=replace(one.submission, student=who_with_id(one, number)))
        for number, one in enumerate(PEOPLE)
    ]
    sheet = read([typed(rows)])
    after = form(sheet, people=known)
    assert {(r["key"], r["points"]) for r in after} == {(r["key"], "1") for r in rows}
    problems: list[Any] = []
    list(written(work(sheet, known), problems))
    assert not [one for one in problems if "no submission" in one.message]
    assert Keys().of(known[0]) not in {row["key"] for row in rows}, "the id comes first otherwise"


def who_with_id(one: Grade, number: int) -> Any:
    return replace(one.submission.student, id=str(900 + number))
