"""MyST (the engine of Jupyter Book 2) builds a book; it needs Node.js, and once its theme."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from coursekit.engines.process import Runner
from coursekit.errors import EngineFailedError, EngineMissingError

_NO_THEME = re.compile(r"api\.mystmd\.org|downloading template|[Tt]emplate.*(?:not found|fetch)")
_NEWS = re.compile(
    r"^(?P<mark>⛔️?|⚠️?)\s*(?:(?P<file>[^\s:]+)(?::(?P<line>\d+))?(?::\d+)?\s)?(?P<what>.+)$"
)
_NODE = 18


class Mystmd:
    """The myst program."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def check(self) -> str:
        """Return its version; raises ``EngineMissingError`` without it or without Node.js."""
        node = shutil.which("node")
        if node is None:
            raise EngineMissingError(
                "a book with myst.yml needs Node.js, and it is not on this machine",
                hint=f"install Node.js {_NODE} or newer, or use Jupyter Book 1: a _toc.yml in the"
                " stead of myst.yml",
            )
        found = self._runner.run([node, "--version"], name="node").stdout.strip()
        if int(found.removeprefix("v").partition(".")[0] or 0) < _NODE:
            raise EngineMissingError(
                f"a book with myst.yml needs Node.js {_NODE} or newer, found {found}",
                hint="install a newer Node.js",
            )
        return self._runner.run([self._program(), "--version"], name="myst").stdout.strip()

    def build(
        self, sources: Path, base: str, say: Callable[[str], None]
    ) -> tuple[Path, list[dict[str, object]]]:
        """Build ``sources`` and return the folder of the HTML, and what MyST found to be wrong.

        The theme is kept in ``sources/_build``: only the first build needs the network. Raises
        ``EngineMissingError`` where it can't be had.
        """
        self.check()
        env = {"NO_COLOR": "1", "CI": "true", "BASE_URL": base}
        argv = [self._program(), "build", "--html", "--ci"]
        try:
            done = self._runner.run(argv, name="myst", env=env, on_line=say, cwd=sources)
        except EngineFailedError as error:
            if _NO_THEME.search(error.output):
                raise EngineMissingError(
                    "the theme of MyST can't be had: it is fetched from the network once, and"
                    " api.mystmd.org does not answer here",
                    hint="build it once where there is network, or name a theme's folder in"
                    " myst.yml (site: {template: ./theme}), or use Jupyter Book 1, which builds"
                    " offline (_toc.yml)",
                ) from error
            raise
        output = f"{done.stdout}\n{done.stderr}"
        return sources / "_build" / "html", [
            found for found in map(_found, output.splitlines()) if found
        ]

    def _program(self) -> str:
        own = Path(sys.executable).parent / "myst"
        found = str(own) if os.access(own, os.X_OK) else shutil.which("myst")
        if found is None:
            raise EngineMissingError(
                "a book with myst.yml needs MyST, and it is not installed",
                hint='install it into coursekit\'s own environment: pip install "coursekit[myst]"',
            )
        return found


def _found(line: str) -> dict[str, object]:
    """Return what a line of MyST's output complains of; nothing if it is no complaint."""
    match = _NEWS.match(line.strip())
    if match is None:
        return {}
    return {
        "file": match["file"] or "",
        "line": int(match["line"] or 0),
        "level": "ERROR" if match["mark"].startswith("⛔") else "WARNING",
        "kind": "myst",
        "what": match["what"],
    }
