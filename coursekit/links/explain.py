"""Says in words what a link will do, and what is wrong with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from coursekit.errors import CoursekitError, Problem
from coursekit.links.address import (
    APPS,
    BINDER,
    CANVAS,
    COLAB,
    JUPYTERHUB,
    JUPYTERLITE,
    SURFACES,
    Address,
    folder_of,
    from_urlpath,
)
from coursekit.links.pasted import find_link
from coursekit.links.reading import parse
from coursekit.links.repositories import meant_repository, of_the_repository
from coursekit.links.writing import format_link

_READ = (
    "repo",
    "urlpath",
    "branch",
    "targetPath",
    "targetpath",
    "depth",
    "subpath",
    "subPath",
    "urlPath",
    "app",
    "backup",
)
"""What nbgitpuller 1.3 reads; everything else is the hub's, or a slip."""

_LOCAL = ("127.0.0.1", "localhost", "::1")
_PULLING = (JUPYTERHUB, CANVAS)

_CUT = re.compile(r"[#?\\](?=[^/]*\.\w+$)")
"""A sign within a file's name at which a browser takes the address to end."""


@dataclass(frozen=True)
class Explained:
    """What a link does, sentence by sentence; what is wrong with it; and the link put right."""

    address: Address
    does: tuple[str, ...]
    problems: tuple[Problem, ...]
    better: str
    """The link as coursekit would write it; the same if there is nothing to put right."""


def explain(link: str) -> Explained:
    """Return what ``link`` does. Raises ``CoursekitError`` for what is no link at all."""
    pasted = find_link(link)
    link = pasted.link
    own = _own_server(link)
    address = parse(own[1] if own else link)
    asked = _asked(own[1] if own else link, address)
    problems = [*pasted.problems, *_of_the_address(own, link, address)]
    problems += _of_the_query(address, asked)
    mended = _mended(address)
    problems += _of_the_opening(address, mended, asked)
    try:
        better = format_link(mended)
    except CoursekitError as error:
        problems += error.problems
        better = link
    return Explained(mended, tuple(_does(mended)), tuple(problems), better)


def _does(address: Address) -> Iterator[str]:
    """Yield what happens, in the order in which it does."""
    yield f"It leads to {SURFACES[address.surface]}, at {address.base}."
    if (host := urlsplit(address.base).hostname or "") in _LOCAL:
        yield f"Only browsers on that very machine get there: {host} is always one's own."
    server = f"their server '{address.server}'" if address.server else "their default server"
    if address.surface in _PULLING:
        how = "come signed in from Canvas" if address.surface == CANVAS else "sign in there"
        yield f"Students {how}, and {server} is started if it is not running."
    if address.surface == BINDER:
        built = address.environment or address.repo
        ref = address.environment_branch if address.environment else address.branch
        yield f"Binder builds the environment of {built} (branch {ref}); nothing is kept there."
    if address.surface in _PULLING or address.environment:
        branch = f"the branch {address.branch}" if address.branch else "the default branch"
        yield (
            f"It pulls {branch} of {address.repo or 'no repository'} into the folder"
            f" {address.folder or '?'}; what a student has typed there stays."
        )
        if address.depth is not None:
            many = f"the last {address.depth} commits" if address.depth else "all commits"
            yield f"It fetches {many} at first."
    elif address.surface == COLAB:
        yield f"It shows a copy from the branch {address.branch} of {address.repo}."
    elif address.surface == JUPYTERLITE:
        yield "The notebook runs in the browser; the site has to hold the file already."
    yield _opens(address)


def _opens(address: Address) -> str:
    if address.app == "custom":
        where = f"{address.path} on that server" if address.path else "the server's first page"
        if not address.path and (address.surface in _PULLING or address.environment):
            where = f"the list of files in the folder {address.folder or '?'}"
        return f"Then it opens {where}."
    if address.app == "rstudio":
        return "Then it opens RStudio."
    what = address.path or "the folder itself"
    where = "" if address.surface == COLAB else f" in {APPS[address.app]}"
    return f"Then it opens {what}{where}."


def _own_server(link: str) -> tuple[str, str] | None:
    """Return whose server a link names, and the same link for everybody."""
    match = re.fullmatch(r"(.*?)/user/([^/]+)/(?:([^/]+)/)?git-pull(\?.*)?", link)
    if match is None:
        return None
    server = f"{match[3]}/" if match[3] else ""
    return unquote(match[2]), f"{match[1]}/hub/user-redirect/{server}git-pull{match[4] or ''}"


def _asked(link: str, address: Address) -> list[tuple[str, str]]:
    """Return nbgitpuller's parameters as they stand in the link."""
    pairs = parse_qsl(urlsplit(link).query, keep_blank_values=True)
    if address.surface == CANVAS:
        return parse_qsl(urlsplit(dict(pairs).get("next", "")).query, keep_blank_values=True)
    if address.surface == BINDER:
        inside = dict(pairs).get("urlpath", "")
        return parse_qsl(inside.partition("?")[2]) if address.environment else []
    return pairs if address.surface == JUPYTERHUB else []


def _of_the_address(own: tuple[str, str] | None, link: str, address: Address) -> Iterator[Problem]:
    if own is not None:
        yield Problem(
            f"it works for {own[0]} only: others are refused",
            hint="for everybody it is /hub/user-redirect/... in place of /user/.../",
        )
    if link.startswith("http://") and (urlsplit(link).hostname or "") not in _LOCAL:
        message = "it begins with http://: on the way, others can read what students sign in with"
        yield Problem(message, hint="write https:// once the hub answers there")
    if re.search(r"/git-sync/?(?:\?|$)", link):
        yield Problem("git-sync is what nbgitpuller was called once", hint="write git-pull")
    if address.surface == CANVAS:
        path = urlsplit(address.base).path
        there = dict(parse_qsl(urlsplit(link).query)).get("next", "")
        if not there.startswith(f"{path}/hub/"):
            message = f"next= leads to {there.partition('?')[0]}, outside this hub's {path}/"
            yield Problem(message, hint=f"let it begin with {path}/hub/")


def _of_the_query(address: Address, asked: list[tuple[str, str]]) -> Iterator[Problem]:
    """Yield what is wrong with the parameters, one by one."""
    if address.surface == JUPYTERLITE:
        return
    if address.surface == BINDER and not (address.environment or address.branch):
        yield Problem("Binder refuses it without a branch", hint="let /main follow the repository")
    if address.surface == COLAB or (address.surface == BINDER and not address.environment):
        return
    said = dict(asked)
    yield from of_the_repository(address.repo)
    yield from _of_the_branch(address)
    if said.get("depth") and address.depth is None:
        yield Problem(f"depth={said['depth']} is no number", hint="leave it out, or write depth=1")
    names = [name for name, _ in asked]
    for name in dict.fromkeys(names):
        near = difflib.get_close_matches(name, _READ, n=1, cutoff=0.7)
        if name not in _READ and near:
            yield Problem(f"nbgitpuller reads no '{name}'", hint=f"did you mean '{near[0]}'?")
        if name in _READ and len({value for key, value in asked if key == name}) > 1:
            message = f"it says {name} more than once, and the last one counts: {said[name]}"
            yield Problem(message, hint="leave the others out")


def _of_the_branch(address: Address) -> Iterator[Problem]:
    if not address.branch:
        message = "it names no branch: which one is pulled changes with the repository's default"
        yield Problem(message, hint="add branch=main")
    elif re.fullmatch(r"[0-9a-f]{7,40}", address.branch):
        message = f"{address.branch} looks like a commit: nbgitpuller pulls branches only"
        yield Problem(message, hint="write the name of a branch")
    elif address.branch.startswith("refs/heads/"):
        message = f"nbgitpuller finds no branch {address.branch}"
        yield Problem(message, hint=f"write {address.branch.removeprefix('refs/heads/')}")
    elif re.fullmatch(r"(?:refs/)?tags/.+|v\d+(?:\.\d+)*|\d+\.\d+\.\d+", address.branch):
        message = f"{address.branch} looks like a tag: the first click works, the next one does not"
        yield Problem(message, hint="write the name of a branch")


def _mended(address: Address) -> Address:
    """Return the link as it was meant: it opens what it pulls, on a branch that is named."""
    repo, branch, path = meant_repository(address.repo)
    fields = {**address.__dict__, "repo": repo}
    fields["branch"] = address.branch.removeprefix("refs/heads/") or branch
    if path and not address.path:
        fields |= {"app": "notebook" if path.endswith(".ipynb") else "lab", "path": path}
    address = Address(**fields)
    if address.repo and address.app == "custom" and (meant := _meant(address)):
        fields |= {"app": meant[0], "path": meant[1]}
    return Address(**fields | {"branch": address.branch or "main"} if address.repo else fields)


def _meant(address: Address) -> tuple[str, str] | None:
    """Return app and file if an ``urlpath`` names the folder wrongly in one of the known ways."""
    where = unquote(address.path) if "%2F" in address.path else address.path
    app, path = from_urlpath(_CUT.sub(lambda sign: quote(sign[0]), where))
    if app in ("custom", "rstudio"):
        return None
    name = folder_of(address.repo)
    wrong = {name, name.removesuffix(".git"), f"{name}.git", address.folder, ""}
    first, _, rest = path.partition("/")
    if path.startswith(f"{address.folder}/"):
        return app, path.removeprefix(f"{address.folder}/")
    return (app, rest.lstrip("/")) if first in wrong else None


def _of_the_opening(
    address: Address, mended: Address, asked: list[tuple[str, str]]
) -> Iterator[Problem]:
    """Yield what is wrong with what it opens."""
    where = dict(asked).get("urlpath", "")
    if address.app != mended.app and not _CUT.search(where):
        yield Problem(
            f"it pulls into {address.folder} but opens {where}, which is not there",
            hint=f"the folder is called {address.folder}, like the repository or its targetPath",
        )
    elif address.app == "custom" and re.match(r"(lab/tree|notebooks|tree|retro/tree)/", where):
        yield Problem(
            f"it pulls into {address.folder} but opens {where}, which it does not bring",
            hint=f"let urlpath go on with {address.folder}/",
        )
    if address.app == "custom" and (sign := _CUT.search(where)):
        yield Problem(
            f"a browser cuts {where} at its {sign[0]}",
            hint="in a file's name, write %23 for # and %3F for ?",
        )
    if mended.app == "notebook" and mended.path and not mended.path.endswith(".ipynb"):
        yield Problem(
            f"Jupyter Notebook opens no {mended.path}, only notebooks (.ipynb)",
            hint="write tree/ or lab/tree/ in place of notebooks/",
        )
