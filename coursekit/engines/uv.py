"""uv resolves and installs a course's packages; its program comes with coursekit's own wheel."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from coursekit.engines.process import Runner
from coursekit.errors import (
    CoursekitError,
    EngineFailedError,
    EngineMissingError,
    ExitCode,
    Where,
)

_NETWORK = re.compile(
    r"error sending request|dns error|failed to lookup|tcp connect error|"
    r"network was disabled|timed out|Request failed after|tunnel error",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"(\S+) was not found in the package registry")
_NO_VERSION = re.compile(r"there is no version of (\S+?),?\s")

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

    def install(self, place: Path, lock: Path, say: Say) -> None:
        """Install exactly what ``lock`` names into the venv at ``place``, bytecode compiled."""
        options = ["--require-hashes", "--compile-bytecode"]
        argv: list[str | Path] = ["pip", "sync", "--python", place, *options, lock]
        try:
            self._run(argv, "uv pip sync", say)
        except EngineFailedError as error:
            raise explained(error, [lock]) from error

    def _run(self, argv: Sequence[str | Path], name: str, say: Say | None = None) -> None:
        argv = [self._program(), *argv]
        self._runner.run(argv, name=name, env=_ENVIRONMENT, deadline=1800, on_line=say)

    @staticmethod
    def _program() -> str:
        from uv import find_uv_bin

        try:
            return str(find_uv_bin())
        except FileNotFoundError as error:
            raise EngineMissingError("uv is not installed", hint="pip install uv") from error


def explained(error: EngineFailedError, sources: list[Path]) -> CoursekitError:
    """Turn what uv printed into a message about the course's own file."""
    # Where uv thinks that it has a narrow terminal, it breaks its lines.
    output, where = " ".join(error.output.split()), Where(sources[0])
    details = error.problems[0].details
    if "No space left on device" in output or "os error 28" in output:
        raise OSError(28, "No space left on device", str(sources[0].parent)) from error
    if match := _UNKNOWN.search(output):
        return _about(match[1], sources, f"there is no package '{match[1]}'", "check its spelling")
    match = _NO_VERSION.search(output)
    if match and f"you require {match[1]}" in output:
        name = re.split(r"[=<>!~]", match[1])[0]
        hint = f"see which versions of {name} were published, and widen the line"
        return _about(name, sources, f"there is no version {match[1]}", hint)
    if _NETWORK.search(output):
        message, hint = unreachable(output)
        return CoursekitError(message, where, details=details, hint=f"{hint}, then run it again")
    if "No solution found" in output:
        where = _line_named_in(output, sources) or where
        return CoursekitError("these packages do not go together", where, details, _WIDEN)
    return CoursekitError(
        "uv could not resolve these packages", where, details, code=ExitCode.ENGINE_FAILED
    )


def unreachable(said: str) -> tuple[str, str]:
    """Say why the package index was not reached, and the cure, from uv's words."""
    low = said.lower()
    if "invalid peer certificate" in low or "unknownissuer" in low:
        return (
            "the package index could not be reached: its certificate is not trusted here",
            "if a proxy with a CA of its own is between, add that CA to this machine's (on Debian:"
            " /usr/local/share/ca-certificates, then update-ca-certificates), or name a file"
            " that holds it in SSL_CERT_FILE",
        )
    if "dns error" in low or "failed to lookup" in low:
        return (
            "the package index could not be reached: its name is not resolved",
            "check that this machine is online, and its name servers (/etc/resolv.conf)",
        )
    return (
        "the package index could not be reached",
        "check the network connection (and the proxy, if there is one)",
    )


_WIDEN = "loosen the version bounds named above, then run it again"


def _about(package: str, sources: list[Path], message: str, hint: str) -> CoursekitError:
    """Report ``message`` at the line that names ``package``, if one does."""
    bare = re.split(r"[=<>!~\[ ]", package)[0].lower()
    where = next((where for name, where in _asked(sources) if name == bare), Where(sources[0]))
    return CoursekitError(message, where, hint=hint)


def _line_named_in(output: str, sources: list[Path]) -> Where | None:
    """Return the first line whose package uv names as a cause."""
    _, _, cause = output.lower().partition("because ")
    named = set(re.findall(r"[a-z0-9][a-z0-9._-]*", re.sub(r"[=<>!~\[{]", " ", cause)))
    return next((where for name, where in _asked(sources) if name in named), None)


def _asked(sources: list[Path]) -> Iterator[tuple[str, Where]]:
    """Yield the package that each line of requirement files asks for, in lower case."""
    for source in sources:
        for number, line in enumerate(source.read_text("utf-8").splitlines(), start=1):
            if name := re.split(r"[=<>!~\[ ;#]", line.strip())[0].lower():
                yield name, Where(source, number)
