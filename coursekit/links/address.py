"""What a link says: which file of which repository it opens, where, and in which program.

https://nbgitpuller.readthedocs.io/en/latest/link.html describes nbgitpuller's parameters; the
folder on the server is in the source of its handlers (1.3.0): the last part of ``repo`` as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

JUPYTERHUB, CANVAS, BINDER = "jupyterhub", "canvas", "binder"
COLAB, JUPYTERLITE, LTI13 = "colab", "jupyterlite", "lti13"

SURFACES: dict[str, str] = {
    JUPYTERHUB: "a JupyterHub with nbgitpuller",
    CANVAS: "a JupyterHub, launched out of Canvas by LTI 1.1",
    LTI13: "a JupyterHub, launched by LTI 1.3: the address is the tool's target_link_uri",
    BINDER: "a BinderHub such as mybinder.org",
    COLAB: "Google Colab",
    JUPYTERLITE: "a JupyterLite site",
}
"""Where a link can lead, in words."""

HOSTED = {BINDER: "https://mybinder.org", COLAB: "https://colab.research.google.com"}
"""Surfaces that somebody runs for everybody."""

_PREFIXES = {
    "notebook": "notebooks/",
    "lab": "lab/tree/",
    "classic": "tree/",
    "retro": "retro/tree/",
    "shiny": "shiny/",
    "rstudio": "rstudio/",
}
APPS: dict[str, str] = {
    "notebook": "Jupyter Notebook 7",
    "lab": "JupyterLab",
    "classic": "the classic notebook's list of files",
    "retro": "RetroLab",
    "rstudio": "RStudio",
    "shiny": "a Shiny app",
    "custom": "the address the link names",
}
"""Programs that a link can open, in words."""

BREAKING = str.maketrans({"%": "%25", "#": "%23", "?": "%3F", "\\": "%5C"})
"""Signs in a file's name that a browser would take for parts of the address.

nbgitpuller's page goes to the server's address and ``urlpath``, one after the other, as they stand.
"""


@dataclass(frozen=True, kw_only=True)
class Address:
    """One link, taken apart; ``parse`` and ``format_link`` turn it into text and back."""

    surface: str
    """A key of ``SURFACES``; ``lti13`` has the form of ``jupyterhub``."""
    base: str
    """Address of the hub or site, with its own path; a hub may have a query and a fragment too."""
    repo: str = ""
    """Address of the git repository; a JupyterLite site has its files already."""
    branch: str = ""
    path: str = ""
    """File or folder within the repository; for ``custom`` the whole ``urlpath``."""
    app: str = "notebook"
    server: str = ""
    """Name of the student's server; empty for the default one."""
    target: str = ""
    """Folder to pull into, if it is not to be named after the repository."""
    depth: int | None = None
    """Commits to fetch at first; nbgitpuller's own default is 1, and 0 means all."""
    environment: str = ""
    """For Binder: repository of the environment, if it is another one than that of the files."""
    environment_branch: str = ""

    @property
    def folder(self) -> str:
        """The folder that the repository is pulled into."""
        return self.target or folder_of(self.repo)


def folder_of(repo: str) -> str:
    """Return what nbgitpuller's server calls the folder of ``repo``: ``.git`` stays, ``:`` too."""
    return repo.rstrip("/").rpartition("/")[2]


def urlpath(app: str, path: str) -> str:
    """Return where on a server ``app`` opens ``path``: ``lab/tree/data8/lab01.ipynb``."""
    if app == "custom":
        return path
    if app == "rstudio":
        return _PREFIXES[app]
    if app == "shiny":
        path = path.rstrip("/") + "/"
    return _PREFIXES[app] + path.translate(BREAKING)


def from_urlpath(where: str) -> tuple[str, str]:
    """Return the app of an ``urlpath``, and the path that it opens; ``custom`` if none is known."""
    for app, prefix in _PREFIXES.items():
        if app == "rstudio" and where == prefix:
            return app, ""
        if app != "rstudio" and where.startswith(prefix):
            path = re.sub(
                "%(25|23|3F|5C)", lambda sign: chr(int(sign[1], 16)), where[len(prefix) :]
            )
            if urlpath(app, path) == where:
                return app, path.rstrip("/") if app == "shiny" else path
    return "custom", where


def provider(repo: str, branch: str) -> str:
    """Return how Binder names a branch of a repository: ``gh/example/data8/main``.

    The forms are those of BinderHub's repository providers
    (https://binderhub.readthedocs.io/en/latest/reference/repoproviders.html).
    """
    ref = quote(branch, safe="/!$&'()*+,;=:@~")
    parts = urlsplit(repo)
    name = parts.path.strip("/").removesuffix(".git")
    if parts.scheme == "https" and parts.netloc == "github.com" and name.count("/") == 1:
        return f"gh/{quote(name)}/{ref}"
    if parts.scheme == "https" and parts.netloc == "gitlab.com" and "/" in name:
        return f"gl/{quote(name, safe='')}/{ref}"
    return f"git/{quote(repo, safe='')}/{ref}"


def github_name(repo: str) -> str:
    """Return ``owner/name`` of a repository on GitHub, or nothing for one elsewhere."""
    parts = urlsplit(repo)
    name = parts.path.strip("/").removesuffix(".git")
    return name if parts.netloc == "github.com" and name.count("/") == 1 else ""
