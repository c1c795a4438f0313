"""Whether links open: what was found, link by link, and what a failure means in plain words."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from coursekit.errors import Problem
from coursekit.links.model import Link

AGAIN = "again"
"""The layer of a click after a new release, when the student's copy is there already."""


@dataclass(frozen=True)
class Source:
    """What can be known of a release without a hub."""

    repo: str
    """Its address, as people know it."""
    branch: str
    unreachable: str = ""
    """Why it could not be reached, in git's words."""
    branches: Collection[str] = ()
    files: Collection[str] = ()
    """Paths on the branch."""
    tags: Collection[str] = ()


@dataclass(frozen=True)
class Proof:
    """How one link did."""

    link: Link
    layer: str
    """The last layer that was tried: the one that failed, if one did."""
    ok: bool
    message: str = ""
    """What is wrong, in a sentence or two."""

    def as_json(self) -> dict[str, object]:
        """Return the link's object with what was found."""
        return self.link.as_json() | {
            "ok": self.ok,
            "layer": self.layer,
            "message": self.message,
        }


def source_proof(link: Link, path: str, source: Source) -> Proof:
    """Return how ``link``, which opens ``path`` of the release, does without a hub."""
    layer, message = _fault(path, source)
    ours = {"branch": " coursekit release makes it.", "file": " coursekit release brings it there."}
    if message:
        return Proof(link, layer, ok=False, message=message + ours.get(layer, ""))
    return Proof(link, layer, ok=True)


def missing(path: str, source: Source) -> Problem | None:
    """Return what a link to file or folder ``path`` lacks, whoever's repository it is."""
    layer, message = _fault(path, source)
    hints = {
        "repository": "name one that everybody may read",
        "branch": "name a branch that is there",
        "file": "name a file that is there",
    }
    return Problem(message, hint=hints[layer]) if message else None


def _fault(path: str, source: Source) -> tuple[str, str]:
    """Return the last layer that was looked at, and what is wrong there, or nothing."""
    if source.unreachable:
        return "repository", (
            f"The course's repository {source.repo} cannot be reached: {source.unreachable}."
            " Students will see an error and no notebook. Check that the address is right and that"
            " everybody may read it."
        )
    if source.branch in source.tags:
        return "branch", (
            f"{source.branch} is a tag of {source.repo}, not a branch: the first click works, the"
            " next one does not."
        )
    if source.branch not in source.branches:
        there = ", ".join(sorted(source.branches)[:5]) or "none yet"
        return "branch", f"{source.repo} has no branch {source.branch} (it has: {there})."
    if path and path not in source.files and not _is_folder(path, source):
        return "file", (
            f"The branch {source.branch} of {source.repo} has no file {path}{_near(path, source)}."
        )
    return "file", ""


def _is_folder(path: str, source: Source) -> bool:
    return any(file.startswith(f"{path}/") for file in source.files)


def _near(path: str, source: Source) -> str:
    """Say which file it may have become."""
    name = PurePosixPath(path).name
    moved = [file for file in source.files if PurePosixPath(file).name == name]
    near = moved or difflib.get_close_matches(path, list(source.files), n=1, cutoff=0.8)
    return f" (there is {sorted(near)[0]})" if near else ""
