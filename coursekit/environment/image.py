"""Plans the image of a course: the base image, the course's thin layer, its tests, its push."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coursekit.environment.buildpacks import stock_reason
from coursekit.environment.course_lock import CourseLock, otter_version
from coursekit.environment.requirements import server_packages
from coursekit.plan import Action
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


def plan_image(facts: ImageFacts) -> tuple[Action, ...]:
    """Return what to do about the base image, the course's image, its tests, push and record.

    An image that the registry has under the tag of its content was tested before it was pushed.
    """
    name = image_names(facts)[0]
    known = name in facts.present or name in facts.remote
    return (
        *_plan_shared(facts, needed=not known and not facts.other),
        _plan_course(facts),
        _plan_tests(facts),
        *_plan_push(facts),
        _plan_record(facts),
    )


def _plan_shared(facts: ImageFacts, *, needed: bool) -> tuple[Action, ...]:
    names = shared_names(facts)
    there = names[-1] in facts.present or names[-1] in facts.remote
    if not facts.r:
        return (_plan_base(facts, needed=needed),)
    return (_plan_base(facts, needed=needed and not there), _plan_r(facts, names, needed=needed))


def _plan_r(facts: ImageFacts, names: tuple[str, ...], *, needed: bool) -> Action:
    key, name, why = r_key(facts), names[-1], f"apt.txt asks for {facts.r}"
    if not needed:
        return _action(facts, "R image", key, "not needed for this image", None)
    if name in facts.present:
        return _action(facts, "R image", key, f"{why}, and it is here", None)
    if name in facts.remote:
        return _action(facts, "R image", key, f"{why}: the registry has it", PullImage(name))
    work = BuildBase(name, names[0], facts.options, facts, "r")
    return _action(facts, "R image", key, why, work)


def _plan_base(facts: ImageFacts, *, needed: bool) -> Action:
    key, name = base_key(facts), base_name(facts)
    if not needed:
        return _action(facts, "base image", key, "not needed for this image", None)
    if name in facts.present:
        return _action(facts, "base image", key, "made from this definition", None)
    if name in facts.remote:
        return _action(facts, "base image", key, "the registry has it", PullImage(name))
    work = BuildBase(name, facts.options.start, facts.options, facts)
    return _action(facts, "base image", key, f"not made from {work.base_image} yet", work)


def _plan_course(facts: ImageFacts) -> Action:
    key, names = image_key(facts), image_names(facts)
    if names[0] in facts.present:
        return _action(facts, "image", key, f"unchanged: {names[0]} is here", None)
    if names[0] in facts.remote:
        why = "unchanged: the registry has it"
        pull = None if facts.options.push else PullImage(names[0])
        return _action(facts, "image", key, why, pull)
    why = "no image of this lock and these files yet"
    if facts.other:
        why = stock_reason(facts.other)
    work = BuildCourse(facts, names[0], shared_names(facts)[-1], names)
    return _action(facts, "image", key, why, work)


def _plan_tests(facts: ImageFacts) -> Action:
    key, name = image_key(facts), image_names(facts)[0]
    if name in facts.remote:
        return _action(facts, "tests", key, "passed before it was pushed", None)
    if name in facts.present and facts.present[name] == facts.tested:
        return _action(facts, "tests", key, "passed for this image", None)
    return _action(facts, "tests", key, "not run for this image yet", ProveImage(facts, name))


def _plan_push(facts: ImageFacts) -> tuple[Action, ...]:
    if not facts.options.push:
        return ()
    names = image_names(facts)
    key = digest(*names)
    lacking = tuple(name for name in names if name not in facts.remote)
    digests = {facts.remote.get(name) for name in names}
    if not lacking and len(digests) == 1:
        return (_action(facts, "push", key, "the registry has it", None),)
    below = [n for n in shared_names(facts) if n in facts.present and n not in facts.remote]
    why = f"the registry lacks {lacking[0]}" if lacking else f"{names[-1]} names another image"
    work = PushImage((*below, *names), here=image_names(facts)[0] in facts.present)
    return (_action(facts, "push", key, why, work),)


def _plan_record(facts: ImageFacts) -> Action:
    record = wanted_record(facts)
    key = digest(record.text())
    if facts.recorded == record:
        return _action(facts, LOCK_FILE, key, "says so", None)
    why = "not written yet" if facts.recorded is None else "says something else"
    return _action(facts, LOCK_FILE, key, why, WriteCourseLock(record))


def wanted_record(facts: ImageFacts) -> CourseLock:
    """Return what ``course.lock`` should say of what there is now.

    A record of the same content that other machines can pull stays when nothing is pushed.
    """
    name, before = image_names(facts)[0], facts.recorded or CourseLock()
    content = image_key(facts)
    if pushed := facts.remote.get(name):
        image, found = f"{repository(facts)[0]}@{pushed}", pushed
    elif before.content == content and before.pushed:
        image, found = before.image, before.digest
    else:
        image, found = name, facts.present.get(name, "")
    return CourseLock(
        lock=digest(facts.lock),
        base=" ".join(part for part in (facts.options.start, facts.options.platform) if part),
        content=content,
        image=image,
        digest=found,
        otter=otter_version(facts.lock or server_packages()),
        release=facts.release or before.release,
    )


def _action(facts: ImageFacts, what: str, key: str, why: str, work: object | None) -> Action:
    return Action(STAGE, f"{facts.course}: {what}", why, key, work)


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
