"""What can be told of a submission before anything of it runs: is it a notebook, and of what."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coursekit.grading.model import Status
from coursekit.grading.sources.choose import MOST_NOTEBOOK, name_in

_CHECK = re.compile(r"^[ \t]*\w+\.check\(\s*[\"']([^\"'\n]+)[\"']", re.MULTILINE)
_STARTS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip, or a document of an office program",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
    b"\x1f\x8b": "a compressed file",
    b"<": "a web page",
    b"version https://git-lfs": "a pointer to a file that git keeps elsewhere",
}


@dataclass(frozen=True)
class Released:
    """The student notebook as it was released."""

    expected: str = ""
    """The assignment's name that the autograder insists on; empty if it takes any."""
    checks: frozenset[str] = frozenset()
    tests: Mapping[str, Any] = field(default_factory=dict)
    """The public tests in its metadata, by question."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """Text of each cell, by its id."""


@dataclass(frozen=True)
class Look:
    """What a look at a submission's notebook came to."""

    status: Status | None = None
    """Why it is not graded at all."""
    message: str = ""
    notes: tuple[str, ...] = ()


def released(notebook: bytes, expected: str) -> Released:
    """Read the student notebook that everybody got."""
    data = json.loads(notebook)
    ids = {str(c.get("id")): _source(c) for c in _cells(data) if c.get("id")}
    return Released(expected, frozenset(_checks(data)), _tests(data), ids)


def look(path: Path, release: Released) -> Look:
    """Look at a notebook that was handed in. Deleted checks and edited tests are notes: no more.

    A notebook of another assignment is told as otter tells it (``validate_assignment_name``).
    """
    try:
        size = path.stat().st_size
        if size > MOST_NOTEBOOK:
            text = f"the notebook has {size / 2**20:,.0f} MB: its outputs are far too large"
            return Look("not-a-notebook", text)
        content = path.read_bytes()
    except OSError as error:
        return Look("failed", f"it can't be read: {(error.strerror or str(error)).lower()}")
    try:
        data = parsed(content)
    except ValueError as error:
        return Look("not-a-notebook", str(error))
    name = name_in(data)
    if release.expected and name != release.expected:
        of = f"a notebook of '{name}'" if name else "it does not say of which assignment it is"
        return Look("wrong-assignment", f"{of}; this is '{release.expected}'")
    return Look(notes=tuple(_notes(data, release)))


def parsed(content: bytes) -> dict[str, Any]:
    """Return a notebook; raises ``ValueError`` with words for staff if it is none."""
    if not content.strip():
        raise ValueError("the file is empty")
    for start, what in _STARTS.items():
        if content.lstrip()[: len(start)] == start:
            raise ValueError(f"this is {what}, not a notebook")
    try:
        text = content.decode("utf-8")
        data = json.loads(text)
    except UnicodeDecodeError as error:
        raise ValueError("not a notebook: it is not text in UTF-8") from error
    except RecursionError as error:
        raise ValueError("not a notebook: it is nested without end") from error
    except ValueError as error:
        reason = getattr(error, "msg", str(error))
        raise ValueError(f"a damaged notebook: {str(reason).lower()}") from error
    notebook = data if isinstance(data, dict) else {}
    if isinstance(notebook.get("cells"), list):
        return notebook
    why = "JSON, but not a notebook: it has no list of cells"
    if "worksheets" in notebook:
        why = "a notebook of an old kind (format 3): save it again in Jupyter"
    raise ValueError(why)


def _notes(data: dict[str, Any], release: Released) -> Iterable[str]:
    gone = sorted(release.checks - set(_checks(data)))
    if gone:
        yield f"deleted check: {', '.join(gone)}"
    tests = _tests(data)
    edited = sorted(q for q in release.tests if q in tests and tests[q] != release.tests[q])
    if edited:
        yield f"edited public test: {', '.join(edited)} (the autograder's own counts)"
    lost = sorted(question for question in release.tests if question not in tests)
    if lost:
        yield f"public test taken out: {', '.join(lost)} (the autograder's own counts)"
    yield from _renamed(data, release)


def _renamed(data: dict[str, Any], release: Released) -> Iterable[str]:
    """Say how many released cells are there under another id: copied to a notebook made anew."""
    if not release.cells:
        return
    ids = {str(cell.get("id")) for cell in _cells(data)}
    texts = {_source(cell).strip() for cell in _cells(data) if cell.get("id") not in release.cells}
    moved = [
        key
        for key, text in release.cells.items()
        if key not in ids and text.strip() and text.strip() in texts
    ]
    if moved:
        yield f"{len(moved)} of {len(release.cells)} cells have another id than was released"


def _cells(data: Any) -> list[dict[str, Any]]:
    cells = data.get("cells") if isinstance(data, dict) else None
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _checks(data: Any) -> set[str]:
    code = (_source(cell) for cell in _cells(data) if cell.get("cell_type") == "code")
    return {match[1] for text in code for match in _CHECK.finditer(text)}


def _tests(data: Any) -> dict[str, Any]:
    metadata = data.get("metadata") if isinstance(data, dict) else None
    own = metadata.get("otter") if isinstance(metadata, dict) else None
    tests = own.get("tests") if isinstance(own, dict) else None
    return tests if isinstance(tests, dict) else {}
