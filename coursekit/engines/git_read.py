"""git reads repositories of others: what is there, and all of it with its history."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from coursekit.engines import git
from coursekit.errors import EngineFailedError

_NO_PROMPT = {"GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": "ssh -oBatchMode=yes"}


def clone(address: str, place: Path) -> None:
    """Clone the repository at ``address`` into the new folder ``place``.

    Raises ``EngineMissingError``, and ``EngineFailedError`` if there is nothing to be had.
    """
    git.check()
    from git import GitCommandError, Repo

    try:
        Repo.clone_from(address, place, env=_NO_PROMPT).close()
    except GitCommandError as error:
        raise EngineFailedError(
            f"git could not fetch {address}",
            details=_said(error),
            hint="check the address and that you may read it, or clone it yourself and name the"
            " folder",
        ) from error


def branches(address: str) -> dict[str, str]:
    """Return the branches of a repository, and the commit at the tip of each.

    Raises ``EngineFailedError`` with git's words as details if it can't be reached.
    """
    return _references(address, "heads")


def tags(address: str) -> list[str]:
    """Return the names of the tags of a repository; raises as ``branches`` does."""
    return [name for name in _references(address, "tags") if not name.endswith("^{}")]


def _references(address: str, kind: str) -> dict[str, str]:
    git.check()
    from git import Git, GitCommandError

    try:
        listed = Git().ls_remote(f"--{kind}", "--", address, env=_NO_PROMPT, kill_after_timeout=60)
    except GitCommandError as error:
        raise EngineFailedError(f"{address} cannot be reached", details=_said(error)) from error
    start = f"refs/{kind}/"
    pairs = (line.split("\t") for line in str(listed).splitlines() if f"\t{start}" in line)
    return {ref.removeprefix(start): commit for commit, ref in pairs}


def files_on(address: str, branch: str) -> frozenset[str]:
    """Return the paths of the files on a branch of a repository, without fetching their contents.

    Raises ``EngineFailedError`` with git's words as details.
    """
    git.check()
    from git import GitCommandError, Repo

    with tempfile.TemporaryDirectory(prefix="coursekit-git-") as scratch:
        try:
            with Repo.init(scratch, bare=True) as repo:
                ref, lean = f"refs/heads/{branch}", ("--depth=1", "--filter=blob:none", "--quiet")
                repo.git.fetch(*lean, "--", address, ref, env=_NO_PROMPT, kill_after_timeout=120)
                listed = str(repo.git.ls_tree("-r", "-z", "--name-only", "FETCH_HEAD"))
        except GitCommandError as error:
            message = f"the branch {branch} of {address} cannot be read"
            raise EngineFailedError(message, details=_said(error)) from error
    return frozenset(path for path in listed.split("\0") if path)


def _said(error: Any) -> str:
    """Return what git printed, without GitPython's frame around it."""
    text = str(error.stderr).strip()
    return text.removeprefix("stderr: '").removesuffix("'").strip()
