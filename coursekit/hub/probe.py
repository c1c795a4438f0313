"""The pre-class probe in words: the layers from a link to a saved notebook, and their faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

LAYERS = ("hub", "sign-in", "link", "server", "pull", "open", "run", "save", "stop")
"""What a student's click goes through, in order."""

_MEANS = {
    "hub": "The hub does not answer",
    "sign-in": "The hub answers, but nobody can sign in",
    "link": "Signing in works, but the link leads to no server",
    "server": "The link works, but the notebook server did not start",
    "pull": "The notebook server started but the course repository could not be pulled",
    "open": "The course was pulled but the notebook does not open",
    "run": "The notebook opens but its cells do not run",
    "save": "The notebook runs but cannot be saved",
    "stop": "Everything works, but the notebook server did not stop",
}

_PULL_FAULTS = (
    (
        r"no space left|disk quota exceeded|file too large|folder is full",
        "The notebook server started but the student's folder has no room for the course",
    ),
    (
        r"branch (.*not found|does not exist)|remote branch|couldn't find remote ref",
        "The notebook server started but the course repository has no such branch",
    ),
    (
        r"could not resolve|unable to access|could not read|not found|does not exist|"
        r"no release of|connection|ls-remote",
        "The notebook server started but the course repository could not be reached",
    ),
)
"""What git's words mean, the telling ones first."""

_NEVER_EXCUSED = ("ImportError", "ModuleNotFoundError", "MemoryError")
"""Errors that no unanswered question explains."""


@dataclass(frozen=True)
class Finding:
    """How one layer did for one link: the Contract's row of ``hub check --json``."""

    college: str
    assignment: str
    layer: str
    ok: bool
    seconds: float
    message: str

    def as_json(self) -> dict[str, object]:
        """Return the row."""
        return asdict(self)


def fault(layer: str, said: str, details: str = "") -> str:
    """Return in plain words what a layer's failure means, and what the engine said of it."""
    meaning = _MEANS[layer]
    if layer == "pull":
        words = f"{said}\n{details}".lower()
        known = (text for pattern, text in _PULL_FAULTS if re.search(pattern, words))
        meaning = next(known, meaning)
        said = _gits_words(details) or said
    return f"{meaning}: {said.rstrip('.')}."


def failing_cell(cells: Iterable[Mapping[str, Any]]) -> str:
    """Say which cell of a notebook that was run stopped with an error, if that is a fault.

    A student's copy has blanks (``...``): after one, errors are to be expected, unless a package or
    the memory is missing.
    """
    blank = False
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] != "code":
            continue
        blank = blank or re.search(r"(^|[=(,:\s])\.\.\.", "".join(cell["source"])) is not None
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                name = output["ename"]
                if not blank or name in _NEVER_EXCUSED:
                    return f"cell {number} stopped with {name}: {output['evalue']}"
    return ""


def _gits_words(said: str) -> str:
    """Return git's own last complaint within what nbgitpuller printed."""
    lines = [line.strip() for line in said.splitlines()]
    telling = [line for line in lines if re.match(r"(fatal|error|remote):", line)]
    return telling[-1] if telling else ""
