"""``upstream`` in ``course.yml``, and ``upstream.lock`` beside it: what was taken from there."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from coursekit.errors import CoursekitError
from coursekit.spec.login import SecretFrom
from coursekit.spec.problems import validate
from coursekit.spec.release import GitAddress
from coursekit.spec.values import InsidePath
from coursekit.spec.yaml import read

LOCK = "upstream.lock"
"""The file that says what of upstream was merged; it is committed with the course."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Upstream(_Frozen):
    """The course that this one was adapted from."""

    repo: GitAddress = Field(description="Its git address, or a path from the course's folder.")
    ref: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$",
        description="Branch, tag or commit to follow. Left out: its main branch.",
    )
    path: InsidePath = Field(default=".", description="Folder of the course in that repository.")
    token: SecretFrom | None = Field(
        default=None, description="Where the token or password for an https address is."
    )


class Kept(_Frozen):
    """A change of upstream's that was looked at and left out."""

    file: str
    part: str
    version: str


class Merged(_Frozen):
    """What was merged so far."""

    commit: str = Field(pattern=r"^[0-9a-f]{40}$")
    """All that upstream changed up to here has been taken, or left out on purpose."""
    kept: tuple[Kept, ...] = ()
    """Of what came later, what was left out on purpose already."""


def read_lock(root: Path) -> Merged | None:
    """Read ``upstream.lock`` in a course's folder; raises ``CoursekitError`` if it is damaged."""
    place = root / LOCK
    if not place.is_file():
        return None
    document = read(place)
    found, problems = validate(Merged, document)
    if found is None or problems:
        raise CoursekitError.of(problems)
    return found


def lock_text(merged: Merged) -> str:
    """Return the text of ``upstream.lock``."""
    lines = [
        "# Written by coursekit upstream: how far this course has what upstream changed.",
        "# Commit it with the course.",
        f"commit: {_text(merged.commit)}",
    ]
    if merged.kept:
        lines.append("kept:   # upstream changed it since, and ours stays")
        lines += [
            "  - {" + ", ".join(f"{key}: {_text(value)}" for key, value in one) + "}"
            for one in merged.kept
        ]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
