"""The ways to a fleet's cluster: its clients, and a port of this machine that leads into it."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from coursekit.engines.helm import Helm
from coursekit.engines.kubectl import Kubectl
from coursekit.engines.process import kill_group
from coursekit.pipeline.workshop import Workshop
from coursekit.spec.cluster import Kubernetes


def clients(workshop: Workshop, cluster: Kubernetes) -> tuple[Kubectl, Helm]:
    """Return what drives the cluster of a fleet."""
    named = Path(cluster.kubeconfig or "~/.kube/config").expanduser()
    place = workshop.project.root / named
    return (
        Kubectl(workshop.runner, place, cluster.context),
        Helm(workshop.runner, place, cluster.context),
    )


@contextlib.contextmanager
def forwarded(kubectl: Kubectl, namespace: str, service: str, logs: Path) -> Iterator[str]:
    """Give an address of this machine that leads to port 80 of a service while this lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    pid = kubectl.forward(namespace, service, port, 80, logs / "kubectl-port-forward.log")
    try:
        until = time.monotonic() + 20
        while not _listens(port) and time.monotonic() < until:
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        kill_group(pid)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
