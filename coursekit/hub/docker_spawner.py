"""Starts students' servers as containers of their course's image."""

# mypy: allow-subclassing-any, allow-untyped-decorators, disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
import contextlib
import os
from importlib.resources import files
from typing import Any

import requests
from docker.errors import DockerException, NotFound
from docker.types import LogConfig, Mount, Ulimit
from dockerspawner import DockerSpawner
from traitlets import Any as Any_
from traitlets import default

from coursekit.hub.docker_networks import Networks
from coursekit.hub.machine import last_words_of
from coursekit.hub.on_this_machine import OnThisMachine
from coursekit.hub.site import LABEL, SiteLimits
from coursekit.hub.student_server import SETTINGS, refusal

INSIDE = "/run/coursekit"
"""Folder of a container with what every server has from coursekit."""
_START = (
    f"import sys; sys.path.insert(0, '{INSIDE}/code');"
    " from coursekit_warm.container import server; server()"
)
_INHERITED = (
    "TZ",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
)
_UNREACHABLE = (requests.exceptions.RequestException, DockerException)
_GRACE = 5
"""Seconds that a server gets to end its kernels."""
_LOG_SIZE = "1m"


class ContainerSpawner(OnThisMachine, DockerSpawner):
    """A student's server as a container: the home is mounted, nothing else can be written.

    Its processes run under the student's account if the hub gives accounts, else under the hub's
    own. The container is removed when it has ended; all that is to stay is in the home.
    """

    networks: Networks = Any_(help="The networks of the hub and the colleges.").tag(config=True)

    @default("env_keep")
    def _env_keep_default(self) -> list[str]:
        return list(_INHERITED)

    @default("name_template")
    def _default_name_template(self) -> str:
        return f"{self.networks.hub}-{{username}}--{{servername}}"

    @property
    def image(self) -> str:
        """The image of the course, by its digest."""
        return self.course.image

    def get_args(self) -> list[str]:
        """Return the arguments of the single-user server."""
        return [*super().get_args(), *self.idle_arguments()]

    async def get_command(self) -> list[str]:
        """Return what runs in the container."""
        return ["python3", "-c", _START, *self.get_args()]

    def get_env(self) -> dict[str, str]:
        """Add what makes the container a student's; its programs are where the image has them."""
        return dict(super().get_env()) | {
            **self.student_env(str(self.home)),
            **self._git_by_way_of_the_hub(),
            "COURSEKIT_ROLE": "container",
            "COURSEKIT_STATE": str(self.state),
            "IPYTHONDIR": "/tmp/ipython",  # noqa: S108 - the container's own
            "JUPYTER_CONFIG_PATH": f"{INSIDE}/jupyter",
            "JUPYTER_RUNTIME_DIR": "/tmp/jupyter",  # noqa: S108
        }

    def _git_by_way_of_the_hub(self) -> dict[str, str]:
        """Let git find the hub's releases: its public address may be one of this machine only."""
        return {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.hub_connect_url}{self.hub.base_url}git/.insteadOf",
            "GIT_CONFIG_VALUE_0": f"{self.site.read().url}/hub/git/",
        }

    @property
    def mount_binds(self) -> list[Mount]:
        """What the container sees of this machine."""
        code = str(files("coursekit.nursery"))
        lent = {f"{INSIDE}/code": code, f"{INSIDE}/jupyter": str(SETTINGS)}
        lent["/etc/passwd"] = str(self.runtime / "passwd")
        return [
            Mount(str(self.home), str(self.home), type="bind"),
            *(Mount(there, here, type="bind", read_only=True) for there, here in lent.items()),
        ]

    @property
    def volume_binds(self) -> dict[str, Any]:
        """Nothing: mounts can have any path, these can't."""
        return {}

    async def create_object(self) -> Any:
        """Make the container, in its college's network."""
        limits, uid = self.person.college.limits, self._number()
        self.mem_limit, self.cpu_limit = limits.memory, limits.cpu
        self.notebook_dir = str(self.home)
        self.extra_create_kwargs = {
            "user": f"{uid}:{uid}",
            "working_dir": str(self.home),
            "hostname": self.person.college.id,
            "labels": {LABEL: self.networks.hub, "coursekit.college": self.person.college.id},
        }
        self.extra_host_config = _host_config(limits)
        for _attempt in range(2):
            self.network_name = await asyncio.to_thread(self.networks.of, self.person.college.id)
            try:
                return await super().create_object()
            except NotFound as error:
                if "network" not in str(error):
                    raise
                self.networks.forget(self.person.college.id)
        raise refusal("Your notebook server could not be started. Please try again.", 503)

    async def start(self) -> tuple[str, int]:
        """Start the container, when it is its turn, and return its address once it listens.

        Raises ``SpawnException``, with a message for the student, if it can't be started.
        """
        if not self.image:
            self.log.error("No image for %s", self.course.id)
            raise refusal(f"The environment of {self.course.title} is not ready.", 503)
        async with self.turns.turn(self):
            await asyncio.to_thread(self._make_folders)
            try:
                address, port = await super().start()
            except NotFound as error:
                self.log.exception("The image of %s is gone", self.course.id)
                message = f"The environment of {self.course.title} is not ready."
                raise refusal(message, 503) from error
            except _UNREACHABLE as error:
                self.log.exception("Docker did not start %s", self._log_name)
                message = "Your notebook server could not be started. Please try again."
                raise refusal(message, 503) from error
            await self._listening(address, port)
            return address, port

    def _make_folders(self) -> None:
        self.make_home(self.runtime)
        uid, name = self._number(), self.user.name
        lines = ["root:x:0:0:root:/root:/usr/sbin/nologin"]
        lines.append(f"{name}:x:{uid}:{uid}:{name}:{self.home}:/bin/bash")
        (self.runtime / "passwd").write_text("\n".join([*lines, ""]), "utf-8")
        (self.runtime / "passwd").chmod(0o644)

    def _number(self) -> int:
        return self.uid(self.ledger) if self.ledger is not None else os.getuid()

    async def _listening(self, address: str, port: int) -> None:
        """Wait until the server accepts connections; its container ending first is the error."""
        while await super().poll() is None:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection(address, port)
                writer.close()
                return
            await asyncio.sleep(0.1)
        said = ""
        with contextlib.suppress(*_UNREACHABLE):
            log = await self.docker("logs", self.object_id, tail=200)
            said = last_words_of(log.decode("utf-8", "replace"))
        self.log.error("The container of %s ended: %s", self._log_name, said)
        await self._remove()
        raise refusal(
            "Your notebook server stopped while it was starting"
            + (f". The last thing it said: {said}" if said else ", without a word."),
            500,
        )

    async def poll(self) -> int | str | None:
        """Return nothing while the container runs, or while Docker can't tell."""
        try:
            status: int | str | None = await super().poll()
        except _UNREACHABLE as error:
            self.log.warning("Docker does not tell of %s: %s", self._log_name, error)
            return None
        if status is None:
            self.keep_room()
        elif self.object_id:
            await self._remove()
        return status

    async def stop_object(self) -> None:
        """Ask the server to end, which ends its kernels."""
        with contextlib.suppress(NotFound):
            await self.docker("stop", self.container_id, timeout=_GRACE)

    async def _remove(self) -> None:
        """Remove a container that has ended."""
        with contextlib.suppress(*_UNREACHABLE):
            await self.remove_object()
        self.object_id = ""


def _host_config(limits: SiteLimits) -> dict[str, Any]:
    """Return how a container is confined, by the names of docker-py's ``HostConfig``."""
    temporary = f"rw,exec,nosuid,nodev,mode=1777,size={limits.memory // 2}"
    return {
        "auto_remove": False,  # its last words are to be read
        "cap_drop": ["ALL"],
        "log_config": LogConfig(config={"max-size": _LOG_SIZE, "max-file": "2"}),
        "memswap_limit": limits.memory,
        "pids_limit": limits.processes,
        "read_only": True,
        "security_opt": ["no-new-privileges"],
        "shm_size": limits.memory // 2,
        "tmpfs": {"/tmp": temporary, "/var/tmp": temporary},  # noqa: S108 - the container's own
        "ulimits": [Ulimit(name="core", soft=0, hard=0)],
    }
