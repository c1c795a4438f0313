"""What every source is read into: files as they were found, and what a person handed in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from coursekit.grading.model import Identity

_JUNK = {"__macosx", ".ipynb_checkpoints", "thumbs.db", "desktop.ini"}
_OF_OTTER = {".otter_log", "__zip_filename__"}
_COPY = re.compile(r"(?i)(?: ?\(\d+\)|-\d+|[ _-]copy\d*|[ _-](?:final|submission))+$")
"""What browsers, Jupyter, Canvas and people add to the name of a file."""
_EXPORTED = re.compile(r"_(\d{4}_\d\d_\d\dT\d\d_\d\d_\d\d_\d{1,6})$")
"""What otter adds to the name of a zip that it exports (``Notebook.export``)."""


@dataclass(frozen=True)
class File:
    """One file of a source."""

    name: str
    """Its path in the source, with forward slashes; only a name, never a place on this disk."""
    path: Path | None = None
    """Where its content is; ``None`` if there is a problem with it."""
    problem: str = ""
    order: int = 0
    """Grows with the time at which the source got it, where the source numbers its files."""

    @property
    def suffix(self) -> str:
        """The ending of the name, in lower case: ``.ipynb``."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The last part of the name, without its ending."""
        return PurePosixPath(self.name).stem

    @property
    def junk(self) -> bool:
        """Whether it is no work of a student: scratch files of systems, hidden files."""
        parts = [part.lower() for part in PurePosixPath(self.name).parts]
        if parts and parts[-1] in _OF_OTTER:
            return any(part in _JUNK for part in parts)
        hidden = (part.startswith(".") and part != ".." for part in parts)
        return any(hidden) or any(part in _JUNK for part in parts)

    @property
    def candidate(self) -> bool:
        """Whether it is, or may have in it, a notebook to grade."""
        return self.suffix in (".ipynb", ".zip")


@dataclass(frozen=True)
class Left:
    """Something in a source that is nobody's submission, and why."""

    where: str
    why: str
    junk: bool = False
    """Whether that is as it should be, and of no interest."""


@dataclass(frozen=True)
class Handed:
    """What one person handed in at one time, as the source has it."""

    who: Identity
    origin: str
    """Where it was found, in words."""
    files: tuple[File, ...]
    source: str
    """Kind of the source: ``canvas``."""
    key: str
    """Who the source says it is, in its own terms; equal for the same person, and only then."""
    handed_in: datetime | None = None
    late: bool | None = None
    order: int = 0
    """Grows with time, within one kind of source; 0 where the source does not tell."""
    clues: tuple[str, ...] = ()
    """Where a person is known by file names only: folders and stem that may name the person."""
    group: str = ""
    """Name of the group it was handed in for, or that it may be of."""


@dataclass(frozen=True)
class Reading:
    """What one source came to."""

    kind: str
    """What it was found to be, in words: ``a Canvas download``."""
    where: str
    handed: tuple[Handed, ...] = ()
    left: tuple[Left, ...] = ()
    inside: tuple[Reading, ...] = field(default=())
    """Sources that were found in this one."""

    def all(self) -> Iterable[Reading]:
        """Yield this one and all inside of it."""
        yield self
        for one in self.inside:
            yield from one.all()


def clean_stem(stem: str) -> str:
    """Return a file's stem without what copies, downloads and exports add: ``lab01-1``."""
    while (shorter := _COPY.sub("", _EXPORTED.sub("", stem))) != stem and shorter:
        stem = shorter
    return stem


def without_time(stem: str) -> str:
    """Return a file's stem without the time that otter's exports have in it."""
    return _EXPORTED.sub("", stem) or stem


def exported_at(name: str) -> datetime | None:
    """Return when otter made an export of this name, in the time zone of this machine.

    otter writes the local time of where the notebook ran (``Notebook.export``).
    """
    match = _EXPORTED.search(PurePosixPath(name).stem)
    if match is None:
        return None
    try:
        return datetime.strptime(match[1], "%Y_%m_%dT%H_%M_%S_%f").astimezone()
    except (ValueError, OverflowError):
        return None


def shared_folder(files: Iterable[File]) -> str:
    """Return the one folder that all files are in, with a slash; nothing if they are in several."""
    tops = {name.partition("/")[0] if "/" in name else "" for name in (f.name for f in files)}
    only = tops.pop() if len(tops) == 1 else ""
    return f"{only}/" if only else ""


def left_out(files: Iterable[File], where: str, why: str) -> tuple[Left, ...]:
    """Return files that belong to nobody; junk, and files with a problem, say so themselves."""
    return tuple(
        Left(f"{where}: {file.name}", file.problem or ("scratch" if file.junk else why), file.junk)
        for file in files
    )
