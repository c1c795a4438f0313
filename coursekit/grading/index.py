"""The list of a run, ``graded.json``: whose submission came to what, and with which packages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from coursekit.errors import CoursekitError, Where
from coursekit.grading.model import Identity, Submission

NAME = "graded.json"
_CONTENT = r"[0-9a-f]{64}"


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Student(_Checked):
    login: str = ""
    name: str = ""
    id: str = ""
    email: str = ""
    college: str = ""
    section: str = ""
    known: bool = True


class Entry(_Checked):
    """One submission of a run."""

    student: _Student
    origin: str
    handed_in: datetime | None = None
    late: bool | None = None
    content: str = ""
    """Digest of what was handed in; empty if that was nothing to grade."""
    key: str = ""
    """Name of its result; empty if it has none."""

    @property
    def identity(self) -> Identity:
        """Whose it is."""
        return Identity(**self.student.model_dump())


class Run(_Checked):
    """A run of ``coursekit grade``."""

    edition: Literal["1"] = "1"
    course: str
    assignment: str
    autograder: str
    """Digest of the autograder's zip."""
    packages: dict[str, str]
    """Versions of the packages in the environment's lock."""
    entries: tuple[Entry, ...]


def entry(submission: Submission, content: str, key: str) -> Entry:
    """Return what the list has of a submission."""
    return Entry(
        student=_Student(**asdict(submission.student)),
        origin=submission.origin,
        handed_in=submission.handed_in,
        late=submission.late,
        content=content,
        key=key,
    )


def read(folder: Path) -> Run:
    """Read the list of a results folder. Raises ``CoursekitError`` if there is none."""
    hint = "name a folder that coursekit grade wrote: it has a graded.json and handed-in/"
    place = folder / NAME
    try:
        run = Run.model_validate_json(place.read_bytes())
    except OSError as error:
        raise CoursekitError(
            "no results of an earlier run here", Where(folder), hint=hint
        ) from error
    except ValidationError as error:
        raise CoursekitError("this list of results is damaged", Where(place), hint=hint) from error
    wrong = [
        one
        for one in run.entries
        for value in (one.content, one.key)
        if value and not re.fullmatch(_CONTENT, value)
    ]
    if wrong:
        raise CoursekitError("this list of results is damaged", Where(place), hint=hint)
    return run


def packages_in(lock: str) -> dict[str, str]:
    """Return the versions that a lock names, by package."""
    found = re.finditer(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", lock, re.MULTILINE)
    return {match[1].lower().replace("_", "-"): match[2] for match in found}


def packages_changed(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return each package that differs: its name, and its version before and after."""
    names: Iterable[str] = sorted({*before, *after})
    pairs = [(name, before.get(name, ""), after.get(name, "")) for name in names]
    return [pair for pair in pairs if pair[1] != pair[2]]
