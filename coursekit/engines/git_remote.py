"""Where a release is pushed to: fetched from first, and never pushed to by force."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from coursekit.engines.git_errors import Failed, said

if TYPE_CHECKING:
    from git import Repo

DEADLINE = 600.0
"""Seconds that git may take to fetch or to push."""

_SETTINGS = {
    "http.lowSpeedLimit": "1",  # bytes a second: a line that went dead ends, a slow one does not
    "http.lowSpeedTime": "60",
}


@dataclass(frozen=True)
class Remote:
    """A git address, and the account and password for it: they never get into a command line."""

    address: str
    user: str = ""
    password: SecretStr | None = None

    def environment(self, here: dict[str, str]) -> dict[str, str]:
        """Return what git needs to know in the environment ``here``, secrets included."""
        settings = dict(_SETTINGS)
        parts = urlsplit(self.address)
        if self.password is not None and parts.scheme in ("http", "https"):
            pair = f"{self.user}:{self.password.get_secret_value()}".encode()
            key = f"http.{parts.scheme}://{parts.netloc}/.extraHeader"
            settings[key] = f"Authorization: Basic {base64.b64encode(pair).decode()}"
        count = int(here.get("GIT_CONFIG_COUNT") or 0)
        for number, (key, value) in enumerate(settings.items(), start=count):
            here |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        ssh = here.get("GIT_SSH_COMMAND") or "ssh"
        return {
            **here,
            "GIT_CONFIG_COUNT": str(count + len(settings)),
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_SSH_COMMAND": f"{ssh} -oBatchMode=yes -oConnectTimeout=20",
        }

    def cleaned(self, text: str) -> str:
        """Take the password out of what git or the other side said."""
        hidden = [self.password.get_secret_value()] if self.password else []
        if self.password and self.user:
            pair = f"{self.user}:{hidden[0]}".encode()
            hidden.append(base64.b64encode(pair).decode())
        for secret in hidden:
            text = text.replace(secret, "***")
        return re.sub(r"://[^/@\s]+@", "://***@", text)


def fetch(repo: Repo, branch: str, remote: Remote) -> str:
    """Bring ``branch`` of ``remote`` here and return its commit; nothing if it is not there.

    No branch of ``repo`` moves. Raises ``EngineFailedError``.
    """
    ref = f"refs/heads/{branch}"
    if not _run(repo, remote, lambda env: repo.git.ls_remote(remote.address, ref, **env)):
        return ""
    _run(repo, remote, lambda env: repo.git.fetch("--no-tags", remote.address, ref, **env))
    return (Path(repo.git_dir) / "FETCH_HEAD").read_text("utf-8")[:40]


def take(repo: Repo, ref: str, remote: Remote) -> str:
    """Bring a branch, tag or commit of somebody else's repository here, and return the commit.

    Raises ``EngineFailedError``.
    """
    options = ("--no-tags", "--quiet", "--force", "--", remote.address, ref)
    _run(repo, remote, lambda env: repo.git.fetch(*options, **env), reading=True)
    return str(repo.git.rev_parse("FETCH_HEAD^{commit}")).strip()


def push(repo: Repo, branch: str, commit: str, remote: Remote) -> None:
    """Push ``commit`` to ``branch`` of ``remote``. Raises ``EngineFailedError``."""
    target = f"{commit}:refs/heads/{branch}"
    _run(repo, remote, lambda env: repo.git.push(remote.address, target, **env))


def _run(
    repo: Repo, remote: Remote, work: Callable[[dict[str, Any]], Any], *, reading: bool = False
) -> Any:
    from git import GitCommandError

    here = dict(os.environ)
    if "GIT_SSH_COMMAND" not in here:
        own = repo.config_reader().get_value("core", "sshCommand", "")
        here |= {"GIT_SSH_COMMAND": str(own)} if own else {}
    try:
        return work({"env": remote.environment(here), "kill_after_timeout": DEADLINE})
    except GitCommandError as error:
        words = remote.cleaned(str(error.stderr)).strip()
        raise said(Failed(remote.address, words, reading)) from None
