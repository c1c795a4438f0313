"""helm: installs, changes and removes a chart's release in one cluster, which is always named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.engines.cluster_errors import explained
from coursekit.engines.process import Finished, Runner
from coursekit.errors import EngineMissingError

REPOSITORY = "https://hub.jupyter.org/helm-chart/"
"""Where Zero to JupyterHub's chart is published."""
CHART = "jupyterhub"


@dataclass(frozen=True)
class Installed:
    """A release in the cluster."""

    revision: int
    status: str
    """``deployed``, ``failed``, or one that begins with ``pending-``."""
    chart: str
    """Name and version: ``jupyterhub-4.4.0``."""
    updated: str

    @property
    def half_done(self) -> bool:
        """Whether an upgrade began and has not ended."""
        return self.status.startswith("pending-")


class Helm:
    """The releases of one cluster; values go in on standard input and are in no log."""

    def __init__(
        self, runner: Runner, kubeconfig: Path, context: str, program: str = "helm"
    ) -> None:
        self._runner = runner
        self._cluster = ("--kubeconfig", str(kubeconfig), "--kube-context", context)
        self._context = context
        self._program = program

    def check(self) -> str:
        """Return helm's version. Raises ``EngineMissingError`` if there is none."""
        try:
            done = self._runner.run(
                [self._program, "version", "--short"], name="helm version", deadline=30
            )
        except EngineMissingError as error:
            hint = "install it: https://helm.sh/docs/intro/install/"
            raise EngineMissingError("helm is not installed", hint=hint) from error
        return done.stdout.strip()

    def installed(self, name: str, namespace: str) -> Installed | None:
        """Return a release, if there is one, half-finished ones included."""
        words = ["list", "-n", namespace, "--filter", f"^{name}$", "-o", "json"]
        if "v3." in self.check():  # newer ones list all by themselves
            words.append("--all")
        found = json.loads(self._ask(*words).stdout)
        if not found:
            return None
        one = found[0]
        return Installed(
            int(one["revision"]), str(one["status"]), str(one["chart"]), str(one["updated"])
        )

    def deployed_before(self, name: str, namespace: str) -> int | None:
        """Return the last revision that was deployed whole."""
        done = self._ask("history", name, "-n", namespace, "-o", "json")
        whole = [
            int(one["revision"])
            for one in json.loads(done.stdout)
            if one["status"] in ("deployed", "superseded")
        ]
        return max(whole, default=None)

    def values(self, name: str, namespace: str) -> dict[str, Any]:
        """Return the values that a release was given."""
        words = ("get", "values", name, "-n", namespace, "-o", "json")
        return dict(json.loads(self._ask(*words, secret=True).stdout) or {})

    def upgrade(
        self, name: str, namespace: str, chart: Mapping[str, str], values: str, *, minutes: int
    ) -> None:
        """Install or change a release, and wait until all of it is ready.

        ``chart`` has a ``path``, or the ``version`` of the published one. Raises
        ``EngineFailedError`` if that is not so after ``minutes``.
        """
        where = [chart["path"]] if "path" in chart else [CHART, "--repo", REPOSITORY]
        where += ["--version", chart["version"]] if "version" in chart else []
        words = ["upgrade", name, *where, "--install", "-n", namespace, "-f", "-"]
        words += ["--wait", "--timeout", f"{minutes}m"]
        self._ask(*words, text=values, deadline=minutes * 60 + 120, secret=True)

    def rollback(self, name: str, namespace: str, revision: int, *, minutes: int) -> None:
        """Go back to a revision, and wait until it is ready again."""
        words = ["rollback", name, str(revision), "-n", namespace]
        words += ["--wait", "--timeout", f"{minutes}m"]
        self._ask(*words, deadline=minutes * 60 + 120)

    def uninstall(self, name: str, namespace: str) -> None:
        """Take a release away; what it is told to keep stays."""
        words = ["uninstall", name, "-n", namespace, "--wait", "--ignore-not-found"]
        self._ask(*words, "--timeout", "5m", deadline=360)

    def _ask(
        self, *words: str, text: str | None = None, deadline: float = 120, secret: bool = False
    ) -> Finished:
        done = self._runner.run(
            [self._program, *words, *self._cluster],
            name=f"helm {words[0]}",
            stdin=text,
            deadline=deadline,
            check=False,
            secret=secret,
        )
        if done.status != 0:
            raise explained(f"helm {words[0]}", done.stderr, self._context)
        return done
