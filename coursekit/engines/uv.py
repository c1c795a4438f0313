"""uv resolves and installs a course's packages; its program comes with coursekit's own wheel."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from coursekit.engines.process import Runner
from coursekit.engines.uv_errors import explained, named_in, package_explained, unreachable
from coursekit.errors import CoursekitError, EngineFailedError, EngineMissingError

_ENVIRONMENT = {
    "UV_SYSTEM_CERTS": "1",
    "NO_COLOR": "1",
    "UV_NO_PROGRESS": "1",
    "UV_NO_CONFIG": "1",
}

Say = Callable[[str], None]


class Uv:
    """The uv program."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def check(self) -> str:
        """Return uv's version; raises ``EngineMissingError`` without it."""
        return self._runner.run([self._program(), "--version"], name="uv").stdout.split()[1]

    def reach_index(self) -> str:
        """Ask the package index for one small package, past every cache; return that it answers.

        Raises ``EngineMissingError`` that tells apart, each with its cure: no network, a name
        server that doesn't know the index, and a certificate that is not trusted.
        """
        words = ["pip", "compile", "--quiet", "--no-cache", "--no-deps", "--no-header"]
        words += ["--no-annotate", "--python", getattr(sys, "_base_executable", sys.executable)]
        env = {**_ENVIRONMENT, "UV_HTTP_TIMEOUT": "10", "UV_HTTP_RETRIES": "0"}
        argv = [self._program(), *words, "-"]
        done = self._runner.run(
            argv, name="uv reach", env=env, stdin="packaging", check=False, deadline=60
        )
        if done.status != 0:
            message, hint = unreachable(done.stderr)
            raise EngineMissingError(message, hint=hint)
        return "the package index answers"

    def compile(
        self, sources: list[Path], output: Path, *, python: str, upgrade: bool, say: Say
    ) -> None:
        """Resolve requirement files into ``output``: exact versions with hashes, no index host.

        ``python`` is the oldest Python version the result has to serve. Versions that ``output``
        already pins are kept unless ``upgrade``. Raises ``CoursekitError`` for what can't be had.
        """
        options = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate"]
        options += ["--no-header", "--python-version", python, "-o", str(output)]
        # Without it uv asks the Python of a .venv in this folder, whatever state that is in.
        options += ["--python", getattr(sys, "_base_executable", sys.executable)]
        options += ["--upgrade"] if upgrade else []
        try:
            self._run(["pip", "compile", *map(str, sources), *options], "uv pip compile", say)
        except EngineFailedError as error:
            raise explained(error, sources) from error

    def make_venv(self, place: Path, python: str) -> None:
        """Make an empty venv with the Python named by version or path."""
        try:
            self._run(["venv", "--no-project", "--clear", "--python", python, place], "uv venv")
        except EngineFailedError as error:
            raise CoursekitError(
                f"there is no Python {python} here, and none could be fetched",
                details=error.problems[0].details,
                hint=f"install Python {python}, or change environment.python in course.yml",
            ) from error

    def install(
        self, place: Path, lock: Path, say: Say, indexes: Mapping[str, str] | None = None
    ) -> None:
        """Install exactly what ``lock`` names into the venv at ``place``, bytecode compiled.

        ``indexes`` are uv's variables for where packages are, beside the usual place.
        """
        options = ["--require-hashes", "--compile-bytecode"]
        argv: list[str | Path] = ["pip", "sync", "--python", place, *options, lock]
        try:
            self._run(argv, "uv pip sync", say, indexes)
        except EngineFailedError as error:
            raise explained(error, named_in(lock)) from error

    def install_package(self, place: Path, source: Path, named: Path, say: Say) -> None:
        """Build the package at ``source``, a copy of the one ``named``, and install it alone."""
        options = ["--no-deps", "--compile-bytecode"]
        argv: list[str | Path] = ["pip", "install", "--python", place, *options, source]
        try:
            self._run(argv, "uv pip install", say)
        except EngineFailedError as error:
            raise package_explained(error, named) from error

    def _run(
        self,
        argv: Sequence[str | Path],
        name: str,
        say: Say | None = None,
        more: Mapping[str, str] | None = None,
    ) -> None:
        env = {**(more or {}), **_ENVIRONMENT}
        self._runner.run([self._program(), *argv], name=name, env=env, deadline=1800, on_line=say)

    @staticmethod
    def _program() -> str:
        from uv import find_uv_bin

        try:
            return str(find_uv_bin())
        except FileNotFoundError as error:
            raise EngineMissingError("uv is not installed", hint="pip install uv") from error
