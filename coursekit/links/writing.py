"""Writes links: for each surface the one form that its server reads.

For a JupyterHub, Canvas and Binder these are the bytes of nbgitpuller's own generator, except where
it is wrong: ``targetPath`` and a hub's base path count everywhere, a repository's trailing slash
goes, the folder is the one that the server makes, and signs that break an address are escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qsl, quote, quote_plus, urlsplit, urlunsplit

from coursekit.errors import CoursekitError
from coursekit.links.address import (
    BINDER,
    CANVAS,
    COLAB,
    JUPYTERLITE,
    Address,
    github_name,
    provider,
    urlpath,
)

OWN = ("repo", "urlpath", "branch", "targetPath", "depth")
"""Parameters of a link, in the order of the generator; ``depth`` it does not know."""

BINDER_PATHS = {"urlpath": "", "labpath": "lab/tree/", "filepath": "tree/"}
"""Parameters by which Binder is told what to open, and what it puts before each."""

_PAGES = {"lab": "lab/index.html", "notebook": "notebooks/index.html", "classic": "tree/index.html"}
"""JupyterLite's pages: https://jupyterlite.readthedocs.io/en/stable/reference/cli.html."""


def format_link(address: Address) -> str:
    """Return the link; raises ``CoursekitError`` if its surface cannot open such a thing."""
    writers = {BINDER: _binder, CANVAS: _canvas, COLAB: _colab, JUPYTERLITE: _jupyterlite}
    return writers.get(address.surface, _jupyterhub)(address)


def encoded(pairs: Sequence[tuple[str, str]]) -> str:
    """Return a query as browsers write the fields of a form, byte for byte.

    https://url.spec.whatwg.org/#concept-urlencoded-serializer: a space is ``+``, ``*`` stays and
    ``~`` does not, unlike in Python's own.
    """
    return "&".join(f"{_field(name)}={_field(value)}" for name, value in pairs)


def _field(text: str) -> str:
    return quote_plus(text, safe="*").replace("~", "%7E")


def _jupyterhub(address: Address) -> str:
    base = urlsplit(address.base)
    return _joined(base, _way(address), [*_kept(base, OWN), *_parameters(address)])


def _canvas(address: Address) -> str:
    """Return the launch, whose ``next`` is the link without the hub's scheme and host."""
    base = urlsplit(address.base)
    there = f"{_path(base)}{_way(address)}?{encoded(_parameters(address))}"
    return _joined(base, "hub/lti/launch", [*_kept(base, ("next",)), ("next", there)])


def _binder(address: Address) -> str:
    base = urlsplit(address.base)
    if address.environment:
        where = provider(address.environment, address.environment_branch)
        inside = f"git-pull?{encoded(_parameters(address))}"
    else:
        where = provider(address.repo, address.branch)
        inside = urlpath(address.app, address.path)
    opening = [("urlpath", inside)] if inside else []
    return _joined(base, f"v2/{where}", [*_kept(base, (*BINDER_PATHS,)), *opening])


def _colab(address: Address) -> str:
    name = github_name(address.repo)
    if not name:
        raise CoursekitError(
            f"Colab opens notebooks from GitHub only, not from {address.repo or 'nowhere'}",
            hint="publish the release there: release: {repo: https://github.com/...}",
        )
    where = f"github/{quote(name)}/blob/{quote(address.branch, safe='')}/{quote(address.path)}"
    return _joined(urlsplit(address.base), where, [])


def _jupyterlite(address: Address) -> str:
    page = _PAGES.get(address.app)
    if page is None:
        raise CoursekitError(
            f"JupyterLite has no {address.app}", hint=f"it has: {', '.join(_PAGES)}"
        )
    base = urlsplit(address.base)
    return _joined(base, page, [*_kept(base, ("path",)), ("path", address.path)])


def _way(address: Address) -> str:
    server = f"{quote(address.server, safe='!$&()*+,;=:@~')}/" if address.server else ""
    return f"hub/user-redirect/{server}git-pull"


def _parameters(address: Address) -> list[tuple[str, str]]:
    repo = address.repo.rstrip("/")
    path = address.path
    if address.app not in ("custom", "rstudio"):
        path = f"{address.folder}/{path}"
    depth = "" if address.depth is None else str(address.depth)
    values = (repo, urlpath(address.app, path), address.branch, address.target, depth)
    return [(name, value) for name, value in zip(OWN, values, strict=True) if value]


def _kept(base: SplitResult, own: Sequence[str]) -> list[tuple[str, str]]:
    """Return the parameters that the hub's own address brings along."""
    pairs = parse_qsl(base.query, keep_blank_values=True)
    return [(name, value) for name, value in pairs if name not in own]


def _path(base: SplitResult) -> str:
    return quote(base.path.rstrip("/") + "/", safe="/%!$&'()*+,;=:@~")


def _joined(base: SplitResult, way: str, pairs: Sequence[tuple[str, str]]) -> str:
    return urlunsplit((base.scheme, base.netloc, _path(base) + way, encoded(pairs), base.fragment))
