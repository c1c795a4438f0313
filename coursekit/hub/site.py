"""What a running hub knows of its fleet: read from one JSON file, again whenever that changes."""

from __future__ import annotations

import logging
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from coursekit.spec.fleet import SUBNETS, Acme
from coursekit.spec.login import Login, TrialLogin

LABEL = "coursekit.hub"
"""Label of all that is a hub's in Docker; its value is the hub's mark."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SiteAssignment(_Frozen):
    """One row of the term's table."""

    name: str
    """Stem of the notebook, unique within its course: ``lab01``."""
    title: str
    week: int | None = None
    due: datetime | None = None
    points: float | None = None
    path: str
    """Notebook within the release: ``labs/lab01/lab01.ipynb``."""
    link: str
    """The nbgitpuller address that opens it on this hub."""
    was: tuple[str, ...] = ()
    """Names that it had before; their short addresses lead to it."""


class SiteCourse(_Frozen):
    """One course that the hub serves."""

    id: str
    title: str
    environment: Path
    """The venv whose Python runs the students' servers, where they are processes."""
    image: str = ""
    """The image of the students' servers, by its digest, where they are containers."""
    release: Path | None = None
    """Bare git repository to serve to students' servers, unless the release has its own address."""
    imports: tuple[str, ...] = ()
    """What its notebooks import: a warm server has it ready."""
    book: Path | None = None
    """Folder of the built book."""
    assignments: tuple[SiteAssignment, ...] = ()


class SiteLimits(_Frozen):
    """What one student may use: bytes, cores, processes."""

    memory: int = 2**30
    cpu: float = 1
    home: int = 2 * 2**30
    processes: int = 512


class SiteCollege(_Frozen):
    """One tenant."""

    id: str
    name: str
    courses: tuple[str, ...]
    domains: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    login: Login = TrialLogin()
    host: str | None = None
    """Host name of its own front page; the port is the hub's."""
    limits: SiteLimits = SiteLimits()


class Site(_Frozen):
    """One hub: its public address, its courses and colleges, and where homes are kept."""

    fleet: str
    engine: Literal["prefork", "docker", "kubernetes"] = "prefork"
    """What runs the students' servers."""
    url: str
    """Public address without a trailing slash, such as ``http://127.0.0.1:8000``."""
    homes: Path
    """Folder with a folder for each college, with a folder for each person."""
    courses: tuple[SiteCourse, ...]
    colleges: tuple[SiteCollege, ...]
    idle: int = 1800
    """Seconds without work after which kernels and servers end."""
    layers: tuple[str, ...] = ()
    """What keeps students apart (``coursekit.hub.isolation.LAYERS``); a trial has none."""
    acme: Acme = Acme()
    """Who gives the certificate of an address with https."""
    subnets: str = SUBNETS
    """Addresses for the networks of containers."""
    hidden: tuple[Path, ...] = ()
    """Folders that no student may see, such as those of the courses: solutions are in them."""

    @property
    def isolated(self) -> bool:
        """Whether every student has an account of their own on this machine."""
        return "accounts" in self.layers

    def course(self, course_id: str) -> SiteCourse | None:
        """Return the course of that id, if this hub serves it."""
        return next((course for course in self.courses if course.id == course_id), None)

    def college(self, college_id: str) -> SiteCollege | None:
        """Return the college of that id, if this hub serves it."""
        return next((college for college in self.colleges if college.id == college_id), None)

    def courses_of(self, college: SiteCollege) -> tuple[SiteCourse, ...]:
        """Return the courses that ``college`` takes, in its own order; the first is its default."""
        found = (self.course(course_id) for course_id in college.courses)
        return tuple(course for course in found if course is not None)


def hub_mark(fleet: str, place: Path) -> str:
    """Return what tells a hub's containers and networks from all others on a machine.

    ``place`` is the hub's folder.
    """
    return f"coursekit-{fleet}-{sha256(str(place.resolve()).encode()).hexdigest()[:8]}"


class SiteFile:
    """The site as its file says it now: read again whenever the file has changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._site: Site | None = None

    def read(self) -> Site:
        """Return the site.

        A file that has become unreadable or wrong is reported to the log once, and what it last
        said goes on being true. Raises ``OSError`` or ``ValidationError`` only if it never was
        right.
        """
        try:
            found = self.path.stat()
            seen = (found.st_mtime_ns, found.st_size, found.st_ino)
            if seen != self._seen or self._site is None:
                self._seen = seen
                self._site = Site.model_validate_json(self.path.read_bytes())
        except (OSError, ValidationError) as error:
            if self._site is None:
                raise
            logging.getLogger(__name__).warning("Keeping the site as it was: %s", error)
        assert self._site is not None
        return self._site

    def __deepcopy__(self, memo: dict[int, Any]) -> SiteFile:
        """Stay one reader: traitlets copies every value of a configuration, for each spawner."""
        return self
