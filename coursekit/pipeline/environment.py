"""The environment of a course: its facts, and how uv makes it."""

from __future__ import annotations

import sys
from pathlib import Path

from coursekit.apply import Say
from coursekit.engines.uv import Uv
from coursekit.environment.plan import LOCK_NAME, EnvironmentFacts, MakeVenv, ResolveLock
from coursekit.environment.requirements import (
    RequirementFile,
    problems,
    server_packages,
    server_pins,
)
from coursekit.errors import CoursekitError, Where
from coursekit.spec import CourseFolder
from coursekit.state import State

_COMPLETE = "coursekit-complete"
_PLACES = ("binder", ".binder", ".")


def facts(folder: CourseFolder, state: State) -> EnvironmentFacts:
    """Read the requirement files and the lock of a course. Raises ``CoursekitError``."""
    base = folder.root / folder.course.environment.path
    home = next((base / place for place in _PLACES if _has_requirements(base / place)), base)
    if not _has_requirements(home) and (home / "environment.yml").is_file():
        raise CoursekitError(
            "packages are not read from conda's environment.yml",
            Where(home / "environment.yml"),
            hint="name them in a requirements.txt beside it, one a line",
        )
    sources = _sources(home)
    found = list(problems(sources, home))
    if found:
        raise CoursekitError.of(found)
    lock = home / LOCK_NAME
    environments = state.path / "environments"
    return EnvironmentFacts(
        course=folder.id,
        folder=home,
        sources=sources,
        python=folder.course.environment.python,
        runs_on=folder.course.environment.python or _own_version(),
        lock=lock.read_text("utf-8") if lock.is_file() else None,
        environments=environments,
        complete=frozenset(
            mark.parent.name
            for mark in environments.glob(f"*/{_COMPLETE}")
            if (mark.parent / "bin" / "python").exists()
        ),
    )


def resolve(work: ResolveLock, uv: Uv, state: State, say: Say) -> dict[str, object]:
    """Write the lock; explains by name which of coursekit's own packages stand in the way."""
    with state.staging() as scratch:
        output, server = scratch / LOCK_NAME, scratch / "server-packages.txt"
        server.write_text(server_packages(), "utf-8")
        if work.lock.is_file():
            output.write_bytes(work.lock.read_bytes())
        own = [work.folder / work.source] if work.source else []
        try:
            uv.compile([*own, server], output, python=work.python, upgrade=work.upgrade, say=say)
        except CoursekitError as error:
            if own and error.problems[0].message == "these packages do not go together":
                _blame(work, uv, own[0], scratch, error)
            raise
        body = output.read_text("utf-8")
    state.write(work.lock, work.header + body)
    return {"packages": body.count("==")}


def make_venv(work: MakeVenv, uv: Uv, say: Say) -> dict[str, object]:
    """Install the lock into a new venv; a mark in it says that it is complete."""
    python = work.python
    if python is None or python == _own_version():
        python = getattr(sys, "_base_executable", sys.executable)
    work.place.parent.mkdir(parents=True, exist_ok=True)
    uv.make_venv(work.place, python)
    uv.install(work.place, work.lock, say)
    (work.place / _COMPLETE).touch()
    return {"place": str(work.place)}


def _blame(work: ResolveLock, uv: Uv, own: Path, scratch: Path, error: CoursekitError) -> None:
    """Find which server package the course's own requirements exclude, and say so."""
    trial = scratch / "trial.lock"

    def solvable(*sources: Path) -> bool:
        try:
            uv.compile(list(sources), trial, python=work.python, upgrade=True, say=lambda _: None)
        except CoursekitError:
            return False
        return True

    if not solvable(own):
        return
    one = scratch / "one.txt"
    said = error.problems[0].details
    for pin in sorted(server_pins().values(), key=lambda pin: str(pin) not in said):
        one.write_text(f"{pin}\n", "utf-8")
        if not solvable(own, one):
            raise CoursekitError(
                f"these packages do not go with {pin}, which the notebook servers need",
                error.problems[0].where,
                details=said,
                hint="loosen the bounds named above: the course's packages alone do go together",
            ) from error


def _has_requirements(folder: Path) -> bool:
    return (folder / "requirements.txt").is_file()


def _sources(home: Path) -> tuple[RequirementFile, ...]:
    """Read ``requirements.txt`` and every file it includes."""
    found: dict[str, RequirementFile] = {}
    main = "requirements.txt"
    waiting = [(main, Where(home / main))] if _has_requirements(home) else []
    while waiting:
        name, named = waiting.pop(0)
        if name in found:
            continue
        try:
            found[name] = RequirementFile(name, (home / name).read_text("utf-8"))
        except UnicodeDecodeError as error:
            raise CoursekitError(
                "the file is not UTF-8 text",
                Where(home / name),
                hint="save it as UTF-8 (Windows PowerShell's > writes UTF-16)",
            ) from error
        except OSError as error:
            why = "there is no such file" if not (home / name).exists() else error.strerror
            raise CoursekitError(
                f"cannot include {name}: {why}", named, hint="correct or remove this line"
            ) from error
        for number, path in found[name].included():
            waiting.append((path, Where(home / name, number)))
    return tuple(found.values())


def _own_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"
