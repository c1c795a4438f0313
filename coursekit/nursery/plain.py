"""Runs a job by starting the course's Python for it: the fallback where nothing is kept warm."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from coursekit.errors import EngineFailedError
from coursekit.nursery import JobName

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
            as_file(files("coursekit.nursery")) as here,
            tempfile.TemporaryDirectory(prefix="coursekit-job-") as scratch,
        ):
            asked, answer = Path(scratch) / "request.json", Path(scratch) / "response.json"
            asked.write_text(json.dumps({"job": job, "arguments": dict(arguments)}), "utf-8")
            env = job_environment(Path(scratch), self._python, self._cache)
            self._run(
                [self._python, "-c", starting(here, "jobs.run"), asked, answer],
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


def job_environment(scratch: Path, python: Path, cache: Path) -> dict[str, str]:
    """Return the variables of a job: what it writes beside its work goes to ``scratch``."""
    return {
        "IPYTHONDIR": f"{scratch}/ipython",
        "JUPYTER_CONFIG_DIR": f"{scratch}/config",
        "JUPYTER_DATA_DIR": f"{scratch}/data",
        "JUPYTER_RUNTIME_DIR": f"{scratch}/runtime",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": str(cache / "matplotlib"),
        "PATH": f"{python.parent}:{os.environ.get('PATH', os.defpath)}",
        "PYTHONNOUSERSITE": "1",
    }


def starting(here: Path, module: str) -> str:
    """Return the code that runs ``coursekit_warm.<module>`` and leaves no trace on the path."""
    return (
        f"import sys; sys.path.insert(0, {str(here)!r});"
        f" from coursekit_warm.{module} import main; sys.path.remove({str(here)!r}); main()"
    )
