"""Whether links open: what was found, link by link, and what a failure means in plain words."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

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
    if source.unreachable:
        message = (
            f"The course's repository {source.repo} cannot be reached: {source.unreachable}."
            " Students will see an error and no notebook. Check that the address is right and that"
            " everybody may read it."
        )
        return Proof(link, "repository", ok=False, message=message)
    if source.branch not in source.branches:
        there = ", ".join(sorted(source.branches)[:5]) or "none yet"
        message = (
            f"{source.repo} has no branch {source.branch} (it has: {there})."
            " coursekit release makes it."
        )
        return Proof(link, "branch", ok=False, message=message)
    if path not in source.files:
        message = (
            f"The branch {source.branch} of {source.repo} has no file {path}{_near(path, source)}."
            " coursekit release brings it there."
        )
        return Proof(link, "file", ok=False, message=message)
    return Proof(link, "file", ok=True)


def _near(path: str, source: Source) -> str:
    """Say which file it may have become."""
    name = PurePosixPath(path).name
    moved = [file for file in source.files if PurePosixPath(file).name == name]
    near = moved or difflib.get_close_matches(path, list(source.files), n=1, cutoff=0.8)
    return f" (there is {sorted(near)[0]})" if near else ""
