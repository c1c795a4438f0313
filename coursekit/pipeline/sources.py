"""Finds and reads what a course's environment is made of: one answer for venv and image."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from coursekit.environment.buildpacks import IMAGE_FOLDERS, other_file
from coursekit.environment.project import (
    PROJECT_NAME,
    SETUP_NAME,
    Project,
    fits,
    read_project,
)
from coursekit.environment.requirements import RequirementFile
from coursekit.environment.runtime import RUNTIME_NAME, Runtime, agreed_python, read_runtime
from coursekit.errors import CoursekitError, Where
from coursekit.spec import CourseFolder
from coursekit.state import files_of

_NO_SOURCE = (".egg-info", ".ipynb", ".lock", ".yml", ".zip")
_SCRATCH = ("build", "dist", "tests", *IMAGE_FOLDERS)


@dataclass(frozen=True)
class Sources:
    """The folder of a course's environment files; each file is read when it is asked for."""

    folder: CourseFolder
    home: Path

    @property
    def inside(self) -> str:
        """The home relative to the course, with forward slashes: ``.`` or ``binder``."""
        return self.home.relative_to(self.folder.root).as_posix()

    @property
    def in_binder(self) -> bool:
        """Whether repo2docker's rules for ``binder/`` hold, which has no package in it."""
        return self.home.name in IMAGE_FOLDERS

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of the files in the home."""
        return frozenset(path.name for path in self.home.iterdir() if path.is_file())

    @cached_property
    def runtime(self) -> Runtime:
        """What ``runtime.txt`` asks for. Raises ``CoursekitError``."""
        place = self.home / RUNTIME_NAME
        return read_runtime(text_of(place), place) if RUNTIME_NAME in self.names else Runtime()

    @cached_property
    def python(self) -> str | None:
        """The Python version that the course asks for. Raises ``CoursekitError``."""
        asked = self.folder.course.environment.python
        course = self.folder.document.where(("environment", "python"))
        return agreed_python(asked, self.runtime, course, self.home / RUNTIME_NAME)

    @cached_property
    def other(self) -> str:
        """The file that asks for one of repo2docker's own buildpacks; empty: ours serves."""
        return other_file(self.names, self.runtime, in_binder=self.inside != ".")

    @cached_property
    def project(self) -> Project | None:
        """The ``pyproject.toml`` or ``setup.py``, if there is one. Raises ``CoursekitError``."""
        requirements = "requirements.txt" in self.names
        if PROJECT_NAME in self.names:
            place = self.home / PROJECT_NAME
            text = text_of(place)
            found = read_project(text, place, requirements=requirements, binder=self.in_binder)
            if found.used:
                fits(found, self.python or own_version(), place, text)
            if found.used or SETUP_NAME not in self.names:
                return found
        if SETUP_NAME in self.names and not self.in_binder:
            return Project(SETUP_NAME, True, True, "which is installed as a package too")
        return None

    def requirements(self) -> tuple[RequirementFile, ...]:
        """Read ``requirements.txt`` and every file it includes. Raises ``CoursekitError``."""
        main = "requirements.txt"
        found: dict[str, RequirementFile] = {}
        waiting = [(main, Where(self.home / main))] if main in self.names else []
        while waiting:
            name, named = waiting.pop(0)
            if name not in found:
                found[name] = RequirementFile(name, text_of(self.home / name, named))
                waiting += [(p, Where(self.home / name, n)) for n, p in found[name].included()]
        return tuple(found.values())

    def package_files(self) -> tuple[str, ...]:
        """Return the files of the course's own package, relative to the home.

        That is all but the course's material, which a student gets by link: a changed notebook
        leaves the environment as it is.
        """
        if self.project is None or not self.project.package:
            return ()
        course = self.folder.course
        material = {PurePosixPath(name) for name in (*course.files, course.book or ".coursekit")}
        for item in course.assignments:
            material |= {PurePosixPath(item.notebook), PurePosixPath(item.folder)}
        material.discard(PurePosixPath())
        found = (path.relative_to(self.folder.root) for path in files_of(self.home, ["."]))
        kept = (PurePosixPath(path.as_posix()) for path in found)
        prefix = PurePosixPath(self.inside)
        return tuple(
            path.relative_to(prefix).as_posix()
            for path in kept
            if not {path, *path.parents} & material and _is_source(path.relative_to(prefix).parts)
        )


def sources(folder: CourseFolder) -> Sources:
    """Find a course's environment files, where repo2docker does.

    ``binder/`` or ``.binder/`` in the environment's folder are read alone if they are there.
    Raises ``CoursekitError`` if both are, as repo2docker does.
    """
    base = folder.root / folder.course.environment.path
    there = [base / name for name in IMAGE_FOLDERS if (base / name).is_dir()]
    if len(there) > 1:
        raise CoursekitError(
            "there are a binder and a .binder folder, and only one can be read",
            Where(there[1]),
            hint="remove one of the two",
        )
    return Sources(folder, there[0] if there else base)


def text_of(place: Path, named: Where | None = None) -> str:
    """Read a text file that was ``named`` elsewhere. Raises ``CoursekitError``."""
    try:
        return place.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise CoursekitError(
            "the file is not UTF-8 text",
            Where(place),
            hint="save it as UTF-8 (Windows PowerShell's > writes UTF-16)",
        ) from error
    except OSError as error:
        if named is None or named.path == place:
            raise CoursekitError(f"cannot read the file: {error.strerror}", Where(place)) from error
        why = "there is no such file" if not place.exists() else error.strerror
        name = place.name if place.parent == named.path.parent else str(place)
        raise CoursekitError(
            f"cannot include {name}: {why}", named, hint="correct or remove this line"
        ) from error


def copy_files(root: Path, names: Iterable[str], place: Path) -> None:
    """Copy files of ``root`` to the same places below ``place``; links stay links."""
    place.mkdir(parents=True, exist_ok=True)
    for name in names:
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, target, follow_symlinks=False)


def own_version() -> str:
    """Return the version of the Python that runs coursekit: ``3.11``."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _is_source(parts: Iterable[str]) -> bool:
    return not any(part in _SCRATCH or part.endswith(_NO_SOURCE) for part in parts)
