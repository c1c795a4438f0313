"""Plans the image of a course: the base image, the course's thin layer, its tests, its push."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coursekit.environment.buildpacks import stock_reason
from coursekit.plan import Action
from coursekit.state import digest

STAGE = "image"
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
    present: frozenset[str] = frozenset()
    """Names of images that the daemon or the registry has."""
    tested: str = ""
    """Key of the image that the last tests passed for."""
    pushed: str = ""
    """Key of the image that was pushed last."""


@dataclass(frozen=True)
class BuildBase:
    """Build the image that all courses share."""

    name: str
    base_image: str
    options: ImageOptions
    facts: ImageFacts


@dataclass(frozen=True)
class BuildCourse:
    """Build the image of a course."""

    facts: ImageFacts
    name: str
    base: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class ProveImage:
    """Run the image's tests and write down what it holds."""

    facts: ImageFacts
    name: str


@dataclass(frozen=True)
class PushImage:
    """Push an image under its names."""

    facts: ImageFacts
    names: tuple[str, ...]


def repository(facts: ImageFacts) -> tuple[str, str]:
    """Return the image's name without a tag, and the tag that was asked for (or nothing)."""
    wanted = facts.options.tag or f"coursekit/{facts.course}"
    head, slash, last = wanted.rpartition("/")
    name, _, tag = last.partition(":")
    return f"{head}{slash}{name}", tag


def base_key(facts: ImageFacts) -> str:
    """Return the digest of all that the base image depends on."""
    wanted = facts.options.base_image or DEFAULT_BASE
    return digest("base", facts.base, wanted, facts.options.platform or "")


def image_key(facts: ImageFacts) -> str:
    """Return the digest of all that the course's image depends on."""
    body = [line for line in facts.lock.splitlines() if line and not line.startswith("#")]
    made_of = (facts.other, facts.python, facts.files, facts.home)
    return digest("course", base_key(facts), *made_of, *body)


def base_name(facts: ImageFacts) -> str:
    """Return the local name of the base image."""
    return f"coursekit/base:{base_key(facts)[:16]}"


def image_name(facts: ImageFacts) -> str:
    """Return the name of the image, tagged by its content."""
    return f"{repository(facts)[0]}:{image_key(facts)[:16]}"


def plan_image(facts: ImageFacts) -> tuple[Action, ...]:
    """Return what to do about the base image, the course's image, its tests and its push."""
    key, name, base = image_key(facts), image_name(facts), base_name(facts)
    there = name in facts.present
    bare, label = repository(facts)
    names = (name, f"{bare}:{label}") if label else (name,)
    return (
        _plan_base(facts, base, needed=not there and not facts.other),
        _action(
            facts,
            "image",
            key,
            why_built(facts, name, there=there),
            None if there else BuildCourse(facts, name, base, names),
        ),
        _action(
            facts,
            "tests",
            key,
            "passed for this image" if facts.tested == key else "not run for this image yet",
            None if facts.tested == key else ProveImage(facts, name),
        ),
        *_plan_push(facts, key, names),
    )


def why_built(facts: ImageFacts, name: str, *, there: bool) -> str:
    """Say why the image is built, and by which buildpack; or that it isn't."""
    if there:
        return f"unchanged: {name} is here"
    if facts.other:
        return stock_reason(facts.other)
    return "no image of this lock and these files yet"


def _plan_base(facts: ImageFacts, base: str, *, needed: bool) -> Action:
    key = base_key(facts)
    if base in facts.present:
        return _action(facts, "base image", key, "made from this definition", None)
    if not needed:
        return _action(facts, "base image", key, "not needed for this image", None)
    wanted = facts.options.base_image or DEFAULT_BASE
    work = BuildBase(base, wanted, facts.options, facts)
    return _action(facts, "base image", key, f"not made from {wanted} yet", work)


def _plan_push(facts: ImageFacts, key: str, names: tuple[str, ...]) -> tuple[Action, ...]:
    if not facts.options.push:
        return ()
    wanted = digest(key, *names)
    if facts.pushed == wanted:
        return (_action(facts, "push", wanted, "pushed before", None),)
    return (_action(facts, "push", wanted, "the registry lacks it", PushImage(facts, names)),)


def _action(facts: ImageFacts, what: str, key: str, why: str, work: object | None) -> Action:
    return Action(STAGE, f"{facts.course}: {what}", why, key, work)


def labels(facts: ImageFacts, title: str, version: str) -> Mapping[str, str]:
    """Return the image's OCI labels; nothing in them changes while the input does not.

    Names: https://github.com/opencontainers/image-spec/blob/main/annotations.md
    """
    return {
        "org.opencontainers.image.title": title,
        "org.opencontainers.image.version": image_key(facts)[:16],
        "org.opencontainers.image.base.name": facts.options.base_image or DEFAULT_BASE,
        "coursekit.version": version,
        "coursekit.course": facts.course,
        "coursekit.lock": digest(facts.lock),
    }


def copied(names: frozenset[str], *, other: bool) -> bool:
    """Tell whether the whole repository goes into the image: only if something in it may need it.

    Students get the course's material by link, so a changed notebook leaves the image as it is.
    """
    return other or bool(names & {"postBuild", "start"})


def with_present(facts: ImageFacts, present: frozenset[str]) -> ImageFacts:
    """Return the facts with what was found."""
    return replace(facts, present=present)
