"""The link of every assignment at every college, on the surface that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from coursekit.errors import CoursekitError
from coursekit.links.address import (
    BINDER,
    BREAKING,
    CANVAS,
    COLAB,
    HOSTED,
    JUPYTERHUB,
    JUPYTERLITE,
    LTI13,
    SURFACES,
    Address,
    folder_of,
)
from coursekit.links.writing import format_link
from coursekit.spec import Course, CourseFolder, Project
from coursekit.spec.course import Assignment

_ON_THE_HUB = (JUPYTERHUB, CANVAS, LTI13)


@dataclass(frozen=True)
class Link:
    """One way for the students of one college to open one assignment."""

    college: str
    course: str
    assignment: str
    title: str
    week: int | None
    surface: str
    app: str
    url: str
    due: datetime | None = None
    points: float | None = None
    """What it is worth, once it has been assigned."""
    short: str = ""
    """The address that can be typed; only a hub has one."""

    def as_json(self) -> dict[str, object]:
        """Return the link as the Contract's object of ``coursekit links --json``."""
        return asdict(self) | {"due": self.due.isoformat() if self.due else None}


@dataclass(frozen=True)
class Surface:
    """Where links are to lead, and in which program they open."""

    name: str = JUPYTERHUB
    app: str = "notebook"
    site: str = ""
    """Address of the site, for a surface that is not the fleet's own hub."""
    environment: str = ""
    """For Binder: repository of the environment, if the release does not hold it."""
    opens: str = ""
    """For the app ``custom``: where it is on the server; ``{path}`` stands for the file."""

    def urlpath(self, folder: str, path: str) -> str:
        """Return what a custom app opens; raises ``CoursekitError`` unless it is said."""
        if not self.opens:
            raise CoursekitError(
                "what is the custom app to open?", hint="say it: --opens voila/render/{path}"
            )
        inside = f"{folder}/{path}" if folder else path
        return self.opens.lstrip("/").replace("{path}", inside.translate(BREAKING))

    def base(self, hub: str) -> str:
        """Return the address links begin with; raises ``CoursekitError`` if nobody named one."""
        found = hub if self.name in _ON_THE_HUB else self.site or HOSTED.get(self.name, "")
        if not found:
            raise CoursekitError(
                f"where is {SURFACES[self.name]}?",
                hint="name its address: --site https://example.github.io/data8",
            )
        if not re.match(r"https?://[^/?#\s]+", found):
            raise CoursekitError(
                f"{found} is no address of a site",
                hint="write it with https://, as browsers show it",
            )
        return found


@dataclass(frozen=True)
class Choice:
    """Which links are asked for; what is empty asks for all."""

    colleges: tuple[str, ...] = ()
    weeks: tuple[int, ...] = ()
    assignments: tuple[str, ...] = ()

    def has(self, assignment: Assignment) -> bool:
        """Tell whether an assignment is asked for."""
        return (not self.weeks or assignment.week in self.weeks) and (
            not self.assignments or assignment.name in self.assignments
        )


Points = Mapping[str, Mapping[str, float | None]]
"""What assignments are worth, by course and name."""

ON_THE_HUB = Surface()
ALL = Choice()


def hub_repository(hub: str, course: str) -> str:
    """Return the address at which a hub serves the release of a course that has no other."""
    return f"{hub}/hub/git/{course}"


def public_repository(course: Course, hub: str) -> str:
    """Return the address that students' servers pull the release of ``course`` from.

    An account or a token in ``release.repo`` is for pushing, and never gets into it.
    """
    repo = course.release.repo
    if repo is None or not is_remote(repo):
        return hub_repository(hub, course.course)
    ssh = re.fullmatch(r"ssh://(?:[^@/]+@)?([^:/]+)(?::\d+)?/(.+)", repo) or re.fullmatch(
        r"[^/@:]+@([^:/]+):/?(.+)", repo
    )
    address = f"https://{ssh[1]}/{ssh[2]}" if ssh else re.sub(r"://[^/@]*@", "://", repo)
    return address.rstrip("/").removesuffix(".git")


def is_remote(repo: str) -> bool:
    """Tell whether ``release.repo`` is on another machine, not a folder of this one."""
    return "://" in repo or re.match(r"[^/]+@[^/]+:", repo) is not None


def short_address(hub: str, course: str, assignment: str) -> str:
    """Return the address of an assignment that fits on a slide and never changes."""
    return f"{hub}/go/{course}/{quote(assignment)}"


def links_of(
    project: Project,
    surface: Surface = ON_THE_HUB,
    choice: Choice = ALL,
    points: Points | None = None,
) -> tuple[Link, ...]:
    """Return the links of a project: by college, then course, then in the order of the term."""
    return tuple(each_link(project, surface, choice, points))


def each_link(
    project: Project,
    surface: Surface = ON_THE_HUB,
    choice: Choice = ALL,
    points: Points | None = None,
) -> Iterator[Link]:
    """Yield what ``links_of`` returns, one by one: memory does not grow with the colleges."""
    made: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for college in project.fleet.colleges:
        if choice.colleges and college not in choice.colleges:
            continue
        hub = project.fleet.url_of(college)
        for course in project.fleet.courses_of(college):
            if (hub, course) not in made:
                worth = (points or {}).get(course, {})
                made[hub, course] = [
                    tuple(vars(replace(link, points=worth.get(link.assignment))).values())[1:]
                    for link in _course_links(project.course(course), hub, surface, choice)
                ]
            for fields in made[hub, course]:
                yield Link(college, *fields)


def file_link(
    project: Project, folder: CourseFolder, path: str, surface: Surface = ON_THE_HUB
) -> str:
    """Return the link that opens any notebook of a course's release, by its path in it."""
    if surface.name in (BINDER, COLAB):
        _require_public(folder.course, surface.name)
    return format_link(_address(folder, path, surface, project.fleet.hub.url))


def _course_links(folder: CourseFolder, hub: str, surface: Surface, choice: Choice) -> list[Link]:
    """Return the links of a course, which are the same for all colleges of a hub."""
    course = folder.course
    on_the_hub = surface.name in _ON_THE_HUB
    if surface.name in (BINDER, COLAB):
        _require_public(course, surface.name)
    return [
        Link(
            college="",
            course=folder.id,
            assignment=assignment.name,
            title=assignment.shown_title,
            week=assignment.week,
            surface=surface.name,
            app=surface.app,
            url=format_link(_address(folder, assignment.released, surface, hub)),
            due=assignment.due,
            short=short_address(hub, folder.id, assignment.name) if on_the_hub else "",
        )
        for assignment in course.assignments
        if choice.has(assignment)
    ]


def _address(folder: CourseFolder, path: str, surface: Surface, hub: str) -> Address:
    course = folder.course
    lite = surface.name == JUPYTERLITE
    pulled = surface.name in _ON_THE_HUB or surface.environment
    if surface.app == "custom" and surface.name != COLAB:
        repo = folder_of(public_repository(course, hub)) if pulled else ""
        path = surface.urlpath(repo, path)
    return Address(
        surface=surface.name,
        base=surface.base(hub),
        repo="" if lite else public_repository(course, hub),
        branch="" if lite else course.release.branch,
        path=path,
        app=surface.app,
        server=folder.id if surface.name in _ON_THE_HUB else "",
        environment=surface.environment,
        environment_branch=course.release.branch if surface.environment else "",
    )


def _require_public(course: Course, surface: str) -> None:
    repo = course.release.repo
    if repo is None or not is_remote(repo):
        raise CoursekitError(
            f"{course.course}: its release is on this hub only, and {surface} can't reach that",
            hint="publish it: release: {repo: https://github.com/...}, then coursekit release",
        )
