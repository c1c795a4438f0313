"""What a failed build means: the words of engines and of machines that are not here."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursekit.environment.image_errors import explained
from coursekit.errors import EngineFailedError

NEW = 'ERROR: process "/bin/sh -c {0}" did not complete successfully: exit code: {1}'
OLD = "ERROR: executor failed running [/bin/sh -c {0}]: exit code: {1}"
METADATA = """------
 > [internal] load metadata for docker.io/library/debian:13:
------
ERROR: failed to solve: {0}
"""


@pytest.mark.parametrize(
    ("output", "code", "message"),
    [
        ("write /x: no space left on device", 1, "Docker's disk is full"),
        (
            "#5 0.1 exec /bin/sh: exec format error\n" + NEW.format("apt-get update", 1),
            2,
            "this machine can't build an image for linux/arm64 with base:1",
        ),
        (
            METADATA.format("debian:13: no match for platform in manifest: not found"),
            2,
            "this machine can't build an image for linux/arm64 with base:1",
        ),
        (
            METADATA.format("docker.io/library/debian:13: not found"),
            1,
            "the base image debian:13 is not to be had: its registry has none of that name"
            " for linux/arm64",
        ),
        (
            METADATA.format("pull access denied, repository does not exist"),
            1,
            "the base image debian:13 is not to be had: its registry has none of that name"
            " for linux/arm64",
        ),
        (
            METADATA.format("dial tcp: i/o timeout"),
            1,
            "the base image debian:13 is not to be had: it is not on this machine for"
            " linux/arm64, and its registry can't be reached",
        ),
        (
            "#7 3.2 Err:1 http://deb.example.org/debian bookworm InRelease\n"
            "#7 3.2   Temporary failure resolving 'deb.example.org'\n"
            "#7 3.3 E: Unable to fetch some archives\n" + NEW.format("apt-get -qq update", 100),
            1,
            "the build could not reach deb.example.org",
        ),
        (
            "#7 3.2 curl: (6) Could not resolve host: files.example.org\n"
            + OLD.format("curl -f https://files.example.org/julia-1.12", 6),
            1,
            "the build could not reach files.example.org: Julia comes from there",
        ),
        (
            "#7 3.2 SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]"
            " certificate verify failed: self-signed certificate in certificate chain'))\n"
            + NEW.format("pip install six", 1),
            1,
            "the build does not trust the package index's certificate:"
            " is there a proxy with a CA of its own?",
        ),
        (
            "#9 0.1 the last words\n" + NEW.format("chmod +x postBuild && ./postBuild", 3),
            2,
            "postBuild failed (exit code 3)",
        ),
        (
            "#9 1.0 E: Version '9.9' for 'tree' was not found\n" + NEW.format("apt-get", 100),
            2,
            "the base image's Debian has no package 'tree' 9.9",
        ),
        ("#9 1.0 something else\n", 1, "the image could not be built"),
    ],
)
def test_in_words(output: str, code: int, message: str) -> None:
    error = EngineFailedError("docker failed", output=output, details="a dump")
    found = explained(error, {}, "base:1", "linux/arm64")
    assert (found.problems[0].message, found.code) == (message, code)


def test_a_dockerfile_s_own_lines(tmp_path: Path) -> None:
    """Each FROM got a line of arguments after it, which the course's own file has not."""
    place = tmp_path / "Dockerfile"
    place.write_text("FROM a AS one\nRUN x\nFROM one\nRUN y\nNOTHING z\n")
    output = "dockerfile parse error line 7: unknown instruction: NOTHING"
    error = EngineFailedError("docker failed", output=output, details="")
    (problem,) = explained(error, {"Dockerfile": place}, "base:1").problems
    assert str(problem.where) == f"{place}:5"


def test_docker_without_its_bridge() -> None:
    output = (
        "ERROR: failed to solve: executor failed running [/bin/sh -c apt-get -qq update]: failed "
        "to create endpoint 10qjq0ok on network bridge: adding interface veth852795a to bridge "
        "docker0 failed: could not find bridge docker0: route ip+net: no such network interface"
    )
    error = explained(EngineFailedError("x", output=output), {}, "debian", None)
    assert "no network" in str(error)
