"""``course.lock``: which image a course has, and what it was made and tested with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from coursekit.errors import CoursekitError, Problem, Where

NAME = "course.lock"
_HEAD = "# Written by `coursekit build-image`: commit it. Hub, grader and CI use this image."
_CHANGED = {
    "lock": "requirements.lock changed since the image was built",
    "content": "the environment's files or the base image changed since the image was built",
    "otter": "the course's otter is another one than the image's",
    "release": "the release moved on since the image was recorded",
}


@dataclass(frozen=True)
class CourseLock:
    """The recorded image of a course; a field is empty where there is nothing to record."""

    lock: str = ""
    """Digest of ``requirements.lock``."""
    base: str = ""
    """The image that the base image was made from, and the platform if one was asked for."""
    content: str = ""
    """Digest of all that the image is made of."""
    image: str = ""
    """What to run: ``NAME@sha256:...`` in a registry, or the name on the machine that built it."""
    digest: str = ""
    """The image's digest in the registry; the image's id where it was never pushed."""
    otter: str = ""
    """Version of otter-grader, the same for hub, grader and CI."""
    release: str = ""
    """Commit of the release that links opened when this was written."""

    @property
    def pushed(self) -> bool:
        """Tell whether other machines can pull the image."""
        return "@sha256:" in self.image

    def text(self) -> str:
        """Return the file's text."""
        rows = [f"{name}: {value}".rstrip() for name, value in asdict(self).items()]
        return "\n".join([_HEAD, *rows]) + "\n"


def read(text: str, place: Path) -> tuple[CourseLock, dict[str, int]]:
    """Return what ``course.lock`` at ``place`` says, and the line of each of its keys.

    Raises ``CoursekitError`` if the text is not what coursekit wrote.
    """
    known = {field.name for field in fields(CourseLock)}
    found: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, value = line.partition(":")
        if not colon or name not in known:
            raise CoursekitError(
                f"course.lock has a line that coursekit did not write: {line[:60]}",
                Where(place, number),
                hint="coursekit build-image writes the file anew; remove it first",
            )
        found[name], lines[name] = value.strip(), number
    return CourseLock(**found), lines


def drift(
    recorded: CourseLock, now: CourseLock, place: Path, lines: dict[str, int]
) -> Iterator[Problem]:
    """Yield what the record at ``place`` no longer agrees with; empty fields are not compared."""
    for name, words in _CHANGED.items():
        before, after = getattr(recorded, name), getattr(now, name)
        explained = name == "content" and recorded.lock != now.lock
        if before and after and before != after and not explained:
            where = Where(place, lines.get(name, 0))
            yield Problem(words, where, "coursekit build-image renews it")


def otter_version(lock: str) -> str:
    """Return the version of otter that a lock pins, or nothing."""
    for line in lock.splitlines():
        if line.startswith("otter-grader=="):
            return line.removeprefix("otter-grader==").split()[0]
    return ""
