"""Publishes a built book: to a branch of a git repository, a folder, or S3-like storage."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from coursekit.book.published import (
    NAME,
    PREVIEWS,
    Changes,
    Listed,
    changes,
    read_listed,
    title_of,
)
from coursekit.engines import git
from coursekit.engines.folder import Folder
from coursekit.engines.git_history import History
from coursekit.engines.git_remote import Remote
from coursekit.engines.s3 import S3
from coursekit.errors import CoursekitError, ExitCode, Problem, Where
from coursekit.pipeline.release import remote_at
from coursekit.spec import CourseFolder
from coursekit.spec.release import Address
from coursekit.state import Receipt, State, cannot_write, digest, files_of

_SHOWN = 5


class Store(Protocol):
    """Where files can be put one by one."""

    name: str

    def read(self, name: str) -> bytes | None: ...  # noqa: D102
    def names(self) -> set[str]: ...  # noqa: D102
    def write(self, name: str, data: bytes) -> None: ...  # noqa: D102
    def remove(self, name: str) -> None: ...  # noqa: D102


@dataclass(frozen=True)
class Order:
    """What is asked for: a book, where it is to go, and under which name as a preview."""

    folder: CourseFolder
    book: Path
    to: Address | None
    """In the stead of ``publish.to``; a path counts from ``here``."""
    here: Path
    preview: str = ""
    remove: bool = False
    replace: bool = False

    @property
    def prefix(self) -> str:
        """Path of the book where it goes: empty, or that of the preview."""
        return f"{PREVIEWS}/{self.preview}/" if self.preview else ""


@dataclass(frozen=True)
class Published:
    """What publishing did, or would do."""

    to: str
    written: tuple[str, ...]
    removed: tuple[str, ...]
    redirects: Mapping[str, str]
    commit: str = ""

    @property
    def fresh(self) -> bool:
        """Whether anything changed."""
        return bool(self.written or self.removed)


def publish(
    order: Order, state: State, step: Callable[[int], Callable[[], None]], *, dry_run: bool
) -> Published:
    """Publish a book and keep a receipt; with ``dry_run`` only say what would be done.

    ``step`` is called with how many files there are to write, and gives what to call after each.
    Raises ``CoursekitError`` for what others have put there, and for a place that is not reached.
    """
    if not re.fullmatch(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*)?", order.preview):
        raise CoursekitError(
            f"a preview can't be called {order.preview}", hint="use letters, digits, - and ."
        )
    address, root = _address(order)
    files = {} if order.remove else _files(order.book)
    if address.startswith("s3://"):
        store: Store = S3(address, order.folder.course.publish.endpoint)
    elif _is_git(address, root):
        return _to_git(order, address, root, files, state, dry_run=dry_run)
    else:
        store = Folder((root / address).resolve())
    return _to_store(order, store, files, state, step, dry_run=dry_run)


def _address(order: Order) -> tuple[Address, Path]:
    if order.to is not None:
        return order.to, order.here
    if order.folder.course.publish.to is not None:
        return order.folder.course.publish.to, order.folder.root
    raise CoursekitError(
        "where is the book to go?",
        Where(order.folder.root / "course.yml"),
        hint="name a place: --to https://github.com/..., --to s3://bucket/path, --to FOLDER; or"
        " write it into course.yml: publish: {to: ...}",
    )


def _is_git(address: str, root: Path) -> bool:
    if "://" in address or re.match(r"[^/]+@[^/]+:", address):
        return True
    place = root / address
    return (place / "HEAD").is_file() or (place / ".git").is_dir()


def _files(book: Path) -> dict[str, bytes]:
    return {path.relative_to(book).as_posix(): path.read_bytes() for path in files_of(book, ["."])}


def _titles(files: Mapping[str, bytes]) -> dict[str, str]:
    return {
        name: title_of(data.decode("utf-8", "replace"))
        for name, data in files.items()
        if name.endswith(".html")
    }


def _change(order: Order, files: Mapping[str, bytes], before: Listed | None) -> Changes:
    if order.remove:
        gone = (*sorted(before.files), NAME) if before else ()
        return Changes({}, gone, {}, {})
    return changes(files, _titles(files), before)


def _to_store(
    order: Order,
    store: Store,
    files: Mapping[str, bytes],
    state: State,
    step: Callable[[int], Callable[[], None]],
    *,
    dry_run: bool,
) -> Published:
    prefix = order.prefix
    try:
        listed = read_listed(store.read(prefix + NAME))
        there = {name for name in store.names() if name.startswith(prefix)}
        if listed is not None:
            # What somebody removed by hand is written again.
            left = {name: value for name, value in listed.files.items() if prefix + name in there}
            listed = replace(listed, files=left)
        todo = _change(order, files, listed)
        known = {prefix + name for name in (listed.files if listed else ())}
        foreign = sorted({prefix + n for n in todo.write} & there - known - {prefix + NAME})
        foreign = [n for n in foreign if store.read(n) != todo.write[n.removeprefix(prefix)]]
        if foreign and not order.replace:
            raise _not_ours(store.name, foreign)
        published = Published(store.name, tuple(todo.write), todo.remove, todo.redirects)
        if dry_run or not published.fresh:
            return published
        done = step(len(todo.write))
        for name, data in todo.write.items():
            if name != NAME:
                store.write(prefix + name, data)
                done()
        for name in todo.remove:
            store.remove(prefix + name)
        if NAME in todo.write:
            store.write(prefix + NAME, todo.write[NAME])
    except OSError as error:
        raise cannot_write(Path(str(error.filename or store.name)), error) from error
    _keep(order, state, published)
    return published


def _not_ours(name: str, foreign: list[str]) -> CoursekitError:
    return CoursekitError(
        f"{name} has {len(foreign)} file(s) that this would replace and coursekit did not write",
        details="\n".join(foreign[:_SHOWN]),
        hint="name an empty folder; or, if they may go: book publish --replace",
        code=ExitCode.FOUND,
    )


def _to_git(
    order: Order,
    address: Address,
    root: Path,
    files: dict[str, bytes],
    state: State,
    *,
    dry_run: bool,
) -> Published:
    settings = order.folder.course.publish
    key = "--to" if order.to is not None else "publish.to"
    remote = remote_at(address, settings.token, root, key, to_push=not dry_run)
    if not order.preview and not order.remove:
        files = {**files, ".nojekyll": b""}  # or GitHub's pages leave out _static
    repository = state.path / "publish" / f"{order.folder.id}-{digest(remote.address)[:12]}"
    made: list[Changes] = []

    def wanted(history: History) -> dict[str, bytes | None]:
        todo, kept = _over(order, files, history)
        made[:] = [todo]
        return {**kept, **{order.prefix + name: data for name, data in todo.whole.items()}}

    if dry_run:
        return _git_preview(order, files, repository, remote)
    before = state.receipt("publish", _subject(order, remote.address))
    release = git.Release(
        wanted,
        lambda changed: _message(order, changed),
        lambda _: None,
    )
    try:
        written = git.write(
            repository,
            settings.branch,
            release,
            remote=remote,
            published=str(before.results["commit"]) if before else "",
            replace=order.replace,
        )
    except CoursekitError as error:
        raise _of_a_book(error, key) from error
    changed = {path.removeprefix(order.prefix) for path in written.changed}
    published = Published(
        remote.address,
        tuple(sorted(name for name in changed if name in made[0].whole)),
        tuple(sorted(name for name in changed if name not in made[0].whole)),
        made[0].redirects,
        written.commit,
    )
    _keep(order, state, published)
    return published


def _over(
    order: Order, files: Mapping[str, bytes], history: History
) -> tuple[Changes, dict[str, bytes | None]]:
    """Return what to change on a branch, and the files there that are nobody's business here."""
    there = history.files()
    blob = there.get(order.prefix + NAME)
    before = read_listed(history.read(blob)) if blob else None
    own = {order.prefix + name for name in (*(before.files if before else ()), NAME)}
    return _change(order, files, before), {path: None for path in there if path not in own}


def _git_preview(
    order: Order, files: dict[str, bytes], repository: Path, remote: Remote
) -> Published:
    branch = order.folder.course.publish.branch
    with (
        tempfile.TemporaryDirectory() as scratch,
        git.looked_at(repository, branch, remote, Path(scratch)) as (_, there),
    ):
        todo, _ = _over(order, files, there)
    return Published(remote.address, tuple(todo.write), todo.remove, todo.redirects)


def _message(order: Order, changed: Mapping[str, str]) -> str:
    what = f"preview {order.preview} of the book" if order.preview else "book"
    verb = "Remove" if order.remove else "Publish"
    return f"{verb} the {what} of {order.folder.id}: {len(changed)} files"


def _of_a_book(error: CoursekitError, key: str) -> CoursekitError:
    """Return git's error in the words of a book: its texts are those of releases."""
    words = (
        ("release --replace", "book publish --replace"),
        ("release.repo", key),
        ("release.branch", "publish.branch"),
        ("take large files out of files:", "take large files out of the book"),
        ("carry the changes over to the course first", "carry them over to the book first"),
        ("the release", "the book"),
        ("this release", "this book"),
    )

    def told(text: str) -> str:
        for old, new in words:
            text = text.replace(old, new)
        return text

    problems = [
        Problem(told(one.message), one.where, told(one.hint), one.details) for one in error.problems
    ]
    return CoursekitError.of(problems, error.code)


def _subject(order: Order, to: str) -> str:
    return f"{order.folder.id}: {to}"


def _keep(order: Order, state: State, published: Published) -> None:
    results = {
        "to": published.to,
        "commit": published.commit,
        "preview": order.preview,
        "written": len(published.written),
        "removed": len(published.removed),
        "redirects": dict(published.redirects),
    }
    key = digest(order.book.name, published.to, order.preview)
    state.keep(Receipt("publish", _subject(order, published.to), key, 0, results))
