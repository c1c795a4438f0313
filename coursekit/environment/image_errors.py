"""Says in words why an image could not be built, from what the build printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from coursekit.errors import CoursekitError, EngineFailedError, Where

_FAILED = re.compile(
    r"(?:process \"(?P<new>.*)\" did not complete successfully"
    r"|executor failed running \[(?P<old>.*)\]): exit code: (?P<code>\d+)"
)
"""BuildKit's words, and those of the BuildKit in Docker 20.10."""
_LINE = re.compile(r"^#\d+ +[\d.]+ (?P<text>.*)")
_APT = re.compile(
    r"E: (?:Unable to locate package|Package '?)\s*(?P<name>[a-z0-9.+-]+)"
    r"|E: Version '(?P<version>.+?)' for '(?P<of>[a-z0-9.+-]+)' was not found"
)
_SYNTAX = re.compile(r"dockerfile parse error (?:on )?line (?P<line>\d+): (?P<why>.+)", re.I)
_PYTHON = re.compile(r"coursekit: (the base image has Python [\d.]+, and the course asks for \S+)")
_NETWORK = re.compile(
    r"Temporary failure (?:in name resolution|resolving)|Could not resolve|dns error|"
    r"Network is unreachable|Connection timed out|Connection refused|Failed to connect|"
    r"Could not connect|tcp connect error|error sending request|unable to resolve host",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"(?:resolving|resolve host:?|resolve host address|connect to|lookup address for) "
    r"['\"\u2018]?(?P<host>[\w-]+(?:\.[\w-]+)+)"
)
_ADDRESS = re.compile(r"https?://[^\s'\"`)]+")
_FETCHED = re.compile(r"\+ (?:wget|curl) .*?(?P<url>https?://\S+)")
_CA = re.compile(
    r"UnknownIssuer|CERTIFICATE_VERIFY_FAILED|unable to get local issuer|certificate verify failed"
    r"|invalid peer certificate|self[- ]signed certificate",
    re.IGNORECASE,
)
_PLATFORM = re.compile(
    r"exec format error|no match for platform|does not match the specified platform|"
    r"does not provide the specified platform|no matching manifest",
    re.IGNORECASE,
)
_BASE = re.compile(r"^ *> \[internal\] load metadata for (?P<name>\S+):$", re.MULTILINE)
_MISSING = re.compile(r"not found|pull access denied|insufficient_scope|manifest unknown", re.I)
_SOURCES = {
    "install-base-env.bash": "conda",
    "micromamba": "conda",
    "julia": "Julia",
    "rstudio": "R",
    "/opt/R": "R",
}
"""Words of a failed step of repo2docker's, and what it fetches."""


@dataclass(frozen=True)
class Failed:
    """A build that failed: what it printed, the course's files by name, and what it was for."""

    output: str
    files: Mapping[str, Path]
    base_image: str
    platform: str
    tail: str

    @property
    def step(self) -> str:
        """The command that failed, if one did."""
        found = _FAILED.search(self.output)
        return (found["new"] or found["old"]) if found else ""

    def where(self, *names: str) -> Where | None:
        """Return the first of the files ``names`` that the course has."""
        return next((Where(self.files[name]) for name in names if name in self.files), None)


def explained(
    error: EngineFailedError,
    files: Mapping[str, Path],
    base_image: str,
    platform: str | None = None,
) -> CoursekitError:
    """Turn a failed build into an error about the course's own file; ``files`` by their names."""
    tail = said(error.output) or error.problems[0].details
    failed = Failed(error.output, files, base_image, platform or "", tail)
    for look in _LOOKS:
        if (found := look(failed)) is not None:
            return found
    return EngineFailedError("the image could not be built", details=tail)


def said(output: str, lines: int = 12) -> str:
    """Return the last lines that a step of the build printed, without BuildKit's numbers."""
    found = [match["text"] for line in output.splitlines() if (match := _LINE.match(line))]
    return "\n".join([text for text in found if text.strip()][-lines:])


def _disk(failed: Failed) -> CoursekitError | None:
    if "no space left on device" not in failed.output.lower():
        return None
    hint = "docker system prune takes away what nothing uses"
    return EngineFailedError("Docker's disk is full", hint=hint)


def _bridge(failed: Failed) -> CoursekitError | None:
    if "failed to create endpoint" not in failed.output:
        return None
    return EngineFailedError(
        "the build has no network: Docker's own bridge is gone",
        hint="restart Docker, which makes it anew: sudo systemctl restart docker",
    )


def _dockerfile(failed: Failed) -> CoursekitError | None:
    match = _SYNTAX.search(failed.output)
    if match is None or "Dockerfile" not in failed.files:
        return None
    place, rendered = failed.files["Dockerfile"], int(match["line"])
    # Each FROM has a line of arguments after it that the course's own file has not.
    number, lines = rendered, place.read_text("utf-8").splitlines()
    for at, line in enumerate(lines, start=1):
        if re.match(r"\s*FROM\s", line, re.IGNORECASE) and at < number:
            number -= 1
    return CoursekitError(
        f"Docker can't read this: {match['why'].strip()}",
        Where(place, number),
        hint="correct the line; Docker older than 23 knows no here-documents (<<END)",
    )


def _apt(failed: Failed) -> CoursekitError | None:
    match = _APT.search(failed.output)
    if match is None:
        return None
    name = match["name"] or match["of"]
    version = f" {match['version']}" if match["version"] else ""
    where = line_of(failed.files["apt.txt"], name) if "apt.txt" in failed.files else None
    return CoursekitError(
        f"the base image's Debian has no package '{name}'{version}",
        where or failed.where("Dockerfile"),
        hint=f"see what there is: apt-cache policy {name}, in a container of the base image",
    )


def _python(failed: Failed) -> CoursekitError | None:
    if match := _PYTHON.search(failed.output):
        hint = "change environment.python in course.yml, or give another Debian with --base-image"
        return CoursekitError(match[1], failed.where("runtime.txt"), hint=hint)
    if "coursekit: the image has no Python" in failed.output:
        return CoursekitError(
            "the image of this Dockerfile has no Python, and the notebook server needs one",
            failed.where("Dockerfile"),
            hint="install it there: python3 (and git, for links)",
        )
    return None


def _packages(failed: Failed) -> CoursekitError | None:
    if "/run/coursekit/add.sh" in failed.step and "No solution found" in failed.output:
        return CoursekitError(
            "the packages of this Dockerfile do not go with the notebook server's",
            failed.where("Dockerfile"),
            details=failed.tail,
            hint="loosen the versions named above; those of the notebook server are in the lines"
            " that name jupyter, nbgitpuller and otter-grader",
        )
    if "coursekit: the course's own package could not be built" in failed.output:
        return CoursekitError(
            "the course's own package could not be built",
            failed.where("pyproject.toml", "setup.py"),
            details=failed.tail,
            hint="try it by itself: uv build --wheel. If it is no package, remove [build-system]",
        )
    return None


def _certificate(failed: Failed) -> CoursekitError | None:
    if not _CA.search(failed.output):
        return None
    return EngineFailedError(
        "the build does not trust the package index's certificate:"
        " is there a proxy with a CA of its own?",
        details=failed.tail,
        hint="name the file with that CA's certificate in SSL_CERT_FILE, then run it again",
    )


def _platform(failed: Failed) -> CoursekitError | None:
    if not _PLATFORM.search(failed.output):
        return None
    asked = f"for {failed.platform}" if failed.platform else "for another kind of machine"
    return CoursekitError(
        f"this machine can't build an image {asked} with {failed.base_image}",
        hint="install QEMU's emulation (on Debian and Ubuntu: apt install qemu-user-static),"
        " name a base image of that platform, or leave out --platform",
    )


def _network(failed: Failed) -> CoursekitError | None:
    """Say which host the failed step did not reach, as far as it can be told."""
    fetched = [match["url"] for match in _FETCHED.finditer(failed.output)]
    silent = "install-base-env.bash" in failed.step and fetched
    if not silent and not (failed.step and _NETWORK.search(failed.output)):
        return None
    hosts = [match["host"] for match in _HOST.finditer(failed.output)]
    addresses = fetched or _ADDRESS.findall(failed.tail) or _ADDRESS.findall(failed.step)
    host = hosts[-1] if hosts else (urlsplit(addresses[-1]).hostname if addresses else "")
    what = next((what for words, what in _SOURCES.items() if words in failed.step), "")
    wanted = f"{host or 'the network'}{f': {what} comes from there' if what else ''}"
    return EngineFailedError(
        f"the build could not reach {wanted}",
        details="" if silent else failed.tail,
        hint="check this machine's network and Docker's; behind a proxy, Docker needs to know of"
        " it too (~/.docker/config.json)",
    )


def _post_build(failed: Failed) -> CoursekitError | None:
    match = _FAILED.search(failed.output)
    if match is None or "postBuild" not in failed.step:
        return None
    return CoursekitError(
        f"postBuild failed (exit code {match['code']})",
        failed.where("postBuild"),
        details=failed.tail,
        hint="correct the script: it runs as the user jovyan, in the repository's folder",
    )


def _base(failed: Failed) -> CoursekitError | None:
    match = None if failed.step else _BASE.search(failed.output)
    if match is None:
        return None
    name = match["name"].removeprefix("docker.io/library/").removeprefix("docker.io/")
    if _MISSING.search(failed.output):
        why = f"its registry has none of that name{_for(failed)}"
    else:
        why = f"it is not on this machine{_for(failed)}, and its registry can't be reached"
    return EngineFailedError(
        f"the base image {name} is not to be had: {why}",
        hint="check its name and the network, or name one that is here with --base-image",
    )


def _for(failed: Failed) -> str:
    return f" for {failed.platform}" if failed.platform else ""


def _own_step(failed: Failed) -> CoursekitError | None:
    match = _FAILED.search(failed.output)
    if match is None or "Dockerfile" not in failed.files or "/run/coursekit/" in failed.step:
        return None
    place = failed.files["Dockerfile"]
    words = failed.step.split(" -c ", 1)[-1].split()
    lines = enumerate(place.read_text("utf-8").splitlines(), start=1)
    number = next((n for n, line in lines if words and " ".join(words[:3]) in line), 0)
    return CoursekitError(
        f"a step of this Dockerfile failed (exit code {match['code']})",
        Where(place, number),
        details=failed.tail,
        hint="correct it; docker build runs the same steps",
    )


def line_of(file: Path, package: str) -> Where:
    """Return the line of a list of packages that names ``package``."""
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        for word in line.partition("#")[0].split():
            if re.split(r"[=<>!~\[;/:]", word)[0].lower() == package.lower():
                return Where(file, number)
    return Where(file)


_LOOKS: tuple[Callable[[Failed], CoursekitError | None], ...] = (
    _disk,
    _bridge,
    _dockerfile,
    _python,
    _packages,
    _platform,
    _apt,
    _certificate,
    _post_build,
    _network,
    _base,
    _own_step,
)
