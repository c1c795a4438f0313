"""Docker builds, runs, inspects and pushes images; BuildKit builds them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from coursekit.engines.docker_registry import Registry
from coursekit.engines.process import Finished, Result, Runner
from coursekit.errors import EngineMissingError

OLDEST = (20, 10)
"""The first Docker whose own BuildKit knows cache, secret and bind mounts."""
_OLDEST_BUILDX = (0, 8)
_LEAST_DISK = 5 * 2**30
_1980 = 315619200
_STEP = re.compile(r"^#\d+ \[(?P<where>[^\]]+)\] (?P<what>.*)")

Say = Callable[[str], None]


@dataclass(frozen=True)
class Image:
    """An image that the daemon holds: its id, and its size in bytes."""

    id: str
    size: int
    user: str = ""
    """Who runs it: a name or a number; empty: root."""


@dataclass(frozen=True)
class Build:
    """What to build: a folder with a ``Dockerfile``, and how."""

    context: Path
    tags: tuple[str, ...]
    arguments: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, Path] = field(default_factory=dict)
    platform: str | None = None
    cache_from: tuple[str, ...] = ()
    """References to images in a registry whose layers may be used again."""
    file: Path | None = None
    """The Dockerfile, if it is another than the folder's own."""


class Docker:
    """The docker client, or one with the same commands, and its daemon."""

    def __init__(self, runner: Runner, program: str = "docker") -> None:
        self.registry = Registry(runner, program)
        self._runner = runner
        self._program = program

    def check(self) -> str:
        """Return the daemon's version.

        Raises ``EngineMissingError`` that tells apart, each with its cure: no client, a stopped
        daemon, no permission, no buildx, too old a daemon or buildx, and a full disk.
        """
        if self._program != "docker":
            return self._check_other()
        try:
            asked = self._ask("version", "--format", "{{.Server.Version}}")
        except EngineMissingError as error:
            hint = "install Docker Engine (on Debian and Ubuntu: apt install docker.io)"
            raise EngineMissingError("Docker is not installed", hint=hint) from error
        if asked.status != 0:
            message, hint = unreachable(asked.stderr, os.environ.get("DOCKER_HOST", ""))
            raise EngineMissingError(message, hint=hint)
        version = asked.stdout.strip()
        if _number(version) < OLDEST:
            raise EngineMissingError(
                f"Docker {version} is too old",
                hint="update Docker Engine to 20.10 or newer",
            )
        self._check_buildx()
        self._check_disk()
        return version

    def platforms(self) -> tuple[str, ...]:
        """Return the platforms whose programs the builder can run; empty if it does not tell.

        Its client has no JSON for this: the line is the one that ``docker buildx inspect`` prints.
        """
        asked = self._ask("buildx", "inspect")
        found = re.search(r"^Platforms:\s*(.*)$", asked.stdout, re.MULTILINE)
        return tuple(word.rstrip("*") for word in re.split(r",\s*", found[1])) if found else ()

    def image(self, name: str) -> Image | None:
        """Return the image that the daemon holds under ``name``, if there is one."""
        asked = self._ask("image", "inspect", name)
        if asked.status != 0:
            return None
        found = json.loads(asked.stdout)[0]
        return Image(
            id=found["Id"],
            size=int(found["Size"]),
            user=found["Config"].get("User") or "",
        )

    def build(self, build: Build, say: Say, *, name: str) -> None:
        """Build an image and load it; ``say`` hears each step. Raises ``EngineFailedError``."""
        argv = [self._program, "buildx", "build", "--progress", "plain", "--load"]
        argv += [word for tag in build.tags for word in ("--tag", tag)]
        for key, value in {**build.arguments, "BUILDKIT_INLINE_CACHE": "1"}.items():
            argv += ["--build-arg", f"{key}={value}"]
        for key, value in sorted(build.labels.items()):
            argv += ["--label", f"{key}={value}"]
        argv += [w for k, v in build.secrets.items() for w in ("--secret", f"id={k},src={v}")]
        argv += ["--platform", build.platform] if build.platform else []
        argv += [word for ref in build.cache_from for word in ("--cache-from", ref)]
        argv += ["--file", str(build.file)] if build.file else []
        argv.append(str(build.context))

        def heard(line: str) -> None:
            if (step := told(line)) is not None:
                say(step)

        date_by_content(build.context)
        env = {"DOCKER_BUILDKIT": "1"}
        self._runner.run(argv, name=name, env=env, deadline=7200, on_line=heard)

    def run(
        self,
        image: str,
        argv: Sequence[str],
        *,
        name: str,
        files: Mapping[Path, str] | None = None,
        deadline: float = 900,
    ) -> str:
        """Run a program in a new container with no network; return its standard output.

        ``files`` maps folders of this machine to places inside where copies of them are put, which
        a daemon on another machine can do as well. What a killed run of the same project left is
        taken away first.
        """
        project = hashlib.sha256(str(self._runner.state).encode()).hexdigest()[:16]
        mark = f"coursekit.run={project} {name}"
        left = self._ask("ps", "--all", "--quiet", "--filter", f"label={mark}").stdout.split()
        for container in left:
            self._ask("rm", "--force", container)
        words = [self._program, "create", "--label", mark, "--network", "none"]
        words += ["--pids-limit", "512", "--security-opt", "no-new-privileges", image, *argv]
        made = self._runner.run(words, name="docker create", deadline=300).stdout.split()[-1]
        try:
            for source, target in (files or {}).items():
                copy = [self._program, "cp", f"{source}/.", f"{made}:{target}"]
                self._runner.run(copy, name="docker cp", deadline=300)
            start = [self._program, "start", "--attach", made]
            return self._runner.run(start, name=name, deadline=deadline).stdout
        finally:
            self._ask("rm", "--force", made)

    def saved(self, image: str, use: Callable[[IO[bytes]], Result]) -> Result:
        """Give the tar archive of an image's layers to ``use``; return what that returns.

        Format: https://github.com/moby/docker-image-spec/blob/main/v1.2.md
        """
        argv = [self._program, "save", image]
        return self._runner.read(argv, use, name=f"docker save {image}")

    def history(self, image: str) -> str:
        """Return the commands that made ``image``, one a line, in full."""
        argv = [self._program, "history", "--no-trunc", "--format", "{{.CreatedBy}}", image]
        return self._runner.run(argv, name="docker history", deadline=60).stdout

    def untag(self, name: str) -> None:
        """Take a name away from an image; its layers go if nothing else uses them."""
        argv = [self._program, "image", "rm", "--no-prune", name]
        self._runner.run(argv, name="docker rm", deadline=60, check=False)

    def remove_all(self, label: str) -> int:
        """Remove all containers, and then all networks, with a label; return how many containers.

        What can't be removed is left; where Docker does not answer there is nothing to remove.
        """
        mark = ("--filter", f"label={label}")
        containers = self._ask("ps", "--all", "--quiet", *mark).stdout.split()
        if containers:
            self._ask("rm", "--force", "--volumes", *containers)
        if networks := self._ask("network", "ls", "--quiet", *mark).stdout.split():
            self._ask("network", "rm", *networks)
        return len(containers)

    def _ask(self, *words: str) -> Finished:
        argv = [self._program, *words]
        return self._runner.run(argv, name=f"docker {words[0]}", check=False, deadline=20)

    def _check_other(self) -> str:
        """Return the version of a client with Docker's commands, if it has those we use."""
        name, way = self._program, "leave out --engine to use Docker, which runs without root too"
        try:
            asked = self._ask("version", "--format", "{{.Client.Version}}")
        except EngineMissingError as error:
            hint = f"install it (on Debian and Ubuntu: apt install {name}), or {way}"
            raise EngineMissingError(f"{name} is not installed", hint=hint) from error
        version = asked.stdout.strip()
        if asked.status != 0 or self._ask("buildx", "version").status != 0:
            lacking = f"{name} {version}".strip() + " has no buildx, which builds images"
            raise EngineMissingError(lacking, hint=way)
        return version

    def _check_buildx(self) -> None:
        asked = self._ask("buildx", "version")
        if asked.status != 0:
            raise EngineMissingError(
                "Docker has no buildx, which builds images",
                hint="install it (on Debian and Ubuntu: apt install docker-buildx)",
            )
        match = re.search(r"\bv?(\d+\.\d+\.\d+)", asked.stdout)
        if match and _number(match[1]) < _OLDEST_BUILDX:
            raise EngineMissingError(
                f"buildx {match[1]} is too old", hint="update it to 0.8 or newer"
            )

    def _check_disk(self) -> None:
        """Refuse a disk that no image fits on; a daemon elsewhere has its own disk."""
        root = Path(self._ask("info", "--format", "{{.DockerRootDir}}").stdout.strip() or "/none")
        if not root.is_dir():
            return
        free = shutil.disk_usage(root).free
        if free < _LEAST_DISK:
            raise EngineMissingError(
                f"Docker's disk has {free / 2**30:.1f} GB left, and an image needs about 5 GB",
                hint="free some (docker system prune takes away what nothing uses)",
            )


def told(line: str) -> str | None:
    """Return what a line of BuildKit's plain progress says of a step, if it begins one."""
    if match := _STEP.match(line):
        return None if match["where"].startswith("internal") else match["what"][:200]
    return None


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


def unreachable(said: str, host: str) -> tuple[str, str]:
    """Say why the daemon at ``host`` does not answer, and the cure, from the client's words."""
    low = said.lower()
    if "permission denied" in low:
        return (
            "Docker refuses this account",
            "sudo usermod -aG docker $USER, then sign in again (or use rootless Docker)",
        )
    if "certificate" in low or "x509" in low:
        return (
            "Docker's connection is not trusted: is there a proxy with a CA of its own?",
            "add its certificate to this machine's CA file, and restart Docker",
        )
    if host and not host.startswith("unix:"):
        return (f"Docker at {host} cannot be reached", "check DOCKER_HOST and the network")
    return (
        "Docker is installed, and its daemon does not run",
        "start it: sudo systemctl start docker",
    )


def date_by_content(context: Path) -> None:
    """Give every file of a build's folder a time made from its content.

    BuildKit takes a file of the same name, size and time as in an earlier build for the same file,
    and builds with the old one; repo2docker dates all files alike. And a layer's files have the
    same times wherever it is built.
    """
    for path in (context, *context.rglob("*")):
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        seconds = _1980 + int.from_bytes(hashlib.sha256(content).digest()[:4], "big") % 2**30
        os.utime(path, (seconds, seconds), follow_symlinks=False)


def as_json(text: str) -> Any:
    """Return the JSON object in the last line of a program's output."""
    return json.loads(text.strip().splitlines()[-1])
