"""git holds releases: written through GitPython, object by object, without a work tree."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.engines.git_errors import MovedError
from coursekit.engines.git_history import MADE_BY, History, Unknown, foreign, is_ancestor
from coursekit.engines.git_remote import Remote, fetch, push
from coursekit.errors import CoursekitError, EngineMissingError, ExitCode

if TYPE_CHECKING:
    from git import Repo

_TREE_MODE, _FILE_MODE = 0o40000, 0o100644
_SHOWN = 5


@dataclass(frozen=True)
class Written:
    """The commit at the tip of a branch, whether it is a new one, and the paths it changed."""

    commit: str
    fresh: bool
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Release:
    """What a branch is to hold, and how its commit is told.

    ``message`` is called with how the paths changed: ``added``, ``changed`` or ``removed``.
    ``files`` may depend on what is there; ``None`` for a file leaves it as it is there.
    """

    files: Mapping[str, bytes] | Callable[[History], Mapping[str, bytes | None]]
    message: Callable[[Mapping[str, str]], str]
    gate: Callable[[History], None]
    """Raises for what must not be published; asked before anything is stored."""


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
    release: Release,
    *,
    remote: Remote | None = None,
    published: str = "",
    replace: bool = False,
) -> Written:
    """Make ``branch`` hold exactly the files of ``release``: one new commit, or none if it does.

    With ``remote`` the branch is fetched from there first and pushed afterwards, never by force.
    ``published`` is the last commit known to be there: without it in the history, somebody rewrote
    the branch. What others committed to the branch is undone only if ``replace`` says so.
    Raises ``CoursekitError``, and ``EngineFailedError`` with git's words.
    """
    _require()
    with _opened(repository, branch) as repo:
        for again in (True, False):
            base = _base(repo, branch, remote, published)
            wanted, blobs = _wanted(release, History(repo, base))
            if remote is not None and not replace:
                _must_keep(repo, base, blobs, remote, published)
            release.gate(History(repo, base))
            written = _commit(repo, base, release.message, wanted, blobs)
            if written.commit != head(repository, branch):
                repo.git.update_ref(f"refs/heads/{branch}", written.commit)
            try:
                if remote is not None:
                    push(repo, branch, written.commit, remote)
            except MovedError:
                if not again:
                    raise
            else:
                break
    return written


@contextlib.contextmanager
def looked_at(
    repository: Path, branch: str, remote: Remote | None, scratch: Path
) -> Iterator[tuple[History, History]]:
    """Give the history that the next release would have, and that of what students have now.

    They differ by what was not pushed yet. Nothing is changed by looking: what ``remote`` has is
    fetched into the empty folder ``scratch``.
    """
    _require()
    known = head(repository, branch)
    with _opened(scratch / "look.git", branch) as repo:
        objects = repository / "objects"
        if objects.is_dir():
            place = Path(repo.git_dir) / "objects" / "info" / "alternates"
            place.parent.mkdir(exist_ok=True)
            place.write_text(f"{objects.resolve()}\n", "utf-8")
        there = fetch(repo, branch, remote) if remote is not None else ""
        ahead = not there or (known and is_ancestor(repo, there, known))
        students = there if remote is not None else known
        yield History(repo, known if ahead else there), History(repo, students)


@contextlib.contextmanager
def _opened(repository: Path, branch: str) -> Iterator[Repo]:
    """Open a bare repository of our own, made if it is not there."""
    from git import Repo

    if not (repository / "HEAD").exists():
        shutil.rmtree(repository, ignore_errors=True)
        Repo.init(repository, mkdir=True, bare=True, initial_branch=branch)
    # The folder's lock is held: a lock of git's in here is from a run that was killed.
    for left in [*repository.glob("*.lock"), *(repository / "refs").rglob("*.lock")]:
        left.unlink(missing_ok=True)
    with Repo(repository) as repo:
        repo.git.symbolic_ref("HEAD", f"refs/heads/{branch}")
        yield repo


def _require() -> None:
    if shutil.which("git") is None:
        raise EngineMissingError(
            "git is not on this machine",
            hint="install git (on Debian or Ubuntu: apt install git), then run it again",
        )
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")


def _base(repo: Repo, branch: str, remote: Remote | None, published: str) -> str:
    """Return the commit that the release follows; nothing for the first one."""
    here = head(Path(repo.git_dir), branch)
    there = fetch(repo, branch, remote) if remote is not None else ""
    if not there:
        return here
    if published and not is_ancestor(repo, published, there):
        assert remote is not None
        raise CoursekitError(
            f"{branch} at {remote.address} has been rewritten",
            details=f"it lost the release {published[:10]}: who has that cannot pull any more",
            hint="put it back, then run it again:"
            f"  git -C {repo.git_dir} push {remote.address} +{published[:10]}:refs/heads/{branch}\n"
            "       or name another branch in release.branch",
            code=ExitCode.FOUND,
        )
    # Ahead of what is published: a run that was killed had no time to push.
    return here if here and is_ancestor(repo, there, here) else there


def _must_keep(
    repo: Repo, base: str, blobs: Mapping[str, str], remote: Remote, published: str
) -> None:
    """Raise if the release would undo what others committed to the branch."""
    others = foreign(repo, base, published) if base else Unknown((), frozenset())
    before = History(repo, base).files()
    lost = sorted(path for path in others.paths if before.get(path) != blobs.get(path))
    if not others.commits or not lost:
        return
    shown = [*others.commits[:_SHOWN]]
    more = len(others.commits) - len(shown)
    raise CoursekitError(
        f"others have committed to the release at {remote.address},"
        f" and this release would undo that in {len(lost)} file(s)",
        details="\n".join(
            [
                *shown,
                *([f"and {more} more"] if more else []),
                *(f"in {path}" for path in lost[:_SHOWN]),
            ]
        ),
        hint="carry the changes over to the course first; or, if they may go: release --replace",
        code=ExitCode.FOUND,
    )


def _wanted(release: Release, base: History) -> tuple[Mapping[str, bytes | None], dict[str, str]]:
    """Return the files that the branch is to hold, and the blobs of their contents."""
    if not callable(release.files):
        return release.files, {path: _sha(data) for path, data in release.files.items()}
    there, wanted = base.files(), release.files(base)
    return wanted, {
        path: there[path] if data is None else _sha(data) for path, data in wanted.items()
    }


def _commit(
    repo: Repo,
    base: str,
    message: Callable[[Mapping[str, str]], str],
    wanted: Mapping[str, bytes | None],
    blobs: Mapping[str, str],
) -> Written:
    from git import Actor, Commit, Tree

    before = History(repo, base).files()
    if base and before == blobs:
        return Written(base, fresh=False, changed=())
    there = set(before.values())
    for path, sha in blobs.items():
        if sha not in there:
            _store(repo, b"blob", wanted[path] or b"")
    tree = Tree(repo, _tree(repo, blobs), mode=_TREE_MODE, path="")
    changes = {
        path: "added" if path not in before else "removed" if path not in blobs else "changed"
        for path in sorted(before.keys() | blobs.keys())
        if before.get(path) != blobs.get(path)
    }
    reader = repo.config_reader()
    actor = Actor(
        str(reader.get_value("user", "name", "coursekit")),
        str(reader.get_value("user", "email", "coursekit@localhost")),
    )
    commit = Commit.create_from_tree(
        repo,
        tree,
        f"{message(changes).rstrip()}\n\n{MADE_BY}\n",
        parent_commits=[repo.commit(base)] if base else [],
        author=actor,
        committer=actor,
    )
    return Written(commit.hexsha, fresh=True, changed=tuple(changes))


def _sha(data: bytes) -> str:
    """Return the name that git gives to a blob."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()  # noqa: S324 - git's own


def _store(repo: Repo, kind: bytes, data: bytes) -> bytes:
    from gitdb import IStream

    return bytes(repo.odb.store(IStream(kind, len(data), io.BytesIO(data))).binsha)


def _tree(repo: Repo, blobs: Mapping[str, str]) -> bytes:
    """Store the tree that holds ``blobs`` (by path) and return its id."""
    from git.objects.fun import tree_to_stream

    folders: dict[str, dict[str, str]] = {}
    entries: list[tuple[bytes, int, str]] = []
    for path, sha in blobs.items():
        first, _, rest = path.partition("/")
        if rest:
            folders.setdefault(first, {})[rest] = sha
        else:
            entries.append((bytes.fromhex(sha), _FILE_MODE, first))
    entries += [(_tree(repo, inner), _TREE_MODE, name) for name, inner in folders.items()]
    entries.sort(key=lambda entry: entry[2] + ("/" if entry[1] == _TREE_MODE else ""))
    stream = io.BytesIO()
    write_tree: Any = tree_to_stream
    write_tree(entries, stream.write)
    return _store(repo, b"tree", stream.getvalue())
