"""The link of every assignment at every college.

The format is nbgitpuller's, ``user-redirect/[server/]git-pull?repo=&urlpath=&branch=``
(https://nbgitpuller.readthedocs.io/en/latest/link.html), with parameters in its generator's order.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from coursekit.spec import Course, CourseFolder, Project


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

    def as_json(self) -> dict[str, object]:
        """Return the link as the Contract's object of ``coursekit links --json``."""
        return asdict(self)


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


def nbgitpuller_link(*, hub: str, server: str, repo: str, branch: str, path: str) -> str:
    """Return the link that pulls ``branch`` of ``repo`` and opens ``path`` in Notebook 7.

    ``server`` is the name of the student's server, empty for the default one. The folder on that
    server is the last part of ``repo``, as nbgitpuller names it.
    """
    folder = repo.rstrip("/").rpartition("/")[2]
    query = urlencode({"repo": repo, "urlpath": f"notebooks/{folder}/{path}", "branch": branch})
    way = f"{server}/git-pull" if server else "git-pull"
    return f"{hub}/hub/user-redirect/{way}?{query}"


def links_of(project: Project) -> tuple[Link, ...]:
    """Return every link of a project: by college, then course, then in the order of the term."""
    return tuple(
        link
        for college in project.fleet.colleges
        for course in project.fleet.courses_of(college)
        for link in _course_links(project, college, project.course(course))
    )


def _course_links(project: Project, college: str, folder: CourseFolder) -> list[Link]:
    course, hub = folder.course, project.fleet.hub.url
    repo = public_repository(course, hub)
    return [
        Link(
            college=college,
            course=folder.id,
            assignment=assignment.name,
            title=assignment.shown_title,
            week=assignment.week,
            surface="jupyterhub",
            app="notebook",
            url=nbgitpuller_link(
                hub=hub,
                server=folder.id,
                repo=repo,
                branch=course.release.branch,
                path=assignment.released,
            ),
        )
        for assignment in course.assignments
    ]
