"""Reads everything that is named on the command line: finds out what each is, and opens it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from coursekit.errors import CoursekitError, Where
from coursekit.grading.sources import canvas, gradescope, moodle, plain
from coursekit.grading.sources.handed import File, Handed, Reading, clean_stem, shared_folder
from coursekit.grading.sources.tree import files_below
from coursekit.grading.sources.unpack import INNER, STAFF, NotAZipError, listed, unpack

_EXPORTS: tuple[ModuleType, ...] = (gradescope, moodle, canvas)


@dataclass(frozen=True)
class _Place:
    """Something to be read: what to call it, the folders above it, where its zips unpack to."""

    where: str
    above: tuple[str, ...]
    scratch: Path
    assignment: str


def read(paths: Sequence[Path], assignment: str, scratch: Path) -> tuple[Reading, ...]:
    """Return what each of ``paths`` came to; zips are unpacked below the folder ``scratch``.

    A file that is named twice counts once. Raises ``CoursekitError`` for a path that is not
    there, for a zip that can't be read, and where there is nothing to grade.
    """
    readings = []
    seen: set[Path] = set()
    for index, path in enumerate(paths):
        resolved = path.resolve()
        place = _Place(str(path), (resolved.parent.name,), scratch / str(index), assignment)
        if path.is_dir():
            place = replace(place, above=(resolved.name,))
            readings.append(_folder(path, place, seen))
        elif not path.is_file():
            raise CoursekitError("no such file or folder", Where(path), hint="check the path")
        elif resolved not in seen:
            seen.add(resolved)
            readings.append(_file(path, place))
    names = plain.named([one for reading in readings for r in reading.all() for one in r.handed])
    return tuple(_renamed(reading, names) for reading in readings)


def _renamed(reading: Reading, names: Iterator[Handed]) -> Reading:
    handed = tuple(next(names) for _ in reading.handed)
    return replace(reading, handed=handed, inside=tuple(_renamed(r, names) for r in reading.inside))


def _folder(path: Path, place: _Place, seen: set[Path]) -> Reading:
    files = files_below(path)
    fresh = tuple(f for f in files if f.path is None or f.path.resolve() not in seen)
    seen |= {file.path.resolve() for file in files if file.path is not None}
    reading = _opened(fresh, place, "a folder")
    if len(fresh) == len(files):
        _require_some(reading, path, "folder")
    return reading


def _file(path: Path, place: _Place) -> Reading:
    file = File(path.name, path)
    if file.suffix != ".zip":
        reading = plain.read_one(file, place.where, place.above, place.assignment, "a file")
        return _sure(reading, path)
    try:
        files = unpack(path, place.scratch, STAFF)
    except NotAZipError as error:
        hint = "download it again, or unpack it and name the folder"
        raise CoursekitError(str(error), Where(path), hint=hint) from error
    some = any(file.candidate and not file.junk for file in files)
    if some and _is_of_one(files, place.assignment, inner=False):
        kind = "an otter export" if _is_otter(files) else "a zip of one student"
        reading = plain.read_one(file, place.where, place.above, place.assignment, kind)
        return _sure(reading, path)
    reading = _opened(files, replace(place, above=(*place.above, path.stem)), "a zip of files")
    _require_some(reading, path, "zip")
    return reading


def _sure(reading: Reading, path: Path) -> Reading:
    """Take the folder for the student's name if it was typed: ``ada/lab01.ipynb``."""
    typed = len(path.parts) > 1
    handed = [replace(h, who=replace(h.who, known=h.who.known or typed)) for h in reading.handed]
    return replace(reading, handed=tuple(handed))


def _require_some(reading: Reading, path: Path, what: str) -> None:
    if not any(one.handed for one in reading.all()):
        hint = "name a folder with .ipynb files, or the files themselves"
        raise CoursekitError(f"no notebook in this {what}", Where(path), hint=hint)


def _opened(files: Sequence[File], place: _Place, kind: str) -> Reading:
    """Return what files are: a system's export, or a folder of submissions and exports."""
    found = _export(files)
    if found is not None:
        export, top = found
        inside = [replace(file, name=file.name.removeprefix(top)) for file in files]
        reading: Reading = export.read(inside, place.where)
        return reading
    rest: list[File] = []
    inner: list[Reading] = []
    for index, file in enumerate(files):
        if file.suffix == ".zip" and file.path is not None and not file.junk:
            own = replace(
                place,
                where=f"{place.where}: {file.name}",
                above=(*place.above, *Path(file.name).with_suffix("").parts),
                scratch=place.scratch / f"inner-{index}",
            )
            reading_inside = _of_several(file.path, own)
            if reading_inside is not None:
                inner.append(reading_inside)
                continue
        rest.append(file)
    reading = plain.read(rest, place.where, place.above, place.assignment, kind)
    return replace(reading, inside=tuple(inner))


def _of_several(path: Path, place: _Place) -> Reading | None:
    """Return what a zip among other files is, if it is of several students: of a section, say."""
    try:
        names = listed(path, INNER)
        if _is_of_one(names, place.assignment, inner=True):
            return None
        reading = _opened(unpack(path, place.scratch, INNER), place, "a zip of files")
    except NotAZipError:
        return None
    return reading if any(one.handed for one in reading.all()) else None


def _export(files: Iterable[File]) -> tuple[ModuleType, str] | None:
    """Return which system's export files are, and the folder that all of it is in."""
    real = [file for file in files if not file.junk]
    for top in dict.fromkeys(("", shared_folder(real))):
        inside = [replace(file, name=file.name.removeprefix(top)) for file in real]
        for export in _EXPORTS:
            if export.fits(inside):
                return export, top
    return None


def _is_otter(files: Iterable[File]) -> bool:
    """Tell otter's own export: it has the zip's name and a log beside the notebook."""
    return any(file.name in ("__zip_filename__", ".OTTER_LOG") for file in files)


def _is_of_one(files: Sequence[File], assignment: str, *, inner: bool) -> bool:
    """Tell whether a zip is one student's work: otter's export, or one folder's worth of it.

    A zip among others (``inner``) is its student's, whatever the one notebook in it is called.
    """
    if _export(files) is not None:
        return False
    found = [file for file in files if file.candidate and not file.junk]
    if _is_otter(files) or not found:
        return True
    named = any(clean_stem(file.stem) == assignment for file in found)
    if len(found) == 1:
        return inner or (named and "/" not in found[0].name)
    return named and len({file.name.rpartition("/")[0] for file in found}) == 1
