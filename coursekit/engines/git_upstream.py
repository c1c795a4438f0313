"""git reads the repository that a course was adapted from, into a mirror that may be deleted."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.engines import git
from coursekit.engines.git_history import changes, is_ancestor
from coursekit.engines.git_remote import Remote, take
from coursekit.errors import CoursekitError

if TYPE_CHECKING:
    from git import Repo

_FILES = ("100644", "100755")
_KEPT = "refs/coursekit"


@dataclass(frozen=True)
class Blob:
    """A file in a commit: the name of its content, and whether it can be run."""

    id: str
    runs: bool = False


@dataclass(frozen=True)
class Origin:
    """Where a folder of a work tree comes from."""

    top: Path
    """The top folder of the work tree, or a bare repository."""
    repo: str
    """The address of ``origin`` if that is known to have the commit, or nothing."""
    path: str
    """The folder, in the repository."""
    commit: str

    @property
    def shared(self) -> bool:
        """Whether others can have the commit from an address."""
        return bool(self.repo)


class Mirror:
    """What was fetched of a repository."""

    def __init__(self, repo: Repo, remote: Remote) -> None:
        self._repo = repo
        self._remote = remote

    def fetch(self, ref: str) -> str:
        """Fetch a branch, tag or commit (nothing: the main branch) and return its commit."""
        commit = take(self._repo, ref or "HEAD", self._remote)
        self._repo.git.update_ref(f"{_KEPT}/head", commit)
        return commit

    def commit(self, word: str) -> str:
        """Return the whole name of a commit, fetched if it has to be; nothing if there is none."""
        from git import GitCommandError

        for again in (True, False):
            with contextlib.suppress(GitCommandError):
                found = self._repo.git.rev_parse("--verify", "--quiet", f"{word}^{{commit}}")
                return str(found).splitlines()[0]
            with contextlib.suppress(CoursekitError):
                if again and len(word) == 40:
                    self._repo.git.update_ref(f"{_KEPT}/base", take(self._repo, word, self._remote))
        return ""

    def date(self, commit: str) -> str:
        """Return the day of a commit."""
        return str(self._repo.git.log("-1", "--format=%cs", commit))

    def files(self, commit: str, folder: str) -> dict[str, Blob]:
        """Return the files in a folder of a commit; links and submodules are none."""
        spec = commit if folder == "." else f"{commit}:{folder}"
        listed = str(self._repo.git.ls_tree("-r", "-z", "--full-tree", spec))
        found = {}
        for line in filter(None, listed.split("\0")):
            about, _, path = line.partition("\t")
            mode, _, blob = about.split(" ")
            if mode in _FILES:
                found[path] = Blob(blob, mode == _FILES[1])
        return found

    def has(self, commit: str, folder: str) -> bool:
        """Tell whether a commit has a folder."""
        return bool(self._repo.git.ls_tree("-d", commit, folder)) or folder == "."

    def read(self, blob: Blob) -> bytes:
        """Return the content of a file."""
        return bytes(self._repo.odb.stream(bytes.fromhex(blob.id)).read())

    def renamed(self, old: str, new: str, folder: str) -> dict[str, str]:
        """Return the files that were renamed between two commits, old names to new ones."""
        fields = str(
            self._repo.git.diff(
                "--name-status",
                "-z",
                "-M50%",
                "--diff-filter=R",
                "--no-ext-diff",
                *(() if folder == "." else (f"--relative={folder}",)),
                old,
                new,
            )
        ).split("\0")
        return dict(zip(fields[1::3], fields[2::3], strict=False))

    def subjects(self, old: str, new: str, folder: str) -> dict[str, list[str]]:
        """Return the first lines of the commits between two, by the files that they changed."""
        listed = str(
            self._repo.git.log(
                f"{old}..{new}",
                "--no-merges",
                "--name-only",
                "--no-renames",
                "-z",
                "--format=%x01%s%x02",
                "--encoding=UTF-8",
                *(() if folder == "." else (f"--relative={folder}",)),
            )
        )
        found: dict[str, list[str]] = {}
        for chunk in listed.split("\x01")[1:]:
            subject, _, names = chunk.partition("\x02")
            for name in filter(None, (part.strip("\n") for part in names.split("\0"))):
                found.setdefault(name, []).append(subject.strip())
        return found

    def shared(self, root: Path, head: str) -> str:
        """Return the newest commit that both ``head`` and the history of a work tree have."""
        from git import GitCommandError, InvalidGitRepositoryError, NoSuchPathError, Repo

        try:
            with Repo(root, search_parent_directories=True) as own:
                here = own.git.rev_parse("HEAD")
                objects = Path(own.common_dir) / "objects"
            env = {"GIT_ALTERNATE_OBJECT_DIRECTORIES": str(objects.resolve())}
            return str(self._repo.git.merge_base(head, here, env=env)).strip()
        except (GitCommandError, InvalidGitRepositoryError, NoSuchPathError):
            return ""

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Tell whether a commit comes from another one."""
        return is_ancestor(self._repo, older, newer)

    def likest(self, blobs: Mapping[str, str], head: str, folder: str) -> tuple[str, int]:
        """Return the commit whose files are most like ``blobs`` (names of contents by path).

        Of several, the oldest: a change too many to look at is better than one that is missed.
        Returned with it is how many files are the same.
        """
        relative = () if folder == "." else (f"--relative={folder}",)
        options = (
            "--first-parent",
            "-m",
            "--reverse",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-renames",
        )
        shown = ("--format=%x01%H%x02", "--no-ext-diff")
        listed = str(self._repo.git.log(head, *options, *shown, *relative))
        best, most, same = "", 0, 0
        now: dict[str, str] = {}
        for chunk in listed.split("\x01")[1:]:
            commit, _, raw = chunk.partition("\x02")
            for _, blob, path in changes(raw):
                wanted = blobs.get(path, "-")
                same += (blob == wanted) - (now.get(path) == wanted)
                now[path] = blob
            if same > most:
                best, most = commit, same
        return best, most


@contextlib.contextmanager
def mirror(place: Path, remote: Remote) -> Iterator[Mirror]:
    """Open the mirror at ``place``, made if it is not there."""
    git.check()
    from git import Repo

    if not (place / "HEAD").exists():
        shutil.rmtree(place, ignore_errors=True)
        Repo.init(place, mkdir=True, bare=True)
    for left in [*place.glob("*.lock"), *(place / "refs").rglob("*.lock")]:
        left.unlink(missing_ok=True)  # the folder's lock is held: these are of a killed run
    with Repo(place) as repo:
        yield Mirror(repo, remote)


def origin(folder: Path) -> Origin | None:
    """Return where a folder comes from; ``None`` if it is in no work tree, or nothing is in it."""
    git.check()
    from git import GitCommandError, InvalidGitRepositoryError, NoSuchPathError, Repo

    try:
        with Repo(folder, search_parent_directories=True) as repo:
            top = Path(str(repo.working_tree_dir or repo.git_dir))
            commit = str(repo.git.rev_parse("HEAD")).strip()
            inside = "." if repo.bare else folder.resolve().relative_to(top.resolve()).as_posix()
            addresses = [remote.url for remote in repo.remotes if remote.name == "origin"]
            known = repo.git.branch("--remotes", "--contains", commit) if addresses else ""
    except (GitCommandError, InvalidGitRepositoryError, NoSuchPathError, ValueError):
        return None
    there = [address for address in addresses if known and ("://" in address or "@" in address)]
    return Origin(top, there[0] if there else "", inside, commit)
