"""Homes of colleges: which there are, and how those of a college that left are put away."""

from __future__ import annotations

import hashlib
import re
import shutil
import tarfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from coursekit.engines.students import end_college
from coursekit.errors import EngineFailedError
from coursekit.hub.accounts import Ledger
from coursekit.spec.values import ID_PATTERN
from coursekit.state import State


def homes_of_colleges(homes: Path) -> tuple[Path, ...]:
    """Return the folders in ``homes`` that are named as colleges are, sorted."""
    if not homes.is_dir():
        return ()
    named = (path for path in homes.iterdir() if re.fullmatch(ID_PATTERN, path.name))
    return tuple(sorted(path for path in named if path.is_dir() and not path.is_symlink()))


def archive(folder: Path, state: State, stop: Callable[[str], object]) -> dict[str, object]:
    """Put a college's ``folder`` of homes into ``<state>/archives/<college>-<time>.tar.gz``.

    ``stop`` asks the running hub to stop the college's servers; what goes on after that is ended.
    Nothing is removed before the archive has been read again and found whole. Returns its path,
    its digest, and how many people and files it has.
    Raises ``OSError`` if it can't be written, ``EngineFailedError`` if it is not whole.
    """
    college = folder.name
    stop(college)
    end_college(state.path, folder, Ledger().people(folder.parent))
    people = [path for path in folder.iterdir() if path.is_dir()]
    name = f"{college}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz"
    place = state.path / "archives" / name
    with state.staging() as scratch:
        made = scratch / name
        with tarfile.open(made, "w:gz", compresslevel=6) as tar:
            tar.add(folder, arcname=college)
        made.chmod(0o600)
        files = _require_whole(made, folder, college)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made.rename(place)
    shutil.rmtree(folder)
    return {
        "archive": str(place),
        "sha256": _digest(place),
        "people": len(people),
        "files": files,
        "bytes": place.stat().st_size,
    }


def _require_whole(made: Path, folder: Path, college: str) -> int:
    """Return how many files the archive has; raise unless it has every one of the folder."""
    with tarfile.open(made) as tar:
        kept = {member.name: member.size for member in tar}
    files = 0
    for path, size in _files(folder):
        name = f"{college}/{path.relative_to(folder).as_posix()}"
        if name not in kept or (size is not None and kept[name] not in (size, 0)):
            raise EngineFailedError(
                f"{college}: {path.name} changed while the homes were put into an archive",
                details=str(path),
                hint="nothing was removed: run it again",
            )
        files += 1
    return files


def _files(folder: Path) -> Iterator[tuple[Path, int | None]]:
    """Yield every file and link below ``folder``; the size only of files (a hard link has none)."""
    for path in folder.rglob("*"):
        if path.is_symlink():
            yield path, None
        elif path.is_file():
            yield path, path.stat().st_size


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
