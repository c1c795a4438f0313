"""Which files of a course go into its image, and whether they can."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from coursekit.engines import ignore
from coursekit.environment import image as room
from coursekit.environment.buildpacks import OWN_FILES, REFUSED
from coursekit.environment.scripts import apt_problems, script_problems
from coursekit.errors import CoursekitError, Problem, Where
from coursekit.pipeline.sources import Sources, text_of

_IGNORE = (".dockerignore", ".containerignore")
_LFS = b"version https://git-lfs.github.com/spec/"
_NOT_COPIED = ("course.lock",)


def copied(found: Sources) -> list[str]:
    """Return the files that go into the image, relative to the course.

    The whole repository goes only if something in it may need it: students get the material by
    link, so a changed notebook leaves the image as it is. Raises ``CoursekitError`` for what can't
    be copied.
    """
    root = found.folder.root
    if not room.copied(found.names, other=bool(found.other)):
        own = [f"{found.inside}/{name}" for name in OWN_FILES if name in found.names]
        package = [f"{found.inside}/{name}" for name in found.package_files()]
        names = sorted({PurePosixPath(name).as_posix() for name in (*own, *package)})
        _must_be_there(root, names)
        return names
    places = (found.home, root)
    ignored = next((p for p in places if any((p / name).is_file() for name in _IGNORE)), None)
    patterns = [
        pattern
        for name in _IGNORE
        if ignored and (ignored / name).is_file()
        for pattern in ignore.patterns_of(text_of(ignored / name))
    ]
    # What the image is made of is never ignored, as Docker never ignores a Dockerfile.
    always = {f"{found.inside}/{name}" for name in (*OWN_FILES, found.other) if name in found.names}
    kept = {*ignore.kept(root, tuple(patterns)), *(PurePosixPath(n).as_posix() for n in always)}
    names = sorted(kept - {*_NOT_COPIED})
    _must_be_there(root, names)
    _must_fit(root, names)
    return names


def check(found: Sources) -> None:
    """Raise ``CoursekitError`` for environment files that no image can be built of."""
    if (why := REFUSED.get(found.other)) is not None:
        raise CoursekitError(
            f"no image can be made of {found.other}", Where(found.home / found.other), hint=why
        )
    problems = list(_problems(found))
    if problems:
        raise CoursekitError.of(problems)


def _problems(found: Sources) -> Iterator[Problem]:
    if found.other == "Dockerfile":
        return
    if "install.R" in found.names and found.runtime.language != "r":
        yield Problem(
            "install.R is read only where runtime.txt asks for R",
            Where(found.home / "install.R"),
            hint="add a runtime.txt with R's version and a date: r-4.4-2026-11-01",
        )
    if "apt.txt" in found.names:
        yield from apt_problems(text_of(found.home / "apt.txt"), found.home / "apt.txt")
    for name in ("postBuild", "start"):
        if name in found.names:
            with (found.home / name).open(encoding="utf-8", errors="replace", newline="") as file:
                yield from script_problems(file.read(), found.home / name)


def _must_be_there(root: Path, names: list[str]) -> None:
    """Raise ``CoursekitError`` for a link that leaves the course, and for what can't be read."""
    for name in names:
        path = root / name
        where = Where(path)
        if path.is_symlink():
            _must_stay(root, path)
            continue
        if not stat.S_ISREG(path.lstat().st_mode):
            hint = "remove it, or name it in .dockerignore"
            raise CoursekitError("this is no file, and can't be copied", where, hint=hint)
        try:
            with path.open("rb") as file:
                start = file.read(len(_LFS))
        except OSError as error:
            hint = "let this account read it, or name it in .dockerignore"
            raise CoursekitError(
                f"cannot read the file: {error.strerror}", where, hint=hint
            ) from error
        if start == _LFS:
            raise CoursekitError(
                "this file is only a pointer of Git LFS, not its content",
                where,
                hint="fetch the contents first: git lfs pull",
            )


def _must_stay(root: Path, link: Path) -> None:
    target = link.readlink()
    inside = Path(os.path.normpath(link.parent / target))
    if target.is_absolute() or not inside.is_relative_to(root):
        raise CoursekitError(
            f"this link leaves the course, and leads nowhere in an image: {target}",
            Where(link),
            hint="copy what it leads to into the course, or name the link in .dockerignore",
        )
    if not link.exists():
        raise CoursekitError(
            f"this link leads nowhere: {target}", Where(link), hint="correct or remove it"
        )


def _must_fit(root: Path, names: list[str]) -> None:
    sizes = {name: (root / name).lstat().st_size for name in names}
    total = sum(sizes.values())
    if total > room.LARGEST:
        biggest = max(sizes, key=lambda name: sizes[name])
        raise CoursekitError(
            f"the repository has {total / 2**30:.1f} GB of files, too many for an image",
            Where(root / biggest),
            hint="name what the image needs not in .dockerignore (this is the largest file)",
        )
    modules = root / ".gitmodules"
    if not modules.is_file():
        return
    for number, line in enumerate(text_of(modules).splitlines(), start=1):
        name, _, value = line.partition("=")
        place = root / value.strip()
        if name.strip() == "path" and not (place.is_dir() and any(place.iterdir())):
            raise CoursekitError(
                f"the submodule {value.strip()} is empty",
                Where(modules, number),
                hint="fetch it first: git submodule update --init --recursive",
            )
