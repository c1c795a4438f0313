"""A hub in its cluster: what is there, what there is to do, and doing it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from coursekit.engines.helm import CHART, Installed
from coursekit.errors import CoursekitError, EngineFailedError
from coursekit.hub.kubernetes.canary import CANARY
from coursekit.hub.kubernetes.manifests import MANAGED, logins, manifests, of_fleet
from coursekit.hub.kubernetes.model import SITE_CONFIG, SITE_FOLDER, SITE_KEY, STUDENT, HubRelease
from coursekit.hub.kubernetes.plan import (
    ClusterFacts,
    Step,
    of_object,
    orphans,
    restorable,
    stamped,
    steps,
)
from coursekit.hub.kubernetes.pods import trouble_of
from coursekit.hub.kubernetes.site_text import site_text
from coursekit.hub.kubernetes.values import values
from coursekit.hub.kubernetes.writing import yaml_text, yaml_texts
from coursekit.hub.plan import SITE_NAME, TOKEN_NAME, Change, HubFacts, changes
from coursekit.hub.site import Site
from coursekit.hub.usage import USAGE_NAME, Day, days
from coursekit.pipeline.cluster import hub_state, secrets_of
from coursekit.pipeline.cluster_hub import STATE
from coursekit.pipeline.cluster_reach import clients, forwarded
from coursekit.pipeline.workshop import Workshop
from coursekit.spec.cluster import CHARTS, Kubernetes
from coursekit.state import State

_KINDS = "configmap,ingress,networkpolicy,poddisruptionbudget,resourcequota,secret"
_HUB, _HUB_POD = "deploy/hub", "component=hub"
_LIVE = 180.0
"""Seconds in which a change of the site has to be in the hub's pod."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Seen:
    """What a cluster has of a hub, and how that differs from what it is to be."""

    facts: ClusterFacts
    installed: Installed | None
    site: Site | None
    """The site that is served now."""
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether there is nothing to do."""
        return not self.steps and not self.changes


class ClusterHub:
    """One hub in its cluster; it may take ``patience`` minutes to be ready."""

    def __init__(self, workshop: Workshop, release: HubRelease, patience: int = 10) -> None:
        self.release = release
        self._patience = patience
        self._workshop = workshop
        self._state = hub_state(workshop.state, release.own)
        self._kubectl, self._helm = clients(workshop, release.cluster)

    @property
    def state(self) -> State:
        """Where it is kept what is known here of this hub."""
        return self._state

    def reach(self) -> str:
        """Return the versions of cluster and helm. Raises ``CoursekitError`` in plain words."""
        return f"Kubernetes {self._kubectl.reach()}, helm {self._helm.check()}"

    def look(self) -> Seen:
        """Read what is there, and compare."""
        release, namespace = self.release, self.release.namespace
        wanted = manifests(release)
        live = {of_object(item): item for item in self._live()}
        there = ("Namespace", namespace) in live
        tried: dict[tuple[str, str], Mapping[str, Any]] = {}
        installed = None
        if there:
            text = yaml_texts([stamped(item) for item in wanted])
            tried = {of_object(one): one for one in self._kubectl.apply(text, dry_run=True)}
            installed = self._helm.installed(release.name, namespace)
        facts = ClusterFacts(
            live=live,
            tried=tried,
            chart=installed.chart if installed else "",
            status=installed.status if installed else "",
            values=self._helm.values(release.name, namespace) if installed else {},
            used=self._used() if there else frozenset(),
        )
        served = _site_in(live.get(("ConfigMap", SITE_CONFIG)))
        return Seen(
            facts,
            installed,
            served,
            tuple(steps(release, wanted, facts, _chart_name(release.cluster))),
            changes(_as_facts(release.site, served)),
        )

    def _live(self) -> list[dict[str, Any]]:
        namespace = self.release.namespace
        label = ",".join(f"{key}={value}" for key, value in MANAGED.items())
        found = self._kubectl.get("namespace", name=namespace)
        found += self._kubectl.get("priorityclass", name=self.release.priority)
        return found + (self._kubectl.get(_KINDS, namespace, selector=label) if found else [])

    def _used(self) -> frozenset[str]:
        pods = self._kubectl.get("pods", self.release.namespace)
        volumes = [one for pod in pods for one in pod["spec"].get("volumes", [])]
        return frozenset(one["configMap"]["name"] for one in volumes if "configMap" in one)

    def apply(self, seen: Seen, say: Say) -> None:
        """Make the hub what it is to be, and wait until it is ready.

        Where the chart does not get ready it goes back to what it was, and so does the site.
        Raises ``EngineFailedError`` that says so.
        """
        release = self.release
        objects = [stamped(item) for item in manifests(release)]
        site = [item for item in objects if of_object(item)[1] == SITE_CONFIG]
        rest = [item for item in objects if of_object(item)[1] != SITE_CONFIG]
        say("objects")
        self._kubectl.apply(yaml_texts(rest if seen.site else [*rest, *site]))
        self._bring_secrets()
        if seen.installed is None or any(one.subject.startswith("chart ") for one in seen.steps):
            say("the chart, and waiting until the hub is ready")
            self._upgrade(seen)
        say("the site")
        self._kubectl.apply(yaml_texts(site))
        self._until_served(site_text(release.site))

    def settle(self, seen: Seen) -> None:
        """Remove what nothing asks for any more, now that nobody goes back; keep what is served.

        Assignments that get new names answer to their old ones.
        """
        for kind, name in orphans(seen.facts, manifests(self.release)):
            self._kubectl.delete(kind, self.release.namespace, name)
        text = self.release.site.model_dump_json(indent=1) + "\n"
        self._state.write(self._state.path / "hub" / SITE_NAME, text)

    def _bring_secrets(self) -> None:
        found = secrets_of(self._workshop.project)
        known = {name: found[name] for name in found if self.release.site.college(name)}
        if known:
            self._kubectl.apply_secret(yaml_text(logins(self.release, known)))

    def _upgrade(self, seen: Seen) -> None:
        release = self.release
        text = yaml_text(values(release))
        chart = self._chart()
        try:
            self._helm.upgrade(release.name, release.namespace, chart, text, minutes=self._patience)
        except EngineFailedError as error:
            told = error.problems[0]
            if "half done" in told.message:
                raise
            why = self._why_not_ready()
            raise EngineFailedError(
                f"the hub did not come up: {told.message}. {self.go_back(seen)}",
                details=why or told.details,
                hint=told.hint,
            ) from error

    def go_back(self, seen: Seen) -> str:
        """Bring back the chart, the objects and the site as they were; say in a sentence what was.

        Raises ``EngineFailedError`` if that does not work either.
        """
        release = self.release
        found = self._helm.installed(release.name, release.namespace)
        if seen.installed is None:
            return self._take_away()
        if found is not None and found.revision != seen.installed.revision:
            revision = seen.installed.revision
            self._helm.rollback(release.name, release.namespace, revision, minutes=self._patience)
        wanted = [of_object(item) for item in manifests(release)]
        old = [restorable(seen.facts.live[key]) for key in wanted if key in seen.facts.live]
        self._kubectl.apply(yaml_texts(old))
        return "The hub is what it was before"

    def _take_away(self) -> str:
        self._helm.uninstall(self.release.name, self.release.namespace)
        return "Nothing was there before, and the chart is taken away again"

    def _why_not_ready(self) -> str:
        """Return what the cluster says of pods that don't run."""
        pods = self._kubectl.get("pods", self.release.namespace)
        found = [(pod["metadata"]["name"], trouble_of(pod)) for pod in pods]
        return "\n".join(f"{name}: {trouble.said}" for name, trouble in found if trouble)

    def recover(self) -> str:
        """Go back from an upgrade that was cut off; say what was done."""
        release = self.release
        found = self._helm.installed(release.name, release.namespace)
        if found is None or not found.half_done:
            return ""
        whole = self._helm.deployed_before(release.name, release.namespace)
        if whole is None:
            self._helm.uninstall(release.name, release.namespace)
            return f"Revision {found.revision} was half installed, and was taken away."
        self._helm.rollback(release.name, release.namespace, whole, minutes=self._patience)
        return f"Revision {found.revision} was half done: the hub went back to revision {whole}."

    def _until_served(self, text: str) -> None:
        """Wait until the hub's pod has the site; a mark on the pod lets the node look at once."""
        namespace = self.release.namespace
        self._kubectl.mark("pod", namespace, _HUB_POD, f"coursekit/site={time.time():.0f}")
        until = time.monotonic() + _LIVE
        while time.monotonic() < until:
            with contextlib.suppress(CoursekitError):
                path = f"{SITE_FOLDER}/{SITE_KEY}"
                if self._kubectl.inside(namespace, _HUB, "cat", path, secret=True) == text:
                    return
            time.sleep(1)
        raise EngineFailedError(
            f"the hub's pod does not have the new site after {_LIVE:.0f} s",
            hint="it comes by itself if the node still looks after its pods",
        )

    def _chart(self) -> dict[str, str]:
        chart = self.release.cluster.chart
        if chart.path:
            return {"path": str((self._workshop.project.root / chart.path).resolve())}
        return {"version": chart.version or CHARTS[-1]}

    def token(self) -> Path:
        """Fetch the operator's token from the hub's volume; return where it is kept here."""
        place = self._state.path / "hub" / TOKEN_NAME
        path = str(STATE / TOKEN_NAME)
        text = self._kubectl.inside(self.release.namespace, _HUB, "cat", path, secret=True)
        self._state.write(place, text, mode=0o600)
        return place

    def used_days(self) -> list[Day]:
        """Return what people used, as the hub has noted it on its volume."""
        file = STATE / USAGE_NAME
        argv = ["sh", "-c", f"test ! -e {file} || cat {file}"]
        text = self._kubectl.inside(self.release.namespace, _HUB, *argv, secret=True)
        return days(text.splitlines())

    def reached(self) -> AbstractContextManager[str]:
        """Give an address of this machine that leads to the hub's proxy while this lasts."""
        logs = self._workshop.state.logs
        return forwarded(self._kubectl, self.release.namespace, "service/proxy-public", logs)

    def remove(self) -> None:
        """Take a hub away with all it had: only a canary has nothing to lose."""
        self.down()
        self._kubectl.delete("namespace", None, self.release.namespace)

    def down(self) -> int:
        """Take the hub away; the homes, and what the hub has kept, stay. Return how many homes."""
        release, namespace = self.release, self.release.namespace
        if not self._kubectl.get("namespace", name=namespace):
            return 0
        self._helm.uninstall(release.name, namespace)
        label = ",".join(f"{key}={value}" for key, value in STUDENT.items())
        self._kubectl.delete("pod", namespace, "-l", label)
        for item in manifests(release):
            kind, name = of_object(item)
            if kind != "Namespace":
                spaced = "namespace" in item["metadata"]
                self._kubectl.delete(kind, namespace if spaced else None, name)
        return len(self._kubectl.get("pvc", namespace, selector="component=singleuser-storage"))

    def unasked(self, asked: Collection[str]) -> list[str]:
        """Return the namespaces of this fleet that are not ``asked`` for any more."""
        label = ",".join(f"{key}={value}" for key, value in of_fleet(self.release).items())
        found = self._kubectl.get("namespace", selector=label)
        names = {str(one["metadata"]["name"]) for one in found}
        return sorted(name for name in names - set(asked) if not name.endswith(CANARY))

    def students(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return the pods and the claims of students."""
        label = ",".join(f"{key}={value}" for key, value in STUDENT.items())
        namespace = self.release.namespace
        claims = self._kubectl.get("pvc", namespace, selector="component=singleuser-storage")
        return self._kubectl.get("pods", namespace, selector=label), claims


def _site_in(item: Mapping[str, Any] | None) -> Site | None:
    try:
        return Site.model_validate_json(item["data"][SITE_KEY]) if item else None
    except (KeyError, ValidationError):
        return None


def _chart_name(cluster: Kubernetes) -> str:
    return "" if cluster.chart.path else f"{CHART}-{cluster.chart.version or CHARTS[-1]}"


def _as_facts(site: Site, served: Site | None) -> HubFacts:
    """Return what the comparison of sites asks for."""
    return HubFacts(site.fleet, site, complete=True, folder=Path(), written=("", ""), served=served)
