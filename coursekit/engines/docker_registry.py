"""Registries of images, through the docker client: what they have, push, pull and names."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from coursekit.engines.process import Runner
from coursekit.errors import EngineFailedError

Say = Callable[[str], None]


@dataclass(frozen=True)
class Remote:
    """An image in a registry: its digest, and the bytes of its layers there (compressed)."""

    digest: str
    size: int


class Registry:
    """The registries that a docker client and its daemon reach."""

    def __init__(self, runner: Runner, program: str) -> None:
        self._runner = runner
        self._program = program

    def find(self, name: str) -> Remote | None:
        """Return what the registry keeps under ``name``; nothing if it has no such image.

        Raises ``EngineFailedError`` when the registry can't be asked.
        """
        argv = [self._program, "buildx", "imagetools", "inspect", name, "--raw"]
        done = self._runner.run(argv, name="docker imagetools", check=False, deadline=60)
        if done.status != 0:
            if re.search(r"not found|manifest unknown|name unknown", done.stderr, re.IGNORECASE):
                return None
            raise refused(f"cannot ask for {name}", done.stderr)
        raw = done.stdout
        layers = json.loads(raw).get("layers", [])
        digest = f"sha256:{hashlib.sha256(raw.encode()).hexdigest()}"
        return Remote(digest, sum(int(layer["size"]) for layer in layers))

    def pull(self, name: str) -> None:
        """Fetch an image. Raises ``EngineFailedError``."""
        argv = [self._program, "pull", "--quiet", name]
        done = self._runner.run(argv, name="docker pull", check=False, deadline=3600)
        if done.status != 0:
            raise refused(f"cannot pull {name}", done.stderr)

    def label(self, name: str, other: str) -> str:
        """Have the registry keep the image ``name`` under ``other`` too; return its digest."""
        argv = [self._program, "buildx", "imagetools", "create", "--tag", other, name]
        done = self._runner.run(argv, name="docker imagetools", check=False, deadline=300)
        if done.status != 0:
            raise refused(f"cannot give {name} the name {other}", done.stderr)
        found = self.find(other)
        return found.digest if found else ""

    def push(self, name: str, say: Say) -> str:
        """Push an image; return the digest under which the registry keeps it."""
        argv = [self._program, "push", name]
        done = self._runner.run(argv, name="docker push", check=False, deadline=3600, on_line=say)
        if done.status != 0:
            raise refused(f"cannot push {name}", done.stderr)
        if match := re.search(r"digest: (sha256:[0-9a-f]{64})", done.stdout):
            return match[1]
        raise EngineFailedError(f"{name} was pushed, and the registry gave no digest")


def refused(what: str, said: str) -> EngineFailedError:
    """Say why a registry did not do ``what``, from the words of the client."""
    low = said.lower()
    hints: tuple[tuple[str, str, str], ...] = (
        ("denied", "the registry refuses this account", "docker login, with an account that may"),
        ("unauthorized", "the registry wants to know who you are", "docker login"),
        ("x509", "the registry's certificate is not trusted", "add its CA to Docker's"),
        ("connection refused", "nothing answers there", "is the registry up?"),
        ("no such host", "there is no such registry", "check the name given with --tag"),
    )
    details = "\n".join(said.strip().splitlines()[-3:])
    for words, message, hint in hints:
        if words in low:
            return EngineFailedError(f"{what}: {message}", details=details, hint=hint)
    return EngineFailedError(what, details=details, output=said)
