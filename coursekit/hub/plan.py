"""Plans what a hub serves: the difference between the fleet and what is served now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursekit.hub.site import Site
from coursekit.plan import Action
from coursekit.state import digest

SITE_NAME = "site.json"
CONFIG_NAME = "jupyterhub_config.py"
TOKEN_NAME = "operator-token"  # noqa: S105 - a file's name
_MANY = 4
"""Colleges up to which a reason names them; ``hub plan`` names them all."""


@dataclass(frozen=True)
class HubFacts:
    """What the hub is to serve, and what its files say now."""

    fleet: str
    site: Site
    """What it is to serve; it lacks the courses that are not built yet."""
    complete: bool
    """Whether everything the site names is built."""
    folder: Path
    written: tuple[str, str]
    """Text of the site file and of the configuration; empty where there is none."""
    served: Site | None = None
    """The site file as the hub reads it; ``None`` if there is none, or it cannot be read."""
    homes: tuple[Path, ...] = ()
    """Folders of the colleges that have homes of students, each named after its college."""
    colleges: tuple[str, ...] = ()
    """Ids of the colleges of the fleet."""
    archives: tuple[tuple[str, Path], ...] = ()
    """Archives of colleges' homes that have not been restored, by college, the oldest first."""


@dataclass(frozen=True)
class WriteHub:
    """Write the files of a hub."""

    files: tuple[tuple[Path, str], ...]


@dataclass(frozen=True)
class ArchiveHomes:
    """Stop the servers of a college that is served no longer, and put its homes into an archive."""

    folder: Path
    """Folder with the homes, named after the college."""


@dataclass(frozen=True)
class RestoreHomes:
    """Put the homes in an archive back, for a college that is in the fleet again."""

    archive: Path
    folder: Path
    """Folder for the homes, named after the college."""


@dataclass(frozen=True)
class Change:
    """What becomes of one college, or (without an id) of the hub as a whole."""

    college: str
    what: str
    """``add``, ``change`` or ``remove``."""
    reason: str


def plan(facts: HubFacts) -> list[Action]:
    """Return what to do about the hub: its files in one step, then the homes of colleges that left.

    Before that come the homes of colleges that are back: nobody is to begin without theirs.
    A running hub reads its site again by itself, so nobody's server is restarted.
    """
    subject = f"{facts.fleet}: hub"
    back, leaving = _coming_back(facts), _leaving(facts)
    if not facts.complete:
        what = "what it serves changes"
        return [*back, Action("hub", subject, what, "", facts.fleet), *leaving]
    texts = (facts.site.model_dump_json(indent=1) + "\n", config_text(facts.folder))
    key = digest(*texts)
    if texts == facts.written:
        return [*back, Action("hub", subject, "serves this already", key), *leaving]
    files = (facts.folder / SITE_NAME, texts[0]), (facts.folder / CONFIG_NAME, texts[1])
    return [*back, Action("hub", subject, _reason(facts), key, WriteHub(files)), *leaving]


def changes(facts: HubFacts) -> tuple[Change, ...]:
    """Return how the fleet differs from what is served; what is not named is left alone.

    Courses that are not built yet are left out.
    """
    served = facts.served
    of_hub = _of_the_hub(served, facts.site) if served and facts.complete else ()
    return (*of_hub, *_of_colleges(served, facts.site))


def config_text(folder: Path) -> str:
    """Return the configuration of JupyterHub: all of it is in the package and in the site file."""
    return (
        '"""Written by coursekit: change fleet.yml instead."""\n\n'
        "from pathlib import Path\n\n"
        "from coursekit.pipeline.hub import configure\n\n"
        f"configure(get_config(), Path({str(folder)!r}))  # noqa: F821\n"
    )


def _coming_back(facts: HubFacts) -> list[Action]:
    return [
        Action(
            "hub",
            f"{college}: homes",
            f"the college is back: its students' files come out of {archive.name}",
            digest(archive.name),
            RestoreHomes(archive, facts.site.homes / college),
        )
        for college, archive in facts.archives
        if college in facts.colleges
    ]


def _leaving(facts: HubFacts) -> list[Action]:
    return [
        Action(
            "hub",
            f"{folder.name}: homes",
            "the college left the fleet: its students' files go into an archive first",
            digest(folder.name),
            ArchiveHomes(folder),
        )
        for folder in facts.homes
        if folder.name not in facts.colleges
    ]


def _reason(facts: HubFacts) -> str:
    """Say in a line what changes: the colleges by name if they are few."""
    if facts.served is None:
        return "not set up yet"
    found = changes(facts)
    parts = [change.reason for change in found if not change.college]
    for what, words in (("add", "adds"), ("change", "changes"), ("remove", "removes")):
        named = [change.college for change in found if change.college and change.what == what]
        if named:
            text = ", ".join(named) if len(named) <= _MANY else f"{len(named)} colleges"
            parts.append(f"{words} {text}")
    return "; ".join(parts) or "its configuration changes"


def _of_colleges(old: Site | None, new: Site) -> Iterator[Change]:
    before = {college.id: college for college in old.colleges} if old else {}
    for college in new.colleges:
        known = before.pop(college.id, None)
        if known is None:
            yield Change(college.id, "add", f"new college: {college.name}")
        elif known != college:
            fields = ", ".join(_differing(known.model_dump(), college.model_dump()))
            yield Change(college.id, "change", f"{fields} changed")
    for college in before.values():
        yield Change(college.id, "remove", f"{college.name} left the fleet")


def _of_the_hub(old: Site, new: Site) -> Iterator[Change]:
    if old.url != new.url:
        yield Change("", "change", f"the address becomes {new.url}: the hub starts again")
    if old.engine != new.engine:
        reason = f"the engine becomes {new.engine}: the hub and everybody's servers stop"
        yield Change("", "change", reason)
    if old.idle != new.idle:
        yield Change("", "change", f"servers started from now on end after {new.idle} s idle")
    was = {course.id: course for course in old.courses}
    for course in new.courses:
        known = was.pop(course.id, None)
        if known is None:
            yield Change("", "add", f"new course: {course.title}")
        elif known != course:
            fields = ", ".join(_differing(known.model_dump(), course.model_dump()))
            yield Change("", "change", f"{course.id}: {fields} changed")
    for course in was.values():
        yield Change("", "remove", f"the course {course.title} left the fleet")


def _differing(old: dict[str, object], new: dict[str, object]) -> list[str]:
    """Return the names of the fields that differ."""
    return [name for name in new if new[name] != old.get(name)]
