"""Looks for secrets in every layer of an image, also those that a later layer hides."""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from coursekit.errors import EngineFailedError, Problem

_NAMES = frozenset(
    {
        ".git-credentials",
        ".netrc",
        ".pypirc",
        "id_dsa",
        "id_ecdsa",
        "id_ed25519",
        "id_rsa",
    }
)
"""Files that hold nothing but secrets."""
_PACKAGES = ("usr/", "srv/course/lib/", "srv/hub/lib/", "srv/conda/", "var/lib/dpkg/")
"""Below these are others' packages, whose documentation has keys for show."""
_LARGEST = 256 * 1024
_PATTERNS = {
    "a private key": re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a token of GitHub": re.compile(rb"\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_\w{50,}"),
    "a token of GitLab": re.compile(rb"\bglpat-[\w-]{20,}"),
    "a key of Amazon's": re.compile(rb"\bAKIA[0-9A-Z]{16}\b"),
    "a password in an address": re.compile(rb"\bhttps?://[^\s/:@'\"<>]+:[^\s/@'\"<>]{4,}@"),
}
_VARIABLE = re.compile(
    r"\b([A-Z0-9_]*(?:TOKEN|PASSWORD|PASSWD|SECRET|APIKEY|API_KEY))=[^\s\"']", re.IGNORECASE
)


def secrets(stream: IO[bytes]) -> list[Problem]:
    """Return what looks like a secret in the layers of a saved image, by layer and file.

    ``stream`` is what ``docker save`` prints. Raises ``EngineFailedError`` if it breaks off.
    """
    found: list[Problem] = []
    manifest: list[str] = []
    layers: dict[str, list[tuple[str, str]]] = {}
    try:
        with tarfile.open(fileobj=stream, mode="r|") as saved:
            for member in saved:
                content = saved.extractfile(member) if member.isfile() else None
                if content is None:
                    continue
                if member.name == "manifest.json":
                    manifest = json.load(content)[0]["Layers"]
                elif member.name.endswith("/layer.tar") or member.name.startswith("blobs/"):
                    layers[member.name] = list(_layer(content))
    except (tarfile.TarError, ValueError, EOFError) as error:
        raise EngineFailedError("Docker broke off while it saved the image") from error
    if not manifest or not set(manifest) <= layers.keys():
        raise EngineFailedError("Docker saved the image in a form that coursekit does not know")
    for number, name in enumerate(manifest, start=1):
        for place, what in layers[name]:
            found.append(
                Problem(
                    f"the image holds {what}: /{place}, in layer {number} of {len(manifest)}",
                    hint="keep it out: .dockerignore, or a variable at run time; then replace it",
                )
            )
    return found


def _layer(content: IO[bytes]) -> Iterator[tuple[str, str]]:
    try:
        layer = tarfile.open(fileobj=content, mode="r|*")  # noqa: SIM115
    except tarfile.ReadError:
        return  # one of the JSON files that newer Dockers keep among the layers
    with layer:
        for member in layer:
            if not member.isfile() or not member.size:
                continue
            path = str(PurePosixPath(member.name.removeprefix("./").lstrip("/")))
            if PurePosixPath(path).name in _NAMES and not path.startswith("usr/share/"):
                yield path, "a file of secrets"
            elif member.size <= _LARGEST and _looked_at(path):
                file = layer.extractfile(member)
                if file is not None and (what := named(file.read())):
                    yield path, what


def _looked_at(name: str) -> bool:
    return not name.startswith(_PACKAGES) or name.endswith("/direct_url.json")


def named(text: bytes) -> str:
    """Say what kind of secret is in ``text``; nothing if there is none."""
    return next((what for what, pattern in _PATTERNS.items() if pattern.search(text)), "")


def in_history(history: str) -> Iterator[Problem]:
    """Yield the secrets that the commands show which made an image."""
    hint = "hand it in with --mount=type=secret, which leaves no trace; then replace it"
    if what := named(history.encode()):
        yield Problem(f"the image's history shows {what}", hint=hint)
    for name in sorted({match[1] for match in _VARIABLE.finditer(history)}):
        yield Problem(f"the image's history shows the value of {name}", hint=hint)
