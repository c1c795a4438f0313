"""Small notebooks of every format, made of the same questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from coursekit.upstream.files import Changed, File, changed, result

FORMATS = (".ipynb", "no-ids.ipynb", "percent.py", "light.py", ".md")

PERCENT = """\
# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#       jupytext_version: {version}
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

"""


@dataclass(frozen=True)
class Piece:
    """A cell as an author thinks of it."""

    kind: str
    source: str
    id: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def question(
    name: str, text: str = "", solution: str = "x = 1 # SOLUTION", tests: Sequence[str] = ("x",)
) -> list[Piece]:
    """Return the cells of a question; the ids are made of its name."""
    cells = [
        Piece("raw", f"# BEGIN QUESTION\nname: {name}\npoints: 1"),
        Piece("markdown", text or f"**Question {name}.** What is it?"),
        Piece("raw", "# BEGIN SOLUTION"),
        Piece("code", solution),
        Piece("raw", "# END SOLUTION"),
        Piece("raw", "# BEGIN TESTS"),
        *(Piece("code", test) for test in tests),
        Piece("raw", "# END TESTS"),
        Piece("raw", "# END QUESTION"),
    ]
    return [Piece(c.kind, c.source, f"{name}-{at}") for at, c in enumerate(cells)]


def start(text: str = "# A lab") -> list[Piece]:
    return [
        Piece("raw", "# ASSIGNMENT CONFIG\nname: lab", "start-0"),
        Piece("markdown", text, "start-1"),
        Piece("code", "import numpy as np", "start-2"),
    ]


def written(pieces: Sequence[Piece], form: str, **style: Any) -> bytes:
    """Return a notebook of these cells as a file of some format."""
    if form.endswith(".ipynb"):
        return ipynb(pieces, ids="no-ids" not in form, **style)
    if form == ".md":
        return "\n\n".join(["---\njupyter:\n  jupytext: {}\n---", *map(_md, pieces), ""]).encode()
    if form == "light.py":
        return "\n\n".join([*map(_light, pieces)]).encode() + b"\n"
    head = PERCENT.format(version=style.get("version", "1.17.0"))
    return (head + "\n\n".join(map(_percent, pieces)) + "\n").encode()


def ipynb(
    pieces: Sequence[Piece], *, ids: bool = True, indent: int | None = 1, **metadata: Any
) -> bytes:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    cells = [
        {
            "cell_type": piece.kind,
            **({"execution_count": None} if piece.kind == "code" else {}),
            **({"id": piece.id or f"n-{at}"} if ids else {}),
            "metadata": {},
            **({"outputs": []} if piece.kind == "code" else {}),
            "source": piece.source.splitlines(keepends=True),
            **piece.more,
        }
        for at, piece in enumerate(pieces)
    ]
    book = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, **metadata},
        "nbformat": 4,
        "nbformat_minor": 5 if ids else 4,
    }
    return (json.dumps(book, indent=indent, ensure_ascii=False) + "\n").encode()


def _commented(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.splitlines())


def _percent(piece: Piece) -> str:
    if piece.kind == "code":
        return f"# %%\n{piece.source}"
    return f"# %% [{piece.kind}]\n{_commented(piece.source)}"


def _light(piece: Piece) -> str:
    if piece.kind == "raw":
        return f'# + cell_type="raw" active=""\n{_commented(piece.source)}\n# -'
    return piece.source if piece.kind == "code" else _commented(piece.source)


def _md(piece: Piece) -> str:
    if piece.kind == "raw":
        return f"<!-- #raw -->\n{piece.source}\n<!-- #endraw -->"
    return f"```python\n{piece.source}\n```" if piece.kind == "code" else piece.source


def name_of(form: str) -> str:
    return f"labs/lab{form}" if form.startswith(".") else f"labs/{form}"


def compare(
    base: bytes | None, ours: bytes | None, theirs: bytes | None, name: str = "labs/lab.ipynb"
) -> Changed:
    paths = [name if data is not None else "" for data in (base, ours, theirs)]
    return changed(File(paths[0], paths[1], paths[2], base, ours, theirs))


def states(found: Changed) -> dict[str, str]:
    """Return what state each part is in, by its label."""
    return {part.label: part.state for part in found.parts}


def merged(found: Changed, **choices: str) -> bytes | None:
    """Return our file with the choices made; ``safe="theirs"`` is for all parts that are safe."""
    safe = choices.pop("safe", "ours")
    by_label = {label.replace("_", "-"): choice for label, choice in choices.items()}
    return result(
        found,
        {
            part.id: by_label.get(part.label, safe if part.state == "safe" else "ours")
            for part in found.parts
        },
    ).data


def all_taken(found: Changed) -> bytes | None:
    """Return our file with all that upstream changed, both versions together where that goes."""
    return result(
        found,
        {
            part.id: "both" if "both" in part.choices else "theirs"
            for part in found.parts
            if part.state != "there"
        },
    ).data
