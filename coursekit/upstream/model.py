"""The words of an upstream merge: what changed, what state that is in, what can be chosen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

OURS, THEIRS, BOTH = "ours", "theirs", "both"
"""What can be chosen for a change."""


def digest_of(*parts: str) -> str:
    """Return a short name for a version of something: the same content, the same name."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Part:
    """Something that upstream changed in a file: a question, a cell, or all of the file."""

    id: str
    """Its name among the parts of this file, in this comparison."""
    label: str
    """Its name for people: ``q1_2``, ``cell 4``, or nothing for the whole file."""
    question: bool
    what: str
    """In a few words: ``text and tests``, ``new``, ``removed``, ``moved``."""
    state: str
    """``safe``: touches nothing that was changed here; ``touches``; ``there``: here already."""
    choices: tuple[str, ...]
    digest: str
    """Which version of upstream's this is."""
    base: str = field(default="", repr=False)
    ours: str = field(default="", repr=False)
    theirs: str = field(default="", repr=False)
