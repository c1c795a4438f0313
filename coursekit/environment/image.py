"""The image of a course: what it is made of, what it is called, and the work there is to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.environment.course_lock import CourseLock
from coursekit.state import digest

STAGE = "image"
LOCK_FILE = "course.lock"
DEFAULT_BASE = "debian:bookworm-slim"
LARGEST = 2 * 2**30
"""Bytes of files above which a repository is not copied into an image."""


@dataclass(frozen=True)
class ImageOptions:
    """What the command line asks for."""

    tag: str | None = None
    base_image: str | None = None
    platform: str | None = None
    cache_from: tuple[str, ...] = ()
    push: bool = False

    @property
    def start(self) -> str:
        """The image that the base image is made from."""
        return self.base_image or DEFAULT_BASE


@dataclass(frozen=True)
class ImageFacts:
    """What the image of one course is made of, and what is there of it already."""

    course: str
    root: Path
    home: str
    """Folder of the environment files, relative to ``root``: ``.``, ``binder`` or ``.binder``."""
    other: str
    """The file that asks for one of repo2docker's own buildpacks; empty: ours serves."""
    python: str
    lock: str
    package: bool
    """Whether the course's own package is installed too."""
    indexes: tuple[tuple[str, str], ...]
    """Where packages are beside the usual index, as uv's variables."""
    files: str
    """Digest of the files that are copied into the image."""
    base: str
    """Digest of the base image's definition."""
    options: ImageOptions
    added: str = ""
    """Digest of what is added to the image that another buildpack makes."""
    r: str = ""
    """The R package that ``apt.txt`` names; empty: none, and no R in the image."""
    r_definition: str = ""
    """Digest of the definition of the image with R."""
    present: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Ids of the images that the daemon has, by their names."""
    remote: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Digests of the images that the registry has, by their names."""
    tested: str = ""
    """Id of the image that the last tests passed for."""
    release: str = ""
    """Commit of the release, if it is known here."""
    recorded: CourseLock | None = None
    """What ``course.lock`` says."""


@dataclass(frozen=True)
class BuildBase:
    """Build an image that courses share, from the folder ``definition`` of ``images``."""

    name: str
    base_image: str
    options: ImageOptions
    facts: ImageFacts
    definition: str = "base"


@dataclass(frozen=True)
class BuildCourse:
    """Build the image of a course."""

    facts: ImageFacts
    name: str
    base: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class PullImage:
    """Fetch an image that the registry has."""

    name: str


@dataclass(frozen=True)
class ProveImage:
    """Run the image's tests and write down what it holds."""

    facts: ImageFacts
    name: str


@dataclass(frozen=True)
class PushImage:
    """Have the registry keep an image under these names; ``here`` tells if the daemon has it."""

    names: tuple[str, ...]
    here: bool


@dataclass(frozen=True)
class WriteCourseLock:
    """Write ``course.lock``."""

    record: CourseLock


def repository(facts: ImageFacts) -> tuple[str, str]:
    """Return the image's name without a tag, and the tag that was asked for (or nothing)."""
    wanted = facts.options.tag or f"coursekit/{facts.course}"
    head, slash, last = wanted.rpartition("/")
    name, _, tag = last.partition(":")
    return f"{head}{slash}{name}", tag


def base_key(facts: ImageFacts) -> str:
    """Return the digest of all that the base image depends on."""
    return digest("base", facts.base, facts.options.start, facts.options.platform or "")


def r_key(facts: ImageFacts) -> str:
    """Return the digest of all that the image with R depends on."""
    return digest("r", base_key(facts), facts.r_definition)


def image_key(facts: ImageFacts) -> str:
    """Return the digest of all that the course's image depends on."""
    body = [line for line in facts.lock.splitlines() if line and not line.startswith("#")]
    made_of = (facts.other, facts.python, facts.files, facts.home, facts.added)
    return digest("course", r_key(facts) if facts.r else base_key(facts), *made_of, *body)


def base_name(facts: ImageFacts) -> str:
    """Return the name of the base image: beside the course's image, so that courses share it."""
    place = repository(facts)[0].rpartition("/")[0]
    return f"{place or 'coursekit'}/base:{base_key(facts)[:16]}"


def shared_names(facts: ImageFacts) -> tuple[str, ...]:
    """Return the names of the images below the course's, the lowest first."""
    base = base_name(facts)
    place = base.rpartition("/")[0]
    return (base, f"{place}/r:{r_key(facts)[:16]}") if facts.r else (base,)


def image_names(facts: ImageFacts) -> tuple[str, ...]:
    """Return the names of the image: the one tagged by its content, then the one asked for."""
    bare, label = repository(facts)
    own = f"{bare}:{image_key(facts)[:16]}"
    return (own, f"{bare}:{label}") if label else (own,)


def labels(facts: ImageFacts, title: str, version: str) -> Mapping[str, str]:
    """Return the image's OCI labels; nothing in them changes while the input does not.

    Names: https://github.com/opencontainers/image-spec/blob/main/annotations.md
    """
    return {
        "org.opencontainers.image.title": title,
        "org.opencontainers.image.version": image_key(facts)[:16],
        "org.opencontainers.image.base.name": facts.options.start,
        "coursekit.version": version,
        "coursekit.course": facts.course,
        "coursekit.lock": digest(facts.lock),
    }


def copied(names: frozenset[str], *, other: bool) -> bool:
    """Tell whether the whole repository goes into the image: only if something in it may need it.

    Students get the course's material by link, so a changed notebook leaves the image as it is.
    """
    return other or bool(names & {"postBuild", "start"})
