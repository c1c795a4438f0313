"""Starts course Python: jobs run by the environment of a course, not by coursekit's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Protocol

JobName = Literal["assign", "grade"]


class Nursery(Protocol):
    """What runs jobs in a course's environment, warm or plain."""

    def job(
        self, job: JobName, arguments: Mapping[str, Any], *, name: str, cwd: Path, deadline: float
    ) -> dict[str, Any]:
        """Run ``job`` with JSON ``arguments`` in the folder ``cwd``; return its JSON response.

        ``name`` is the log's; ``deadline`` is in seconds. Raises ``EngineFailedError`` when the
        job's process dies or is late.
        """
