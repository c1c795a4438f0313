"""Which files of a folder ``.dockerignore`` leaves, by the rules of Docker's own Python client."""

from __future__ import annotations

from pathlib import Path

_NEVER = ("**/.git", ".coursekit", "**/__pycache__")


def kept(root: Path, patterns: tuple[str, ...]) -> list[str]:
    """Return the paths of all files and links below ``root`` that no pattern takes away.

    It is what repo2docker does with the same lines, so that both copy the same files. git's own
    folders, coursekit's and Python's caches never count.
    """
    from docker.utils.build import exclude_paths

    found = exclude_paths(str(root), [*patterns, *_NEVER])
    return sorted(name for name in found if (path := root / name).is_symlink() or not path.is_dir())


def patterns_of(text: str) -> tuple[str, ...]:
    """Return the lines of a ``.dockerignore`` that say something."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
