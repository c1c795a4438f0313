"""Says in words why uv could not resolve, build or install packages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from coursekit.errors import CoursekitError, EngineFailedError, ExitCode, Where

_NETWORK = re.compile(
    r"error sending request|dns error|failed to lookup|tcp connect error|"
    r"network was disabled|timed out|Request failed after|tunnel error",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"(\S+) was not found in the package registry")
_NO_VERSION = re.compile(r"there is no version of (\S+?),?\s")
_NO_WHEEL = re.compile(
    r"([a-z0-9._-]+)==(\S+?) has no wheels with a matching|"
    r"[Dd]istribution `([a-z0-9._-]+)==(\S+?)[ `].{0,200}?"
    r"doesn't have a source distribution or wheel"
)
_NEEDS_PYTHON = re.compile(
    r"does not satisfy Python(?P<wanted>[<>=!~][\w.,<>=!~*]+) and "
    r"(?P<what>[a-z0-9._-]+)==(?P<version>\S+) depends on Python"
)
_NOT_BUILT = re.compile(r"Failed to build `([a-z0-9._-]+)(?:==(\S+?))?(?: @ .*?)?`")
_CA = re.compile(r"UnknownIssuer|invalid peer certificate|certificate verify failed", re.I)


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
    if (found := unavailable(output, sources)) is not None:
        return found
    if _CA.search(output) or _NETWORK.search(output):
        message, hint = unreachable(output)
        return CoursekitError(message, where, details=details, hint=f"{hint}, then run it again")
    if "No solution found" in output:
        where = _line_named_in(output, sources) or where
        return CoursekitError("these packages do not go together", where, details, _WIDEN)
    return CoursekitError(
        "uv could not resolve these packages", where, details, code=ExitCode.ENGINE_FAILED
    )


def unavailable(output: str, sources: list[Path]) -> CoursekitError | None:
    """Return the error for a package that exists, and not for this platform and Python."""
    output = " ".join(output.split())
    if match := _NO_WHEEL.search(output):
        name, version = match[1] or match[3], match[2] or match[4]
        on = re.search(r"on the following platforms?: (.*?)(?= [a-z]+:|$)", output)
        made_for = f"; there are some for {on[1].replace('`', '').strip()}" if on else ""
        message = f"{name} {version} has no wheel for this platform and Python{made_for}"
        only = f"\"{name}; sys_platform == 'win32'\"" if on and "win" in on[1] else ""
        hint = "pin a version that has one" + (f", or limit the line: {only}" if only else "")
        return _about(name, sources, message, hint)
    if match := _NEEDS_PYTHON.search(output):
        name, version = match["what"], match["version"].rstrip(",")
        return _about(
            name,
            sources,
            f"{name} {version} needs Python {match['wanted']}",
            "pin another version, or change environment.python in course.yml",
        )
    if match := _NOT_BUILT.search(output):
        name = f"{match[1]} {match[2] or ''}".strip()
        found = _about(match[1], sources, f"{name} has no wheel, and can't be built here", "")
        (problem,) = found.problems
        hint = "pin a version that has a wheel; building one needs its compiler and libraries"
        return CoursekitError(problem.message, problem.where, _last_words(output), hint)
    return None


def unreachable(said: str) -> tuple[str, str]:
    """Say why the package index was not reached, and the cure, from uv's words."""
    low = said.lower()
    if _CA.search(said):
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


def package_explained(error: EngineFailedError, home: Path) -> CoursekitError:
    """Turn a failed build of the course's own package into a message about its file."""
    output, details = " ".join(error.output.split()), error.problems[0].details
    place = next(home / name for name in ("pyproject.toml", "setup.py") if (home / name).exists())
    if _CA.search(output) or _NETWORK.search(output):
        message, hint = unreachable(output)
        hint = f"building the course's own package needs its [build-system] from there: {hint}"
        return CoursekitError(message, Where(place), details=details, hint=hint)
    return CoursekitError(
        "the course's own package could not be built",
        Where(place),
        details=details,
        hint="try it by itself: uv build --wheel. If it is no package, remove [build-system]",
    )


def _last_words(output: str) -> str:
    """Return what the last error says, as far as a few lines hold it."""
    begins = max(output.rfind(word) for word in ("error:", "Error:", "fatal:"))
    return output[begins : begins + 300] if begins >= 0 else ""


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
    """Yield the package that each line of the sources asks for, in lower case."""
    for source in sources:
        for number, line in enumerate(source.read_text("utf-8").splitlines(), start=1):
            quoted = re.findall(r"[\"']([^\"']+)[\"']", line)
            for asked in quoted if source.suffix == ".toml" else [line]:
                if name := re.split(r"[=<>!~\[ ;#]", asked.strip())[0].lower():
                    yield name, Where(source, number)


def named_in(lock: Path) -> list[Path]:
    """Return the files to look for a package's line in: the course's own, then its lock."""
    own = [lock.with_name(name) for name in ("requirements.txt", "pyproject.toml")]
    return [path for path in own if path.is_file()] + [lock]
