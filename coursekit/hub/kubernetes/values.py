"""Values for Zero to JupyterHub's chart: nothing in them is about a single college.

Whatever changes here restarts the hub, so what changes often is in the site. Names and meanings:
https://z2jh.jupyter.org/en/stable/resources/reference.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from coursekit.hub.kubernetes.model import (
    CPU_SET_ASIDE,
    LOGINS,
    LOGINS_FOLDER,
    SITE_CONFIG,
    SITE_FOLDER,
    HubRelease,
    Image,
    set_aside,
)
from coursekit.spec.cluster import Expose

_MIB = 2**20


def values(release: HubRelease) -> dict[str, Any]:
    """Return the chart's values, with those of ``hub.kubernetes.values`` merged last."""
    cluster = release.cluster
    own = {
        "hub": _hub(release),
        "proxy": {
            "service": _service(cluster.expose),
            "chp": {"resources": _memory(64, 512)},
        },
        "singleuser": _singleuser(release),
        "scheduling": {
            "podPriority": {"enabled": True},
            "userPlaceholder": {"enabled": cluster.spare > 0, "replicas": cluster.spare},
        },
        "prePuller": {
            "extraImages": {
                course.id: Image.of(course.image).as_values() for course in release.site.courses
            }
        },
        # A student's own server knows best when nobody works: coursekit.hub.idle.
        "cull": {"enabled": False},
    }
    return merged(own, release.extra)


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``below`` with ``above`` merged into it as helm does: mappings only."""
    found = dict(below)
    for key, value in above.items():
        both = isinstance(value, Mapping) and isinstance(found.get(key), Mapping)
        found[key] = merged(found[key], value) if both else value
    return found


def _hub(release: HubRelease) -> dict[str, Any]:
    start = (
        f"import coursekit.pipeline.cluster_hub as hub; hub.configure(c, {release.server.name!r})"
    )
    storage = {"storageClassName": release.cluster.storage} if release.cluster.storage else {}
    return {
        "image": Image.of(release.hub_image).as_values(),
        "baseUrl": f"{urlsplit(release.site.url).path.rstrip('/')}/",
        "extraConfig": {"coursekit": start},
        "extraVolumes": [
            {"name": "coursekit-site", "configMap": {"name": SITE_CONFIG}},
            {"name": "coursekit-logins", "secret": {"secretName": LOGINS, "optional": True}},
        ],
        "extraVolumeMounts": [
            {"name": "coursekit-site", "mountPath": SITE_FOLDER, "readOnly": True},
            {"name": "coursekit-logins", "mountPath": LOGINS_FOLDER, "readOnly": True},
        ],
        # Rosters, passwords and names outlive `coursekit hub down`, as the homes do.
        "db": {"pvc": {"annotations": {"helm.sh/resource-policy": "keep"}, **storage}},
        # A class that can't start at once is no reason for the hub to end with those who could.
        "consecutiveFailureLimit": 0,
        "concurrentSpawnLimit": 0,
        "resources": _memory(256, 1024),
    }


def _service(expose: Expose) -> dict[str, Any]:
    if expose.nodePort is not None:
        return {"type": "NodePort", "nodePorts": {"http": expose.nodePort}}
    return {"type": "ClusterIP"}


def _singleuser(release: HubRelease) -> dict[str, Any]:
    """Return what placeholders and the puller need to know; each pod's own is the spawner's."""
    largest = release.largest
    courses = release.site.courses
    image = {"image": Image.of(courses[0].image).as_values()} if courses else {}
    return {
        **image,
        "cpu": {"limit": largest.cpu, "guarantee": CPU_SET_ASIDE},
        "memory": {
            "limit": f"{largest.memory // _MIB}M",
            "guarantee": f"{set_aside(largest.memory) // _MIB}M",
        },
        "storage": {"type": "none"},
        # Both are what our own network policy is for, which needs no privileged container.
        "cloudMetadata": {"blockWithIptables": False},
        "networkPolicy": {"enabled": False},
    }


def _memory(requested: int, limit: int) -> dict[str, Any]:
    return {
        "requests": {"cpu": "50m", "memory": f"{requested}Mi"},
        "limits": {"memory": f"{limit}Mi"},
    }
