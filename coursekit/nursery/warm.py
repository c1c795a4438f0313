"""Runs jobs as forks of a warm process, started on first use; plainly, where that can't be."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import socket
import stat
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from coursekit.errors import EngineFailedError
from coursekit.nursery import Confinement, JobName, Nursery
from coursekit.nursery.coursekit_warm.protocol import Closed, Stream, start
from coursekit.nursery.plain import job_environment, starting

_IDLE = 3.0
"""Seconds after which a nursery ends that nobody is connected to."""
_KEPT = 300.0
"""The same for one that is kept for what its author will do next."""
_PATIENCE = 120.0
"""Seconds that a nursery may take to import what it preloads."""

Start = Callable[..., int]
"""Starts a program that goes on: ``coursekit.engines.process.Runner.start``."""


class WarmNursery:
    """The nursery of one course environment, for the jobs of one command.

    ``plain`` runs jobs where there is none to be had. ``modules`` are what the course's notebooks
    import. ``environment`` gives the variables of a
    program, as ``Runner.environment`` does. With ``accounts`` it is root's and forks servers for
    students' accounts: it listens to them, too, and knows nothing of this process's environment,
    because its memory is in all its children. One that is ``bare`` knows nothing of it, either.
    With ``keep`` it outlives the command by minutes. ``scratch`` is where jobs get their requests,
    if not where temporary files usually are.
    """

    def __init__(
        self,
        start: Start,
        environment: Callable[[Mapping[str, str]], dict[str, str]],
        plain: Nursery,
        *,
        python: Path,
        modules: Sequence[str],
        cache: Path,
        logs: Path,
        kinds: Sequence[str] = ("job", "kernel"),
        accounts: bool = False,
        bare: bool = False,
        keep: bool = False,
        scratch: Path | None = None,
    ) -> None:
        self._start = start
        self._environment = environment
        self._plain = plain
        self._python = python
        self._modules = sorted(set(modules))
        self._cache = cache
        self._logs = logs
        self._kinds = ",".join(kinds)
        self._accounts = "accounts" if accounts else "own"
        self._bare = bare or accounts
        self._idle = _KEPT if keep else _IDLE
        self._scratch = scratch
        self._lock = threading.Lock()
        self._kept: Stream | None = None
        self._place = Path()
        """The folder of the nursery that was asked last."""
        self._streams: set[Stream] = set()
        self._stopped = False
        self._broken = False

    def job(
        self, job: JobName, arguments: Mapping[str, Any], *, name: str, cwd: Path, deadline: float
    ) -> dict[str, Any]:
        """Run a job, as ``PlainNursery.job`` does, in a fork."""
        try:
            with self._connected() as stream:
                return self._job(stream, job, arguments, name=name, cwd=cwd, deadline=deadline)
        except Closed as error:
            if self._stopped:
                raise EngineFailedError(f"{name} was stopped") from error
            self._broken = True
        return self._plain.job(job, arguments, name=name, cwd=cwd, deadline=deadline)

    def server(
        self,
        arguments: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: Path,
        log: Path,
        confined: Confinement | None = None,
    ) -> int:
        """Start a single-user server that outlives this process; return its process id.

        ``env`` are all its variables, ``confined`` the account that it runs under. Raises
        ``Closed`` where there is no nursery to be had, or the account could not be entered.
        """
        head: dict[str, Any] = {"what": "server"}
        rest: dict[str, Any] = {
            "spec": {"arguments": list(arguments)},
            "env": dict(env),
            "cwd": str(cwd),
            "log": str(log),
        }
        if confined is not None:
            head["account"] = confined.account
        with self._connected():
            place = self._place
            if confined is not None:
                # The nursery's folder is there by now: what is not there can't be kept in view.
                rest["view"] = confined.view((place, False))
            return int(start(str(place / "socket"), head, rest)["pid"])

    def wake(self) -> None:
        """Start the nursery now, so that it is warm when it is asked."""
        with contextlib.suppress(Closed), self._connected():
            pass

    def stop(self) -> None:
        """End the jobs that run, and let the nursery end."""
        self._stopped = True
        for stream in tuple(self._streams):
            with contextlib.suppress(OSError):
                stream.connection.shutdown(socket.SHUT_RDWR)
        self.close()

    def close(self) -> None:
        """Let the nursery end, a few seconds later."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _job(
        self,
        stream: Stream,
        job: JobName,
        arguments: Mapping[str, Any],
        *,
        name: str,
        cwd: Path,
        deadline: float,
    ) -> dict[str, Any]:
        self._logs.mkdir(parents=True, exist_ok=True)
        log = self._logs / f"{name}.log"
        log.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(
            prefix="coursekit-job-", dir=self._scratch, ignore_cleanup_errors=True
        ) as scratch:
            own = job_environment(Path(scratch), self._python, self._cache)
            # In files, because the nursery's memory is in all its children.
            told, answer = Path(scratch) / "request.json", Path(scratch) / "response.json"
            spec = {"job": job, "arguments": dict(arguments), "answer": str(answer)}
            rest = {"spec": spec, "env": self._environment(own), "cwd": str(cwd), "log": str(log)}
            told.write_text(json.dumps(rest), "utf-8")
            stream.send({"ask": "start", "what": "job", "told": str(told)})
            started = stream.receive()
            if not started.get("ok"):
                raise Closed(started.get("error"))
            stream.send({"ask": "wait", "id": started["id"]})
            stream.connection.settimeout(deadline)
            try:
                outcome = stream.receive()
            except TimeoutError as error:
                # Closing the connection, as the caller does, ends the job.
                raise EngineFailedError(
                    f"{name} did not finish within {deadline:.0f} s", details=_tail(log)
                ) from error
            response = None
            with contextlib.suppress(OSError, ValueError):
                response = json.loads(answer.read_text("utf-8"))
        if outcome.get("status") != 0 or response is None:
            raise EngineFailedError(
                f"{name} failed (exit status {outcome.get('status')})", details=_tail(log)
            )
        return dict(response)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Stream]:
        """Connect to the nursery, starting it if need be; raises ``Closed``."""
        if self._broken:
            raise Closed
        with self._lock:
            key = self._key()
            place = Path(tempfile.gettempdir()) / f"coursekit-nursery-{os.getuid()}-{key}"
            if place != self._place:
                self.close()
            if self._kept is None:
                self._place = place
                self._kept = self._awake(place)
        stream = _connect(place)
        self._streams.add(stream)
        try:
            yield stream
        finally:
            self._streams.discard(stream)
            stream.close()

    def _awake(self, place: Path) -> Stream:
        with contextlib.suppress(Closed):
            return _connect(place)
        _private(place, 0o711 if self._accounts == "accounts" else 0o700)
        self._cache.mkdir(parents=True, exist_ok=True)
        with as_file(files("coursekit.nursery")) as here:
            argv = [self._python, "-c", starting(here, "server")]
            packages = _packages(self._python).hex()[:16]
            memory = self._cache / f"preload-{self._python.parent.parent.name}-{packages}.json"
            argv += [place.name, place, str(self._idle), memory, self._kinds, self._accounts]
            env = {"COURSEKIT_ROLE": "nursery", "MPLCONFIGDIR": str(self._cache / "matplotlib")}
            env |= {"MPLBACKEND": "agg", "PYTHONNOUSERSITE": "1"}
            if self._bare and self._accounts == "own":
                env["HOME"] = str(place)  # an account may have no other, and packages ask for one
            try:
                pid = self._start(
                    [*argv, *self._modules],
                    log=self._logs / "nursery.log",
                    cwd=place,
                    env=env,
                    bare=self._bare,
                )
            except FileNotFoundError as error:  # the nursery before took its folder along
                raise Closed from error
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and not self._stopped:
            with contextlib.suppress(Closed):
                return _connect(place)
            if not _runs(pid):
                break
            time.sleep(0.05)
        raise Closed

    def _key(self) -> str:
        """Return what names the nursery of this environment as it is now, and of these modules.

        Another package in it makes another nursery; the one before ends with its last child. Its
        folder is in the system's folder for temporary files because the path of a Unix socket may
        have some hundred characters only (``sun_path``, unix(7)).
        """
        parts = [
            *(str(part).encode() for part in (self._python, self._cache.absolute())),
            *(part.encode() for part in (self._kinds, self._accounts, str(self._bare))),
            *(name.encode() for name in self._modules),
            _packages(self._python),
            _code(),
        ]
        return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


@functools.cache
def _code() -> bytes:
    """Return the digest of the nursery's own code."""
    with as_file(files("coursekit.nursery") / "coursekit_warm") as here:
        code = [path.read_bytes() for path in sorted(here.rglob("*.py"))]
    return hashlib.sha256(b"\0".join(code)).digest()


def _packages(python: Path) -> bytes:
    """Return the digest of what is installed beside ``python``: each package, and since when."""
    found = []
    for folder in sorted(python.parent.parent.glob("lib/python*/site-packages")):
        for path in folder.iterdir():
            if path.suffix in (".dist-info", ".egg-link", ".pth"):
                with contextlib.suppress(OSError):
                    found.append(f"{path.name} {path.stat().st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(found)).encode()).digest()


def _connect(place: Path) -> Stream:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(place / "socket"))
    except OSError as error:
        connection.close()
        raise Closed from error
    return Stream(connection)


def _private(place: Path, mode: int) -> None:
    """Make a folder that only this account can change; raises ``Closed`` if it is another's."""
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        found = place.lstat()
        if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode):
            raise Closed
        place.chmod(mode)
    except OSError as error:
        raise Closed from error


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def _tail(log: Path) -> str:
    try:
        lines = log.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    return "\n".join([*[line for line in lines if line.strip()][-12:], f"(all of it: {log})"])
