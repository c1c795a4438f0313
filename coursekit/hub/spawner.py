"""Starts students' servers: a process for each person and course, in the course's environment."""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import Any, Protocol

from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Any as Any_
from traitlets import Unicode

from coursekit.hub.confined import Confined
from coursekit.hub.machine import birth_of, interpreter, last_words, listener
from coursekit.hub.on_this_machine import OnThisMachine
from coursekit.hub.ports import Ports
from coursekit.hub.site import SiteCourse
from coursekit.hub.student_server import SETTINGS, refusal


class Nurseries(Protocol):
    """Forks servers from a process that is warm for their course."""

    async def server(
        self,
        course: SiteCourse,
        arguments: list[str],
        *,
        env: dict[str, str],
        cwd: Path,
        log: Path,
        confined: Confined | None = None,
    ) -> int | None:
        """Return the process id of a new single-user server; ``None`` where none can be forked."""

    async def end_account(self, uid: int) -> None:
        """Kill everything that runs under a student's account."""


class PreforkSpawner(OnThisMachine, LocalProcessSpawner):
    """A student's server as a process with a home of its own, a fork of the course's nursery.

    In a trial it runs under the hub's own account: nothing outside the project's folder is touched,
    and students are kept apart by their folders only. Where no nursery can be had, it is started as
    usual, and the log says so.

    With a ``ledger`` of accounts it runs confined to the student's own, or not at all.
    """

    nurseries: Nurseries = Any_(help="What forks the servers.").tag(config=True)
    ports: Ports = Any_(help="What gives the servers their ports.").tag(config=True)
    port: int
    pid: int
    birth: str = Unicode("", help="The process's own mark, to know it again after a restart.")

    @property
    def log_path(self) -> Path:
        """What the server prints, from its last start on."""
        return self.state / "logs" / "servers" / f"{self.user.name}-{self.course.id}.log"

    @property
    def confined(self) -> Confined | None:
        """What the server is confined to; nothing in a trial."""
        if self.ledger is None:
            return None
        site, course, limits = self.site.read(), self.course, self.person.college.limits
        return Confined(
            uid=self.uid(self.ledger),
            name=self.user.name,
            home=self.home,
            size=limits.home,
            runtime=self.runtime,
            memory=limits.memory,
            cpu=limits.cpu,
            processes=limits.processes,
            layers=site.layers,
            hidden=(*site.hidden, site.homes, self.state),
            kept=(
                (self.home, True),
                (course.environment, False),
                (interpreter(course.environment), False),
                (SETTINGS, False),
            ),
        )

    def get_args(self) -> list[str]:
        """Return the arguments of the single-user server."""
        as_root = ["--allow-root"] if os.geteuid() == 0 and self.ledger is None else []
        return [*super().get_args(), *as_root, *self.idle_arguments()]

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Add what makes the process a student's: home, programs, Jupyter's folders, git's name."""
        course = self.course
        tools = [str(course.environment / "bin"), *_system_path()]
        env.setdefault("LANG", "C.UTF-8")
        return env | {
            **self.student_env(str(self.home)),
            "COURSEKIT_STATE": str(self.state),
            "IPYTHONDIR": str(self.runtime / "ipython"),
            "JUPYTER_CONFIG_PATH": str(SETTINGS),
            "JUPYTER_RUNTIME_DIR": str(self.runtime),
            "PATH": os.pathsep.join(tools),
            "VIRTUAL_ENV": str(course.environment),
        }

    def make_preexec_fn(self, name: str) -> None:
        """Change no account: the server runs as the hub does."""

    async def start(self) -> tuple[str, int]:
        """Start the server, when it is its turn, and return its address once it listens.

        Raises ``SpawnException``, with a message for the student, if it ends before that: left to
        itself JupyterHub 6.1.1 reports that as ``InvalidStateError: Exception is not set``.
        """
        python = self.course.environment / "bin" / "python"
        if not python.exists():
            self.log.error("No Python at %s", python)
            raise refusal(f"The environment of {self.course.title} is not ready.", 503)
        async with self.turns.turn(self):
            return await self._start_with(python)

    async def _start_with(self, python: Path) -> tuple[str, int]:
        confined = await asyncio.to_thread(self._make_folders)
        self.cmd = [str(python), "-m", "jupyterhub.singleuser"]
        self.notebook_dir = str(self.home)
        self.port = self.ports.take()
        with self.log_path.open("wb") as log, Path(os.devnull).open("rb") as nothing:
            self.popen_kwargs = {
                "cwd": self.home,
                "stdin": nothing,
                "stdout": log,
                "stderr": log,
                "umask": 0o077,
            }
            forked = await self._forked(confined)
            if forked is None and confined is not None:
                self.log.error("No nursery for %s, and no other way to confine it", self._log_name)
                raise refusal("Your notebook server could not be started. Please try again.", 503)
            address, port = forked or await super().start()
        self.birth = birth_of(self.pid)
        await self._listening(address, port, confined)
        return address, port

    def _make_folders(self) -> Confined | None:
        """Make the person's folders; return what the server is confined to, if it is."""
        own = () if self.ledger is not None else (self.runtime,)
        self.make_home(self.log_path.parent, *own)
        return self.confined

    async def _forked(self, confined: Confined | None) -> tuple[str, int] | None:
        """Start the server as a fork of its course's nursery, if there is one."""
        pid = await self.nurseries.server(
            self.course,
            self.get_args(),
            env=self.get_env(),
            cwd=self.home,
            log=self.log_path,
            confined=confined,
        )
        if pid is None:
            self.log.warning("No nursery for %s: starting a server of its own", self.course.id)
            return None
        self.proc, self.pid = None, pid
        return self.ip or "127.0.0.1", self.port

    async def _listening(self, address: str, port: int, confined: Confined | None) -> None:
        """Wait until the server accepts connections; its process ending first is the error.

        That somebody listens there is not enough if there are accounts: another student may have
        been faster.
        """
        while await self.poll() is None:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection(address, port)
                writer.close()
                if confined is None or listener(port) == confined.uid:
                    return
            await asyncio.sleep(0.1)
        said = last_words(self.log_path)
        self.log.error("The server of %s ended; see %s", self._log_name, self.log_path)
        raise refusal(
            "Your notebook server stopped while it was starting"
            + (f". The last thing it said: {said}" if said else ", without a word."),
            500,
        )

    async def poll(self) -> int | None:
        """Return nothing while the server runs, else its exit status (0 if unknown).

        A process id found in the database after a hub's restart counts only if it still is the
        process that was started: numbers are used again, and the dead linger as zombies.
        """
        if self.proc is None and self.pid and (not self.birth or birth_of(self.pid) != self.birth):
            self.clear_state()
            return 0
        status: int | None = await super().poll()
        if status is None:
            self.keep_room()
        return status

    async def stop(self, now: bool = False) -> None:
        """Stop the server, and whatever is left of its process group."""
        leader = self.pid
        await super().stop(now)
        if leader:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(leader, signal.SIGKILL)
        if self.ledger is not None and not self._has_other_servers():
            await self.nurseries.end_account(self.uid(self.ledger))

    def _has_other_servers(self) -> bool:
        return any(other.pid for other in self.user.spawners.values() if other is not self)

    def get_state(self) -> dict[str, Any]:
        """Return what is needed to know the process again: its id and its own mark."""
        state: dict[str, Any] = super().get_state()
        return state | ({"birth": self.birth} if self.pid else {})

    def load_state(self, state: dict[str, Any]) -> None:
        """Take up a process that an earlier hub started."""
        super().load_state(state)
        self.birth = str(state.get("birth", ""))


def _system_path() -> list[str]:
    """Return where the machine's programs are: PATH without the hub's own environment."""
    own = {str(Path(sys.executable).parent), str(Path(sys.prefix) / "bin")}
    found = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return [folder for folder in found if folder and folder not in own]
