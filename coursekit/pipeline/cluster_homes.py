"""Brings students' copies out of a cluster: a pod beside each home reads one file, and ends."""

from __future__ import annotations

import base64
import inspect
import json
import os
import secrets
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.engines.kubectl import Kubectl
from coursekit.errors import CoursekitError, EngineFailedError
from coursekit.grading.sources import inside
from coursekit.grading.sources.choose import MOST_NOTEBOOK
from coursekit.hub.kubernetes.manifests import MANAGED
from coursekit.hub.kubernetes.model import COLLEGE_LABEL, SITE_CONFIG, SITE_KEY, HubRelease
from coursekit.hub.kubernetes.pods import trouble_of
from coursekit.hub.kubernetes.writing import yaml_texts
from coursekit.hub.site import Site
from coursekit.pipeline.cluster import hub_releases
from coursekit.pipeline.cluster_reach import clients
from coursekit.pipeline.workshop import Workshop

_USERNAME = "hub.jupyter.org/username"
"""KubeSpawner's label and annotation of claims and pods."""
_READERS = {"component": "coursekit-reader"}
_RUN = "coursekit.run"
_AT_ONCE = 20
_PATIENCE = 180.0
"""Seconds in which the pods of a batch have to run."""
_LONGEST = 900
"""Seconds after which a pod ends, whatever became of whoever asked."""
_ACCOUNT = 1000
_HOME = "/mnt"
"""Where a pod sees the home."""
_TELL = """
import base64, json, stat, sys
folder, name, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
said = None
try:
    file = opened(folder, name)
    found = os.fstat(file)
    said = {"plain": stat.S_ISREG(found.st_mode), "size": found.st_size, "at": found.st_mtime_ns}
    if said["plain"] and found.st_size <= most:
        said["data"] = base64.b64encode(open(file, "rb").read(most)).decode()
except FileNotFoundError:
    pass
except OSError:
    said = {"plain": False}
sys.stdout.write(json.dumps(said))
"""
_READ = inspect.getsource(inside) + _TELL
"""What a pod runs: the home is its student's, so the file is opened as in any other home."""


@dataclass(frozen=True)
class Home:
    """A student's home: the claim, and whose it is."""

    hub: HubRelease
    claim: str
    label: str
    """The student in KubeSpawner's labels."""
    college: str
    person: str


class ClusterHomes:
    """The homes of some colleges in a fleet's cluster. Raises ``CoursekitError`` out of reach."""

    def __init__(self, workshop: Workshop, colleges: Sequence[str]) -> None:
        hubs = hub_releases(workshop, built=False)
        self._kubectl: Kubectl = clients(workshop, hubs[0].cluster)[0]
        self._kubectl.reach()
        self.found = [home for hub in hubs for home in self._homes(hub) if home.college in colleges]

    def _homes(self, hub: HubRelease) -> list[Home]:
        here = {college.id for college in hub.site.colleges}
        found = []
        for claim in self._kubectl.get(
            "pvc", hub.namespace, selector="component=singleuser-storage"
        ):
            about = claim["metadata"]
            college = about["labels"].get(COLLEGE_LABEL, "")
            user = about.get("annotations", {}).get(_USERNAME, "")
            if college in here and user.startswith(f"{college}."):
                person = user.removeprefix(f"{college}.")
                label = about["labels"].get(_USERNAME, "")
                found.append(Home(hub, about["name"], label, college, person))
        return found

    def bring(self, name: str, course: str, into: Path, done: Callable[[], None]) -> None:
        """Copy the file ``name`` of everybody's ``course`` to ``into``, laid out as homes are.

        ``done`` is called after each home. Raises ``EngineFailedError`` where one can't be read.
        """
        for hub in dict.fromkeys(home.hub.namespace for home in self.found):
            homes = [home for home in self.found if home.hub.namespace == hub]
            image = self._image(homes[0].hub, course)
            self._kubectl.delete(
                "pod", hub, "-l", _selector(_READERS), "--field-selector=status.phase=Failed"
            )
            for begin in range(0, len(homes), _AT_ONCE):
                batch = homes[begin : begin + _AT_ONCE]
                self._bring(hub, batch, image, f"{course}/{name}", into, done)

    def _image(self, hub: HubRelease, course: str) -> str:
        """Return the image that the hub serves a course with: the nodes have it."""
        found = self._kubectl.get("configmap", hub.namespace, name=SITE_CONFIG)
        site = Site.model_validate_json(found[0]["data"][SITE_KEY]) if found else None
        image = next((one.image for one in site.courses if one.id == course), "") if site else ""
        if not image:
            raise CoursekitError(
                f"the hub in {hub.namespace} does not serve {course}",
                hint="coursekit hub plan shows what it serves",
            )
        return image

    def _bring(
        self,
        namespace: str,
        homes: Sequence[Home],
        image: str,
        name: str,
        into: Path,
        done: Callable[[], None],
    ) -> None:
        run = secrets.token_hex(4)
        pods = {f"reader-{run}-{number}": home for number, home in enumerate(homes)}

        def read(pod: str) -> None:
            home = pods[pod]
            argv = ["python3", "-I", "-c", _READ, _HOME, name, str(MOST_NOTEBOOK)]
            said = json.loads(self._kubectl.inside(namespace, pod, *argv, secret=True))
            if said is not None:
                _write(into / home.college / home.person / name, said)
            done()

        try:
            made = [_reader(pod, run, home, image) for pod, home in pods.items()]
            self._kubectl.apply(yaml_texts(made))
            self._until_they_run(namespace, run)
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                list(pool.map(read, pods))
        finally:
            self._kubectl.delete("pod", namespace, "-l", f"{_RUN}={run}", wait=False)

    def _until_they_run(self, namespace: str, run: str) -> None:
        until = time.monotonic() + _PATIENCE
        while True:
            pods = self._kubectl.get("pods", namespace, selector=f"{_RUN}={run}")
            waiting = [pod for pod in pods if pod["status"].get("phase") != "Running"]
            if not waiting:
                return
            troubles = [trouble for pod in waiting if (trouble := trouble_of(pod))]
            if time.monotonic() > until or any(trouble.final for trouble in troubles):
                raise EngineFailedError(
                    f"{len(waiting)} homes in {namespace} can't be read: their pods do not run",
                    details="\n".join(trouble.said for trouble in troubles),
                    hint="a home may be on a node that is gone, or the cluster full: try it again",
                )
            time.sleep(0.5)


def _reader(name: str, run: str, home: Home, image: str) -> dict[str, Any]:
    """Return a pod that sees a home, can't write to it, and has no right in the cluster.

    A home that is in use can be on one node only, so the pod had better be there.
    """
    labels = {**MANAGED, **_READERS, _RUN: run}
    beside = {
        "labelSelector": {"matchLabels": {_USERNAME: home.label}},
        "topologyKey": "kubernetes.io/hostname",
    }
    container = {
        "name": "reader",
        "image": image,
        "command": ["sleep", str(_LONGEST)],
        "workingDir": "/",
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
        },
        "resources": {
            "requests": {"cpu": "10m", "memory": "32Mi"},
            "limits": {"memory": "384Mi"},
        },
        "volumeMounts": [{"name": "home", "mountPath": _HOME, "readOnly": True}],
    }
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": home.hub.namespace, "labels": labels},
        "spec": {
            "restartPolicy": "Never",
            "activeDeadlineSeconds": _LONGEST,
            "terminationGracePeriodSeconds": 0,
            "automountServiceAccountToken": False,
            "enableServiceLinks": False,
            "securityContext": {
                "runAsUser": _ACCOUNT,
                "runAsGroup": _ACCOUNT,
                "runAsNonRoot": True,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
            "affinity": {
                "podAffinity": {
                    "preferredDuringSchedulingIgnoredDuringExecution": [
                        {"weight": 100, "podAffinityTerm": beside}
                    ]
                }
            },
            "containers": [container],
            "volumes": [{"name": "home", "persistentVolumeClaim": {"claimName": home.claim}}],
        },
    }


def _selector(labels: dict[str, str]) -> str:
    return ",".join(f"{key}={value}" for key, value in labels.items())


def _write(place: Path, said: dict[str, Any]) -> None:
    """Write what was read; what can't be graded becomes something that says why by itself."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if not said["plain"]:
        place.mkdir()
        return
    place.write_bytes(base64.b64decode(said.get("data", "")))
    if "data" not in said:
        os.truncate(place, said["size"])
    os.utime(place, ns=(said["at"], said["at"]))
