"""Configures the JupyterHub of a cluster, after the chart's own configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coursekit.hub.database import Connection
from coursekit.hub.git import GitServer
from coursekit.hub.kube_spawner import PodSpawner
from coursekit.hub.operator import allow_operator
from coursekit.hub.site import SiteFile
from coursekit.hub.tenancy import configure_tenancy
from coursekit.hub.timers import keep_going
from coursekit.hub.turns import Turns

_AT_ONCE = 64
"""Servers that start at the same time: as many as JupyterHub lets start by itself."""
_LONGEST = 120.0
"""Seconds after which a start holds up no other: a new node may have to come first."""


def configure_cluster(
    c: Any, site_file: Path, state: Path, *, git: GitServer, server: str, logins: Path
) -> None:
    """Set up JupyterHub's configuration ``c`` for the site in ``site_file``.

    What the hub keeps goes to ``state``; ``server`` names the object with what students' servers
    need, and ``logins`` is the folder with the secrets of logins, a file for each college. The
    proxy, the database and the hub's own address are the chart's.
    """
    keep_going()
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    state.chmod(0o700)
    site = SiteFile(site_file)
    configure_tenancy(c, site, state, git)
    c.CollegeAuthenticator.environment = Logins(logins)
    allow_operator(c, state)
    # Beside rosters and database: who is signed in stays so when the chart is installed anew.
    c.JupyterHub.pop("cookie_secret", None)
    c.JupyterHub.cookie_secret_file = str(state / "cookie-secret")
    if str(c.JupyterHub.get("db_url", "")).startswith("sqlite:///"):
        arguments = {"check_same_thread": False, "factory": Connection}
        c.JupyterHub.db_kwargs = {"connect_args": arguments}
    c.JupyterHub.tornado_settings = {
        **dict(c.JupyterHub.get("tornado_settings") or {}),
        "coursekit": site,
        "coursekit_homes": None,
    }
    c.JupyterHub.spawner_class = PodSpawner
    c.JupyterHub.cleanup_servers = False
    c.PodSpawner.server_files = server
    c.PodSpawner.turns = Turns(_AT_ONCE, _LONGEST)
    c.PodSpawner.start_timeout = 600
    c.PodSpawner.http_timeout = 240
    c.PodSpawner.poll_interval = 10


class Logins(dict[str, str]):
    """The secrets of logins by college, read from a folder each time they are asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def get(self, name: str, default: Any = None) -> Any:
        """Return a college's secret, if it is there."""
        try:
            return (self._folder / Path(name).name).read_text("utf-8")
        except OSError:
            return default

    def __deepcopy__(self, memo: dict[int, object]) -> Logins:
        """Stay one: traitlets copies every value of a configuration."""
        return self
