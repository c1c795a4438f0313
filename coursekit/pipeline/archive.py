"""Homes of colleges: which there are, how they are put away, and how they come back."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from coursekit.engines.students import end_college
from coursekit.errors import EngineFailedError
from coursekit.hub.accounts import Ledger
from coursekit.spec.values import ID_PATTERN
from coursekit.state import State

_NAME = re.compile(rf"(?P<college>{ID_PATTERN})-\d{{8}}T\d{{6}}Z(-\d+)?\.tar\.gz")


def homes_of_colleges(homes: Path) -> tuple[Path, ...]:
    """Return the folders in ``homes`` that are named as colleges are, sorted."""
    if not homes.is_dir():
        return ()
    named = (path for path in homes.iterdir() if re.fullmatch(ID_PATTERN, path.name))
    return tuple(sorted(path for path in named if path.is_dir() and not path.is_symlink()))


def archives_of_colleges(state: State) -> tuple[tuple[str, Path], ...]:
    """Return the archives that have not been restored, by college, the oldest first."""
    places = (state.path / "archives").glob("*.tar.gz")
    ordered = sorted(places, key=lambda one: one.name.removesuffix(".tar.gz"))
    named = ((_NAME.fullmatch(path.name), path) for path in ordered)
    return tuple((match["college"], path) for match, path in named if match)


def archive(folder: Path, state: State, stop: Callable[[str], object]) -> dict[str, object]:
    """Put a college's ``folder`` of homes into ``<state>/archives/<college>-<time>.tar.gz``.

    ``stop`` asks the running hub to stop the college's servers; what goes on after that is ended.
    The archive is made under another name, read again and compared with the homes, and only then
    gets its own; after that the homes are taken away, all at once. So a kill leaves either of the
    two whole. Returns its path, its digest, and how many people and files it has.
    Raises ``OSError`` if it can't be written, ``EngineFailedError`` if it is not whole.
    """
    college = folder.name
    stop(college)
    end_college(state.path, folder, Ledger().people(folder.parent))
    people = [path for path in folder.iterdir() if path.is_dir()]
    with state.staging() as scratch:
        made = scratch / "made"
        with made.open("wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
                tar.add(folder, arcname=college)
            file.flush()
            os.fsync(file.fileno())
        made.chmod(0o600)
        files = _require_whole(made, folder, college)
        place = _free_name(state, college)
        made.rename(place)
        _sync(place.parent)
        _take_away(folder, scratch)
    return {
        "archive": str(place),
        "sha256": _digest(place),
        "people": len(people),
        "files": files,
        "bytes": place.stat().st_size,
    }


def restore(place: Path, folder: Path) -> dict[str, object]:
    """Put the homes in the archive ``place`` back into a college's ``folder``.

    A home that is there already stays as it is. Then the archive moves to ``archives/restored``,
    where nothing looks for it again. A kill leaves every home either whole or not there yet.
    Raises ``OSError`` if there is no room, ``EngineFailedError`` if the archive can't be read.
    """
    scratch = folder / ".coming-back"  # on the disk of the homes, so that each is there at once
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700, parents=True)
    try:
        _extract(place, scratch)
        left_alone: list[str] = []
        back: list[str] = []
        for home in sorted((scratch / folder.name).iterdir()):
            there = os.path.lexists(folder / home.name)
            (left_alone if there else back).append(home.name)
            if not there:
                home.rename(folder / home.name)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    done = place.parent / "restored"
    done.mkdir(mode=0o700, exist_ok=True)
    place.rename(done / place.name)
    return {"archive": str(done / place.name), "people": len(back), "left_alone": left_alone}


def _extract(place: Path, scratch: Path) -> None:
    try:
        with tarfile.open(place) as tar:
            # Newer Pythons warn without a filter; those that know none go without.
            tar.extraction_filter = getattr(tarfile, "tar_filter", None)
            tar.extractall(scratch, numeric_owner=True)  # noqa: S202 - archive() made it
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise EngineFailedError(
            f"an archive of homes can't be read: {error}",
            details=str(place),
            hint="nothing was changed: put a copy in its place, or move it to another folder",
        ) from error


def _free_name(state: State, college: str) -> Path:
    """Return a name in the folder of archives that none of them has."""
    folder = state.path / "archives"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem, number = f"{college}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}", 0
    while (place := folder / f"{stem}{f'-{number}' if number else ''}.tar.gz").exists():
        number += 1
    return place


def _take_away(folder: Path, scratch: Path) -> None:
    """Let a folder be gone at once, where its disk allows that, then remove what was in it.

    Half a folder would go into an archive of its own the next time.
    """
    try:
        gone = folder.rename(scratch / "gone")
    except OSError:  # a disk of its own is mounted there, or the homes are on another one
        gone = folder
    shutil.rmtree(gone)


def _require_whole(made: Path, folder: Path, college: str) -> int:
    """Return how many files the archive has; raise unless it has every one, as it is now."""
    kept: dict[str, str] = {}
    with tarfile.open(made) as tar:
        for member in tar:
            kept[member.name] = _content(tar, member, kept)
    files = 0
    for path, content in _files(folder):
        if kept.get(f"{college}/{path.relative_to(folder).as_posix()}") != content:
            raise EngineFailedError(
                f"{college}: {path.name} changed while the homes were put into an archive",
                details=str(path),
                hint="nothing was removed: run it again",
            )
        files += 1
    return files


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo, kept: dict[str, str]) -> str:
    """Return the digest of a file in an archive, or where a link leads."""
    if member.issym():
        return member.linkname
    if member.islnk():  # another name of a file that came before
        return kept[member.linkname]
    file = tar.extractfile(member) if member.isreg() else None
    return hashlib.file_digest(file, "sha256").hexdigest() if file else ""  # type: ignore[arg-type]


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file and link below ``folder``, with its digest or where it leads."""
    for path in folder.rglob("*"):
        if path.is_symlink():
            yield path, str(path.readlink())
        elif path.is_file():
            yield path, _digest(path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
