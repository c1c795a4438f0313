"""Repositories as links name them: what is wrong with one, and which was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from coursekit.errors import Problem

_PAGE = re.compile(
    r"(?P<repo>https?://[^/]+/[^/]+/[^/]+(?:/[^/]+)*?)(?:/-)?/(?:tree|blob|raw|edit)/(?P<branch>[^/]+)"
    r"(?:/(?P<path>.+))?"
)
"""The page of a folder or file, on GitHub and GitLab."""

_SSH = re.compile(r"(?:ssh://)?[^@/]+@(?P<host>[^:/]+)(?::\d+/|[:/])/?(?P<path>.+)")
_SECURE = ("github.com", "gitlab.com", "bitbucket.org")


def meant_repository(repo: str) -> tuple[str, str, str]:
    """Return the repository that is meant, and the branch and the file if ``repo`` names them."""
    if re.match(r"https?%3A%2F%2F", repo, re.IGNORECASE):
        repo = unquote(repo)
    if urlsplit(repo).scheme == "http" and urlsplit(repo).netloc in _SECURE:
        repo = "https" + repo.removeprefix("http")
    if page := _PAGE.fullmatch(repo):
        return page["repo"], page["branch"], page["path"] or ""
    return repo, "", ""


def of_the_repository(repo: str) -> Iterator[Problem]:
    """Yield what is wrong with the address of a repository."""
    meant, _, _ = meant_repository(repo)
    parts = urlsplit(meant)
    if not repo:
        yield Problem("it names no repository: nothing can be pulled", hint="add repo=https://...")
    elif re.match(r"https?%3A%2F%2F", repo, re.IGNORECASE):
        yield Problem("what follows repo= is encoded twice", hint=f"it stands for {meant}")
    elif _PAGE.fullmatch(repo):
        message = f"{repo} is a page about the repository, and git cannot read it"
        yield Problem(message, hint=f"the repository is {meant}")
    elif parts.scheme not in ("http", "https"):
        ssh = _SSH.fullmatch(repo)
        better = f"https://{ssh['host']}/{ssh['path']}" if ssh else "the one with https://"
        message = f"students' servers need a key for {repo}"
        yield Problem(message, hint=f"write the address that begins with https://: {better}")
    elif parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        message = f"{repo} begins with http://: whoever is on the way can change what is pulled"
        yield Problem(message, hint="write https://")
    if "@" in parts.netloc:
        yield Problem("everybody who has the link can read the account in it", hint="leave it out")
