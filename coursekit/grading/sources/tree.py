"""The files of a folder, as a source: no link is followed, nothing but plain files is opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from coursekit.grading.sources.handed import File


def files_below(folder: Path) -> tuple[File, ...]:
    """Return every entry below a folder that is not a folder itself, sorted by name."""
    found: list[File] = []

    def refused(error: OSError) -> None:
        place = Path(error.filename or folder)
        name = place.relative_to(folder).as_posix() if place != folder else "."
        found.append(File(name, None, f"can't be opened: {(error.strerror or '').lower()}"))

    for place, folders, names in os.walk(folder, onerror=refused):
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in [*names, *links]:
            path = here / name
            shown = path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
            problem = _problem(path)
            found.append(File(shown, None if problem else path, problem))
        folders[:] = [name for name in folders if name not in links]
    return tuple(sorted(found, key=lambda file: file.name))


def _problem(path: Path) -> str:
    try:
        found = path.lstat()
    except OSError as error:
        return f"can't be opened: {(error.strerror or str(error)).lower()}"
    if stat.S_ISLNK(found.st_mode):
        return "a link, not a file"
    if not stat.S_ISREG(found.st_mode):
        return "not a file (a device, a pipe or the like)"
    return "" if os.access(path, os.R_OK) else "can't be opened: permission denied"
