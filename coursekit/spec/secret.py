"""Reads a secret from where ``fleet.yml`` says it is."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from coursekit.errors import CoursekitError
from coursekit.spec.login import SecretFrom


def read_secret(
    place: SecretFrom, folder: Path, environment: Mapping[str, str] = os.environ
) -> SecretStr:
    """Return the secret; a file's path is relative to ``folder``, spaces around it don't count.

    A variable's value is looked up in ``environment``.
    Raises ``CoursekitError`` if it isn't there, is empty, or if others can read its file.
    """
    if place.env is not None:
        value = environment.get(place.env, "").strip()
        if not value:
            raise CoursekitError(
                f"the environment variable {place.env} is not set",
                hint=f"set it before you start coursekit:  export {place.env}=...",
            )
        return SecretStr(value)
    return SecretStr(_from_file(folder / str(place.file), str(place.file)))


def _from_file(path: Path, shown: str) -> str:
    try:
        mode, text = path.stat().st_mode, path.read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise CoursekitError(
            f"no secret in {shown}: there is no such file",
            hint="put what the provider gave you into it, and nothing else, then chmod 600 it",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CoursekitError(
            f"the secret in {shown} cannot be read",
            hint="it has to be a text file that this account may read",
        ) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise CoursekitError(
            f"others on this machine can read the secret in {shown}", hint=f"chmod 600 {path}"
        )
    if not text:
        raise CoursekitError(
            f"the secret in {shown} is empty", hint="put what the provider gave you into it"
        )
    return text
