"""The one error users meet, and the exit codes of the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What the shell sees when a command ends."""

    DONE = 0
    ENGINE_FAILED = 1
    WRONG_INPUT = 2
    ENGINE_MISSING = 3
    FOUND = 4
    BUG = 70


@dataclass(frozen=True)
class Where:
    """A place in a file: its path, and a line counted from 1 (0: the whole file)."""

    path: Path
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else str(self.path)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: what, where, what to do next, and what the engine said."""

    message: str
    where: Where | None = None
    hint: str = ""
    details: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the form of the Contract: ``{"message", "where", "hint"}``."""
        return {
            "message": self.message,
            "where": str(self.where) if self.where else "",
            "hint": self.hint,
        }


class CoursekitError(Exception):
    """Ends a command with one block of text a user can act on; never shown as a traceback."""

    def __init__(
        self,
        message: str,
        where: Where | None = None,
        details: str = "",
        hint: str = "",
        *,
        code: ExitCode = ExitCode.WRONG_INPUT,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.problems: tuple[Problem, ...] = (Problem(message, where, hint, details),)

    @classmethod
    def of(
        cls, problems: Iterable[Problem], code: ExitCode = ExitCode.WRONG_INPUT
    ) -> CoursekitError:
        """Return one error that reports several problems together (at least one)."""
        several = tuple(problems)
        first = several[0]
        error = cls(first.message, first.where, first.details, first.hint, code=code)
        error.problems = several
        return error


class EngineFailedError(CoursekitError):
    """An engine ran and did not succeed; carries what it printed."""

    def __init__(
        self, message: str, *, details: str = "", hint: str = "", output: str = "", status: int = 1
    ) -> None:
        super().__init__(message, details=details, hint=hint, code=ExitCode.ENGINE_FAILED)
        self.output = output
        self.status = status


class EngineMissingError(CoursekitError):
    """An engine that a command needs is not on this machine."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint, code=ExitCode.ENGINE_MISSING)
