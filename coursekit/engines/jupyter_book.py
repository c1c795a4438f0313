"""Jupyter Book 1 builds a course's book with Sphinx, without network."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from coursekit.engines.process import Runner
from coursekit.errors import EngineFailedError, EngineMissingError

_HINT = 'install it into coursekit\'s own environment: pip install "coursekit[book]"'


@dataclass(frozen=True)
class Cells:
    """What the notebooks of a book run with."""

    kernels: Path
    """A Jupyter data folder with their kernel."""
    environment: str
    """Its name: of another one, other outputs are expected."""
    top: Path
    """The folder of all files that they may read."""


class JupyterBook:
    """The jupyter-book program, version 1."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def check(self) -> str:
        """Return its version; raises ``EngineMissingError`` without it, or with version 2."""
        try:
            found = version("jupyter-book")
        except PackageNotFoundError as error:
            raise EngineMissingError("Jupyter Book is not installed", hint=_HINT) from error
        if not found.startswith("1."):
            raise EngineMissingError(f"Jupyter Book 1 is needed, found {found}", hint=_HINT)
        return found

    def build(
        self, sources: Path, work: Path, cells: Cells | None, say: Callable[[str], None]
    ) -> tuple[Path, list[dict[str, object]]]:
        """Build ``sources``; return the folder of the HTML, and what Sphinx found to be wrong.

        ``work`` keeps what makes the next build quick; without ``cells`` no notebook is run.
        Raises ``EngineFailedError`` when Sphinx itself stops.
        """
        self.check()
        argv: list[str | Path] = [
            *(sys.executable, "-P", "-m", "coursekit.engines.jupyter_book_run"),
            *(sources, work),
        ]
        env = {"NO_COLOR": "1", "PYTHONWARNINGS": "ignore"}
        if cells:
            argv += [cells.top, cells.environment]
            env["JUPYTER_PATH"] = str(cells.kernels)
        done = self._runner.run(argv, name="jupyter-book", env=env, on_line=say, cwd=sources)
        try:
            found = json.loads(done.stdout[done.stdout.rindex("\x1e") + 1 :])
        except ValueError as error:
            raise EngineFailedError(
                "jupyter-book ended without a result", details=done.stdout[-500:]
            ) from error
        return work / "html", found
