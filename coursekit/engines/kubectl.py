"""kubectl: reads, applies and removes the objects of one cluster, which is always named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coursekit.engines.cluster_errors import explained
from coursekit.engines.process import Finished, Runner
from coursekit.errors import CoursekitError, EngineMissingError, Where

_MANAGER = "coursekit"
"""Who coursekit's fields of an object belong to, in the words of server-side apply."""


class Kubectl:
    """The cluster of one context in one kubeconfig; nothing is taken from the environment."""

    def __init__(
        self, runner: Runner, kubeconfig: Path, context: str, program: str = "kubectl"
    ) -> None:
        self.kubeconfig = kubeconfig
        self.context = context
        self._runner = runner
        self._program = program

    def check(self) -> str:
        """Return the client's version. Raises ``EngineMissingError`` if there is none."""
        argv = [self._program, "version", "--client", "-o", "json"]
        try:
            done = self._runner.run(argv, name="kubectl version", deadline=30)
        except EngineMissingError as error:
            hint = "install it: https://kubernetes.io/docs/tasks/tools/"
            raise EngineMissingError("kubectl is not installed", hint=hint) from error
        return str(json.loads(done.stdout)["clientVersion"]["gitVersion"])

    def reach(self) -> str:
        """Return the cluster's version.

        Raises ``CoursekitError`` that tells apart: no such kubeconfig or context, a cluster that
        does not answer, and one that refuses this account.
        """
        self.check()
        if not self.kubeconfig.is_file():
            raise CoursekitError(
                "there is no such kubeconfig",
                Where(self.kubeconfig),
                hint="name the cluster's: hub: {kubernetes: {kubeconfig: ...}}",
            )
        done = self._ask("version", "-o", "json", "--request-timeout=15s")
        return str(json.loads(done.stdout)["serverVersion"]["gitVersion"])

    def get(
        self, kinds: str, namespace: str | None = None, *, selector: str = "", name: str = ""
    ) -> list[dict[str, Any]]:
        """Return objects as they are; an object or a namespace that is not there is no error."""
        words = ["get", kinds, *([name] if name else [])]
        words += ["-n", namespace] if namespace else []
        words += ["-l", selector] if selector else []
        done = self._ask(*words, "--ignore-not-found", "-o", "json")
        if not done.stdout.strip():
            return []
        found = json.loads(done.stdout)
        return list(found["items"]) if found["kind"] == "List" else [found]

    def apply(self, text: str, *, dry_run: bool = False) -> list[dict[str, Any]]:
        """Apply the objects in ``text``, or have the cluster only try; return what they become."""
        words = ["apply", "--server-side", "--force-conflicts", f"--field-manager={_MANAGER}"]
        words += ["--dry-run=server"] if dry_run else []
        done = self._ask(*words, "-f", "-", "-o", "json", text=text)
        return _stream(done.stdout)

    def apply_secret(self, text: str) -> None:
        """Apply an object that nobody is to read in a log."""
        words = ["apply", "--server-side", "--force-conflicts", f"--field-manager={_MANAGER}"]
        self._ask(*words, "-f", "-", "-o", "name", text=text)

    def delete(self, kind: str, namespace: str | None, *which: str, wait: bool = True) -> None:
        """Remove objects by name, or by ``-l`` and labels; what is not there is no error."""
        words = ["delete", kind, *which, "--ignore-not-found", f"--wait={str(wait).lower()}"]
        self._ask(*words, *(["-n", namespace] if namespace else []), deadline=300)

    def mark(self, kind: str, namespace: str, selector: str, annotation: str) -> None:
        """Give objects an annotation; a pod that gets one looks at its volumes at once."""
        self._ask("annotate", kind, "-n", namespace, "-l", selector, annotation, "--overwrite")

    def inside(self, namespace: str, what: str, *argv: str, secret: bool = False) -> str:
        """Run a program in a container; return its output. Raises ``EngineFailedError``."""
        return self._ask("exec", "-n", namespace, what, "--", *argv, secret=secret).stdout

    def forward(self, namespace: str, what: str, port: int, to: int, log: Path) -> int:
        """Let ``port`` of this machine lead to a service; return the process that does."""
        words = ["port-forward", "-n", namespace, what, f"{port}:{to}", "--address", "127.0.0.1"]
        argv = [*self._whole(), *words]
        return self._runner.start(argv, log=log, cwd=self._runner.state, env={}, bare=True)

    def _whole(self) -> list[str]:
        return [self._program, "--kubeconfig", str(self.kubeconfig), "--context", self.context]

    def _ask(
        self, *words: str, text: str | None = None, deadline: float = 120, secret: bool = False
    ) -> Finished:
        done = self._runner.run(
            [*self._whole(), *words],
            name=f"kubectl {words[0]}",
            stdin=text,
            deadline=deadline,
            check=False,
            secret=secret,
        )
        if done.status != 0:
            raise explained(f"kubectl {words[0]}", done.stderr, self.context)
        return done


def _stream(text: str) -> list[dict[str, Any]]:
    """Return the objects of a list, or of several JSON documents one after the other."""
    decoder = json.JSONDecoder()
    found: list[dict[str, Any]] = []
    rest = text.lstrip()
    while rest:
        item, end = decoder.raw_decode(rest)
        found += item["items"] if item["kind"] == "List" else [item]
        rest = rest[end:].lstrip()
    return found


def names(objects: Sequence[dict[str, Any]]) -> list[str]:
    """Return the names of objects."""
    return [str(item["metadata"]["name"]) for item in objects]
