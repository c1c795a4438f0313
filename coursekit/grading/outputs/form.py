"""The form for questions that a person grades: ``manual.csv``, and pages to mark answers on.

The pages need no server: what is typed stays in the browser and is downloaded as a CSV file, which
``coursekit grade`` reads the next time. No name is on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from coursekit.grading.outputs.answers import Answer, Piece
from coursekit.grading.outputs.by_hand import COLUMNS, Entry, Sheet
from coursekit.grading.outputs.feedback import About
from coursekit.grading.outputs.page import page, static
from coursekit.grading.outputs.rendering import rendered
from coursekit.grading.outputs.words import (
    block,
    cell,
    clean,
    html,
    many,
    points,
    rows_as_csv,
    unrun,
)

PER_PAGE = 100
"""Answers on one page: with plots, some 10 MB."""
_MOST = 20_000
"""Characters of an answer that are shown."""


@dataclass(frozen=True)
class ToMark:
    """A student's answer to one question, and what was typed for it."""

    key: str
    question: str
    possible: float
    answer: Answer
    entry: Entry | None = None

    @property
    def changed(self) -> bool:
        """Whether the student has handed in another answer since it was marked."""
        entry = self.entry
        return bool(entry and entry.typed and entry.version not in ("", self.answer.version))


def as_csv(answers: Iterable[ToMark], sheet: Sheet) -> str:
    """Return ``manual.csv``: a row for each student and question, and all that was typed before.

    Rows that belong to nobody now are kept at the end.
    """
    rows, used = [], set()
    for one in answers:
        used.add((one.key, one.question))
        entry = one.entry or Entry(one.key, one.question)
        version = entry.version if entry.typed and entry.version else one.answer.version
        excerpt = cell(one.answer.excerpt, 200)
        rows.append(_row(entry, points(one.possible), excerpt, version))
    rows.sort(key=lambda row: (row[1], row[0]))
    rest = [entry for place, entry in sheet.entries.items() if place not in used and entry.typed]
    rest += sheet.spare
    kept = [_row(entry, "", "", entry.version) for entry in rest]
    return rows_as_csv([COLUMNS, *rows, *kept])


def _row(entry: Entry, possible: str, excerpt: str, version: str) -> list[str]:
    comment = unrun(clean(entry.comment, 100_000))
    return [
        cell(entry.key),
        cell(entry.question),
        possible,
        unrun(entry.points),
        comment,
        excerpt,
        cell(version),
    ]


def pages(
    question: str, number: int, answers: Iterable[ToMark], about: About
) -> Iterator[tuple[str, str, int]]:
    """Yield the pages of a question: name in the folder ``manual``, content, how many answers."""
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", question)[:40] or "question"
    some: list[str] = []
    part = 1
    for one in answers:
        some.append(_answer(one, len(some)))
        if len(some) == PER_PAGE:
            name = f"{number}-{slug}-{part}"
            yield f"{name}.html", _page(name, question, some, one.possible, about), len(some)
            some, part = [], part + 1
        last = one
    if some:
        name = f"{number}-{slug}-{part}"
        yield f"{name}.html", _page(name, question, some, last.possible, about), len(some)


def overview(made: Sequence[tuple[str, str, int]], waiting: Mapping[str, int], about: About) -> str:
    """Return ``manual.html``: what there is to mark, and how to.

    ``made`` are (question, name of the page, answers on it); ``waiting`` tells how many answers to
    a question nobody marked yet.
    """
    rows = "\n".join(
        f'<tr><th scope="row">{html(question)}</th><td><a href="manual/{html(name)}">'
        f"{many(count, 'answer')}</a></td></tr>"
        for question, name, count in made
    )
    left = sum(waiting.values())
    said = f"{many(left, 'answer')} to mark." if left else "All answers are marked."
    each = ", ".join(f"{html(name)}: {count:,}" for name, count in waiting.items() if count)
    return page(
        f"{about.title}: to mark by hand",
        f'<header><p class="over">{html(about.course)}</p><h1>{html(about.title)}: to mark by'
        f" hand</h1><p>{said} {each}</p></header>\n<main>"
        '<table><thead><tr><th scope="col">Question</th><th scope="col">Answers</th></tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table>\n"
        "<h2>How it goes</h2><ol><li>Open a page, and type points and comments. No names are on"
        " it. The browser keeps what you type until you download it.</li><li>Choose"
        " <b>Download</b>, and put the file into this folder, beside <code>manual.csv</code>. You"
        " can also fill in <code>manual.csv</code> in a spreadsheet.</li><li>Run <code>coursekit"
        " grade</code> again: the points go into the gradebook, the files for Canvas, Moodle and"
        " Gradescope, and the feedback. Nothing that was typed is overwritten.</li></ol></main>",
    )


def _page(name: str, question: str, some: list[str], possible: float, about: About) -> str:
    title = f"{about.title}: {question}"
    head = (
        f'<header><p class="over">{html(about.course)}</p><h1>{html(title)}</h1>'
        f"<p>{many(len(some), 'answer')}, up to {points(possible)} points each."
        ' <a href="../manual.html">All questions</a></p>'
        '<p class="late" id="no-script">This page needs JavaScript to hand over what you type. Fill'
        " in manual.csv instead.</p></header>"
    )
    bar = (
        '<section class="tools" aria-label="Tools"><p id="count" role="status"></p>'
        '<label><input type="checkbox" id="open"> Only those to mark</label>'
        '<button type="button" id="download">Download</button>'
        '<p class="soft keys">Enter: next answer. Shift+Enter: the one before. Ctrl+S: download.'
        "</p></section>"
    )
    body = (
        f'{head}\n{bar}\n<main id="answers" data-name="{html(name)}"'
        f' data-assignment="{html(about.title)}">\n{chr(10).join(some)}\n</main>'
    )
    return page(title, body, script=static("form.js"), style=static("form.css"))


def _answer(one: ToMark, index: int) -> str:
    typed = one.entry or Entry(one.key, one.question)
    given = escape(typed.points)
    comment = escape(clean(typed.comment, 100_000))
    changed = '<p class="late">Changed since it was marked.</p>' if one.changed else ""
    return (
        f'<article data-key="{html(one.key)}" data-question="{html(one.question)}"'
        f' data-possible="{points(one.possible)}" data-version="{one.answer.version}"'
        f' data-points="{given}" data-comment="{comment}">\n<h2>Answer {html(one.key[:6])}</h2>\n'
        f'{changed}<div class="answer">{_shown(one.answer)}</div>\n'
        f'<div class="mark"><p><label for="points-{index}">Points</label>'
        f'<input id="points-{index}" class="number" inputmode="decimal" autocomplete="off"'
        f' value="{given}" aria-describedby="wrong-{index}"> of {points(one.possible)}'
        f' <span class="wrong" id="wrong-{index}" role="alert"></span></p>'
        f'<p><label for="comment-{index}">Comment for the student</label>'
        f'<textarea id="comment-{index}" rows="2">{comment}</textarea></p></div></article>'
    )


def _shown(answer: Answer) -> str:
    if answer.blank:
        return '<p class="soft">Nothing was answered.</p>'
    shown, left = [], _MOST
    for piece in answer.pieces:
        if left <= 0:
            shown.append('<p class="soft">The rest is in the notebook: it is very long.</p>')
            break
        shown.append(_piece(piece, left))
        left -= min(len(piece.text), left) if piece.kind != "image" else 500
    return "\n".join(shown)


def _piece(piece: Piece, most: int) -> str:
    if piece.kind == "image":
        return f'<img src="{escape(piece.text)}" alt="Picture in the answer">'
    if piece.kind == "markdown":
        return rendered(clean(piece.text, most), piece.pictures or {})
    kind = "code" if piece.kind == "code" else "output"
    shown = block(piece.text, most if kind == "code" else min(most, 4000))
    return f'<pre class="{kind}" tabindex="0">{shown}</pre>'
