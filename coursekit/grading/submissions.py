"""Finds submissions and works out whose each one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CoursekitError, Where


@dataclass(frozen=True)
class Submission:
    """One student's notebook for one assignment."""

    student: str
    college: str
    """Id of the college, or nothing where the submission does not tell."""
    path: Path


def from_paths(paths: Iterable[Path], assignment: str) -> tuple[Submission, ...]:
    """Return the notebooks among ``paths``: files, and all notebooks below folders.

    A student is named by the file (``ada.ipynb``), or by the folder if the file carries the
    assignment's own name (``ada/lab01.ipynb``). Where two would get the same name, the folder is
    put before it, and then a number after it, so that no one is lost.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(entry for entry in path.rglob("*.ipynb") if not _hidden(entry, path))
            if not inside:
                raise CoursekitError(
                    "no notebook in this folder",
                    Where(path),
                    hint="name a folder with .ipynb files, or the files themselves",
                )
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            raise CoursekitError("no such file or folder", Where(path), hint="check the path")
    unique = {path.resolve(): path for path in reversed(found)}
    return _named(list(reversed(unique.values())), assignment)


def from_homes(
    homes: Path, colleges: Iterable[str], course: str, released: str
) -> tuple[Submission, ...]:
    """Return every student's copy of an assignment in the homes of ``colleges``.

    A home is ``<homes>/<college>/<person>``; the copy is where nbgitpuller put it, in the folder
    named after the course.
    """
    return tuple(
        Submission(person.name, college, person / course / released)
        for college in colleges
        for person in sorted((homes / college).glob("*"))
        if (person / course / released).is_file()
    )


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.relative_to(root).parts)


def _named(paths: list[Path], assignment: str) -> tuple[Submission, ...]:
    first = [path.parent.name if path.stem == assignment else path.stem for path in paths]
    count = Counter(first)
    second = [
        f"{path.parent.name}/{name}" if count[name] > 1 and path.stem != assignment else name
        for name, path in zip(first, paths, strict=True)
    ]
    taken: dict[str, Path] = {}
    for name, path in zip(second, paths, strict=True):
        own, number = name, 1
        while own in taken:
            number += 1
            own = f"{name} ({number})"
        taken[own] = path
    return tuple(Submission(own, "", path) for own, path in taken.items())
