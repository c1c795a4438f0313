"""Reads links: ``parse`` is the inverse of ``format_link``."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from coursekit.errors import CoursekitError
from coursekit.links.address import (
    BINDER,
    CANVAS,
    COLAB,
    JUPYTERHUB,
    JUPYTERLITE,
    Address,
    folder_of,
    from_urlpath,
    urlpath,
)
from coursekit.links.pasted import no_link
from coursekit.links.writing import BINDER_PATHS, OWN, encoded

_HUB = re.compile(r"(?P<base>.*?)/hub/user-redirect/(?:(?P<server>[^/]+)/)?git-(?:pull|sync)/?")
_LAUNCH = re.compile(r"(?P<base>.*?)/hub/lti/launch/?")
_BINDER = re.compile(r"(?P<base>.*?)/v2/(?P<kind>gh|gl|git)/(?P<rest>.+)")
_COLAB = re.compile(r"(?P<base>.*?)/github/(?P<name>[^/]+/[^/]+)/blob/(?P<ref>[^/]+)/(?P<path>.*)")
_LITE = re.compile(r"(?P<base>.*?)/(?P<page>lab|notebooks|tree)/index\.html")
_LITE_APPS = {"lab": "lab", "notebooks": "notebook", "tree": "classic"}
_READ = {*OWN, "targetpath", "urlPath", "subpath", "subPath", "app"}
"""Names under which nbgitpuller's server looks for what ``OWN`` says."""


def parse(link: str) -> Address:
    """Return what a link says. Raises ``CoursekitError`` for what is no link of a known form."""
    with contextlib.suppress(ValueError):  # urlsplit's, for an address that is none
        parts = urlsplit(link.strip())
        if parts.scheme in ("http", "https") and parts.netloc:
            for pattern, read in _FORMS.items():
                if match := pattern.fullmatch(parts.path):
                    return read(parts, match)
    raise no_link(link.strip())


def _jupyterhub(parts: SplitResult, match: re.Match[str]) -> Address:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    base = _base(parts, match["base"], [pair for pair in pairs if pair[0] not in _READ])
    return _pulled(JUPYTERHUB, base, pairs, unquote(match["server"] or ""))


def _canvas(parts: SplitResult, match: re.Match[str]) -> Address:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    base = _base(parts, match["base"], [pair for pair in pairs if pair[0] != "next"])
    there = urlsplit(dict(pairs).get("next", ""))
    inner = _HUB.fullmatch(there.path)
    if inner is None:
        raise CoursekitError(
            "this launch does not lead to nbgitpuller",
            hint="its next= has to be a path like /hub/user-redirect/git-pull?repo=...",
        )
    own = parse_qsl(there.query, keep_blank_values=True)
    return _pulled(CANVAS, base, own, unquote(inner["server"] or ""))


def _binder(parts: SplitResult, match: re.Match[str]) -> Address:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    base = _base(parts, match["base"], [pair for pair in pairs if pair[0] not in BINDER_PATHS])
    repo, branch = _provided(match["kind"], match["rest"])
    inside = dict(pairs).get("urlpath", "")
    if inside.startswith("git-pull?"):
        own = parse_qsl(inside.partition("?")[2], keep_blank_values=True)
        found = _pulled(BINDER, base, own, "")
        fields = {**found.__dict__, "environment": repo, "environment_branch": branch}
        return Address(**fields)
    for name, opener in BINDER_PATHS.items():
        if not inside and dict(pairs).get(name):
            inside = opener + dict(pairs)[name].lstrip("/")
    app, path = from_urlpath(inside.removeprefix("/"))
    path = inside if app == "custom" else path
    return Address(surface=BINDER, base=base, repo=repo, branch=branch, path=path, app=app)


def _colab(parts: SplitResult, match: re.Match[str]) -> Address:
    return Address(
        surface=COLAB,
        base=_base(parts, match["base"], ()),
        repo=f"https://github.com/{unquote(match['name'])}",
        branch=unquote(match["ref"]),
        path=unquote(match["path"]),
    )


def _jupyterlite(parts: SplitResult, match: re.Match[str]) -> Address:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if pair[0] != "path"]
    base, path = _base(parts, match["base"], kept), dict(pairs).get("path", "")
    return Address(surface=JUPYTERLITE, base=base, path=path, app=_LITE_APPS[match["page"]])


_FORMS = {
    _HUB: _jupyterhub,
    _LAUNCH: _canvas,
    _BINDER: _binder,
    _COLAB: _colab,
    _LITE: _jupyterlite,
}


def _pulled(surface: str, base: str, pairs: Sequence[tuple[str, str]], server: str) -> Address:
    """Return what nbgitpuller's parameters say."""
    said = dict(pair for pair in pairs if pair[1])  # of several, the server reads the last
    repo, target = said.get("repo", ""), said.get("targetpath") or said.get("targetPath", "")
    where = (
        said.get("urlpath") or said.get("urlPath") or _old_urlpath(said, target or folder_of(repo))
    )
    app, path = from_urlpath(where)
    found = Address(surface=surface, base=base, repo=repo.rstrip("/"), target=target)
    if app not in ("custom", "rstudio"):
        if path == found.folder and app == "shiny":
            path = ""
        elif path.startswith(f"{found.folder}/"):
            path = path.removeprefix(f"{found.folder}/")
        else:  # it opens something else than what is pulled
            app, path = "custom", where
    depth = said.get("depth", "")
    return Address(
        surface=surface,
        base=base,
        repo=found.repo,
        branch=said.get("branch", ""),
        path=path,
        app=app,
        server=server,
        target=target,
        depth=int(depth) if re.fullmatch(r"[0-9]{1,9}", depth) else None,
    )


def _old_urlpath(said: dict[str, str], folder: str) -> str:
    """Return what a link with ``subPath`` and ``app``, the old way to say it, opens."""
    path = said.get("subpath") or said.get("subPath", "")
    if not path:
        return ""
    path = f"{folder}/{path}"
    app = "lab" if said.get("app") == "lab" else "notebook" if path.endswith(".ipynb") else ""
    return urlpath(app or "classic", path)


def _provided(kind: str, rest: str) -> tuple[str, str]:
    """Return the repository and the branch that Binder's ``gh/...`` and the like name."""
    if kind == "gh":
        owner, _, others = rest.partition("/")
        name, _, ref = others.partition("/")
        return f"https://github.com/{unquote(owner)}/{unquote(name)}", unquote(ref)
    place, _, ref = rest.partition("/")
    site = "https://gitlab.com/" if kind == "gl" else ""
    return f"{site}{unquote(place)}", unquote(ref)


def _base(parts: SplitResult, path: str, kept: Sequence[tuple[str, str]]) -> str:
    return urlunsplit((parts.scheme, parts.netloc, path, encoded(kept), parts.fragment))
