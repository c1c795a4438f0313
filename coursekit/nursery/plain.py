"""Runs a job by starting the course's Python for it: the fallback where nothing is kept warm."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

from coursekit.errors import EngineFailedError

JobName = Literal["assign", "grade"]


Run = Callable[..., object]
"""Runs a program to its end: ``coursekit.engines.process.Runner.run``."""


class PlainNursery:
    """Runs jobs in the environment whose Python is ``python``; ``cache`` keeps its font lists."""

    def __init__(self, run: Run, python: Path, cache: Path) -> None:
        self._run = run
        self._python = python
        self._cache = cache

    def job(
        self, job: JobName, arguments: Mapping[str, Any], *, name: str, cwd: Path, deadline: float
    ) -> dict[str, Any]:
        """Run ``job`` with JSON ``arguments`` in the folder ``cwd``; return its JSON response.

        ``name`` is the log's; ``deadline`` is in seconds. Raises ``EngineFailedError`` when the
        job's process dies or is late.
        """
        with (
            as_file(files("coursekit.nursery") / "jobs") as jobs,
            tempfile.TemporaryDirectory(prefix="coursekit-job-") as scratch,
        ):
            asked, answer = Path(scratch) / "request.json", Path(scratch) / "response.json"
            asked.write_text(json.dumps({"job": job, "arguments": dict(arguments)}), "utf-8")
            env = {
                "IPYTHONDIR": f"{scratch}/ipython",
                "JUPYTER_CONFIG_DIR": f"{scratch}/config",
                "JUPYTER_DATA_DIR": f"{scratch}/data",
                "JUPYTER_RUNTIME_DIR": f"{scratch}/runtime",
                "MPLBACKEND": "agg",
                "MPLCONFIGDIR": str(self._cache / "matplotlib"),
                "PATH": self._path(),
                "PYTHONNOUSERSITE": "1",
            }
            self._run(
                [self._python, jobs / "run.py", asked, answer],
                name=name,
                cwd=cwd,
                env=env,
                deadline=deadline,
            )
            try:
                response = json.loads(answer.read_text("utf-8"))
            except (OSError, ValueError) as error:
                raise EngineFailedError(f"{name} ended without an answer") from error
        return dict(response)

    def _path(self) -> str:
        return f"{self._python.parent}:{os.environ.get('PATH', os.defpath)}"
