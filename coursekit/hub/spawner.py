"""Starts students' servers: a process for each person and course, in the course's environment."""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Protocol

from jupyterhub.slugs import is_valid_safe_slug, safe_slug
from jupyterhub.spawner import LocalProcessSpawner, SpawnException
from traitlets import Any as Any_
from traitlets import Instance, Int, Unicode, default

from coursekit.hub.accounts import Ledger
from coursekit.hub.confined import Confined
from coursekit.hub.home_usage import measure
from coursekit.hub.idle import idle_arguments
from coursekit.hub.machine import birth_of, give, interpreter, last_words, listener, size_text
from coursekit.hub.people import Person, person_of
from coursekit.hub.ports import Ports
from coursekit.hub.reserve import Reserve
from coursekit.hub.site import SiteCourse, SiteFile
from coursekit.hub.turns import Turns

_SETTINGS = Path(__file__).parent / "jupyter"
"""Jupyter's settings for every server: no calls out of the classroom for news and updates."""

_INHERITED = (
    "LANG",
    "LC_ALL",
    "TZ",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "GIT_SSL_CAINFO",
)
"""What a server takes over from the operator's environment: language, time zone, the way out."""


def server_name(course_id: str) -> str:
    """Return the name of a person's server for a course: its id, if JupyterHub allows that."""
    return str(safe_slug(course_id, is_valid=is_valid_safe_slug))


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

    def keep_room(self, home: Path, uid: int, limit: int) -> bool:
        """Give an account whose ``home`` is full its reserve, or take it back, if it is time.

        Return whether it was. Raises ``OSError``.
        """


class PreforkSpawner(LocalProcessSpawner):
    """A student's server as a process with a home of its own, a fork of the course's nursery.

    In a trial it runs under the hub's own account: nothing outside the project's folder is touched,
    and students are kept apart by their folders only. Where no nursery can be had, it is started as
    usual, and the log says so.

    With a ``ledger`` of accounts it runs confined to the student's own, or not at all.

    ``name`` is the course's server name; the unnamed server is that of the first course of the
    person's college.
    """

    site: SiteFile = Instance(SiteFile, help="The site, for homes and environments.").tag(
        config=True
    )
    state: Path = Instance(Path, help="The project's state folder.").tag(config=True)
    nurseries: Nurseries = Any_(help="What forks the servers.").tag(config=True)
    ports: Ports = Any_(help="What gives the servers their ports.").tag(config=True)
    turns: Turns = Any_(help="Who starts first.").tag(config=True)
    ledger: Ledger | None = Any_(None, help="The list of students' accounts.").tag(config=True)
    reserve: Reserve = Any_(help="What is kept back on the disk of the homes.").tag(config=True)
    account: int = Int(0, help="Number of the person's account, once it was asked for.")
    port: int
    pid: int
    birth: str = Unicode("", help="The process's own mark, to know it again after a restart.")

    @default("env_keep")
    def _env_keep_default(self) -> list[str]:
        return list(_INHERITED)

    @property
    def person(self) -> Person:
        """Whose server this is. Raises ``SpawnException`` if their college isn't here."""
        person = person_of(self.site.read(), self.user.name)
        if person is None:
            raise _refusal("Your college is no longer served here. Please sign out.", 403)
        return person

    @property
    def course(self) -> SiteCourse:
        """The course it is for. Raises ``SpawnException`` if the person's college has it not."""
        college = self.person.college
        for course in self.site.read().courses_of(college):
            if self.name in ("", server_name(course.id)):
                return course
        raise _refusal(f"{college.name} does not take a course called {self.name!r}.", 404)

    @property
    def home(self) -> Path:
        """The person's folder: the same one for all of their courses."""
        return self.site.read().homes / self.person.college.id / self.person.name

    @property
    def log_path(self) -> Path:
        """What the server prints, from its last start on."""
        return self.state / "logs" / "servers" / f"{self.user.name}-{self.course.id}.log"

    @property
    def runtime(self) -> Path:
        """Where the server keeps what it needs to run: not in the home, which may be full."""
        return self.state / "hub" / "runtime" / f"{self.user.name}-{self.course.id}"

    @property
    def confined(self) -> Confined | None:
        """What the server is confined to; nothing in a trial."""
        if self.ledger is None:
            return None
        site, course, limits = self.site.read(), self.course, self.person.college.limits
        return Confined(
            uid=self.ledger.number(site.homes, self.user.name),
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
                (_SETTINGS, False),
            ),
        )

    def get_args(self) -> list[str]:
        """Return the arguments of the single-user server."""
        as_root = ["--allow-root"] if os.geteuid() == 0 and self.ledger is None else []
        idle = idle_arguments(self.site.read().idle)
        return [*super().get_args(), *as_root, *idle]

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Add what makes the process a student's: home, programs, Jupyter's folders, git's name."""
        person, course, home = self.person, self.course, str(self.home)
        tools = [str(course.environment / "bin"), *_system_path()]
        mail = person.name if "@" in person.name else f"{person.name}@{person.college.id}.invalid"
        env.setdefault("LANG", "C.UTF-8")
        return env | {
            "COURSEKIT_MEMORY": size_text(person.college.limits.memory),
            "COURSEKIT_ROLE": "server",
            "COURSEKIT_STATE": str(self.state),
            "GIT_AUTHOR_EMAIL": mail,
            "GIT_AUTHOR_NAME": person.name,
            "GIT_COMMITTER_EMAIL": mail,
            "GIT_COMMITTER_NAME": person.name,
            "GIT_TERMINAL_PROMPT": "0",
            "HOME": home,
            "IPYTHONDIR": str(self.runtime / "ipython"),
            "JUPYTER_CONFIG_PATH": str(_SETTINGS),
            "JUPYTER_PREFER_ENV_PATH": "1",
            "JUPYTER_RUNTIME_DIR": str(self.runtime),
            "LOGNAME": self.user.name,
            "PATH": os.pathsep.join(tools),
            "PYTHONNOUSERSITE": "1",
            "SHELL": "/bin/bash",
            "USER": self.user.name,
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
            raise _refusal(f"The environment of {self.course.title} is not ready.", 503)
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
                raise _refusal("Your notebook server could not be started. Please try again.", 503)
            address, port = forked or await super().start()
        self.birth = birth_of(self.pid)
        await self._listening(address, port, confined)
        return address, port

    def _make_folders(self) -> Confined | None:
        """Make the person's folders, and give them to their account if they have one."""
        self.reserve.look()
        folders = [self.home.parent, self.home, self.log_path.parent]
        for folder in folders if self.ledger is not None else [*folders, self.runtime]:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        confined = self.confined
        if confined is not None:
            give(self.home, confined.uid)
        return confined

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
        raise _refusal(
            "Your notebook server stopped while it was starting"
            + (f". The last thing it said: {said}" if said else ", without a word."),
            500,
        )

    async def progress(self) -> AsyncIterator[dict[str, Any]]:
        """Say in plain words what is going on, for the page that waits."""
        course = self.course
        yield {"progress": 10, "message": f"Opening your folder for {course.title}"}
        usage = await asyncio.to_thread(measure, self.home, self.person.college.limits.home)
        if usage.nearly_full:
            yield {"progress": 15, "message": f"Your files take {usage.sentence}: see /hub/files"}
        done = 20
        while True:
            before = self.turns.ahead_of(self)
            if before:
                others = f"{before} others" if before > 1 else "one other person"
                yield {"progress": done, "message": f"Waiting for {others} who clicked before you"}
                await asyncio.sleep(2)
                continue
            yield {"progress": done, "message": "Starting your notebook server"}
            await asyncio.sleep(1)
            done += (95 - done) // 5

    async def poll(self) -> int | None:
        """Return nothing while the server runs, else its exit status (0 if unknown).

        A process id found in the database after a hub's restart counts only if it still is the
        process that was started: numbers are used again, and the dead linger as zombies.
        """
        if self.proc is None and self.pid and (not self.birth or birth_of(self.pid) != self.birth):
            self.clear_state()
            return 0
        status: int | None = await super().poll()
        if status is None and self.ledger is not None:
            await self._keep_room(self.ledger)
        return status

    async def _keep_room(self, ledger: Ledger) -> None:
        """See that the person can save what they typed, however full their home is."""
        site = self.site.read()
        if "home-quota" not in site.layers:
            return
        if not self.account:
            self.account = ledger.number(site.homes, self.user.name)
        limit = self.person.college.limits.home
        try:
            changed = self.nurseries.keep_room(self.home, self.account, limit)
        except OSError as error:
            self.log.warning("The limits of the home of %s stay: %s", self._log_name, error)
        else:
            if changed:
                self.log.warning("The home of %s is full, or no longer", self._log_name)

    async def stop(self, now: bool = False) -> None:
        """Stop the server, and whatever is left of its process group."""
        leader = self.pid
        await super().stop(now)
        if leader:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(leader, signal.SIGKILL)
        if self.ledger is not None and not self._has_other_servers():
            await self.nurseries.end_account(
                self.ledger.number(self.site.read().homes, self.user.name)
            )

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


def _refusal(message: str, status: int) -> SpawnException:
    error = SpawnException(message, reason="coursekit", status_code=status)
    error.jupyterhub_message = message
    return error


def _system_path() -> list[str]:
    """Return where the machine's programs are: PATH without the hub's own environment."""
    own = {str(Path(sys.executable).parent), str(Path(sys.prefix) / "bin")}
    found = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return [folder for folder in found if folder and folder not in own]
