"""What submissions are confined by while they are graded: what this machine gives, and for whom."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from coursekit.errors import CoursekitError, ExitCode
from coursekit.hub.accounts import belongs_to_somebody
from coursekit.nursery.coursekit_warm import cgroups

Kind = Literal["account", "user-namespace", "none"]

FIRST, LAST = 500_000, 519_999
"""Numbers of jobs' accounts: above the hub's, below those that systemd gives to containers."""
LOCKS = Path("/run/coursekit/grading")
"""Of the machine: two who grade on it at once must not share a number."""
_TRIAL = {"memory": 2**28, "cpu": 10, "processes": 64, "disk": 2**20}

MEANS: Mapping[str, str] = {
    "user-namespace": "only root, or who may make user namespaces, can run programs under another"
    " account",
    "limits": "a submission can't be kept to its memory and number of processes",
    "own-processes": "what a submission starts could outlive it and see other programs",
    "no-network": "a submission could send away what it reads",
    "private-files": "a submission could read the hidden tests and other submissions",
    "no-privileges": "a submission could use the system to get out",
}
"""What it means for people if the machine does not give a layer."""
_HINTS: Mapping[str, str] = {
    "user-namespace": "run it as root, or let people make user namespaces (sysctl"
    " user.max_user_namespaces, on Ubuntu also kernel.apparmor_restrict_unprivileged_userns=0)",
}
_TRUST = (
    "With --trust the submissions run as your own programs do: they can read the hidden tests,"
    " your files and your network. Do that only if you trust everybody who handed in"
)


@dataclass(frozen=True)
class Sandbox:
    """What this machine confines submissions by."""

    kind: Kind
    layers: tuple[str, ...] = ()
    """The limits that the system itself keeps an account to; memory is watched otherwise."""
    hidden: tuple[Path, ...] = ()
    """Folders that a submission is never to see, wherever they are."""
    locks: Path = LOCKS
    container: str = ""
    """The image in whose container submissions run, and are confined; empty: none."""

    @classmethod
    def found(cls, *hidden: Path, trust: bool = False, locks: Path = LOCKS) -> Sandbox:
        """Look what there is, by trying it.

        Raises ``CoursekitError`` (an engine is missing) where there is no sandbox to be had, unless
        submissions are trusted.
        """
        kind: Kind = "account" if _is_root() else "user-namespace"
        try:
            layers = _layers() if kind == "account" else ()
            one = cls(kind, layers, (*_always(), *hidden), locks)
            why = one._tried()
        except OSError as error:
            why = f"limits: {error}"
        if not why:
            return one
        if trust:
            return cls("none")
        raise _missing(why)

    @classmethod
    def inside(
        cls, container: str, trial: Callable[[Mapping[str, Any]], str], *, trust: bool = False
    ) -> Sandbox:
        """Look what there is in a container: ``trial`` tries it there, and returns why not.

        Raises as ``found`` does.
        """
        kind: Kind = "account" if _is_root() else "user-namespace"
        one = cls(kind, hidden=_always(), container=container)
        with one.confine(_TRIAL) as how:
            why = trial(how or {})
        if not why:
            return one
        if trust:
            return cls("none", container=container)
        raise _missing(why)

    @property
    def described(self) -> str:
        """Say in a few words what it is."""
        within = f", in containers of {self.container}" if self.container else ""
        if self.kind == "none":
            return f"none: submissions are trusted{within}"
        if self.kind == "user-namespace":
            return f"a user namespace for each submission{within}"
        missing = [name for name in cgroups.LAYERS if name not in self.layers]
        without = f", without a cgroup for {', '.join(missing)}" if missing else ""
        return f"an account for each submission{within or without}"

    @contextlib.contextmanager
    def confine(self, limits: Mapping[str, Any]) -> Iterator[dict[str, Any] | None]:
        """Give what a job's request says as ``confine``, while that job runs.

        ``limits`` are the request's. As root it has an account number that no other job on this
        machine has; whoever had it before, and was killed, leaves no processes. ``None`` is for
        submissions that are trusted. Raises ``OSError`` where no number is to be had.
        """
        if self.kind == "none":
            yield None
            return
        how: dict[str, Any] = {
            "uid": None,
            "layers": list(self.layers),
            "limits": dict(limits),
            "cores": 1.0,
            "hidden": [str(path) for path in self.hidden],
        }
        if self.kind == "user-namespace":
            yield how
            return
        with _number(self.locks) as uid:
            try:
                yield {**how, "uid": uid}
            finally:
                _clear(uid)

    def _tried(self) -> str:
        from coursekit.nursery.coursekit_warm import confine, filter  # noqa: A004

        if sys.platform == "linux" and not filter.known():
            return f"no-privileges: not written for {os.uname().machine}"
        with self.confine(_TRIAL) as how:
            return confine.trial(how or {})


def check() -> str:
    """Return what this machine confines submissions by; raises ``CoursekitError``."""
    return Sandbox.found().described


@contextlib.contextmanager
def _number(locks: Path) -> Iterator[int]:
    """Hold a number that nobody else has; the system frees it when this process ends, however."""
    locks.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(FIRST, LAST + 1):
        if belongs_to_somebody(number):
            continue
        with (locks / str(number)).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if _clear(number):
                yield number
                return
    raise OSError(f"all account numbers from {FIRST} to {LAST} are in use")


def _clear(number: int, patience: float = 2.0) -> bool:
    """End what is left of an account's last job; return whether nothing is."""
    gone = cgroups.end(number)
    until = time.monotonic() + patience
    while left := list(_processes(number)):
        if time.monotonic() > until:
            return False
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)
    return gone


def _processes(number: int) -> Iterator[int]:
    """Yield the processes of an account, those too that have hidden whose they are (prctl(2))."""
    for entry in os.scandir("/proc"):
        with contextlib.suppress(OSError):
            if not entry.name.isdigit() or entry.stat().st_uid not in (number, 0):
                continue
            text = Path(entry.path, "status").read_text("utf-8", "replace")
            words = next(line.split() for line in text.splitlines() if line.startswith("Uid:"))
            dead = "\nState:\tZ" in text
            if int(words[1]) == number and not dead:
                yield int(entry.name)


def _layers() -> tuple[str, ...]:
    from coursekit.nursery.coursekit_warm.layers import counted

    return tuple(name for name, why in counted().items() if not why)


def _always() -> tuple[Path, ...]:
    return (Path.home(), Path("/root"), Path("/var/lib/coursekit"))


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _missing(why: str) -> CoursekitError:
    layer, _, said = why.partition(": ")
    means = MEANS.get(layer, "submissions can't be confined")
    hint = _HINTS.get(layer, "use a machine, or a container, whose root may make namespaces")
    return CoursekitError(
        f"this machine gives no sandbox for submissions: {means}",
        details=f"{layer}: {said}",
        hint=f"{hint}. {_TRUST}",
        code=ExitCode.ENGINE_MISSING,
    )
