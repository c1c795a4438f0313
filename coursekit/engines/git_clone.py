"""git fetches somebody's course, with its history."""

from __future__ import annotations

from pathlib import Path

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
        said = str(error.stderr).strip().strip("'").strip()
        raise EngineFailedError(
            f"git could not fetch {address}",
            details=said,
            hint="check the address and that you may read it, or clone it yourself and name the"
            " folder",
        ) from error
