"""Starts course Python: jobs run by the environment of a course, not by coursekit's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Protocol

JobName = Literal["assign", "grade", "prove"]


class Nursery(Protocol):
    """What runs jobs in a course's environment, warm or plain."""

    def job(
        self, job: JobName, arguments: Mapping[str, Any], *, name: str, cwd: Path, deadline: float
    ) -> dict[str, Any]:
        """Run ``job`` with JSON ``arguments`` in the folder ``cwd``; return its JSON response.

        ``name`` is the log's; ``deadline`` is in seconds. Raises ``EngineFailedError`` when the
        job's process dies or is late.
        """


class Confinement(Protocol):
    """An account that a server is forked for, and what it sees of the machine's files."""

    @property
    def account(self) -> dict[str, Any]:
        """What ``coursekit_warm.account`` needs to know of the account."""

    def view(self, *more: tuple[Path, bool]) -> dict[str, Any]:
        """Return what it sees, and ``more``: folders, and whether it may write there."""
