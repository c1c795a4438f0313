"""Jupyter Book 1 builds a course's book with Sphinx, without network."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from coursekit.engines.process import Runner
from coursekit.errors import CoursekitError, EngineFailedError, EngineMissingError, Where

_HINT = 'install it into coursekit\'s own environment: pip install "coursekit[book]"'
_ERROR = re.compile(r"^(?P<file>[^\s:]+):(?P<line>\d+): (?:ERROR|WARNING|CRITICAL): (?P<what>.+)$")


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

    def build(self, sources: Path, output: Path, say: Callable[[str], None]) -> Path:
        """Build ``sources`` under ``output``; return the folder of the HTML.

        Raises ``CoursekitError`` naming the page and line where Sphinx stopped.
        """
        self.check()
        program = "import sys; from jupyter_book.cli.main import main; sys.exit(main())"
        argv: list[str | Path] = [
            sys.executable,
            "-c",
            program,
            "build",
            sources,
            "--path-output",
            output,
        ]
        env = {"NO_COLOR": "1", "PYTHONWARNINGS": "ignore"}
        try:
            self._runner.run(argv, name="jupyter-book", env=env, on_line=say, cwd=sources)
        except EngineFailedError as error:
            found = [_ERROR.match(line.strip()) for line in error.output.splitlines()]
            for match in filter(None, found):
                path = Path(match["file"])
                name = path.relative_to(sources) if path.is_relative_to(sources) else path
                raise CoursekitError(match["what"], Where(name, int(match["line"]))) from error
            raise
        return output / "_build" / "html"
