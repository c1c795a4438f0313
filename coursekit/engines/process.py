"""The only place that starts programs: argument lists, a group of their own, a log, a deadline."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TypeVar

import psutil

from coursekit.errors import EngineFailedError, EngineMissingError

MARKER = "COURSEKIT_STATE"
"""Environment variable that every program started for a project carries: its state folder."""

_NOT_INHERITED = (
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_WORK_TREE",
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_PATH",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "VIRTUAL_ENV",
)
_STUDENTS = ("server", "kernel")
"""Roles of processes that may run under other accounts."""
_TAIL_LINES = 25

Result = TypeVar("Result")


@dataclass(frozen=True)
class Finished:
    """A program that ended: its exit status, and its standard output and error as text."""

    status: int
    stdout: str
    stderr: str
    seconds: float


class Runner:
    """Starts the programs of one project, marks them as its own, and keeps their output in logs."""

    def __init__(self, state: Path, logs: Path, *, secrets: frozenset[str] = frozenset()) -> None:
        self.state = state
        self.logs = logs
        self.secrets = secrets
        """Variables that only the hub may have: students' code could read what others inherit."""
        self._children: set[int] = set()

    def environment(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return this process's environment less what would mislead an engine, plus ``extra``."""
        dropped = {*_NOT_INHERITED, *self.secrets}
        kept = {name: value for name, value in os.environ.items() if name not in dropped}
        return {**kept, MARKER: str(self.state), **(extra or {})}

    def run(
        self,
        argv: Sequence[str | Path],
        *,
        name: str,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        stdin: str | None = None,
        deadline: float = 900,
        check: bool = True,
        secret: bool = False,
        on_line: Callable[[str], None] | None = None,
    ) -> Finished:
        """Run ``argv`` to its end, within ``deadline`` seconds, logging to ``<logs>/<name>.log``.

        ``on_line`` sees each line of standard error as it comes; what a ``secret`` program prints
        on standard output is in no log. Raises ``EngineMissingError`` when
        the program isn't there, and, with ``check``, ``EngineFailedError`` with the end of its
        output when it does not exit with 0.
        """
        words = [str(word) for word in argv]
        began = time.monotonic()
        try:
            child = subprocess.Popen(
                words,
                cwd=cwd,
                env=self.environment(env),
                stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
        except FileNotFoundError as error:
            if cwd is not None and not cwd.is_dir():
                raise
            raise EngineMissingError(
                f"{words[0]} is not on this machine", hint="coursekit doctor says what is missing"
            ) from error
        self._children.add(child.pid)
        try:
            out, err, late = _collect(child, stdin, deadline, on_line)
        finally:
            self._children.discard(child.pid)
        finished = Finished(child.returncode, out, err, time.monotonic() - began)
        log = self._log(name, words, replace(finished, stdout="") if secret else finished)
        if late:
            raise EngineFailedError(
                f"{name} did not finish within {deadline:.0f} s",
                details=_tail(out, err, log),
                output=out + err,
            )
        if check and finished.status != 0:
            raise EngineFailedError(
                f"{name} failed (exit status {finished.status})",
                details=_tail(out, err, log),
                output=out + err,
                status=finished.status,
            )
        return finished

    def read(
        self,
        argv: Sequence[str | Path],
        use: Callable[[IO[bytes]], Result],
        *,
        name: str,
        deadline: float = 3600,
    ) -> Result:
        """Give the bytes that a program prints to ``use``, as they come; return what that returns.

        Raises ``EngineFailedError`` when the program does not exit with 0 within ``deadline``
        seconds; its errors are dropped.
        """
        child = subprocess.Popen(
            [str(word) for word in argv],
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert child.stdout is not None
        self._children.add(child.pid)
        late = threading.Timer(deadline, kill_group, (child.pid,))
        late.start()
        try:
            result = use(child.stdout)
            while child.stdout.read(1 << 20):
                pass
            status = child.wait()
        finally:
            late.cancel()
            kill_group(child.pid)
            child.wait()
            self._children.discard(child.pid)
        if status != 0:
            raise EngineFailedError(f"{name} failed (exit status {status})", status=status)
        return result

    def interrupt(self) -> None:
        """Kill the programs that ``run`` is waiting for, after a Ctrl-C."""
        for pid in tuple(self._children):
            kill_group(pid)

    def start(
        self,
        argv: Sequence[str | Path],
        *,
        log: Path,
        cwd: Path,
        env: Mapping[str, str],
        bare: bool = False,
    ) -> int:
        """Start a program that outlives this one, its output added to ``log``; return its pid.

        A ``bare`` one gets nothing of this process's environment but where programs are.
        """
        usual = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"}
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as out:
            child = subprocess.Popen(
                [str(word) for word in argv],
                cwd=cwd,
                env={**usual, MARKER: str(self.state), **env} if bare else self.environment(env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        threading.Thread(target=child.wait, daemon=True).start()
        return child.pid

    def _log(self, name: str, words: list[str], finished: Finished) -> Path | None:
        log = self.logs / f"{name.replace('/', '-').replace(' ', '-')}.log"
        text = (
            f"$ {' '.join(words)}\n{finished.stdout}{finished.stderr}"
            f"[exit status {finished.status}, {finished.seconds:.1f} s]\n"
        )
        try:
            self.logs.mkdir(parents=True, exist_ok=True)
            log.write_text(text, encoding="utf-8")
        except OSError:
            return None
        return log


def _collect(
    child: subprocess.Popen[str],
    stdin: str | None,
    deadline: float,
    on_line: Callable[[str], None] | None,
) -> tuple[str, str, bool]:
    """Feed and drain ``child``; return its output, its errors and whether the deadline passed."""
    out: list[str] = []
    err: list[str] = []

    def drain_errors() -> None:
        assert child.stderr is not None
        for line in child.stderr:
            err.append(line)
            if on_line is not None:
                on_line(line.rstrip("\n"))

    def drain_output() -> None:
        assert child.stdout is not None
        out.extend(child.stdout)

    def feed() -> None:
        assert child.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(stdin or "")
            child.stdin.close()

    jobs = [drain_errors, drain_output, *([feed] if stdin is not None else [])]
    threads = [threading.Thread(target=job, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    late = False
    try:
        child.wait(timeout=deadline)
    except subprocess.TimeoutExpired:
        late = True
    finally:
        kill_group(child.pid)
        child.wait()
    for thread in threads:
        thread.join(timeout=5)
    return "".join(out), "".join(err), late


async def pipe(
    argv: Sequence[str | Path], *, stdin: bytes, env: Mapping[str, str], deadline: float
) -> AsyncIterator[bytes]:
    """Feed ``stdin`` to a program and yield its standard output as it comes; errors are dropped.

    The program is killed when it takes longer than ``deadline`` seconds (``TimeoutError``) and when
    the caller stops listening. Raises ``EngineFailedError`` if it does not exit with 0.
    """
    child = await asyncio.create_subprocess_exec(
        *(str(word) for word in argv),
        env=dict(env),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    feeding = asyncio.ensure_future(_feed(child.stdin, stdin))
    try:
        async with asyncio.timeout(deadline):
            while chunk := await child.stdout.read(65536):
                yield chunk
            status = await child.wait()
    finally:
        feeding.cancel()
        if child.returncode is None:
            kill_group(child.pid)
    if status != 0:
        raise EngineFailedError(f"{argv[0]} failed (exit status {status})", status=status)


async def _feed(pipe: asyncio.StreamWriter, data: bytes) -> None:
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        pipe.write(data)
        await pipe.drain()
        pipe.close()


def kill_group(pid: int) -> None:
    """Kill what is left of the process group that ``pid`` leads."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def processes_of(state: Path, role: str | None = None) -> list[psutil.Process]:
    """Return the live processes that carry the mark of ``state`` (and, if given, ``role``).

    Students may put any mark on theirs, so what runs under another account counts as a student's.
    """
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            marked = process.environ()
            own = role in (None, *_STUDENTS) or process.uids().real == os.getuid()
            if own and marked.get(MARKER) == str(state) and role in (None, _role(process, marked)):
                found.append(process)
    return [process for process in found if process.pid != os.getpid()]


def _role(process: psutil.Process, marked: Mapping[str, str]) -> str | None:
    """Return what a marked process is.

    A nursery's forks, and what runs in a container, say so by the name that ``ps`` shows.
    """
    role = marked.get("COURSEKIT_ROLE")
    named = role in ("nursery", "container") and process.name().startswith("ck-")
    return process.name().removeprefix("ck-") if named else role


def end(processes: list[psutil.Process], grace: float = 5) -> None:
    """Ask ``processes`` to end, wait ``grace`` seconds, then kill what is left."""
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _, alive = psutil.wait_procs(processes, timeout=grace)
    for process in alive:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(alive, timeout=grace)


def _tail(out: str, err: str, log: Path | None) -> str:
    lines = [line for line in (out + err).splitlines() if line.strip()][-_TAIL_LINES:]
    return "\n".join(lines + ([f"(all of it: {log})"] if log else []))
