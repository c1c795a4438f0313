"""git holds releases: written through GitPython, object by object, without a work tree."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.errors import EngineFailedError, EngineMissingError

if TYPE_CHECKING:
    from git import Repo

_TREE_MODE, _FILE_MODE = 0o40000, 0o100644
_NO_PROMPT = {"GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": "ssh -oBatchMode=yes"}


@dataclass(frozen=True)
class Written:
    """The commit at the tip of a branch, whether it is a new one, and the paths it changed."""

    commit: str
    fresh: bool
    changed: tuple[str, ...]


def check() -> str:
    """Return git's version; raises ``EngineMissingError`` without it."""
    _require()
    from git import Git

    return ".".join(str(part) for part in Git().version_info)


def head(repository: Path, branch: str) -> str:
    """Return the commit at the tip of ``branch`` of a bare repository, or nothing."""
    with contextlib.suppress(OSError):
        return (repository / "refs" / "heads" / branch).read_text("ascii").strip()
    with contextlib.suppress(OSError):
        for line in (repository / "packed-refs").read_text("ascii").splitlines():
            if line.endswith(f" refs/heads/{branch}"):
                return line.split(" ")[0]
    return ""


def write(
    repository: Path,
    branch: str,
    files: Mapping[str, bytes],
    message: Callable[[tuple[str, ...]], str],
    *,
    remote: str | None,
) -> Written:
    """Make ``branch`` hold exactly ``files``, with one new commit, or none if it does already.

    ``message`` is called with the paths that changed. With ``remote`` (an address) the branch is
    fetched from there first and pushed afterwards, never by force. Raises ``EngineFailedError``.
    """
    _require()
    from git import GitCommandError, Repo

    if not (repository / "HEAD").exists():
        shutil.rmtree(repository, ignore_errors=True)
        Repo.init(repository, mkdir=True, bare=True, initial_branch=branch)
    with Repo(repository) as repo:
        repo.git.symbolic_ref("HEAD", f"refs/heads/{branch}")
        try:
            if remote is not None and repo.git.ls_remote(
                remote, f"refs/heads/{branch}", env=_NO_PROMPT
            ):
                repo.git.fetch(remote, f"{branch}:{branch}", env=_NO_PROMPT)
            written = _commit(repo, branch, files, message)
            if remote is not None:
                repo.git.push(remote, f"{branch}:{branch}", env=_NO_PROMPT)
        except GitCommandError as error:
            raise EngineFailedError(
                f"git could not {f'publish the release to {remote}' if remote else 'write here'}",
                details=str(error.stderr).strip(),
                hint="check the address and your rights there; nothing is lost, run it again",
            ) from error
    return written


def _require() -> None:
    if shutil.which("git") is None:
        raise EngineMissingError(
            "git is not on this machine",
            hint="install git (on Debian or Ubuntu: apt install git), then run it again",
        )
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")


def _commit(
    repo: Repo, branch: str, files: Mapping[str, bytes], message: Callable[[tuple[str, ...]], str]
) -> Written:
    from git import Actor, Commit, Head, Tree

    tip = head(Path(repo.git_dir), branch)
    parent = repo.commit(tip) if tip else None
    blobs = {path: _store(repo, b"blob", data) for path, data in files.items()}
    tree = Tree(repo, _tree(repo, blobs), mode=_TREE_MODE, path="")
    if parent is not None and parent.tree.binsha == tree.binsha:
        return Written(parent.hexsha, fresh=False, changed=())
    before = _blobs(parent.tree) if parent else {}
    changed = {path for path in before.keys() | blobs.keys() if before.get(path) != blobs.get(path)}
    paths = tuple(sorted(changed))
    reader = repo.config_reader()
    actor = Actor(
        str(reader.get_value("user", "name", "coursekit")),
        str(reader.get_value("user", "email", "coursekit@localhost")),
    )
    commit = Commit.create_from_tree(
        repo,
        tree,
        message(paths),
        parent_commits=[parent] if parent else [],
        author=actor,
        committer=actor,
    )
    Head(repo, f"refs/heads/{branch}").set_commit(commit)
    return Written(commit.hexsha, fresh=True, changed=paths)


def _blobs(tree: Any) -> dict[str, bytes]:
    return {str(item.path): item.binsha for item in tree.traverse() if item.type == "blob"}


def _store(repo: Repo, kind: bytes, data: bytes) -> bytes:
    from gitdb import IStream

    return bytes(repo.odb.store(IStream(kind, len(data), io.BytesIO(data))).binsha)


def _tree(repo: Repo, blobs: Mapping[str, bytes]) -> bytes:
    """Store the tree that holds ``blobs`` (by path) and return its id."""
    from git.objects.fun import tree_to_stream

    folders: dict[str, dict[str, bytes]] = {}
    entries: list[tuple[bytes, int, str]] = []
    for path, sha in blobs.items():
        first, _, rest = path.partition("/")
        if rest:
            folders.setdefault(first, {})[rest] = sha
        else:
            entries.append((sha, _FILE_MODE, first))
    entries += [(_tree(repo, inner), _TREE_MODE, name) for name, inner in folders.items()]
    entries.sort(key=lambda entry: entry[2] + ("/" if entry[1] == _TREE_MODE else ""))
    stream = io.BytesIO()
    tree_to_stream(entries, stream.write)
    return _store(repo, b"tree", stream.getvalue())


def branches(address: str) -> dict[str, str]:
    """Return the branches of a repository, and the commit at the tip of each.

    Raises ``EngineFailedError`` with git's words as details if it can't be reached.
    """
    _require()
    from git import Git, GitCommandError

    try:
        listed = Git().ls_remote("--heads", "--", address, env=_NO_PROMPT, kill_after_timeout=60)
    except GitCommandError as error:
        raise EngineFailedError(f"{address} cannot be reached", details=_said(error)) from error
    pairs = (line.split("\t") for line in str(listed).splitlines() if "\trefs/heads/" in line)
    return {ref.removeprefix("refs/heads/"): commit for commit, ref in pairs}


def files_on(address: str, branch: str) -> frozenset[str]:
    """Return the paths of the files on a branch of a repository, without fetching their contents.

    Raises ``EngineFailedError`` with git's words as details.
    """
    _require()
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
