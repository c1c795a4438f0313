"""The Kubernetes of this machine that tests share, and its registry."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.conftest import TOP

SHARED = TOP.parent / "shared" / "k8s"
"""Folder with what starts it."""
NODE = "10.201.0.1"
"""Address of its node: pods reach this machine there, and this machine their services."""
REGISTRY = "localhost:5000"
CONTEXT = "test-node"


@dataclass(frozen=True)
class Cluster:
    """A cluster: its kubectl, and the file that names it."""

    kubectl: str
    kubeconfig: str

    def run(self, *words: str, text: str | None = None, check: bool = True) -> str:
        """Run kubectl; return what it prints."""
        argv = [self.kubectl, "--kubeconfig", self.kubeconfig, "--context", CONTEXT, *words]
        done = subprocess.run(argv, input=text, capture_output=True, text=True, check=False)
        assert not check or done.returncode == 0, done.stderr
        return done.stdout + ("" if check else done.stderr)

    def get(self, *words: str) -> dict[str, Any]:
        """Return objects as they are."""
        return dict(json.loads(self.run("get", *words, "-o", "json")))

    def apply(self, text: str) -> None:
        """Apply objects."""
        self.run("apply", "--server-side", "--force-conflicts", "-f", "-", text=text)

    def inside(self, namespace: str, *words: str) -> str:
        """Run a program in the hub's pod."""
        return self.run("exec", "-n", namespace, "deploy/hub", "--", *words)


def until(
    found: Callable[[], Any],
    what: str,
    seconds: float = 120,
    told: Callable[[], str] = lambda: "",
) -> Any:
    """Wait until something is there; return it. If it does not come, show what is ``told``."""
    end = time.monotonic() + seconds
    while not (there := found()):
        assert time.monotonic() < end, f"no {what} after {seconds} s\n{told()}"
        time.sleep(0.3)
    return there


def answers(url: str) -> bool:
    """Tell whether a page is there."""
    try:
        return requests.get(url, timeout=5, proxies={"http": ""}).status_code == 200
    except requests.RequestException:
        return False


def environment_of(shared: Path) -> str:
    """Return the path that ``up --env`` tells of the file that names the cluster."""
    said = subprocess.run([shared / "up", "--env"], check=True, capture_output=True, text=True)
    return said.stdout.partition("KUBECONFIG=")[2].split()[0]
