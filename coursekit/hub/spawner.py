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

import psutil
from jupyterhub.slugs import is_valid_safe_slug, safe_slug
from jupyterhub.spawner import LocalProcessSpawner, SpawnException
from traitlets import Any as Any_
from traitlets import Float, Instance, default

from coursekit.hub.accounts import Ledger
from coursekit.hub.confined import Confined
from coursekit.hub.home_usage import measure
from coursekit.hub.idle import idle_arguments
from coursekit.hub.machine import give, interpreter, last_words, listener, size_text
from coursekit.hub.people import Person, person_of
from coursekit.hub.ports import Ports
from coursekit.hub.site import SiteCourse, SiteFile

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
    ledger: Ledger | None = Any_(None, help="The list of students' accounts.").tag(config=True)
    port: int
    pid: int
    created: float = Float(0, help="When the process began, to know it again after a restart.")

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
            memory=limits.memory,
            cpu=limits.cpu,
            processes=limits.processes,
            layers=site.layers,
            hidden=(*site.hidden, site.homes, self.state),
            kept=(
                (self.home, True),
                (self.runtime, True),
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
        """Start the server and return its address once it listens.

        Raises ``SpawnException``, with a message for the student, if it ends before that: left to
        itself JupyterHub 6.1.1 reports that as ``InvalidStateError: Exception is not set``.
        """
        python = self.course.environment / "bin" / "python"
        if not python.exists():
            self.log.error("No Python at %s", python)
            raise _refusal(f"The environment of {self.course.title} is not ready.", 503)
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
        with contextlib.suppress(psutil.Error):
            self.created = psutil.Process(self.pid).create_time()
        await self._listening(address, port, confined)
        return address, port

    def _make_folders(self) -> Confined | None:
        """Make the person's folders, and give them to their account if they have one."""
        for folder in (self.home.parent, self.home, self.runtime, self.log_path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        confined = self.confined
        if confined is not None:
            for folder in (self.home, self.runtime):
                give(folder, confined.uid)
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
            yield {"progress": done, "message": "Starting your notebook server"}
            await asyncio.sleep(1)
            done += (95 - done) // 5

    async def poll(self) -> int | None:
        """Return nothing while the server runs, else its exit status (0 if unknown).

        A process id found in the database after a hub's restart counts only if it still is the
        process that was started: numbers are used again, and the dead linger as zombies.
        """
        if self.proc is None and self.pid and not self._is_still_ours():
            self.clear_state()
            return 0
        status: int | None = await super().poll()
        return status

    def _is_still_ours(self) -> bool:
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.created) < 1
            return same and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

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
        """Return what is needed to know the process again: its id and when it began."""
        state: dict[str, Any] = super().get_state()
        return state | ({"created": self.created} if self.pid else {})

    def load_state(self, state: dict[str, Any]) -> None:
        """Take up a process that an earlier hub started."""
        super().load_state(state)
        self.created = state.get("created", 0)


def _refusal(message: str, status: int) -> SpawnException:
    error = SpawnException(message, reason="coursekit", status_code=status)
    error.jupyterhub_message = message
    return error


def _system_path() -> list[str]:
    """Return where the machine's programs are: PATH without the hub's own environment."""
    own = {str(Path(sys.executable).parent), str(Path(sys.prefix) / "bin")}
    found = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return [folder for folder in found if folder and folder not in own]
