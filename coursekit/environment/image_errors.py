"""Says in words why an image could not be built, from what the build printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from coursekit.errors import CoursekitError, EngineFailedError, Where

_FAILED = re.compile(
    r"(?:process \"(?P<new>.*)\" did not complete successfully"
    r"|executor failed running \[(?P<old>.*)\]): exit code: (?P<code>\d+)"
)
"""BuildKit's words, and those of the BuildKit in Docker 20.10."""
_LINE = re.compile(r"^#\d+ +[\d.]+ (?P<text>.*)")
_APT = re.compile(r"E: (?:Unable to locate package|Package '?)\s*([a-z0-9.+-]+)")
_WHEEL = re.compile(
    r"(?:distribution|`)\s*`?([A-Za-z0-9._-]+)(?:==(\S+?))?[`\s@].*?"
    r"(?:doesn't have a source distribution or wheel|has no wheels|no wheels with)",
    re.DOTALL,
)
_PYTHON = re.compile(r"coursekit: (the base image has Python [\d.]+, and the course asks for \S+)")
_NETWORK = re.compile(
    r"Temporary failure (in name resolution|resolving)|Could not resolve|dns error|"
    r"Network is unreachable|Connection timed out|failed to create endpoint",
    re.IGNORECASE,
)
_CA = re.compile(r"UnknownIssuer|CERTIFICATE_VERIFY_FAILED|unable to get local issuer", re.I)
_BASE = re.compile(r"failed to (?:solve|resolve source metadata)|pull access denied|not found")


def explained(
    error: EngineFailedError, files: Mapping[str, Path], base_image: str
) -> CoursekitError:
    """Turn a failed build into an error about the course's own file; ``files`` by their names."""
    output = error.output
    if "no space left on device" in output.lower():
        return EngineFailedError(
            "Docker's disk is full", hint="docker system prune takes away what nothing uses"
        )
    if (match := _APT.search(output)) and "apt.txt" in files:
        return CoursekitError(
            f"Debian has no package '{match[1]}'",
            _line_of(files["apt.txt"], match[1]),
            hint="look the name up with: apt-cache search, in the base image's Debian",
        )
    if match := _PYTHON.search(output):
        hint = "change environment.python in course.yml, or give another Debian with --base-image"
        return CoursekitError(match[1], hint=hint)
    if _CA.search(output):
        hint = "is there a proxy with its own CA? Name the file of its certificates in"
        return EngineFailedError(
            "the build does not trust the package index's certificate",
            hint=f"{hint} SSL_CERT_FILE",
        )
    if _NETWORK.search(output):
        hint = "check this machine's network; behind a proxy, Docker needs to know of it too"
        return EngineFailedError("the build has no network", details=said(output), hint=hint)
    if (failed := _FAILED.search(output)) and "postBuild" in (failed["new"] or failed["old"]):
        return CoursekitError(
            f"postBuild failed (exit code {failed['code']})",
            Where(files["postBuild"]) if "postBuild" in files else None,
            details=said(output),
            hint="correct the script: it runs as the user jovyan, in the repository's folder",
        )
    if (wheel := _WHEEL.search(output)) and "requirements.lock" in files:
        return CoursekitError(
            f"{wheel[1]} has no wheel for this platform and Python",
            _line_of(files["requirements.lock"], wheel[1]),
            hint="pin a version that has one, or give another --platform",
        )
    if not failed and _BASE.search(output):
        return EngineFailedError(
            f"the base image {base_image} is not to be had",
            details=said(output),
            hint="check its name and the network, or name one that is here with --base-image",
        )
    return EngineFailedError(
        "the image could not be built", details=said(output) or error.problems[0].details
    )


def said(output: str, lines: int = 12) -> str:
    """Return the last lines that a step of the build printed, without BuildKit's numbers."""
    found = [match["text"] for line in output.splitlines() if (match := _LINE.match(line))]
    return "\n".join([text for text in found if text.strip()][-lines:])


def _line_of(file: Path, package: str) -> Where:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if re.split(r"[=<>!~\[ ;#]", line.strip())[0].lower() == package.lower():
            return Where(file, number)
    return Where(file)
