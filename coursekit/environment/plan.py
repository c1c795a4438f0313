"""Plans the environment of a course: resolve its lock, then realise that as a venv."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursekit.environment.requirements import RequirementFile, indexes, server_packages
from coursekit.plan import Action
from coursekit.state import digest

LOCK_NAME = "requirements.lock"
OLDEST_PYTHON = "3.11"
"""What a lock is resolved for, upwards, when the course does not name a Python."""
_PREFIX = "# input "


@dataclass(frozen=True)
class EnvironmentFacts:
    """What there is on the disk: requirement files, the lock, and the venvs that are complete."""

    course: str
    folder: Path
    """Folder of the requirement files and the lock."""
    sources: tuple[RequirementFile, ...]
    python: str | None
    """The Python version that the course asks for."""
    runs_on: str
    """The Python version that a venv made now would have: ``3.11``."""
    lock: str | None
    """Text of the lock file."""
    environments: Path
    complete: frozenset[str]
    """Names of the complete venvs in ``environments``."""
    project: RequirementFile | None = None
    """The ``pyproject.toml`` or ``setup.py`` whose dependencies are locked too."""
    package: str = ""
    """Digest of the course's own package, if it is one."""
    package_files: tuple[str, ...] = ()
    note: str = ""
    """What was read beside ``requirements.txt``, or was not, and why."""

    @property
    def mains(self) -> tuple[str, ...]:
        """The files that are resolved; the others are included from them."""
        named = [self.sources[0].name] if self.sources else []
        return (*named, *([self.project.name] if self.project else []))


@dataclass(frozen=True)
class ResolveLock:
    """Resolve ``sources`` and the server's packages into the file ``lock``."""

    folder: Path
    sources: tuple[str, ...]
    python: str
    header: str
    lock: Path
    upgrade: bool


@dataclass(frozen=True)
class MakeVenv:
    """Install a lock into a new venv at ``place``."""

    lock: Path
    place: Path
    python: str | None
    package: Path | None = None
    """Folder of the course's own package, which is installed too."""
    package_files: tuple[str, ...] = ()
    indexes: tuple[tuple[str, str], ...] = ()
    """Where the packages are beside the usual index, as uv's variables."""


def lock_header(facts: EnvironmentFacts) -> str:
    """Return the comment lines that say what a lock was resolved from."""
    named = " or ".join(facts.mains) or "requirements.txt"
    lines = [f"# Written by `coursekit lock`: change {named} instead, and commit both."]
    lines += [f"{_PREFIX}{name} {value}" for name, value in sorted(_inputs(facts).items())]
    return "\n".join(lines) + "\n"


def venv_name(facts: EnvironmentFacts) -> str:
    """Return the name of the venv for the present lock, or nothing without one."""
    if facts.lock is None:
        return ""
    body = [line for line in facts.lock.splitlines() if line and not line.startswith("#")]
    package = [facts.package] if facts.package else []
    return digest(facts.runs_on, *body, *package)[:16]


def plan(facts: EnvironmentFacts, *, upgrade: bool = False) -> tuple[Action, Action]:
    """Return what to do about the lock, and about the venv."""
    subject = facts.course
    why = "asked for the newest versions" if upgrade else _stale(facts)
    if why:
        work = ResolveLock(
            folder=facts.folder,
            sources=facts.mains,
            python=facts.python or OLDEST_PYTHON,
            header=lock_header(facts),
            lock=facts.folder / LOCK_NAME,
            upgrade=upgrade,
        )
        key = digest(lock_header(facts), str(upgrade))
        return (
            Action("environment", f"{subject}: lock", why, key, work),
            Action("environment", f"{subject}: venv", "the lock changes", "", work),
        )
    lock = Action("environment", f"{subject}: lock", _matches(facts), "")
    name = venv_name(facts)
    if name in facts.complete:
        return lock, Action("environment", f"{subject}: venv", "made from this lock", name)
    changed = "the lock or the package changed" if facts.package else "the lock changed"
    reason = changed if facts.complete else "not made yet"
    place = facts.environments / name
    package = facts.folder if facts.package else None
    lock_file = facts.folder / LOCK_NAME
    where = tuple(indexes(facts.sources).items())
    make = MakeVenv(lock_file, place, facts.python, package, facts.package_files, where)
    return lock, Action("environment", f"{subject}: venv", reason, name, make)


def _inputs(facts: EnvironmentFacts) -> dict[str, str]:
    read = (*facts.sources, *([facts.project] if facts.project else []))
    inputs = {source.name: digest(source.text)[:16] for source in read}
    inputs["coursekit"] = digest(server_packages())[:16]
    inputs["python"] = facts.python or f">={OLDEST_PYTHON}"
    return inputs


def _matches(facts: EnvironmentFacts) -> str:
    matches = f"matches {' and '.join(facts.mains) or 'requirements.txt'}"
    return f"{matches} ({facts.note})" if facts.note else matches


def _recorded(lock: str) -> Iterator[tuple[str, str]]:
    for line in lock.splitlines():
        if line.startswith(_PREFIX):
            name, _, value = line.removeprefix(_PREFIX).rpartition(" ")
            yield name, value


def _stale(facts: EnvironmentFacts) -> str:
    """Say why the lock has to be resolved anew; nothing if it hasn't."""
    if facts.lock is None:
        return "no lock yet"
    recorded, wanted = dict(_recorded(facts.lock)), _inputs(facts)
    if not recorded:
        return "the lock does not say what it was made from"
    changed = sorted(
        name for name in recorded.keys() | wanted.keys() if recorded.get(name) != wanted.get(name)
    )
    said = {"coursekit": "the notebook server's packages", "python": "the Python version"}
    return f"{', '.join(said.get(name, name) for name in changed)} changed" if changed else ""
