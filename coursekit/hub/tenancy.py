"""What JupyterHub is told whatever runs the students' servers: sign-in, pages, and who waits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from coursekit.hub.git import GitServer
from coursekit.hub.pages import handlers, on_every_page, to_own_server
from coursekit.hub.register import Register
from coursekit.hub.roster import Rosters
from coursekit.hub.signin import CollegeAuthenticator
from coursekit.hub.signin_pages import front_page
from coursekit.hub.site import SiteFile
from coursekit.hub.turns import Turns
from coursekit.hub.usage import USAGE_NAME, note_starts
from coursekit.spec.login import secret_names

_HERE = Path(__file__).parent


def configure_tenancy(c: Any, site: SiteFile, place: Path, git: GitServer) -> None:
    """Set up what makes one hub that of many colleges; what it keeps goes to ``place``."""
    rosters = Rosters(place / "rosters")
    rosters.prepare(site.read())
    _configure_signin(c, site, git, rosters, Register(place / "names"))
    c.JupyterHub.allow_named_servers = True
    c.JupyterHub.default_url = front_page
    c.JupyterHub.implicit_spawn_seconds = 1.0
    c.JupyterHub.user_redirect_hook = to_own_server(site)
    c.JupyterHub.template_paths = [str(_HERE / "templates")]
    c.JupyterHub.template_vars = on_every_page(site)
    c.StudentServer.site = site
    c.StudentServer.turns = Turns()
    c.StudentServer.default_url = "/tree"
    c.StudentServer.start_timeout = 180
    c.StudentServer.http_timeout = 60
    c.StudentServer.pre_spawn_hook = note_starts(site, place / USAGE_NAME)
    c.StudentServer.progress_ready_hook = _say_ready


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


def _say_ready(_spawner: Any, event: dict[str, Any]) -> dict[str, Any]:
    return event | {"message": "Your notebook is ready", "html_message": "Your notebook is ready"}
