"""Which workflow files a course needs, and where they go."""

from __future__ import annotations

import sys
from pathlib import Path

from coursekit import __version__
from coursekit.errors import CoursekitError, Where
from coursekit.release.ci import GITHUB, GITLAB, Pipeline, github, gitlab
from coursekit.spec import Project

_MARK = "# Written by coursekit ci"


def workflows(
    project: Project, *, host: str | None, branch: str = "main", image: str = ""
) -> dict[Path, str]:
    """Return the files by their place at the top of the repository.

    Raises ``CoursekitError`` for a file that is there and was not written by coursekit, and for
    a fleet: each of its courses is a repository of its own.
    """
    if project.fleet_document is not None and len(project.courses) != 1:
        raise CoursekitError(
            "a fleet has no workflow of its own",
            Where(project.root),
            hint="name the folder of a course",
        )
    (folder,) = project.courses
    top = _top(folder.root)
    release = folder.course.release
    pipeline = Pipeline(
        version=__version__,
        python=folder.course.environment.python or f"{sys.version_info[0]}.{sys.version_info[1]}",
        course=folder.root.resolve().relative_to(top).as_posix(),
        branch=branch,
        token=release.token.env or "" if release.token else "",
        image=image,
    )
    made = {}
    if host != "gitlab":
        made[top / GITHUB] = github(pipeline)
    if host != "github":
        made[top / GITLAB] = gitlab(pipeline)
    for place in made:
        if place.is_file() and not place.read_text("utf-8").startswith(_MARK):
            raise CoursekitError(
                "this file is yours, and ci does not overwrite it",
                Where(place),
                hint="move it away, or write only the other host's with --host",
            )
    return made


def _top(root: Path) -> Path:
    """Return the top of the repository that the course is in, or the course's own folder."""
    here = root.resolve()
    return next((one for one in (here, *here.parents) if (one / ".git").exists()), here)
