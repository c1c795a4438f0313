"""An assignment's source: read, and turned into a notebook with stable cell ids."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

QUESTION = re.compile(r"^\s*#\s*BEGIN QUESTION\b", re.IGNORECASE)
"""How the settings of a question begin."""
NAME = re.compile(
    r"^#?\s*name:[ \t]*(?:\"([^\"\n]+)\"|'([^'\n]+)'|([^\s#'\"][^\n#]*))", re.MULTILINE
)
"""The setting that names it, bare or in quotes."""
_FENCE = re.compile(r"^```otter[ \t]*\n(.*?)\n```[ \t]*$", re.MULTILINE | re.DOTALL)

_IMPORTING = threading.Lock()
"""Assignments are converted side by side."""


def parse(path: Path, text: str) -> dict[str, Any]:
    """Return the notebook (nbformat 4) that ``text`` is; raises ``ValueError`` if it is none."""
    if path.suffix == ".ipynb":
        if not text.strip():
            raise ValueError("the notebook is empty")
        notebook = json.loads(text)
        if isinstance(notebook, dict) and notebook.get("nbformat", 4) != 4:
            raise ValueError(
                f"the notebook has format {notebook['nbformat']}, and only format 4 can be used"
            )
        if not _is_notebook(notebook):
            raise ValueError("this is JSON but not a notebook: it has no list of cells")
        return dict(notebook)
    return dict(json.loads(_read(path.suffix.lstrip("."), text)))


@functools.lru_cache(maxsize=256)
def _read(kind: str, text: str) -> str:
    """Return a jupytext source as JSON; it takes a tenth of a second, and is wanted three times."""
    try:
        return json.dumps(_jupytext().reads(text, fmt=kind))
    except Exception as error:  # jupytext documents no exceptions of its own
        raise ValueError(f"jupytext can't read this as a notebook: {error}") from error


def _jupytext() -> Any:
    """Import jupytext, without a grammar of addresses that jsonschema compiles in 2 s for nothing.

    jsonschema does without it where it is not installed (``jsonschema._format``).
    """
    name = "rfc3987_syntax"
    with _IMPORTING:
        before = sys.modules.get(name)
        sys.modules[name] = before  # type: ignore[assignment]  # None: "not installed"
        try:
            import jupytext
        finally:
            if before is None:
                del sys.modules[name]
    return jupytext


def _is_notebook(data: Any) -> bool:
    """Tell whether JSON data has the outline of a notebook."""
    if not isinstance(data, dict) or not isinstance(data.get("metadata", {}), dict):
        return False
    cells = data.get("cells")
    return isinstance(cells, list) and all(
        isinstance(cell, dict) and isinstance(cell.get("cell_type"), str) for cell in cells
    )


def converted(path: Path, text: str) -> str:
    """Return a jupytext source as the text of an .ipynb, the same for the same source.

    Cells get ids of the form ``q1_2-3``: the question they follow and their number in it, so that
    an edit in one question leaves the ids of all others alone.
    """
    notebook = parse(path, text)
    section, number = "start", 0
    for cell in notebook["cells"]:
        source = source_of(cell)
        match = name_in(source)
        if cell["cell_type"] == "raw" and QUESTION.match(source) and match:
            section, number = re.sub(r"[^A-Za-z0-9_-]", "-", match)[:40], 0
        number += 1
        cell["id"] = f"{section}-{number}"
        cell["metadata"] = _kept(cell.get("metadata", {}))
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    kernel = notebook.get("metadata", {}).get("kernelspec")
    notebook["metadata"] = {"kernelspec": kernel} if kernel else {}
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def stable_ids(text: str, kept: str) -> str:
    """Replace the random ids of cells that otter added, which are not in the notebook ``kept``.

    The new id is a digest of the cell's content (and of how many such cells came before), so the
    same source gives the same bytes; all else in ``text`` stays as otter wrote it.
    """
    known = {cell.get("id") for cell in json.loads(kept)["cells"]}
    seen: Counter[str] = Counter()
    for cell in json.loads(text)["cells"]:
        if "id" in cell and cell["id"] not in known:
            content = f"{cell['cell_type']}\n{source_of(cell)}"
            seen[content] += 1
            fresh = hashlib.sha256(f"{content}\n{seen[content]}".encode()).hexdigest()[:8]
            text = text.replace(f'"id": "{cell["id"]}"', f'"id": "{fresh}"', 1)
    return text


def ipynb_name(notebook: str) -> str:
    """Return the file name of a notebook once it is an .ipynb."""
    return PurePosixPath(notebook).with_suffix(".ipynb").name


def source_of(cell: Any) -> str:
    """Return the text of a cell."""
    source = cell.get("source", "") if isinstance(cell, dict) else ""
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def name_in(head: str) -> str:
    """Return the name that a question's settings give it; empty if they give none."""
    match = NAME.search(head)
    return next((part.strip() for part in match.groups() if part), "") if match else ""


def pieces(cell: Any) -> Iterator[tuple[str, str]]:
    """Yield the type and text of what otter sees in a cell.

    Markdown may hold otter's settings in fences (```otter): otter takes each for a raw cell.
    """
    kind, source = str(cell.get("cell_type")), source_of(cell)
    if kind == "markdown":
        for match in _FENCE.finditer(source):
            yield "raw", match[1]
        source = _FENCE.sub("", source)
    yield kind, source


def _kept(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return what a script says of a cell, without what jupytext notes there for itself."""
    return {key: value for key, value in metadata.items() if not key.startswith("lines_to_")}
