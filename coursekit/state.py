"""What coursekit remembers beside a spec, in ``.coursekit/``: safe to delete, safe to be killed in.

Every file is written to a temporary name and renamed; a lock keeps a second process out.
"""

from __future__ import annotations

import contextlib
import copy
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from coursekit.errors import CoursekitError, Where


def digest(*parts: str | bytes) -> str:
    """Return the SHA-256 of ``parts``, in hexadecimal; the borders between parts count."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(f"{len(data)}:".encode() + data)
    return total.hexdigest()


def digest_files(root: Path, names: Iterable[str]) -> str:
    """Return the digest of files and whole folders under ``root``: their names and contents."""
    parts: list[str | bytes] = []
    for path in files_of(root, names):
        parts += [path.relative_to(root).as_posix(), path.read_bytes()]
    return digest(*parts)


def files_of(root: Path, names: Iterable[str]) -> list[Path]:
    """Return every file that ``names`` stand for, sorted; hidden and scratch entries left out.

    Links to nowhere, sockets and the like are no files.
    """
    found: set[Path] = set()
    for name in names:
        path = root / name
        if path.is_file():
            found.add(path)
        elif path.is_dir():
            for folder, inner, files in os.walk(path):
                inner[:] = [entry for entry in inner if not _scratch(entry)]
                found.update(Path(folder) / file for file in files if not _scratch(file))
    return sorted(path for path in found if path.is_file())


def _scratch(name: str) -> bool:
    return name.startswith(".") or name in ("__pycache__", "_build") or name.endswith(".pyc")


@dataclass(frozen=True)
class Receipt:
    """What an action left behind: the key it ran for, its results, and how long it took."""

    stage: str
    subject: str
    key: str
    seconds: float = 0
    results: Mapping[str, Any] = field(default_factory=dict)


class State:
    """The ``.coursekit`` folder of one spec."""

    def __init__(self, root: Path) -> None:
        self.path = (root / ".coursekit").resolve()

    def part(self, *names: str) -> State:
        """Return the state of a part of the project, in a folder within this one."""
        inside = copy.copy(self)
        inside.path = self.path.joinpath(*names)
        return inside

    @property
    def logs(self) -> Path:
        """Folder of the engines' output."""
        return self.path / "logs"

    def ensure(self) -> None:
        """Make the folder, ignored by git. Raises ``CoursekitError`` where it can't be written."""
        try:
            self.path.mkdir(exist_ok=True)
            if not (self.path / ".gitignore").exists():
                self.write(self.path / ".gitignore", "*\n")
        except OSError as error:
            raise cannot_write(self.path, error) from error

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold this folder's lock; raises ``CoursekitError`` while another process has it."""
        self.ensure()
        lock = FileLock(self.path / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise CoursekitError(
                "another coursekit is at work on this folder",
                Where(self.path.parent),
                hint="wait for it to end, or stop it, and try again",
            ) from error
        except OSError as error:
            raise cannot_write(self.path, error) from error
        try:
            yield
        finally:
            lock.release()

    @contextlib.contextmanager
    def foreground(self) -> Iterator[bool]:
        """Mark this process as the one that serves; gives ``False`` if another one does already."""
        lock = FileLock(self.path / "foreground.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    @contextlib.contextmanager
    def starting(self) -> Iterator[None]:
        """Wait until no other process starts or stops the hub of this folder, and keep them out."""
        self.ensure()
        with FileLock(self.path / "starting.lock"):
            yield

    def write(self, path: Path, content: str | bytes, *, mode: int = 0o644) -> None:
        """Replace ``path`` as a whole: a reader sees the old content or the new one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        # What a kill leaves lies where the next run sweeps; only another disk needs a neighbour.
        scratch = self.path / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        beside = scratch if scratch.stat().st_dev == path.parent.stat().st_dev else path.parent
        handle, name = tempfile.mkstemp(dir=beside, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(mode)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    @contextlib.contextmanager
    def staging(self) -> Iterator[Path]:
        """Give an empty folder to build in, removed afterwards; move out what is to stay."""
        scratch = self.path / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=scratch))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what killed runs left in the staging area; call with the lock held."""
        shutil.rmtree(self.path / "tmp", ignore_errors=True)

    def adopt(self, built: Path, place: Path) -> None:
        """Move a finished folder to its final place, in the stead of what may be there."""
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            with self.staging() as grave:
                place.rename(grave / "old")
                built.rename(place)
        else:
            built.rename(place)

    def keep_only(self, room: str, names: set[str]) -> None:
        """Remove the folders in ``room`` that are not among ``names``."""
        for place in (self.path / room).glob("*"):
            if place.name not in names and place.is_dir():
                shutil.rmtree(place, ignore_errors=True)

    def receipt(self, stage: str, subject: str) -> Receipt | None:
        """Return the receipt of the last time an action ran, if it can be read."""
        try:
            return Receipt(**json.loads(self._receipt_file(stage, subject).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, receipt: Receipt) -> None:
        """Write a receipt."""
        text = json.dumps(asdict(receipt), indent=1, sort_keys=True) + "\n"
        self.write(self._receipt_file(receipt.stage, receipt.subject), text)

    def _receipt_file(self, stage: str, subject: str) -> Path:
        slug = re.sub(r"[^A-Za-z0-9.]+", "-", subject)
        return self.path / "receipts" / stage / f"{slug}-{digest(subject)[:8]}.json"


def cannot_write(path: Path, error: OSError) -> CoursekitError:
    """Say why nothing can be written under ``path`` (full disk, read-only, no permission)."""
    if error.errno in (28, 122):
        return CoursekitError(
            "the disk is full",
            Where(path),
            hint="free some space (a course environment takes about 1 GB) and run it again:"
            " nothing is lost",
        )
    return CoursekitError(
        f"cannot write here: {(error.strerror or str(error)).lower()}",
        Where(path),
        hint="copy the course to a folder of your own, or change the permissions of this one",
    )
