"""Unpacks zips that anybody may have made: into numbered files, so that no name leads anywhere.

What is wrong with an entry costs that entry. Sizes are counted while they are written, because a
zip says of itself what it likes.
"""

from __future__ import annotations

import contextlib
import errno
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coursekit.grading.sources.handed import File

_CHUNK = 1 << 20
_BOMB_FROM = 32 << 20
_BOMB_RATIO = 200
"""Bytes from which, and times by which, what comes out is taken for a bomb."""
_HEAD = 46
"""Bytes of the smallest entry in a zip's list (APPNOTE.TXT 4.3.12)."""


@dataclass(frozen=True)
class Limits:
    """How much a zip may come to."""

    entries: int
    file: int
    """Bytes of one entry."""
    total: int
    """Bytes of all entries."""


STAFF = Limits(entries=500_000, file=1 << 30, total=64 << 30)
"""For what staff downloaded from the college's own system, and named."""
INNER = Limits(entries=50_000, file=1 << 28, total=8 << 30)
"""For such a download inside of something else."""
STUDENT = Limits(entries=5_000, file=256 << 20, total=512 << 20)
"""For what a student handed in."""


class NotAZipError(ValueError):
    """A file that can't be read as a zip at all; says why in words."""


def unpack(path: Path, place: Path, limits: Limits) -> tuple[File, ...]:
    """Write the files in a zip to numbered files in the folder ``place``; return all entries.

    Each entry that is not a folder is returned once, with its content or with its problem.
    Raises ``NotAZipError``, and ``OSError`` where ``place`` can't be written.
    """
    with _opened(path, limits) as zipped:
        return _all(zipped, place, limits, path.stat().st_size)


def listed(path: Path, limits: Limits) -> tuple[File, ...]:
    """Return the entries of a zip as ``unpack`` does, without their content."""
    with _opened(path, limits) as zipped:
        return tuple(File(name_of(info)) for info in _entries(zipped))


@contextlib.contextmanager
def _opened(path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    _require_few(path, limits)
    try:
        with zipfile.ZipFile(path) as zipped:
            yield zipped
    except (zipfile.BadZipFile, UnicodeDecodeError, struct.error, EOFError) as error:
        raise NotAZipError(f"this zip is damaged: {error}") from error
    except (ValueError, NotImplementedError) as error:
        raise NotAZipError(f"this zip can't be read: {error}") from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # of a place before the beginning of the file
            raise
        raise NotAZipError("this zip is damaged") from error


def _entries(opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [info for info in opened.infolist() if not info.filename.endswith(("/", "\\"))]


def _all(opened: zipfile.ZipFile, place: Path, limits: Limits, size: int) -> tuple[File, ...]:
    place.mkdir(parents=True, exist_ok=True)
    infos = _entries(opened)
    last = {name_of(info): index for index, info in enumerate(infos)}
    files = []
    room = min(limits.total, max(4 * _BOMB_FROM, _BOMB_RATIO * size))
    for index, info in enumerate(infos):
        name = name_of(info)
        problem = entry_problem(info, name, limits)
        if not problem and last[name] != index:
            problem = "a later file in the zip has the same name, and counts"
        if not problem and index >= limits.entries:
            problem = f"the zip has more than {limits.entries:,} files"
        if problem:
            files.append(File(name or "(no name)", None, problem))
            continue
        target = place / f"{index:06}{_suffix(name)}"
        written, problem = _write(opened, info, target, min(limits.file, room))
        room -= written
        if problem:
            target.unlink(missing_ok=True)
        files.append(File(name, None if problem else target, problem))
    return tuple(files)


def name_of(info: zipfile.ZipInfo) -> str:
    """Return an entry's name, with forward slashes.

    Zips of macOS and of older programs have UTF-8 without saying so; by the standard such names
    are in code page 437, which is what Python reads (APPNOTE.TXT, appendix D).
    """
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return name.replace("\\", "/").removeprefix("./")


def entry_problem(info: zipfile.ZipInfo, name: str, limits: Limits) -> str:
    """Return why an entry is not even looked at, or nothing."""
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == 3 else 0
    if kind == stat.S_IFLNK:
        return "a link, not a file"
    if kind not in (0, stat.S_IFREG):
        return "not a file (a device, a pipe or the like)"
    if why := name_problem(name):
        return why
    if info.flag_bits & 0x1:
        return "protected by a password"
    if info.file_size > limits.file:
        return f"too large: {info.file_size / 2**20:,.0f} MB"
    return ""


def name_problem(name: str) -> str:
    """Return why a name can't be the path of a file below some folder, or nothing."""
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or (len(name) > 1 and name[1] == ":"):
        return "its name leads out of the folder"
    if not name or any(part in ("", ".") for part in parts):
        return "its name is no name of a file"
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in name):
        return "its name has control characters"
    try:
        longest = max(len(part.encode()) for part in parts)
    except UnicodeEncodeError:
        return "its name is not text"
    return "its name is too long" if longest > 200 or len(parts) > 30 else ""


def _write(
    opened: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int
) -> tuple[int, str]:
    """Write an entry; return how many bytes that took, and what was wrong."""
    written = 0
    try:
        with opened.open(info) as source, target.open("wb") as out:
            while chunk := source.read(_CHUNK):
                written += len(chunk)
                if written > most:
                    return written, "too large, or the zip as a whole is"
                if written > max(_BOMB_FROM, _BOMB_RATIO * max(info.compress_size, 1)):
                    return written, "a zip bomb: it unpacks to far more than it is"
                out.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error) as error:
        return written, f"damaged in the zip ({error})"
    except (NotImplementedError, RuntimeError) as error:
        return written, f"can't be unpacked ({error})"
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        return written, "damaged in the zip"
    return written, ""


def _require_few(path: Path, limits: Limits) -> None:
    """Refuse a zip whose list of entries alone would fill the memory, before Python reads it."""
    with path.open("rb") as file:
        file.seek(0, 2)
        size = file.tell()
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if size == 0:
        raise NotAZipError("this zip is empty")
    if at < 0 or len(tail) < at + 22:
        raise NotAZipError("this is not a zip, or only the beginning of one")
    (listed,) = struct.unpack_from("<I", tail, at + 12)
    longest = (_HEAD + 300) * limits.entries
    if min(listed, size) > longest:
        raise NotAZipError(f"the zip has more than {limits.entries:,} files")


def _suffix(name: str) -> str:
    ending = PurePosixPath(name).suffix.lower()
    return ending if ending in (".ipynb", ".zip") else ""
