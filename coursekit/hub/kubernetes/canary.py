"""The same hub for one college alone, to try it before all have it."""

from __future__ import annotations

from dataclasses import replace

from coursekit.hub.kubernetes.model import HubRelease
from coursekit.spec.cluster import Expose

CANARY = "--canary"
"""End of its names. No college's id has two hyphens: it is never that of a college's own hub."""


def canary_of(release: HubRelease, college: str) -> HubRelease:
    """Return the same hub for one college alone, in a namespace of its own, reached by no other."""
    only = tuple(one for one in release.site.colleges if one.id == college)
    cluster = release.cluster.model_copy(update={"expose": Expose.model_construct(), "spare": 0})
    return replace(
        release,
        name=f"{release.name[:45]}{CANARY}",
        namespace=f"{release.namespace[:54]}{CANARY}",
        site=release.site.model_copy(update={"colleges": only}),
        cluster=cluster,
    )
