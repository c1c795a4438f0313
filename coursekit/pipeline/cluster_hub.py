"""The hub's process in a cluster: what the chart's configuration calls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coursekit.engines.git_http import GitHttp
from coursekit.hub.kube_configure import configure_cluster
from coursekit.hub.kubernetes.model import LOGINS_FOLDER, SITE_FOLDER, SITE_KEY

STATE = Path("/srv/jupyterhub/coursekit")
"""Folder on the hub's volume, which the chart mounts at ``/srv/jupyterhub``."""


def configure(c: Any, server: str) -> None:
    """Set up JupyterHub; ``server`` names the object with what students' servers need."""
    site, logins = Path(SITE_FOLDER) / SITE_KEY, Path(LOGINS_FOLDER)
    configure_cluster(c, site, STATE, git=GitHttp(STATE), server=server, logins=logins)
