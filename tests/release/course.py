"""Small courses in memory: authors' notebooks, and what students get of them."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from coursekit.release import gate
from coursekit.release.fragments import index_of
from coursekit.release.machine import Machine
from coursekit.release.secrets import read


def cell(kind: str, source: str, **more: Any) -> dict[str, Any]:
    own = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source, **own, **more}


def notebook(*cells: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}


def as_bytes(book: dict[str, Any]) -> bytes:
    return json.dumps(book, indent=1).encode()


@dataclass(frozen=True)
class Question:
    """A question: what is asked, the lines of the solution, and a hidden test."""

    asked: str
    name: str
    solution: tuple[str, ...]
    hidden: str
    prose: str = ""


def author(questions: Sequence[Question]) -> dict[str, Any]:
    """Return the author's notebook."""
    cells = [cell("raw", "# ASSIGNMENT CONFIG\nname: lab"), cell("code", "import numpy as np")]
    for number, asked in enumerate(questions):
        lines = [f"{asked.name} = {asked.solution[0]} # SOLUTION"]
        if len(asked.solution) > 1:
            lines = ["# BEGIN SOLUTION", *asked.solution, "# END SOLUTION"]
        cells += [
            cell("raw", f"# BEGIN QUESTION\nname: q{number}\nmanual: {bool(asked.prose)}"),
            cell("markdown", asked.asked),
            cell("raw", "# BEGIN SOLUTION"),
            cell("code", "\n".join(lines)),
            *([cell("markdown", asked.prose)] if asked.prose else []),
            cell("raw", "# END SOLUTION"),
            cell("raw", "# BEGIN TESTS"),
            cell("code", f"isinstance({asked.name}, (int, float))"),
            cell("code", f"# HIDDEN\n{asked.hidden}"),
            cell("raw", "# END TESTS"),
            cell("raw", "# END QUESTION"),
        ]
    return notebook(*cells)


def student(questions: Sequence[Question]) -> dict[str, Any]:
    """Return what otter makes of it for students."""
    cells = [cell("code", "import numpy as np")]
    tests = {}
    for number, asked in enumerate(questions):
        blank = "..." if len(asked.solution) > 1 else f"{asked.name} = ..."
        cells += [
            cell("markdown", asked.asked),
            cell("code", blank, metadata={"tags": ["otter_answer_cell"]}),
            cell("code", f'grader.check("q{number}")'),
        ]
        case = {"code": f">>> isinstance({asked.name}, (int, float))\nTrue", "hidden": False}
        tests[f"q{number}"] = {"name": f"q{number}", "suites": [{"cases": [case]}]}
    return notebook(*cells, otter={"OK_FORMAT": True, "tests": tests})


def knowledge(labs: dict[str, Sequence[Question]], *folders: Any) -> gate.Knowledge:
    """Return what the gate knows of a course of labs."""
    parts = {name: read(name, author(questions)) for name, questions in labs.items()}
    answers = {
        f"labs/{name}.ipynb": gate.solved_cells(
            (
                "\n".join(line.text for line in secret.lines)
                for secret in found.secrets
                if secret.rule == "solution" and not secret.prose
            ),
            found.public,
        )
        for name, found in parts.items()
    }
    return gate.Knowledge(
        index=index_of([*parts.values()]), answers=answers, machine=Machine.of(folders)
    )


def release(labs: dict[str, Sequence[Question]]) -> dict[str, bytes]:
    """Return a clean release of a course of labs."""
    files = {f"labs/{name}.ipynb": as_bytes(student(found)) for name, found in labs.items()}
    lecture = notebook(
        cell("markdown", "# Lecture\n\nNames and numbers."),
        cell("code", "x = 1\nx", outputs=[shown("1")], execution_count=1),
    )
    return {
        **files,
        "lectures/one.ipynb": as_bytes(lecture),
        "data/rents.csv": b"city,rent\n" + b"".join(b"a,%d\n" % n for n in range(40)),
        "README.md": b"# A course\n\nStart with lab 1.\n",
    }


def shown(text: str) -> dict[str, Any]:
    data = {"text/plain": text}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


def _edited(data: bytes, edit: Callable[[dict[str, Any]], None]) -> bytes:
    book = json.loads(data)
    edit(book)
    return as_bytes(book)


def _zip(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return whole.getvalue()


def in_source(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    return _in_cell(files, at, lambda one: one | {"source": f"{one['source']}\n{secret}"})


def in_new_cell(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    def edit(book: dict[str, Any]) -> None:
        book["cells"].insert(at % (len(book["cells"]) + 1), cell("raw", secret))

    return _in_notebook(files, at, edit)


def in_list_of_lines(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    def edit(one: dict[str, Any]) -> dict[str, Any]:
        return one | {"source": [one["source"], "\n", *secret.splitlines(keepends=True)]}

    return _in_cell(files, at, edit)


def in_output(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    stream = {"output_type": "stream", "name": "stdout", "text": secret.splitlines(keepends=True)}
    return _in_cell(files, at, lambda one: one | {"outputs": [stream]})


def in_error(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["at", secret]}
    return _in_cell(files, at, lambda one: one | {"outputs": [error]})


def in_html_output(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    import html

    marked = " ".join(f"<span class='n'>{html.escape(word)}</span>" for word in secret.split(" "))
    output = {"output_type": "display_data", "data": {"text/html": f"<p>{marked}</p>"}}
    return _in_cell(files, at, lambda one: one | {"outputs": [output]})


def in_metadata(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    more = {"notes": {"mine": [1, secret]}}
    return _in_cell(files, at, lambda one: one | {"metadata": more})


def in_notebook_metadata(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    return _in_notebook(files, at, lambda book: book["metadata"].update(author={"said": secret}))


def in_attachment(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    bundle = {"a.txt": {"text/plain": base64.b64encode(secret.encode()).decode()}}
    return _in_cell(files, at, lambda one: one | {"attachments": bundle})


def in_data_address(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    packed = base64.b64encode(f"{'-' * 40}\n{secret}".encode()).decode()
    link = f"[more](data:text/plain;base64,{packed})"
    return _in_cell(files, at, lambda one: one | {"source": f"{one['source']}\n{link}"})


def in_text_file(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    return files | {"data/notes.txt": f"some notes\n\n{secret}\n\nand more".encode()}


def in_utf_16(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    return files | {"data/notes.txt": f"some notes\n{secret}\n".encode("utf-16")}


def in_data_file(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    quoted = secret.replace('"', '""')
    return files | {"data/rents.csv": files["data/rents.csv"] + f'a,"{quoted}"\n'.encode()}


def in_json(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    return files | {"data/settings.json": json.dumps({"a": ["b", secret]}).encode()}


def in_quotation(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    quoted = "\n".join(f"> {line}" for line in secret.splitlines())
    return files | {"README.md": f"# Answers\n\n{quoted}\n".encode()}


def in_archive(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    inner = _zip({"deep.txt": secret.encode()})
    return files | {"data/more.zip": _zip({"a.txt": b"nothing", "inner.zip": inner})}


def in_renamed_notebook(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    book = notebook(cell("code", secret.splitlines(keepends=True)))  # type: ignore[arg-type]
    return files | {"data/picture.png": as_bytes(book)}


def in_file_name(files: dict[str, bytes], secret: str, at: int) -> dict[str, bytes]:
    return files | {f"data/{secret.replace('/', '_')}.txt": b"nothing"}


PLACES: tuple[Callable[[dict[str, bytes], str, int], dict[str, bytes]], ...] = (
    in_source,
    in_new_cell,
    in_list_of_lines,
    in_output,
    in_error,
    in_html_output,
    in_metadata,
    in_notebook_metadata,
    in_attachment,
    in_data_address,
    in_text_file,
    in_utf_16,
    in_data_file,
    in_json,
    in_quotation,
    in_archive,
    in_renamed_notebook,
)


def _in_notebook(
    files: dict[str, bytes], at: int, edit: Callable[[dict[str, Any]], None]
) -> dict[str, bytes]:
    names = sorted(name for name in files if name.endswith(".ipynb"))
    name = names[at % len(names)]
    return files | {name: _edited(files[name], edit)}


def _in_cell(
    files: dict[str, bytes], at: int, edit: Callable[[dict[str, Any]], dict[str, Any]]
) -> dict[str, bytes]:
    def change(book: dict[str, Any]) -> None:
        number = (at // 7) % len(book["cells"])
        book["cells"][number] = edit(book["cells"][number])

    return _in_notebook(files, at, change)
