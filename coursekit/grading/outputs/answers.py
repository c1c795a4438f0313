"""What a student answered to the questions that a person grades, out of their notebook.

A student notebook marks such a question with ``<!-- BEGIN QUESTION -->`` and ``<!-- END QUESTION
-->`` (``otter.export``), without its name: which is which follows from the order in the author's
file. All that a student has between the cells that were released there is the answer, also in
cells of their own; a marker that was deleted does no harm.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

_BEGIN = re.compile(r"<!--\s*(BEGIN|END) QUESTION\s*-->", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
_MOST_CELLS = 5000
_MOST_IMAGE = 1_500_000
"""Characters of a picture in base64; a plot has a tenth of it."""

Kind = Literal["markdown", "code", "output", "image"]


@dataclass(frozen=True)
class Piece:
    """One part of an answer: a cell, or what it printed or drew when the student saved it."""

    kind: Kind
    text: str
    """Of an image, its address with all data in it."""
    pictures: Mapping[str, str] | None = None
    """Pictures pasted into a text, by name."""


@dataclass(frozen=True)
class Answer:
    """What a student answered to a question."""

    pieces: tuple[Piece, ...] = ()
    blank: bool = True
    """Whether there is nothing but what was released."""

    @property
    def version(self) -> str:
        """Stands for what was typed; another answer has another one."""
        typed = json.dumps([p.text for p in self.pieces if p.kind in ("markdown", "code")])
        return hashlib.sha256(typed.encode()).hexdigest()[:8]

    @property
    def excerpt(self) -> str:
        """Return what was typed, without what the cells printed."""
        if self.blank:
            return ""
        return "\n".join(p.text for p in self.pieces if p.kind in ("markdown", "code"))


@dataclass(frozen=True)
class Template:
    """The notebook as it was released: where the answers to which question go."""

    ids: Mapping[str, int]
    sources: Mapping[str, tuple[int, ...]]
    open: tuple[str, ...]
    """For each cell, the question that it leaves open after it."""
    answer: frozenset[int]
    """Cells that are to be overwritten."""


def template(released: str, marked: Sequence[str]) -> Template:
    """Read the student notebook of the release.

    ``marked`` are the questions that otter marks, in order (``Outline.marked``).
    """
    ids: dict[str, int] = {}
    sources: dict[str, tuple[int, ...]] = {}
    after: list[str] = []
    answers = set()
    number, question = -1, ""
    for index, cell in enumerate(_cells(released)):
        source = _source(cell)
        if cell.get("cell_type") == "markdown":
            for mark in _BEGIN.finditer(source):
                begins = mark[1].upper() == "BEGIN"
                number += begins
                question = marked[number] if begins and number < len(marked) else ""
        after.append(question)
        if "otter_answer_cell" in _tags(cell):
            answers.add(index)
        if isinstance(cell.get("id"), str):
            ids[cell["id"]] = index
        sources[source.strip()] = (*sources.get(source.strip(), ()), index)
    return Template(ids, sources, tuple(after), frozenset(answers))


def answers(notebook: str, released: Template, questions: Sequence[str]) -> dict[str, Answer]:
    """Return the answers in a student's notebook; one that can't be read has none."""
    found: dict[str, list[Piece]] = {name: [] for name in questions}
    typed = dict.fromkeys(questions, False)
    last, question = -1, ""
    for cell in _cells(notebook)[:_MOST_CELLS]:
        index = _place(cell, released, last)
        if index is not None:
            last, question = index, released.open[index]
            if index not in released.answer:
                continue
        if question in found and _source(cell).strip():
            found[question] += _pieces(cell)
            same = released.sources.get(_source(cell).strip(), ())
            typed[question] |= not any(place in released.answer for place in same)
    return {name: Answer(tuple(own), not typed[name]) for name, own in found.items()}


def _place(cell: Mapping[str, Any], released: Template, last: int) -> int | None:
    """Return which of the released cells this is: by its id, or by its text in this order."""
    known = released.ids.get(cell["id"]) if isinstance(cell.get("id"), str) else None
    if known is not None:
        return known
    same = released.sources.get(_source(cell).strip(), ())
    return next((index for index in same if index > last), None)


def _cells(text: str) -> list[dict[str, Any]]:
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        return []
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def _source(cell: Mapping[str, Any]) -> str:
    return _text(cell.get("source"))


def _text(value: object) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _tags(cell: Mapping[str, Any]) -> list[str]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return tags if isinstance(tags, list) else []


def _pieces(cell: Mapping[str, Any]) -> Iterator[Piece]:
    kind = cell.get("cell_type")
    if kind != "code":
        yield Piece("markdown", _source(cell), dict(_pasted(cell)))
        return
    yield Piece("code", _source(cell))
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else []:
        if isinstance(output, dict):
            yield from _output(output)


def _output(output: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield what a cell printed or drew: pictures and text, never HTML of its own."""
    data = output.get("data")
    if isinstance(data, dict):
        picture = next(_picture(data), "")
        if picture:
            yield Piece("image", picture)
        elif data.get("text/plain"):
            yield Piece("output", _text(data["text/plain"]))
    elif output.get("output_type") == "error":
        yield Piece("output", f"{output.get('ename')}: {output.get('evalue')}")
    elif output.get("text"):
        yield Piece("output", _text(output["text"]))


def _pasted(cell: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    pasted = cell.get("attachments")
    for name, data in pasted.items() if isinstance(pasted, dict) else ():
        if isinstance(data, dict):
            for picture in _picture(data):
                yield str(name), picture


def _picture(data: Mapping[str, Any]) -> Iterator[str]:
    for kind in ("image/png", "image/jpeg", "image/gif"):
        text = _text(data.get(kind))
        if text and len(text) <= _MOST_IMAGE and _BASE64.fullmatch(text):
            yield f"data:{kind};base64,{''.join(text.split())}"
