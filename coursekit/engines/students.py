"""Students' processes on this machine: whose they are, what they take, and how to end them.

A process belongs to whose account it runs under. In a trial, which has no accounts, it belongs to
whose home it works in: forks keep the nursery's command line and variables.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import psutil

from coursekit.engines.process import end, processes_of

Accounts = Mapping[int, tuple[str, str]]
"""Numbers of students' accounts: whose they are, by college and name."""
_NONE: Accounts = MappingProxyType({})
_FORKS = {"ck-server": "server", "ck-kernel": "kernel"}
"""What a nursery's forks call themselves."""


@dataclass(frozen=True)
class StudentProcess:
    """A student's server, kernel or another program that these started."""

    college: str
    person: str
    role: str
    """``server``, ``kernel``, or ``program`` for anything else that an account runs."""
    process: psutil.Process

    def memory(self) -> int:
        """Return the bytes it takes, shared ones divided among those who share them (PSS)."""
        with contextlib.suppress(psutil.Error, OSError):
            full = self.process.memory_full_info()
            return int(getattr(full, "pss", 0) or full.rss)
        return 0


def students_processes(
    state: Path, homes: Path, accounts: Accounts = _NONE
) -> list[StudentProcess]:
    """Return the processes of ``accounts``, and those of ``state`` that work below ``homes``."""
    found = []
    for process in psutil.process_iter() if accounts else ():
        with contextlib.suppress(psutil.Error, OSError):
            if (known := accounts.get(process.uids().real)) is not None:
                role = _FORKS.get(process.name(), "program")
                found.append(StudentProcess(*known, role, process))
    already = {one.process.pid for one in found}
    for role in ("server", "kernel"):
        for process in processes_of(state, role):
            whose = _whose(process, homes)
            if whose is not None and process.pid not in already:
                found.append(StudentProcess(*whose, role, process))
    return found


def end_college(state: Path, folder: Path, accounts: Accounts = _NONE) -> int:
    """End all processes of the students whose homes are in ``folder``; return how many."""
    found = students_processes(state, folder.parent, accounts)
    own = [one.process for one in found if one.college == folder.name]
    end(own)
    return len(own)


def _whose(process: psutil.Process, homes: Path) -> tuple[str, str] | None:
    with contextlib.suppress(psutil.Error, OSError, ValueError):
        parts = Path(process.cwd()).relative_to(homes.resolve()).parts
        if len(parts) >= 2:
            return parts[0], parts[1]
    return None
