"""A student's copy of a release: finds what would leave a pull stuck, and mends that.

What the student has is never thrown away: where two versions of a file meet, theirs stays under its
name, and the other is laid beside it. Every step looks at what is there, so that one which was
interrupted is done again by the next click.
"""

from __future__ import annotations

import codecs
import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Run = Callable[..., Iterator[str]]
"""nbgitpuller's ``execute_cmd``: runs a program and yields its lines, the command line first."""

ROOM = 2**20
"""Bytes that a pull may need: below that, it would stop in the middle."""

_GIT = ("git", "-c", "core.quotePath=false")
_UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")


class FullError(Exception):
    """There is no room for a pull; nothing was touched."""

    def __init__(self) -> None:
        super().__init__(
            "Your folder is full, so the course was not updated. Everything you have typed is as it"
            " was. Delete files that you no longer need (the hub's page /hub/files says what takes"
            " the room), then open the link again."
        )


class Copy:
    """The folder that a link pulls ``branch`` of ``url`` into."""

    def __init__(self, folder: Path, url: str, branch: str, run: Run) -> None:
        self.folder, self.url, self.branch = folder, url, branch
        self.upstream = f"refs/remotes/origin/{branch}"
        self._run = run
        self._git_dir = folder / ".git"

    def git(self, *words: str) -> list[str]:
        """Return the lines that git prints; raises what the runner does if it fails."""
        return [line.rstrip("\n") for line in self._run([*_GIT, *words], cwd=str(self.folder))][1:]

    def does(self, *words: str) -> bool:
        """Tell whether git succeeds."""
        try:
            self.git(*words)
        except Exception:  # the runner's own, which this module must not import
            return False
        return True

    def make_ready(self) -> Iterator[str]:
        """Mend what would stop a pull; yield in words what was done, for the student."""
        _require_room(self.folder.parent)
        if self.folder.exists() and not self.folder.is_dir():
            aside = _beside(self.folder, "yours")
            self.folder.rename(aside)
            yield f"You had a file called {self.folder.name}; it is called {aside.name} now."
        if not self.folder.exists():
            return
        self._drop_leftovers()
        if not self._is_whole():
            yield from self._adopt()
        else:
            yield from self._settle()
            yield from self._follow()

    def _drop_leftovers(self) -> None:
        """Remove what a killed git left: locks, which stop the next one, and halves of packs."""
        if _at_work(self.folder):
            return
        for pattern in ("*.lock", "refs/**/*.lock", "objects/pack/tmp_*", "objects/*/tmp_obj_*"):
            for path in self._git_dir.glob(pattern):
                path.unlink(missing_ok=True)

    def _is_whole(self) -> bool:
        return (
            self._git_dir.is_dir()
            and self.does("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
            and self.does("status", "--porcelain")
            and self.does("remote", "get-url", "origin")
        )

    def _adopt(self) -> Iterator[str]:
        """Give the folder a new ``.git`` of the release; files that were never released stay."""
        fresh = self.folder.parent / f".{self.folder.name}{_stamp()}"
        clone = [*_GIT, "clone", "--quiet", "--no-checkout", "--branch", self.branch]
        list(self._run([*clone, "--", self.url, str(fresh)], cwd=str(self.folder.parent)))
        if self._git_dir.exists():
            kept = self.folder / f".git-before{_stamp()}"
            self._git_dir.rename(kept)
            (fresh / ".git" / "info" / "exclude").write_text(f"{kept.name}/\n", "utf-8")
        (fresh / ".git").rename(self._git_dir)
        shutil.rmtree(fresh)
        self.git("reset", "--quiet", "--mixed")
        own = []
        for path in self.paths("diff", "--name-only", "--diff-filter=M"):
            (content,) = self.git("hash-object", "--", path)
            if self.does("cat-file", "-e", content):  # some release had it like that
                self.git("checkout", "--quiet", "--", path)
            else:
                own.append(path)
        yield (
            f"The folder {self.folder.name} had lost what it needs to be brought up to date, as"
            " when its first opening was cut off. That was made anew; your files are where they"
            f" were. {_stay(own)}"
        )

    def _settle(self) -> Iterator[str]:
        """End a merge that was left in the middle: with the student's own version of each file."""
        unmerged = self.unmerged()
        if not unmerged and not any((self._git_dir / name).exists() for name in _UNDER_WAY):
            return
        beside = {}
        for path in unmerged:
            file = self.folder / path
            if file.is_file() and b"<<<<<<< " in file.read_bytes():
                beside[path] = _beside(file, "both")
                shutil.copy2(file, beside[path])
                if not self.does("checkout", "--quiet", "--ours", "--", path):
                    self.does("checkout", "--quiet", "--theirs", "--", path)
        if (self._git_dir / "rebase-merge").exists() or (self._git_dir / "rebase-apply").exists():
            self.does("rebase", "--abort")
        self.git("reset", "--quiet", "--mixed")
        yield (
            "Joining your work with a new release had stopped in the middle. It was taken back,"
            " and done again."
        )
        for path, copy in beside.items():
            yield f"{path} is as you had it; with both versions in it, it is in {copy.name}."

    def _follow(self) -> Iterator[str]:
        """Let the copy follow a repository that moved; another one's copy is laid aside."""
        (origin,) = self.git("config", "--get", "remote.origin.url")
        if _same(origin, self.url):
            return
        there = "refs/coursekit/moved"
        if not self.does("fetch", "--quiet", self.url, f"+refs/heads/{self.branch}:{there}"):
            return  # the pull itself will say why
        if self.does("merge-base", "HEAD", there):
            self.git("remote", "set-url", "origin", self.url)
            yield "The course has moved to another address; your copy follows it from now on."
            return
        aside = _beside(self.folder, "before")
        self.folder.rename(aside)
        yield (
            f"The folder {self.folder.name} belonged to another course. It is called {aside.name}"
            " now, with all your work in it; this course has a new folder."
        )

    def join_histories(self) -> None:
        """After a fetch: let git know what a release that was written anew came from.

        Without that it finds no common ancestor and refuses to merge, or takes lines that the old
        release had for the student's.
        """
        if self.does("merge-base", "--is-ancestor", self.upstream, "HEAD"):
            return
        for commit in self._fetched():
            if self.does("merge-base", "--is-ancestor", commit, "HEAD"):
                if not self.does("merge-base", "--is-ancestor", commit, self.upstream):
                    (tip,) = self.git("rev-parse", self.upstream)
                    self.git("replace", "--force", "--graft", tip, commit)
                return

    def _fetched(self) -> list[str]:
        """Return the commits that the release's branch had here, the newest first."""
        log = self._git_dir / "logs" / self.upstream
        lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
        return [commit for line in reversed(lines) for commit in reversed(line.split()[:2])]

    def make_way(self) -> Iterator[str]:
        """Rename what the student made where the release brings something new."""
        added = ("--no-renames", "--name-only", "--diff-filter=A", "HEAD", self.upstream)
        for path in self.paths("diff", *added):
            file = self.folder / path
            for parent in [*reversed(Path(path).parents)][1:]:
                if (self.folder / parent).is_file() and not self._tracked(str(parent)):
                    file = self.folder / parent
            if not (file.is_dir() or file.is_file()):
                continue
            if file.is_file() and file == self.folder / path and self._is_released(path):
                file.unlink()  # the release brings the very same
                continue
            aside = _beside(file, "")
            file.rename(aside)
            yield f"You had made {path}, and so did the course: yours is called {aside.name} now."

    def _tracked(self, path: str) -> bool:
        return self.does("ls-files", "--error-unmatch", "--", path)

    def _is_released(self, path: str) -> bool:
        (content,) = self.git("hash-object", "--", path)
        return self.git("rev-parse", f"{self.upstream}:{path}") == [content]

    def take_own(self) -> None:
        """End a merge that git could not: the student's version of each file, if there is one."""
        for path in self.unmerged():
            if not self.does("checkout", "--quiet", "--ours", "--", path) and not self.does(
                "checkout", "--quiet", "--theirs", "--", path
            ):
                self.git("rm", "--quiet", "--cached", "--", path)
                continue
            self.git("add", "--", path)
        person = ("-c", "user.name=nbgitpuller", "-c", "user.email=nbgitpuller@nbgitpuller.link")
        self.git(*person, "commit", "--quiet", "--no-edit", "-m", "Joined by coursekit")

    def check_notebooks(self, before: str) -> Iterator[str]:
        """Take back what a merge line by line made of a notebook that no longer opens."""
        changed = ("diff", "--name-only", "--diff-filter=M", before, "HEAD", "--", "*.ipynb")
        for path in self.paths(*changed):
            file = self.folder / path
            if _opens(file):
                continue
            new = _beside(file, "new")
            if self.does("checkout", "--quiet", self.upstream, "--", path):
                shutil.copy2(file, new)
            self.git("checkout", "--quiet", before, "--", path)
            yield (
                f"You and the course had changed the same parts of {path}. It is as you left it;"
                f" the course's new version is in {new.name}, beside it."
            )

    def unmerged(self) -> list[str]:
        """Return the paths that a merge has left with several versions."""
        lines = self.git("ls-files", "--unmerged")
        return sorted({_unquoted(line.partition("\t")[2]) for line in lines})

    def paths(self, *words: str) -> list[str]:
        """Return the paths that git prints, one a line."""
        return [_unquoted(line) for line in self.git(*words) if line]


def _unquoted(path: str) -> str:
    """Return a path as it is: git puts those with odd signs in quotes, and escapes the signs."""
    if not path.startswith('"'):
        return path
    plain = codecs.escape_decode(path[1:-1].encode())[0]
    return bytes(plain).decode("utf-8", "surrogateescape")


def _opens(file: Path) -> bool:
    import json

    try:
        return isinstance(json.loads(file.read_bytes())["cells"], list)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _stamp() -> str:
    return time.strftime("__%Y%m%d%H%M%S")


def _beside(file: Path, what: str) -> Path:
    """Return a free name beside ``file``: ``lab01__both20270129235900.ipynb``."""
    stem, suffix = (file.stem, file.suffix) if not file.is_dir() else (file.name, "")
    stamp = _stamp().replace("__", f"__{what}", 1)
    number = 0
    while (place := file.with_name(f"{stem}{stamp}{f'-{number}' * bool(number)}{suffix}")).exists():
        number += 1
    return place


def _stay(paths: list[str]) -> str:
    if not paths:
        return "Those you had not changed are as the course has them now."
    return f"What you had changed is as you left it: {', '.join(paths)}."


def _same(one: str, other: str) -> bool:
    return one.rstrip("/").removesuffix(".git") == other.rstrip("/").removesuffix(".git")


def _require_room(place: Path) -> None:
    """Raise ``FullError`` unless a file of ``ROOM`` bytes can be had there: quotas count, too."""
    probe = place / f".room{os.getpid()}"
    try:
        descriptor = os.open(probe, os.O_CREAT | os.O_WRONLY, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, ROOM)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise FullError from error
    finally:
        probe.unlink(missing_ok=True)


def _at_work(folder: Path) -> bool:
    """Tell whether some git works in the folder right now."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            name = (process / "comm").read_text().strip()
            if name.startswith("git") and (process / "cwd").readlink().is_relative_to(folder):
                return True
        except OSError:
            continue
    return False
