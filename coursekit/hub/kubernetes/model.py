"""What one hub in a cluster is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coursekit.hub.site import Site, SiteLimits
from coursekit.spec.cluster import Kubernetes

SITE_CONFIG, LOGINS = "coursekit-site", "coursekit-logins"
"""Names of the objects with the site and with the secrets of logins."""
SITE_FOLDER, LOGINS_FOLDER = "/etc/coursekit/site", "/etc/coursekit/logins"
"""Where the hub's pod has them: whole folders, because those are renewed while it runs."""
SITE_KEY = "site.json"
HUB_PORT, PROXY_PORT, SERVER_PORT = 8081, 8000, 8888
"""Ports that the chart and KubeSpawner listen at."""
STUDENT = {"component": "singleuser-server"}
"""Label by which KubeSpawner marks students' pods."""
COLLEGE_LABEL = "coursekit.college"
"""Label of pods and claims with the id of the college."""


@dataclass(frozen=True)
class ServerFiles:
    """What every student's server has from coursekit, as an object that never changes."""

    name: str
    """Name of the object, made from its content."""
    data: tuple[tuple[str, str], ...]
    """Its files by name, in base64."""


@dataclass(frozen=True)
class Image:
    """An image as the chart asks for it: ``NAME:TAG`` is what is pulled."""

    name: str
    tag: str

    @classmethod
    def of(cls, reference: str) -> Image:
        """Split ``NAME:TAG``, ``NAME@sha256:...`` or ``NAME:TAG@sha256:...``."""
        named, at, digest = reference.partition("@")
        head, slash, last = named.rpartition("/")
        name, colon, tag = last.partition(":")
        if not at:
            return cls(f"{head}{slash}{name}", tag)
        kept = f"{tag}@{digest}" if colon else ""
        return (
            cls(f"{head}{slash}{name}", kept) if kept else cls(*f"{named}@{digest}".rsplit(":", 1))
        )

    def as_values(self) -> dict[str, str]:
        """Return the chart's ``image``."""
        return {"name": self.name, "tag": self.tag}


@dataclass(frozen=True)
class HubRelease:
    """One hub: what it serves, and the cluster that it is in."""

    name: str
    """Name of the chart's release."""
    namespace: str
    site: Site
    cluster: Kubernetes
    hub_image: str
    server: ServerFiles
    own: str = ""
    """The college whose own hub this is; empty for the one that colleges share."""
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Values of the chart's own that whoever runs the cluster adds; merged last."""

    @property
    def priority(self) -> str:
        """Name of the students' priority class; those are the whole cluster's."""
        return f"coursekit-{self.namespace}"

    @property
    def largest(self) -> SiteLimits:
        """The most that a student of any college may use."""
        limits = [college.limits for college in self.site.colleges] or [SiteLimits()]
        return SiteLimits(
            memory=max(one.memory for one in limits),
            cpu=max(one.cpu for one in limits),
            home=max(one.home for one in limits),
            processes=max(one.processes for one in limits),
        )


def set_aside(memory: int) -> int:
    """Return how much of a student's memory a node has to have free: a third of the limit.

    Few students use all that they may, so nodes hold more of them than the limits would fit. A
    student of Data 8 takes 313 MB of 1 GB (``guides/capacity.md``).
    """
    return memory // 3


CPU_SET_ASIDE = 0.05
"""Cores that a node has to have free for a student: a server that waits for its student needs few.
"""
