"""The same hub for one college alone, to try it before all have it."""

from __future__ import annotations

from dataclasses import replace

from coursekit.hub.kubernetes.model import HubRelease
from coursekit.spec.cluster import Expose


def canary_of(release: HubRelease, college: str) -> HubRelease:
    """Return the same hub for one college alone, in a namespace of its own, reached by no other."""
    only = tuple(one for one in release.site.colleges if one.id == college)
    cluster = release.cluster.model_copy(update={"expose": Expose.model_construct(), "spare": 0})
    return replace(
        release,
        name=f"{release.name}-canary"[:53],
        namespace=f"{release.namespace[:56]}-canary",
        site=release.site.model_copy(update={"colleges": only}),
        cluster=cluster,
    )
