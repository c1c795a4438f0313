"""A container for jobs: it has no network, and sees nothing but what jobs read and write."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursekit.engines.process import Runner

_CAPABILITIES = (
    *("CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "NET_ADMIN", "SETGID", "SETPCAP", "SETUID"),
    *("SYS_ADMIN", "SYS_CHROOT", "SYS_PTRACE"),
)
"""What root needs to confine a submission; the submission itself has none of them."""
_PROCESSES = 4096


@dataclass(frozen=True)
class JobContainer:
    """Containers of an image that run as this account does, for the jobs of one command.

    Folders are seen inside under their own paths. Docker's own filter of system calls would forbid
    the namespaces that a submission is confined by, which brings a stricter filter of its own.
    """

    runner: Runner
    image: str
    memory: int
    """Bytes that all jobs may have together."""
    reads: tuple[Path, ...]
    writes: tuple[Path, ...] = ()
    program: str = "docker"

    def start(
        self,
        argv: Sequence[str | Path],
        *,
        log: Path,
        cwd: Path,
        env: Mapping[str, str],
        bare: bool = False,
    ) -> int:
        """Start a program in a container that is gone when it ends; see ``Runner.start``."""
        words = [*self._words((*self.writes, cwd), env), "--workdir", str(cwd)]
        return self.runner.start(
            [*words, *self._program(argv)],
            log=log,
            cwd=cwd,
            env={"COURSEKIT_ROLE": env.get("COURSEKIT_ROLE", "nursery"), **_docker_settings()},
            bare=bare,
        )

    def run(self, argv: Sequence[str], *, name: str, deadline: float = 120) -> str:
        """Run a program to its end in a container of its own; return its standard output.

        Raises ``EngineFailedError``.
        """
        words = [*self._words(self.writes, {}), *self._program(argv)]
        return self.runner.run(words, name=name, deadline=deadline).stdout

    def _words(self, writes: Sequence[Path], env: Mapping[str, str]) -> list[str]:
        words = [self.program, "run", "--rm", "--pull", "never", "--network", "none"]
        words += ["--read-only", "--tmpfs", "/tmp:exec,mode=1777"]  # noqa: S108 - its own
        words += ["--memory", str(self.memory), "--pids-limit", str(_PROCESSES)]
        words += [*_rights(), *_folders(self.reads, "readonly"), *_folders(writes)]
        return [*words, *(word for key, value in env.items() for word in ("-e", f"{key}={value}"))]

    def _program(self, argv: Sequence[str | Path]) -> list[str]:
        first, *rest = (str(word) for word in argv)
        return ["--entrypoint", first, self.image, *rest]


def _rights() -> Iterator[str]:
    """Yield who is inside, and what he may do there."""
    yield from ("--user", f"{os.getuid()}:{os.getgid()}", "--cap-drop", "ALL")
    yield from ("--security-opt", "seccomp=unconfined", "--security-opt", "apparmor=unconfined")
    if os.geteuid() == 0:
        for name in _CAPABILITIES:
            yield from ("--cap-add", name)
    else:
        # A user namespace may mount /proc only where nothing of it is covered.
        yield from ("--security-opt", "systempaths=unconfined")
        yield from ("--security-opt", "no-new-privileges")


def _folders(places: Sequence[Path], *mode: str) -> Iterator[str]:
    for place in dict.fromkeys(places):
        place.mkdir(parents=True, exist_ok=True)
        fields = ["type=bind", f"source={place}", f"target={place}"]
        row = io.StringIO()  # a row of CSV, in which a path may have commas
        csv.writer(row, lineterminator="").writerow([*fields, *mode])
        yield from ("--mount", row.getvalue())


def _docker_settings() -> dict[str, str]:
    """Return how the client finds its daemon."""
    names = ("DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_TLS_VERIFY", "HOME")
    return {name: os.environ[name] for name in names if name in os.environ}
