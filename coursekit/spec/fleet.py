"""The model of ``fleet.yml``."""

from __future__ import annotations

import ipaddress
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from coursekit.spec.cluster import Kubernetes, OwnHub
from coursekit.spec.login import NEEDED, Login, callback_address, merged, secret_names
from coursekit.spec.values import Domain, Duration, HostName, HubAddress, Id, Size

Layer = Literal[
    "hidden-processes",
    "memory",
    "cpu",
    "processes",
    "no-new-privileges",
    "capabilities",
    "home-quota",
]
"""A layer of ``isolation: accounts`` that a hub may be opened without, if that is accepted."""


_SMALLEST_BLOCK = 21
"""Prefix of a block with room for the hub's network and a college's."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


SUBNETS = "10.228.0.0/14"
"""Addresses of containers where nothing else is said: a part of a private block (RFC 1918)."""


class DockerServer(_Frozen):
    """The Docker of this machine, which serves a fleet with ``engine: docker``."""

    subnets: str = Field(
        default=SUBNETS, description="Addresses for the colleges' networks, 1,024 each."
    )

    @field_validator("subnets")
    @classmethod
    def _private_block(cls, value: str) -> str:
        try:
            block = ipaddress.IPv4Network(value)
        except ValueError:
            block = None
        if block is None or not block.is_private or block.prefixlen > _SMALLEST_BLOCK:
            raise PydanticCustomError(
                "coursekit", "expected a private block of addresses such as 10.228.0.0/14"
            )
        return value


class Acme(_Frozen):
    """Who gives the hub its certificate, where its address begins with https."""

    email: str | None = Field(
        default=None, description="Where the authority writes before a certificate ends."
    )
    directory: str | None = Field(
        default=None,
        pattern="^https://",
        description="Address of the authority's ACME directory. Left out: Let's Encrypt's.",
    )
    ca: str | None = Field(
        default=None, description="File with the certificate that the directory itself is known by."
    )


class Hub(_Frozen):
    """Where the hub answers, and what runs the students' servers."""

    url: HubAddress = Field(
        default="http://127.0.0.1:8000", description="Public address of the hub, with its port."
    )
    engine: Literal["prefork", "docker", "kubernetes"] = Field(
        default="prefork",
        description="What runs the students' servers: this machine itself, its Docker, a cluster.",
    )
    isolation: Literal["trial", "accounts"] = Field(
        default="trial",
        description="accounts: a Unix account per student; needs root. trial: students are not"
        " kept apart, on this machine only.",
    )
    accept: tuple[Layer, ...] = Field(
        default=(), description="Layers of isolation: accounts that this machine may lack."
    )
    acme: Acme = Acme()
    docker: DockerServer = DockerServer()
    kubernetes: Kubernetes | None = None

    @property
    def port(self) -> int:
        """The port of the hub's public address."""
        parts = urlsplit(self.url)
        return parts.port or (443 if parts.scheme == "https" else 80)

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the hub."""
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"


class CourseSource(_Frozen):
    """Where a course's folder is: on this machine, or in a git repository."""

    path: str | None = Field(default=None, description="Folder of the course.")
    repo: str | None = Field(
        default=None, description="Git address of the course. Not fetched yet."
    )
    ref: str | None = Field(default=None, description="Branch or tag of the repository.")

    @model_validator(mode="before")
    @classmethod
    def _one_place(cls, data: Any) -> Any:
        if isinstance(data, dict) and ("path" in data) == ("repo" in data):
            raise PydanticCustomError("coursekit", "expected either path or repo")
        return data


class Limits(_Frozen):
    """What one student may use at most."""

    memory: Size = Field(default=2**30, description="Memory of a student's servers: 1G.")
    cpu: float = Field(default=1, gt=0, le=256, description="Processor cores.")
    home: Size = Field(default=2 * 2**30, description="Disk for a student's files: 2G.")
    processes: int = Field(
        default=512, ge=32, description="Processes and threads of a student at a time."
    )


class Defaults(_Frozen):
    """What holds for each college that says nothing else."""

    limits: Limits = Limits()
    idle: Duration = Field(
        default=timedelta(minutes=30), description="Time without work after which servers end."
    )
    courses: tuple[Id, ...] | None = Field(
        default=None, description="Courses of a college. Left out: all of them."
    )
    students: int | None = Field(
        default=None,
        ge=0,
        le=1_000_000,
        description="How many students a college expects: coursekit hub size goes by it.",
    )
    login: Login | None = Field(
        default=None,
        description="How people sign in, where a college says nothing else; its keys also"
        " complete a college's login of the same kind.",
    )


class College(_Frozen):
    """A tenant: its people, courses and limits."""

    name: str = Field(min_length=1, description="Full name of the college.")
    domains: tuple[Domain, ...] = Field(default=(), description="E-mail domains of its people.")
    staff: tuple[str, ...] = Field(default=(), description="E-mail addresses of its staff.")
    courses: tuple[Id, ...] | None = Field(
        default=None, description="Courses it takes. Left out: those of the defaults."
    )
    limits: Limits | None = Field(
        default=None, description="What one of its students may use. Left out: the defaults."
    )
    students: int | None = Field(
        default=None,
        ge=0,
        le=1_000_000,
        description="How many students it expects. Left out: as the defaults say.",
    )
    login: Login | None = Field(
        default=None, description="How its people sign in. Left out: as the defaults say."
    )
    host: HostName | None = Field(
        default=None, description="Host name of the college's own front page on this hub."
    )
    hub: OwnHub | None = Field(
        default=None,
        description="A hub of the college's own. For engine: kubernetes. Left out: the fleet's.",
    )


class Fleet(_Frozen):
    """Colleges, the courses they take, and where their hub runs."""

    fleet: Id = Field(description="Short name of the fleet.")
    hub: Hub = Hub()
    courses: dict[Id, CourseSource] = Field(min_length=1, description="The courses, by id.")
    defaults: Defaults = Defaults()
    colleges: dict[Id, College] = Field(min_length=1, description="The colleges, by id.")

    def url_of(self, college: str) -> str:
        """Return the address of the hub that serves a college."""
        own = self.colleges[college].hub
        return own.url if own else self.hub.url

    def hubs(self) -> dict[str, Fleet]:
        """Return what each hub serves: the shared one's under ``""``, a college's own under its id.

        Where every college has a hub of its own there is no shared one.
        """
        shared = {name: one for name, one in self.colleges.items() if one.hub is None}
        found = {"": self.model_copy(update={"colleges": shared})} if shared else {}
        return found | {
            name: self._alone(name, one.hub) for name, one in self.colleges.items() if one.hub
        }

    def _alone(self, college: str, own: OwnHub) -> Fleet:
        cluster = self.hub.kubernetes
        if cluster is not None:
            namespace = f"{cluster.namespace or self.fleet}-{college}"
            cluster = cluster.model_copy(update={"expose": own.expose, "namespace": namespace})
        hub = self.hub.model_copy(update={"url": own.url, "kubernetes": cluster})
        return self.model_copy(update={"hub": hub, "colleges": {college: self.colleges[college]}})

    def courses_of(self, college: str) -> tuple[str, ...]:
        """Return the ids of the courses that a college takes, in the fleet's order."""
        taken = self.colleges[college].courses
        if taken is None:
            taken = self.defaults.courses
        return tuple(course for course in self.courses if taken is None or course in taken)

    def login_of(self, college: str) -> Login:
        """Return how a college's people sign in: its own login, completed by the defaults."""
        return merged(self.colleges[college].login, self.defaults.login)

    def limits_of(self, college: str) -> Limits:
        """Return what one student of a college may use."""
        return self.colleges[college].limits or self.defaults.limits

    def students_of(self, college: str) -> int | None:
        """Return how many students a college expects; ``None`` if the file does not say it."""
        own = self.colleges[college].students
        return self.defaults.students if own is None else own


def callbacks(fleet: Fleet) -> tuple[tuple[str, str], ...]:
    """Return each college whose provider has to know an address of the hub, and that address."""
    return tuple(
        (name, callback_address(fleet.url_of(name), name, login.kind, college.host))
        for name, college in fleet.colleges.items()
        if (login := fleet.login_of(name)).kind in NEEDED
    )


def secret_variables(fleet: Fleet) -> frozenset[str]:
    """Return the environment variables that hold secrets of the fleet's logins."""
    return secret_names(fleet.login_of(college) for college in fleet.colleges)


def trial_fleet(course: str, title: str, folder: Path) -> Fleet:
    """Return the fleet of a course that has none: one college, on this machine only."""
    return Fleet(
        fleet="trial",
        courses={course: CourseSource(path=str(folder))},
        colleges={"trial": College(name=f"{title} (trial)")},
    )
