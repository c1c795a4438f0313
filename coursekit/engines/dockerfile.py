"""Lends this machine's certificates to the steps of somebody else's Dockerfile."""

from __future__ import annotations

import re

_CERTIFICATES = (
    "SSL_CERT_FILE",
    "PIP_CERT",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "GIT_SSL_CAINFO",
    "JULIA_SSL_CA_ROOTS_PATH",
)
"""What names a file of certificates to OpenSSL, pip, requests, curl, git and Julia."""
_MOUNT = "--mount=type=secret,id=ca,mode=0444"
_STEP = re.compile(r"\s*(RUN|FROM)\s", re.IGNORECASE)
_HEREDOC = re.compile(r"<<-?[\"']?(\w+)[\"']?")


def with_certificates(dockerfile: str) -> str:
    """Return a Dockerfile whose every step sees the host's certificates, in no layer.

    A mounted secret that is not given is simply not there; the variables are build arguments, which
    the image does not keep.
    """
    lines: list[str] = []
    inside, until = False, ""
    for line in dockerfile.splitlines():
        begins = None if inside or until else _STEP.match(line)
        if begins and begins[1].upper() == "RUN":
            lines.append(f"RUN {_MOUNT} {line[begins.end() :].lstrip()}")
        else:
            lines.append(line)
        if until:
            until = "" if line.strip() == until else until
            continue
        if begins and (here := _HEREDOC.search(line)):
            until = here[1]
        elif not (inside and line.lstrip().startswith("#")):
            inside = line.rstrip().endswith("\\")
        if begins and begins[1].upper() == "FROM":
            lines.append(f"ARG {' '.join(_CERTIFICATES)}")
    return "\n".join(lines) + "\n"


def certificate_arguments() -> dict[str, str]:
    """Return the build arguments that name the lent certificates."""
    return dict.fromkeys(_CERTIFICATES, "/run/secrets/ca")
