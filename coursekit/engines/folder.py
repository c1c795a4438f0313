"""A folder holds a published book: files are replaced one by one, each as a whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


class Folder:
    """A folder on this machine."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.name = str(place)

    def read(self, name: str) -> bytes | None:
        """Return a file's content, or ``None`` if there is no such file."""
        try:
            return (self._place / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def names(self) -> set[str]:
        """Return the paths of all files."""
        return {
            (Path(folder) / file).relative_to(self._place).as_posix()
            for folder, _, files in os.walk(self._place)
            for file in files
        }

    def write(self, name: str, data: bytes) -> None:
        """Replace a file: who reads it sees the old content or the new one. Raises ``OSError``."""
        target = self._place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(dir=target.parent, prefix=".coursekit-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(scratch).chmod(0o644)
            Path(scratch).replace(target)
        except BaseException:
            Path(scratch).unlink(missing_ok=True)
            raise

    def remove(self, name: str) -> None:
        """Remove a file, and the folders that it leaves empty."""
        path = self._place / name
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == self._place:
                break
            with contextlib.suppress(OSError):
                parent.rmdir()
