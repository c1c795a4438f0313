"""Finds the notebook to grade in what a student handed in, in zips within it too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from coursekit.grading.sources.handed import File, Left, clean_stem, exported_at
from coursekit.grading.sources.unpack import STUDENT, NotAZipError, unpack

MOST_NOTEBOOK = 64 << 20
"""Bytes of a notebook; one of this size has outputs of many megabytes in it."""
_DEEPEST = 3
_NOT_FOR_CODE = (".ipynb", ".pdf", ".zip")


@dataclass(frozen=True)
class Chosen:
    """The notebook of a submission, and the files beside it."""

    notebook: File | None
    files: tuple[File, ...]
    problem: str = ""
    left: tuple[Left, ...] = ()
    exported: datetime | None = None
    """When otter made the export that it came in."""


def choose(files: Sequence[File], assignment: str, expected: str, place: Path) -> Chosen:
    """Return the notebook among a student's files; ``place`` is a folder to unpack zips in.

    Of several, it is the one whose metadata has the assignment's name for otter (``expected``),
    or whose file has its name; of several of these, the one that the source got last. Where that
    does not decide, there is none, and the problem says so.
    """
    found, left = opened(files, place)
    real = [file for file in found if not file.junk and not file.problem]
    notebooks = [file for file in real if file.suffix == ".ipynb"]
    left += tuple(Left(f.name, f.problem or "scratch", f.junk) for f in found if f not in real)
    times = [when for file in files if (when := exported_at(file.name))]
    times += [when for f in found if f.stem == "__zip_filename__" and (when := _written_time(f))]
    exported = max(times, default=None)
    if not notebooks:
        return Chosen(None, (), _no_notebook(files, found), left, exported)
    likely = _likely(notebooks, assignment, expected)
    if len(likely) > 1:
        names = ", ".join(file.name for file in likely[:4])
        problem = f"several notebooks, and nothing tells which one to grade: {names}"
        return Chosen(None, (), problem, left, exported)
    chosen = likely[0]
    folder = str(PurePosixPath(chosen.name).parent)
    cut = 0 if folder == "." else len(folder) + 1
    beside = tuple(
        replace(file, name=file.name[cut:] if file.name.startswith(folder + "/") else file.name)
        for file in real
        if file.suffix not in _NOT_FOR_CODE and not _of_otter(file)
    )
    return Chosen(chosen, beside, "", left, exported)


def opened(
    files: Sequence[File], place: Path, depth: int = 1
) -> tuple[list[File], tuple[Left, ...]]:
    """Return files with the contents of zips among them in the zips' stead."""
    found: list[File] = []
    left: list[Left] = []
    for index, file in enumerate(files):
        if file.suffix != ".zip" or file.path is None or file.junk:
            found.append(file)
            continue
        if depth > _DEEPEST:
            found.append(replace(file, path=None, problem="a zip in a zip in a zip in a zip"))
            continue
        try:
            inside = unpack(file.path, place / f"{index}", STUDENT)
        except NotAZipError as error:
            found.append(replace(file, path=None, problem=str(error)))
            continue
        inside = tuple(replace(one, order=one.order or file.order) for one in inside)
        more, rest = opened(inside, place / f"{index}-", depth + 1)
        found += more
        left += rest
    return found, tuple(left)


def _likely(notebooks: list[File], assignment: str, expected: str) -> list[File]:
    """Narrow several notebooks down, as far as something tells them apart."""
    if len(notebooks) == 1:
        return notebooks
    right = [one for one in notebooks if otter_name(one.path) == expected] if expected else []
    likely = right or notebooks
    likely = [one for one in likely if clean_stem(one.stem) == assignment] or likely
    last = max(one.order for one in likely)
    likely = [one for one in likely if one.order == last]
    contents = {one.path.read_bytes() for one in likely if one.path} if len(likely) > 1 else set()
    return likely[:1] if len(contents) == 1 else likely


def otter_name(path: Path | None) -> str:
    """Return the name of the assignment that a notebook has in its metadata for otter."""
    try:
        if path is None or path.stat().st_size > MOST_NOTEBOOK:
            return ""
        data = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    return name_in(data) or ""


def name_in(data: Any) -> str | None:
    """Return otter's name of the assignment in a notebook that was read (``NBMetadataConfig``)."""
    metadata = data.get("metadata") if isinstance(data, dict) else None
    own = metadata.get("otter") if isinstance(metadata, dict) else None
    name = own.get("assignment_name") if isinstance(own, dict) else None
    return name if isinstance(name, str) else None


def _no_notebook(files: Sequence[File], found: Sequence[File]) -> str:
    wrong = [file for file in found if file.problem and not file.junk]
    if wrong:
        return f"{wrong[0].name}: {wrong[0].problem}"
    names = [file.name for file in found if not file.junk and not _of_otter(file)]
    if names:
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        return f"no notebook was handed in, but {', '.join(names[:3])}{more}"
    zips = [file.name for file in files if file.suffix == ".zip"]
    return f"{zips[0]} is empty" if zips else "nothing was handed in"


def _of_otter(file: File) -> bool:
    name = PurePosixPath(file.name).name
    return name in (".OTTER_LOG", "__zip_filename__") or name.endswith(".otter")


def _written_time(file: File) -> datetime | None:
    try:
        return exported_at(file.path.read_text("utf-8")[:300]) if file.path else None
    except (OSError, ValueError):
        return None
