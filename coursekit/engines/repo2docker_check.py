"""Tells whether repo2docker, and what goes with it, is installed; imports none of it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from coursekit.errors import EngineMissingError

_PACKAGES = ("jupyter-repo2docker", "cyclonedx-python-lib")


def check() -> str:
    """Return repo2docker's version; raises ``EngineMissingError`` naming what is not installed."""
    found = []
    for package in _PACKAGES:
        try:
            found.append(version(package))
        except PackageNotFoundError as error:
            hint = 'install it into coursekit\'s own environment: pip install "coursekit[images]"'
            raise EngineMissingError(f"{package} is not installed", hint=hint) from error
    return found[0]
