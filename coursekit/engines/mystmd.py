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

_NO_THEME = re.compile(r"template", re.IGNORECASE)
_NEWS = re.compile(
    r"^(?P<mark>\u26d4|\u26a0)\ufe0f?\s+(?:(?P<file>[^\s:]+\.(?:md|ipynb|tex|yml))"
    r"(?::(?P<line>\d+))?(?::\d+)?\s)?(?P<what>.+)$"
)
_BROKEN = re.compile(r"target was not found|[Cc]annot find|not found|could not be (?:found|linked)")
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
        return self._runner.run([self.program(), "--version"], name="myst").stdout.strip()

    def build(
        self, sources: Path, base: str, say: Callable[[str], None]
    ) -> tuple[Path, list[dict[str, object]]]:
        """Build ``sources`` and return the folder of the HTML, and what MyST found to be wrong.

        The theme is kept in ``sources/_build``: only the first build needs the network. Raises
        ``EngineMissingError`` where it can't be had.
        """
        self.check()
        env = {"NO_COLOR": "1", "CI": "true", "BASE_URL": base}
        argv = [self.program(), "build", "--html", "--ci"]
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
        return sources / "_build" / "html", found_in(f"{done.stdout}\n{done.stderr}")

    def program(self) -> str:
        """Return where myst is; raises ``EngineMissingError``."""
        own = Path(sys.executable).parent / "myst"
        found = str(own) if os.access(own, os.X_OK) else shutil.which("myst")
        if found is None:
            raise EngineMissingError(
                "a book with myst.yml needs MyST, and it is not installed",
                hint='install it into coursekit\'s own environment: pip install "coursekit[myst]"',
            )
        return found


def found_in(output: str) -> list[dict[str, object]]:
    """Return what MyST complains of in its output, a line each; what is told twice comes once."""
    found: dict[tuple[str, str], dict[str, object]] = {}
    for match in filter(None, (_NEWS.match(line.rstrip()) for line in output.splitlines())):
        what, broken = match["what"], _BROKEN.search(match["what"])
        entry: dict[str, object] = {
            "file": match["file"] or "",
            "line": int(match["line"] or 0),
            "level": "ERROR" if match["mark"].startswith("⛔") or broken else "WARNING",
            "kind": "ref.myst" if broken else "myst",
            "what": what,
        }
        before = found.get((str(entry["file"]), what))
        if before is None or not before["line"]:
            found[(str(entry["file"]), what)] = entry
    return list(found.values())
