"""The work folder of one submission: what its kernel sees is below it, and never a test."""

from __future__ import annotations

import json
import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

_LARGEST = 64 * 2**20
"""Bytes of one file of tests or settings in an autograder zip."""


@dataclass(frozen=True)
class Key:
    """What an autograder zip holds: otter's settings, and the text of each test file by its name.

    The tests are only in this process's memory: where nothing confines the kernel, no file of the
    work folder tells them.
    """

    settings: dict[str, Any]
    tests: dict[str, str] = field(repr=False)


def read_key(autograder: str) -> Key:
    """Read a zip that ``otter assign`` or ``otter generate`` made."""
    settings: dict[str, Any] = {}
    tests: dict[str, str] = {}
    with zipfile.ZipFile(autograder) as made:
        for entry in made.infolist():
            path = PurePosixPath(entry.filename)
            is_test = len(path.parts) == 2 and path.parts[0] == "tests" and path.suffix == ".py"
            if entry.filename != "otter_config.json" and not is_test:
                continue
            if entry.file_size > _LARGEST:
                raise ValueError(f"{entry.filename} in the autograder is too big")
            text = made.read(entry).decode("utf-8")
            if is_test:
                tests[path.stem] = text
            else:
                settings = json.loads(text)
    return Key(settings, dict(sorted(tests.items())))


def lay_out(work: Path, notebook: Path, autograder: str, files: Sequence[str]) -> Path:
    """Put the notebook, what was handed in beside it, and the zip's ``files`` below ``work``.

    The folder has the name that it has with otter, and the same files
    (``AbstractLanguageRunner.prepare_files``): one of the zip takes the place of one that was
    handed in, a folder that is there already stays. No link is followed, and none is put there;
    nor is a pipe or a device. Raises ``OSError`` for a notebook that is one of those.
    """
    place = work / "submission"
    place.mkdir(parents=True, exist_ok=True)
    copy_plain(notebook, place / notebook.name)
    for name in files:
        path = Path(name)
        if _is_plain(path, stat.S_ISDIR):
            shutil.copytree(
                path,
                place / path.name,
                ignore=_odd,
                copy_function=copy_plain,
                dirs_exist_ok=True,
            )
        elif _is_plain(path, stat.S_ISREG):
            target = place / (path.name if path.is_absolute() else path)
            if place.resolve() in target.resolve().parents:
                target.parent.mkdir(parents=True, exist_ok=True)
                copy_plain(path, target)
    _add(autograder, place)
    (place / "__init__.py").touch()
    return place


def copy_plain(source: str | Path, target: str | Path) -> None:
    """Copy a plain file; raises ``OSError`` for a link, which may lead anywhere, and a device."""
    number = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(number, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(None, "not a file", str(source))
        with Path(target).open("wb") as copy:
            shutil.copyfileobj(file, copy)


def _odd(folder: str, names: list[str]) -> set[str]:
    """Return which names in a folder are neither files nor folders."""
    return {
        name
        for name in names
        if not any(_is_plain(Path(folder, name), is_it) for is_it in (stat.S_ISREG, stat.S_ISDIR))
    }


def _is_plain(path: Path, is_it: Callable[[int], bool]) -> bool:
    try:
        return is_it(path.lstat().st_mode)
    except OSError:
        return False


def _add(autograder: str, place: Path) -> None:
    with zipfile.ZipFile(autograder) as made:
        entries = list(_files(made))
        kept = {
            path.parts[0]
            for _, path in entries
            if len(path.parts) > 1
            if (place / path.parts[0]).exists()
        }
        for entry, path in entries:
            if len(path.parts) > 1 and path.parts[0] in kept:
                continue
            target = place / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_symlink():
                target.unlink()
            with made.open(entry) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file)


def _files(made: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Yield what is below ``files`` in the zip, and its path below that."""
    for entry in made.infolist():
        path = PurePosixPath(entry.filename)
        inside = len(path.parts) > 1 and path.parts[0] == "files" and ".." not in path.parts
        if inside and not entry.is_dir():
            yield entry, path.relative_to("files")
