"""Reads somebody's course, which knows nothing of coursekit, and says what it is made of."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath as Path

_KINDS = ("lab", "hw", "homework", "assignment")
"""What a week's assignments are called, in their order; projects and the like come last."""
_HIDDEN_HOMES = (".binder/", ".devcontainer/")
"""Hidden folders that may name the packages."""
_SKIPPED = re.compile(r"(^|/)(\.[^/]*|__pycache__|node_modules|_build|_site)(/|$)")
_SECRET = re.compile(r"solution|answer|(^|[/_-])(sol|key)s?([/_.-]|$)|instructor|autograder", re.I)
_ENVIRONMENT = ("requirements.txt", "environment.yml", "pyproject.toml", "Dockerfile", "install.R")
_BINDER = (".binder", "binder")
_PACKAGES = {
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python-headless",
    "IPython": "ipython",
    "PIL": "pillow",
    "mpl_toolkits": "matplotlib",
    "sklearn": "scikit-learn",
    "skimage": "scikit-image",
    "yaml": "pyyaml",
}
"""Packages whose name is not the module's."""


@dataclass(frozen=True)
class Notebook:
    """What was seen of one notebook."""

    title: str
    assignment: bool
    """Whether otter made it, or can make an assignment of it."""
    released: bool
    imports: tuple[str, ...] = ()


@dataclass(frozen=True)
class Adopted:
    """What goes into ``course.yml``, and what its new owner should know."""

    assignments: tuple[tuple[Path, str, Path | None], ...]
    """Notebook, title, and autograder zip if there is one."""
    files: tuple[str, ...]
    environment: str
    requirements: tuple[str, ...]
    """Packages that the notebooks import; empty if the course names its packages itself."""
    book: str | None
    remarks: tuple[str, ...]


def adopt(paths: list[str], notebooks: Mapping[str, Notebook]) -> Adopted:
    """Say what a folder with the files ``paths`` is as a course.

    Nothing that looks like a solution or a key becomes a released file.
    """
    seen = [Path(path) for path in sorted(paths) if not _SKIPPED.search(path)]
    hidden = [Path(path) for path in paths if path.startswith(_HIDDEN_HOMES)]
    names = {str(path) for path in [*seen, *hidden]}
    book = next((p.parent for p in seen if p.name == "_toc.yml" and len(p.parts) > 1), None)
    remarks: list[str] = []
    chosen = _assignments(seen, notebooks, remarks)
    keys = {path: _key(path, seen) for path in chosen}
    files = _files(seen, chosen, notebooks, book)
    home = next((d for d in _BINDER if any(n.startswith(f"{d}/") for n in names)), None)
    named = [path for path in [*seen, *hidden] if path.name in _ENVIRONMENT[:3]]
    places = [path for path in named if book is None or book not in path.parents]
    place = min(places, key=lambda path: (path in hidden, len(path.parts)), default=None)
    needs: tuple[str, ...] = ()
    if home is None and place is None:
        needs = _needs(notebooks.values(), {path.stem for path in seen})
        remarks.append("no requirements.txt: it was written from what the notebooks import")
    kept = [str(path) for path in seen if _SECRET.search(str(path)) and path not in keys.values()]
    if kept:
        remarks.append(f"not released, by the names: {', '.join(kept[:5])}")
    return Adopted(
        tuple((path, notebooks[str(path)].title, keys[path]) for path in chosen),
        files,
        str(place.parent) if place and home is None else ".",
        needs,
        str(book) if book else None,
        tuple(remarks),
    )


def _assignments(
    seen: list[Path], notebooks: Mapping[str, Notebook], remarks: list[str]
) -> list[Path]:
    """Return the notebooks that are assignments, in the order of the term; each name once."""
    found: dict[str, Path] = {}
    for path in seen:
        notebook = notebooks.get(str(path))
        if notebook is None or not notebook.assignment:
            continue
        if notebook.released and _SECRET.search(str(path)):
            continue
        if path.stem in found:
            remarks.append(f"{path} is not listed: {found[path.stem]} has the same name")
            continue
        found[path.stem] = path
    return sorted(found.values(), key=_in_term)


def _in_term(path: Path) -> tuple[bool, int, int, str]:
    """Return what to sort assignments by: number, then kind (``lab02`` before ``hw02``)."""
    number = re.search(r"\d+", path.stem) or re.search(r"\d+", str(path.parent))
    text = str(path).lower()
    kind = next((at for at, word in enumerate(_KINDS) if word in text), len(_KINDS))
    return (kind == len(_KINDS), int(number[0]) if number else 10**6, kind, text)


def _key(notebook: Path, seen: list[Path]) -> Path | None:
    """Return the autograder zip of a notebook: ``lab01.zip``, ``lab01-autograder_2026_...zip``."""
    named = re.compile(rf"{re.escape(notebook.stem)}([-_].*)?|.*autograder.*", re.IGNORECASE)
    zips = [path for path in seen if path.suffix == ".zip" and named.fullmatch(path.stem)]
    own = [path for path in zips if path.stem.startswith(notebook.stem)]
    beside = [path for path in zips if notebook.parent in path.parents and len(path.parts) > 1]
    return next(iter(own or beside), None)


def _files(
    seen: list[Path], chosen: list[Path], notebooks: Mapping[str, Notebook], book: Path | None
) -> tuple[str, ...]:
    """Return what is released as it is: whole folders where nothing in them speaks against it."""
    ours = [path for path in chosen if not notebooks[str(path)].released]
    kept = [
        path
        for path in seen
        if path not in chosen
        and len(path.parts) > 1
        and not _SECRET.search(str(path))
        and path.suffix != ".zip"
        and (book is None or book not in path.parents)
        and not any(own.parent in path.parents for own in ours)
        and path.parts[0] not in _BINDER
        and path.name not in _ENVIRONMENT
    ]
    allowed = set(kept)
    whole: list[str] = []
    for path in kept:
        if any(str(path).startswith(folder) for folder in whole):
            continue
        for parent in reversed(path.parents[:-1]):
            if all(other in allowed for other in seen if parent in other.parents):
                whole.append(f"{parent}/")
                break
        else:
            whole.append(str(path))
    return tuple(whole)


def _needs(notebooks: Iterable[Notebook], own: set[str]) -> tuple[str, ...]:
    """Return the packages that notebooks import, beyond Python's and the course's own modules."""
    modules = {module.partition(".")[0] for notebook in notebooks for module in notebook.imports}
    others = modules - sys.stdlib_module_names - own
    return tuple(sorted({_PACKAGES.get(module, module) for module in others}))
