"""What a branch holds and has ever held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from git import Repo

MADE_BY = "Released-by: coursekit"
"""The last line of the message of every release's commit."""

_NO_BLOB = "0" * 40
_FILES = ("100644", "100755", "120000")


@dataclass(frozen=True)
class Entry:
    """A file with one of its contents, and the commit that brought it."""

    commit: str
    path: str
    blob: str


@dataclass(frozen=True)
class Unknown:
    """Commits that coursekit did not make, in a line each, and the files they changed."""

    commits: tuple[str, ...]
    paths: frozenset[str]


class History:
    """All commits from which ``tip`` comes, merged ones included; none if ``tip`` is empty."""

    def __init__(self, repo: Repo, tip: str) -> None:
        self._repo = repo
        self.tip = tip

    def files(self) -> dict[str, str]:
        """Return the blob of each file at the tip."""
        if not self.tip:
            return {}
        listed = self._repo.git.ls_tree("-r", "-z", "--full-tree", self.tip)
        found = {}
        for line in filter(None, listed.split("\0")):
            about, _, path = line.partition("\t")
            found[path] = about.split(" ")[2]
        return found

    def entries(self) -> Iterator[Entry]:
        """Yield every file with every content it ever had, those of merges included; once each."""
        if not self.tip:
            return
        seen: set[tuple[str, str]] = set()
        for commit, _, raw in _log(self._repo, self.tip, "--reverse"):
            for mode, blob, path in changes(raw):
                if mode in _FILES and blob != _NO_BLOB and (path, blob) not in seen:
                    seen.add((path, blob))
                    yield Entry(commit, path, blob)

    def messages(self) -> Iterator[tuple[str, str]]:
        """Yield every commit with its message."""
        if not self.tip:
            return
        seen = set()
        for commit, message, _ in _log(self._repo, self.tip):
            if commit not in seen:  # a merge comes once for each parent
                seen.add(commit)
                yield commit, message

    def read(self, blob: str) -> bytes:
        """Return the content of a blob."""
        return bytes(self._repo.odb.stream(bytes.fromhex(blob)).read())


def is_ancestor(repo: Repo, older: str, newer: str) -> bool:
    """Tell whether ``older`` is in the history of ``newer``; a commit that is not here is not."""
    from git import GitCommandError

    try:
        repo.git.merge_base("--is-ancestor", older, newer)
    except GitCommandError:
        return False
    return True


def foreign(repo: Repo, tip: str, published: str) -> Unknown:
    """Return the commits up to ``tip`` that are no releases.

    Looked at are those since ``published``, or else since the last release that coursekit made.
    """
    known = published or _last_release(repo, tip)
    span = f"{known}..{tip}" if known else tip
    commits, paths = [], set()
    for commit, message, raw in _log(repo, span, "--first-parent"):
        if MADE_BY not in message.splitlines():
            commits.append(f"{commit[:10]} {message.strip().splitlines()[0]}")
            paths |= {path for _, _, path in changes(raw)}
    return Unknown(tuple(commits), frozenset(paths))


def _log(repo: Repo, span: str, *options: str) -> Iterator[tuple[str, str, str]]:
    """Yield commits: their id, their message, and git's raw lines on what they changed."""
    listed = repo.git.log(
        span,
        *("--raw", "-z", "-m", "--no-abbrev", "--no-renames", "--encoding=UTF-8"),
        *options,
        "--format=%x01%H%x02%B%x02",
        env={
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "log.showRoot",
            "GIT_CONFIG_VALUE_0": "true",
        },
    )
    for chunk in listed.split("\x01")[1:]:
        commit, message, raw = chunk.split("\x02", 2)
        yield commit, message, raw


def changes(raw: str) -> Iterator[tuple[str, str, str]]:
    """Yield mode, blob and path of the files that git's raw lines name."""
    fields = [field.lstrip("\n") for field in raw.split("\0")]
    fields = [field for field in fields if field]
    for about, path in zip(fields[::2], fields[1::2], strict=False):
        _, mode, _, blob, _ = about.lstrip(":").split(" ")
        yield mode, blob, path


def _last_release(repo: Repo, tip: str) -> str:
    found = repo.git.log(tip, "-1", "--first-parent", "-F", f"--grep={MADE_BY}", "--format=%H")
    return str(found).strip()
