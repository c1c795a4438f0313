"""How a hub in a cluster differs from what it is to be: pure comparison of what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coursekit.hub.kubernetes.model import SITE_CONFIG, HubRelease
from coursekit.hub.kubernetes.values import values
from coursekit.state import digest

STAMP = "coursekit/applied"
"""Annotation with the digest of what was applied: it tells a change of the fleet from another's."""
_MOST = 4
_SHOWN = 60
_THE_CLUSTERS = {
    "annotations",
    "creationTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "uid",
}


@dataclass(frozen=True)
class ClusterFacts:
    """What a cluster has of a hub now."""

    live: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict, hash=False)
    """Objects that coursekit applied, or is to apply, by kind and name."""
    tried: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict, hash=False)
    """What the objects would be if they were applied; empty if that could not be tried."""
    chart: str = ""
    """Name and version of the chart that is installed; empty: none."""
    status: str = ""
    """What helm says of it: ``deployed``, ``failed``, ``pending-upgrade``."""
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    used: frozenset[str] = frozenset()
    """Names of objects with files that pods use."""


@dataclass(frozen=True)
class Step:
    """One difference: ``add``, ``change`` or ``remove``, of what, and why."""

    what: str
    subject: str
    reason: str

    def as_json(self) -> dict[str, str]:
        """Return the row of ``hub plan --json``."""
        return {"college": "", "what": self.what, "subject": self.subject, "reason": self.reason}


def of_object(item: Mapping[str, Any]) -> tuple[str, str]:
    """Return the kind and the name of an object."""
    return str(item["kind"]), str(item["metadata"]["name"])


def stamped(item: dict[str, Any]) -> dict[str, Any]:
    """Return an object with the digest of itself."""
    head = dict(item["metadata"])
    head["annotations"] = {**head.get("annotations", {}), STAMP: _digest(item)}
    return {**item, "metadata": head}


def orphans(facts: ClusterFacts, wanted: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Return objects that an earlier fleet left and nothing uses."""
    kept = {of_object(item) for item in wanted}
    return [
        found
        for found in facts.live
        if found not in kept and found[0] != "Secret" and found[1] not in facts.used
    ]


def steps(
    release: HubRelease, wanted: Sequence[Mapping[str, Any]], facts: ClusterFacts, chart: str
) -> list[Step]:
    """Return what there is to do; the site's colleges are told elsewhere.

    ``chart`` is the name and version of the chart that is wanted; its version is empty where the
    chart is a folder's.
    """
    return [
        *_of_objects(wanted, facts),
        *_of_chart(release, facts, chart),
        *(
            Step("remove", f"{kind} {name}", "nothing in the fleet asks for it any more")
            for kind, name in orphans(facts, wanted)
        ),
    ]


def _of_objects(wanted: Sequence[Mapping[str, Any]], facts: ClusterFacts) -> Iterator[Step]:
    for item in wanted:
        kind, name = of_object(item)
        live, tried = facts.live.get((kind, name)), facts.tried.get((kind, name))
        if live is None:
            yield Step("add", f"{kind} {name}", "not there yet")
            continue
        found = list(differences(_plain(live), _plain(tried))) if tried is not None else []
        if not found:
            continue
        applied = (live["metadata"].get("annotations") or {}).get(STAMP)
        if applied == _digest(item):
            yield Step("change", f"{kind} {name}", f"drift, goes back: {_few(found)}")
        elif name != SITE_CONFIG:  # what changes there is told college by college
            yield Step("change", f"{kind} {name}", _few(found))


def _of_chart(release: HubRelease, facts: ClusterFacts, chart: str) -> Iterator[Step]:
    subject = f"chart {release.name}"
    if not facts.chart:
        yield Step("add", subject, "not installed yet")
        return
    if facts.status.startswith("pending-"):
        yield Step("change", subject, f"an upgrade is half done ({facts.status})")
    elif facts.status == "failed":
        yield Step("change", subject, "its last upgrade failed")
    if chart and facts.chart != chart:
        yield Step("change", subject, f"{facts.chart} -> {chart}: the hub starts again")
    found = list(differences(facts.values, values(release)))
    if found:
        yield Step("change", subject, f"{_few(found)}: the hub starts again")


def differences(old: Any, new: Any, at: str = "") -> Iterator[str]:
    """Yield where ``new`` differs from ``old``: ``spec.hard.pods: 10 -> 100``."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from differences(old.get(key), new.get(key), f"{at}.{key}" if at else str(key))
    elif old != new:
        yield f"{at}: {_shown(old)} -> {_shown(new)}"


def _few(found: list[str]) -> str:
    more = [f"and {len(found) - _MOST} more"] if len(found) > _MOST else []
    return ", ".join([*found[:_MOST], *more])


def _shown(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    half = _SHOWN // 2
    return text if len(text) <= _SHOWN else f"{text[:half]}...{text[-half:]}"


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object without what the cluster itself writes into it."""
    head = {key: value for key, value in item["metadata"].items() if key not in _THE_CLUSTERS}
    rest = {key: value for key, value in item.items() if key not in ("metadata", "status")}
    return {**rest, "metadata": head}


def restorable(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object that can be applied, from one as it was read."""
    kept = ("name", "namespace", "labels", "annotations")
    head = {key: value for key, value in item["metadata"].items() if key in kept}
    rest = {key: value for key, value in item.items() if key not in ("metadata", "status")}
    return {**rest, "metadata": head}


def _digest(item: Mapping[str, Any]) -> str:
    return digest(repr(item))[:16]
