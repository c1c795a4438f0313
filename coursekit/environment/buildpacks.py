"""Decides, as repo2docker does, which of an environment folder's files the image is made of."""

from __future__ import annotations

from collections.abc import Mapping

from coursekit.environment.runtime import RUNTIME_NAME, Runtime

OWN_FILES = (
    "requirements.txt",
    "pyproject.toml",
    "setup.py",
    "runtime.txt",
    "apt.txt",
    "postBuild",
    "start",
)
"""Files of repo2docker's that the buildpack on uv serves, beside the lock."""
IMAGE_FOLDERS = ("binder", ".binder")
"""Folders that repo2docker reads alone if they are there; both at once it refuses."""
_STOCK = (
    ("Dockerfile",),
    ("Project.toml", "JuliaProject.toml"),
    ("REQUIRE",),
    ("default.nix",),
    (RUNTIME_NAME, "DESCRIPTION"),
    ("environment.yml", "environment.yaml"),
    ("Pipfile", "Pipfile.lock"),
)
"""Files of repo2docker's other buildpacks, in the order in which it asks them.

Source: ``Repo2Docker.buildpacks`` and each buildpack's ``detect``, repo2docker 2026.4.
"""
REFUSED: Mapping[str, str] = {
    "REQUIRE": "repo2docker no longer reads REQUIRE: name Julia's packages in Project.toml",
    "default.nix": "the notebook server's packages can't be added to what Nix builds:"
    " name the course's packages in requirements.txt or environment.yml",
}
"""Files that no image of a course can be made of, with the reason and the way out."""


def other_file(names: frozenset[str], runtime: Runtime, *, in_binder: bool) -> str:
    """Return the file that asks for one of repo2docker's own buildpacks; empty: ours serves.

    ``names`` are the files of the environment's folder; ``in_binder`` tells that it is not the
    repository's own folder, where repo2docker does not take a ``DESCRIPTION`` for an R package.
    """
    asking = set(names) - {RUNTIME_NAME}
    if runtime.language == "r":
        asking = (asking | {RUNTIME_NAME}) - {"Pipfile", "Pipfile.lock"}
    if in_binder:
        asking.discard("DESCRIPTION")
    return next((name for group in _STOCK for name in group if name in asking), "")


def stock_reason(other: str) -> str:
    """Say which buildpack serves, and what is added to what it makes."""
    added = "JupyterHub's server, nbgitpuller and otter are added if it lacks them"
    if other == "Dockerfile":
        return f"Dockerfile comes before all other files; {added}"
    return f"{other} asks for one of repo2docker's own buildpacks; {added}"
