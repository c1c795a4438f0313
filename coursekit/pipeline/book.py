"""The facts of a course's book: its sources, its engine, and how its notebooks can be opened."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from coursekit.book.launch import FOLDER, Home, Offer, shared_files
from coursekit.book.myst import myst_files
from coursekit.book.pages import Sources, generated
from coursekit.book.plan import BookFacts
from coursekit.errors import CoursekitError, Where
from coursekit.links import Surface, file_link, short_address
from coursekit.spec import CourseFolder, Project
from coursekit.state import State, digest, digest_files, files_of

_SITES = {"binder": "Binder", "colab": "Colab"}


def facts(
    project: Project,
    folder: CourseFolder,
    points: dict[str, float | None] | None,
    state: State,
    own: State,
    python: Path | None = None,
) -> BookFacts:
    """Read the sources of a course's book; ``points`` is ``None`` as long as one is unknown.

    ``own`` is the state of the course, which holds its assignments; ``python`` that of its venv.
    """
    course = folder.course
    home = folder.root / course.book if course.book else None
    engine = _engine(home)
    if engine == "mystmd":
        assert home is not None
        pages = myst_files(course, _text(home / "myst.yml"), home / "myst.yml", points or {})
        execute = False
    else:
        sources = _sources(folder, home)
        pages = generated(course, sources, points or {})
        execute = _executes(sources.config, home)
    offers, notebooks = _offers(project, folder, home, own, ready=points is not None)
    beside = _beside(folder) if execute else ()
    receipt = state.receipt("book", f"{folder.id}: book")
    place = str(receipt.results.get("place", "")) if receipt else ""
    homes = [
        Home(name, college.name, college.domains, college.hub.url if college.hub else "")
        for name, college in project.fleet.colleges.items()
        if folder.id in project.fleet.courses_of(name)
    ]
    return BookFacts(
        course=folder.id,
        engine=engine,
        folder=home,
        sources=_digest(folder, beside),
        generated=tuple(sorted(pages.items())),
        offers=tuple(sorted(offers.items())),
        notebooks=tuple(notebooks),
        shared=tuple(sorted(shared_files(homes, project.fleet.hub.url).items())),
        books=state.path / "book",
        receipt=receipt,
        present=bool(place) and (state.path / "book" / place / "index.html").is_file(),
        ready=points is not None,
        python=python if execute else None,
        beside=beside,
        inside=course.book or ".",
    )


def _beside(folder: CourseFolder) -> tuple[tuple[str, Path], ...]:
    """Return the files that students get, which are what a notebook of the book may read."""
    paths = files_of(folder.root, folder.course.files)
    return tuple((path.relative_to(folder.root).as_posix(), path) for path in paths)


def _digest(folder: CourseFolder, beside: tuple[tuple[str, Path], ...]) -> str:
    names = [name for name, _ in beside]
    return digest_files(folder.root, [folder.course.book, *names]) if folder.course.book else ""


def _engine(home: Path | None) -> Literal["jupyter-book", "mystmd"]:
    """Return what builds a folder; one with both files is built by what needs no network."""
    if home is None or (home / "_toc.yml").is_file() or not (home / "myst.yml").is_file():
        return "jupyter-book"
    return "mystmd"


def runs_notebooks(folder: CourseFolder) -> bool:
    """Tell whether the book of a course runs notebooks, and so needs the course's environment."""
    home = folder.root / folder.course.book if folder.course.book else None
    return _engine(home) == "jupyter-book" and _executes(_sources(folder, home).config, home)


def _sources(folder: CourseFolder, home: Path | None) -> Sources:
    toc, config = (home / "_toc.yml" if home else None), (home / "_config.yml" if home else None)
    return Sources(
        toc=_text(toc) if toc and toc.is_file() else None,
        config=_text(config) if config and config.is_file() else None,
        where=Where(toc if toc else folder.root, 0),
        pages=_pages(home) if home else frozenset(),
    )


def _executes(config: str | None, home: Path | None) -> bool:
    """Tell whether a Jupyter Book runs its notebooks: it does unless its configuration says no."""
    if config is None:
        return False
    try:
        data: Any = YAML(typ="safe").load(config) or {}
    except YAMLError as error:
        from coursekit.spec.yaml import not_yaml

        assert home is not None
        raise not_yaml(home / "_config.yml", config, error) from error
    execute = data.get("execute") if isinstance(data, dict) else None
    said = execute.get("execute_notebooks", "auto") if isinstance(execute, dict) else "auto"
    return said not in ("off", False)


def _offers(
    project: Project, folder: CourseFolder, home: Path | None, own: State, *, ready: bool
) -> tuple[dict[str, Offer], list[tuple[str, Path, str]]]:
    """Return how the notebook of each page can be opened, and the notebooks to download."""
    offers: dict[str, Offer] = {}
    notebooks: list[tuple[str, Path, str]] = []
    hub = project.fleet.hub.url

    def download(name: str, path: Path) -> str:
        if not path.is_file():
            return ""
        inside = f"{FOLDER}/notebooks/{name}"
        notebooks.append((inside, path, digest(path.read_bytes())))
        return inside

    for item in folder.course.assignments:
        receipt = own.receipt("assignments", f"{folder.id}: {item.name}") if ready else None
        place = own.path / "assignments" / str(receipt.results["place"]) if receipt else None
        offers[f"assignments/{item.name}.html"] = Offer(
            item.shown_title,
            short_address(hub, folder.id, item.name),
            others=_others(project, folder, item.released),
            download=download(f"{item.name}.ipynb", place / "student" / f"{item.name}.ipynb")
            if place
            else "",
        )
    for path in files_of(home, ["."]) if home else []:
        name = path.relative_to(home or path).as_posix()
        if path.suffix != ".ipynb":
            continue
        released = path.relative_to(folder.root).as_posix()
        there = _is_released(folder, released)
        offers[str(PurePosixPath(name).with_suffix(".html"))] = Offer(
            "this notebook",
            file_link(project, folder, released) if there else "",
            short=False,
            others=_others(project, folder, released) if there else (),
            download=download(f"pages/{name}", path),
        )
    return offers, notebooks


def _is_released(folder: CourseFolder, name: str) -> bool:
    return any(
        PurePosixPath(name).is_relative_to(PurePosixPath(item)) for item in folder.course.files
    )


def _others(project: Project, folder: CourseFolder, released: str) -> tuple[tuple[str, str], ...]:
    """Return the other places that the course allows, and the notebook's address at each."""
    try:
        return tuple(
            (_SITES[name], file_link(project, folder, released, Surface(name)))
            for name in folder.course.launch
        )
    except CoursekitError as error:
        problem = error.problems[0]
        raise CoursekitError(
            problem.message, folder.document.where(("launch",)), hint=problem.hint
        ) from error


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise CoursekitError(
            "the file is not UTF-8 text", Where(path), hint="save it as UTF-8 and try again"
        ) from error


def _pages(home: Path) -> frozenset[str]:
    paths = [path.relative_to(home) for path in files_of(home, ["."])]
    return frozenset(
        name for path in paths for name in (path.as_posix(), path.with_suffix("").as_posix())
    )
