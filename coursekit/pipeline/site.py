"""What a hub is told of colleges and assignments, whatever engine it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from coursekit.hub.short import carried
from coursekit.hub.site import Site, SiteAssignment, SiteCollege, SiteLimits
from coursekit.links import Link
from coursekit.spec import CourseFolder, Project
from coursekit.spec.login import Login


def colleges_of(project: Project, login: Callable[[str, Login], Login]) -> tuple[SiteCollege, ...]:
    """Return the colleges; ``login`` says how the hub finds the secret of a college's login."""
    fleet = project.fleet
    return tuple(
        SiteCollege(
            id=name,
            name=college.name,
            courses=fleet.courses_of(name),
            domains=college.domains,
            staff=college.staff,
            login=login(name, fleet.login_of(name)),
            host=college.host,
            limits=SiteLimits(**fleet.limits_of(name).model_dump()),
        )
        for name, college in fleet.colleges.items()
    )


def assignments_of(
    folder: CourseFolder,
    points: Mapping[str, float | None],
    links: Iterable[Link],
    served: Site | None,
) -> tuple[SiteAssignment, ...]:
    """Return the assignments of a course, with the names that they had when it was ``served``."""
    urls = {link.assignment: link.url for link in links if link.course == folder.id}
    before = served.course(folder.id) if served else None
    now = tuple(
        SiteAssignment(
            name=item.name,
            title=item.shown_title,
            week=item.week,
            due=item.due,
            points=points.get(item.name),
            path=item.released,
            link=urls.get(item.name, ""),
            was=item.was,
        )
        for item in folder.course.assignments
    )
    return carried(before.assignments if before else (), now)
