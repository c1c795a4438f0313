"""The environment of a course: its facts, and how uv makes it."""

from __future__ import annotations

import sys
import tempfile
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
from coursekit.pipeline.sources import Sources, copy_files, own_version, sources, text_of
from coursekit.spec import CourseFolder
from coursekit.state import State, digest_files

_COMPLETE = "coursekit-complete"


def facts(folder: CourseFolder, state: State) -> EnvironmentFacts:
    """Read what a course's environment is made of, and the lock. Raises ``CoursekitError``."""
    found = sources(folder)
    requirements, project = found.requirements(), found.project
    locked = project.name if project and project.used else ""
    if not requirements and not locked:
        _refuse_others(found)
    wrong = list(problems(requirements, found.home, package=bool(project and project.package)))
    if wrong:
        raise CoursekitError.of(wrong)
    lock = found.home / LOCK_NAME
    environments = state.path / "environments"
    package = found.package_files()
    return EnvironmentFacts(
        course=folder.id,
        folder=found.home,
        sources=requirements,
        python=found.python,
        runs_on=found.python or own_version(),
        lock=text_of(lock) if lock.is_file() else None,
        environments=environments,
        complete=frozenset(
            mark.parent.name
            for mark in environments.glob(f"*/{_COMPLETE}")
            if (mark.parent / "bin" / "python").exists()
        ),
        project=RequirementFile(locked, text_of(found.home / locked)) if locked else None,
        package=digest_files(found.home, package) if package else "",
        package_files=package,
        note=_note(found),
    )


def _note(found: Sources) -> str:
    """Say what was read beside ``requirements.txt``, or was passed over, and why."""
    beside = found.home.parent / "requirements.txt"
    if found.in_binder and beside.is_file():
        return f"{found.home.name}/ is read alone, as repo2docker does"
    return found.project.reason if found.project else ""


def _refuse_others(found: Sources) -> None:
    """Raise ``CoursekitError`` for a course whose packages only repo2docker could install."""
    for name in ("environment.yml", "environment.yaml"):
        if name in found.names:
            raise CoursekitError(
                "packages are not read from conda's environment.yml",
                Where(found.home / name),
                hint="name them in a requirements.txt beside it, one a line",
            )
    if found.runtime.language == "r":
        raise CoursekitError(
            "a course on this machine runs Python, and runtime.txt asks for R",
            Where(found.home / "runtime.txt", 1),
            hint="coursekit build-image makes an image with R",
        )


def resolve(work: ResolveLock, uv: Uv, state: State, say: Say) -> dict[str, object]:
    """Write the lock; explains by name which of coursekit's own packages stand in the way."""
    with state.staging() as scratch:
        output, server = scratch / LOCK_NAME, scratch / "server-packages.txt"
        server.write_text(server_packages(), "utf-8")
        if work.lock.is_file():
            output.write_bytes(work.lock.read_bytes())
        own = [work.folder / name for name in work.sources]
        try:
            uv.compile([*own, server], output, python=work.python, upgrade=work.upgrade, say=say)
        except CoursekitError as error:
            if own and error.problems[0].message == "these packages do not go together":
                _blame(work, uv, own, scratch, error)
            raise
        body = output.read_text("utf-8")
    state.write(work.lock, work.header + body)
    return {"packages": body.count("==")}


def make_venv(work: MakeVenv, uv: Uv, say: Say) -> dict[str, object]:
    """Install the lock into a new venv; a mark in it says that it is complete."""
    python = work.python
    if python is None or python == own_version():
        python = getattr(sys, "_base_executable", sys.executable)
    work.place.parent.mkdir(parents=True, exist_ok=True)
    uv.make_venv(work.place, python)
    uv.install(work.place, work.lock, say, dict(work.indexes))
    if work.package is not None:
        # Its build may write beside its sources, which are the course's own files.
        with tempfile.TemporaryDirectory(dir=work.place) as scratch:
            copy = Path(scratch) / "source"
            copy_files(work.package, work.package_files, copy)
            uv.install_package(work.place, copy, work.package, say)
    (work.place / _COMPLETE).touch()
    return {"place": str(work.place)}


def _blame(
    work: ResolveLock, uv: Uv, own: list[Path], scratch: Path, error: CoursekitError
) -> None:
    """Find which server package the course's own requirements exclude, and say so."""
    trial = scratch / "trial.lock"

    def solvable(*sources: Path) -> bool:
        try:
            uv.compile(list(sources), trial, python=work.python, upgrade=True, say=lambda _: None)
        except CoursekitError:
            return False
        return True

    if not solvable(*own):
        return
    one = scratch / "one.txt"
    said = error.problems[0].details
    for pin in sorted(server_pins().values(), key=lambda pin: str(pin) not in said):
        one.write_text(f"{pin}\n", "utf-8")
        if not solvable(*own, one):
            raise CoursekitError(
                f"these packages do not go with {pin}, which the notebook servers need",
                error.problems[0].where,
                details=said,
                hint="loosen the bounds named above: the course's packages alone do go together",
            ) from error
