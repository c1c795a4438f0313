"""What git says when it cannot reach or write a repository, in words that help."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coursekit.errors import EngineFailedError


class MovedError(EngineFailedError):
    """Somebody pushed to the branch while the release was made."""


@dataclass(frozen=True)
class Failed:
    """A failed fetch or push: the address without secrets, and git's words."""

    address: str
    words: str
    reading: bool = False
    """Whether it was somebody else's repository, to be read only."""


_LINE = re.compile(r"^\s*(?:stderr: '?|cmdline: .*)?", re.MULTILINE)

# Git's and the great hosts' own words; git runs with LC_ALL=C.
_KINDS: tuple[tuple[str, str, str, str], ...] = (
    (
        "moved",
        r"\(fetch first\)|\(non-fast-forward\)|cannot lock ref|incorrect old value provided",
        "somebody else pushed to the release at the same moment",
        "run it again: it begins from what they pushed",
    ),
    (
        "protected",
        r"protected branch|GH006|GH013|hook declined|You are not allowed to (?:force )?push"
        r"|branch is currently checked out|prohibited",
        "{address} refuses this push: the branch is protected",
        "let this account push there (on GitHub: Settings > Rules or Branches), or name another"
        " branch in release.branch",
    ),
    (
        "host",
        r"Host key verification failed|REMOTE HOST IDENTIFICATION",
        "ssh does not know the host of {address}, or it is another one than before",
        "connect once by hand, compare the host's key, and say yes: ssh HOST",
    ),
    (
        "certificate",
        r"SSL certificate|certificate verif|unable to get local issuer",
        "the certificate of {address} is not trusted here",
        "set GIT_SSL_CAINFO to your campus's CA file, or correct the machine's clock",
    ),
    (
        "rights",
        r"Authentication failed|could not read (?:Username|Password)|Permission (?:to .* )?denied"
        r"|The requested URL returned error: 40[13]|Permission denied \(publickey"
        r"|insufficient permission|unable to create temporary object|Write access"
        r"|denied to|access denied|HTTP Basic: Access denied|terminal prompts disabled",
        "this account may not push to {address}",
        "give it the right to write there: an ssh key, or for https a token of its own"
        " (git credential, or https://<account>:<token>@... in release.repo)",
    ),
    (
        "missing",
        r"[Rr]epository '?.*'? ?not found|does not appear to be a git repository"
        r"|The requested URL returned error: 404|not found",
        "there is no repository at {address}",
        "make an empty one there, or correct release.repo",
    ),
    (
        "network",
        r"Could not resolve host|Temporary failure in name resolution|Name or service not known"
        r"|Connection (?:refused|timed out|reset)|Failed to connect|Network is unreachable"
        r"|No route to host|Operation timed out|Operation too slow|Timeout: the command"
        r"|early EOF|unexpected disconnect|remote end hung up unexpectedly"
        r"|Empty reply from server",
        "{address} cannot be reached",
        "look at the network and at the address; nothing is lost, run it again",
    ),
    (
        "full",
        r"No space left|[Dd]isk quota|exceeds .*file size limit|GH001|pack exceeds maximum",
        "{address} has no room for this release",
        "take large files out of files:, and link to where they are",
    ),
)


_READING: tuple[tuple[str, str, str], ...] = (
    (
        r"couldn't find remote ref|not our ref|unadvertised object",
        "{address} has nothing of that name",
        "correct upstream.ref in course.yml: a branch, a tag or a commit",
    ),
    (
        r"dubious ownership",
        "{address} belongs to another account, and git does not read it",
        "trust it once: git config --global --add safe.directory FOLDER",
    ),
    (
        _KINDS[4][1],
        "this account may not read {address}",
        "give it the right to read there: an ssh key, or for https a token (upstream.token)",
    ),
    (
        _KINDS[5][1],
        "there is no repository at {address}",
        "correct upstream.repo in course.yml; a private one may look like none without a token",
    ),
)
"""What has other words when somebody else's repository is read."""


def said(failed: Failed) -> EngineFailedError:
    """Return the error for a failed fetch or push."""
    words = "\n".join(
        line for line in _LINE.sub("", failed.words).rstrip("'").splitlines() if line.strip()
    )
    for pattern, message, hint in _READING if failed.reading else ():
        if re.search(pattern, words):
            message = message.format(address=failed.address)
            return EngineFailedError(message, details=words, hint=hint)
    for kind, pattern, message, hint in _KINDS:
        if re.search(pattern, words):
            made = MovedError if kind == "moved" else EngineFailedError
            return made(message.format(address=failed.address), details=words, hint=hint)
    if failed.reading:
        return EngineFailedError(
            f"git could not fetch {failed.address}",
            details=words,
            hint="check the address and that you may read it; nothing is lost, run it again",
        )
    return EngineFailedError(
        f"git could not publish the release to {failed.address}",
        details=words,
        hint="check the address and your rights there; nothing is lost, run it again",
    )
