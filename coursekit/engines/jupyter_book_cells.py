"""What the code cells of a book read, so that a page runs again when that changed.

jupyter-cache keeps the outputs of a page by its code alone. Here the key also has the environment
that runs the code, and the files that it names: those laid out with the book, the data of the
course among them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_PAGES = (".md", ".ipynb", ".rst")


class Inputs:
    """The files that pages may read, all below ``top``, and the name of the ``environment``."""

    def __init__(self, top: Path, environment: str) -> None:
        self._environment = environment
        self._files = [
            (_mention(path), path)
            for path in sorted(top.rglob("*"))
            if path.is_file() and path.suffix not in _PAGES
        ]

    def digest(self, text: str) -> str:
        """Return the digest of the environment and of all files whose names are in ``text``."""
        found = hashlib.sha256(self._environment.encode())
        for name, path in self._files:
            if name in text:
                found.update(hashlib.sha256(path.read_bytes()).digest())
        return found.hexdigest()

    def of_pages(self, paths: Mapping[str, Path]) -> dict[str, str]:
        """Return the digest of each page that is there, by its name."""
        return {
            page: self.digest(path.read_text("utf-8", "replace"))
            for page, path in sorted(paths.items())
            if path.is_file()
        }

    def guard_cache(self) -> None:
        """Let jupyter-cache find only outputs that were made of the same inputs."""
        from jupyter_cache.cache.main import JupyterCacheBase

        by_code = JupyterCacheBase.create_hashed_notebook

        def by_inputs(cache: Any, notebook: Any, *words: Any, **named: Any) -> tuple[Any, str]:
            found, key = by_code(cache, notebook, *words, **named)
            code = "\n".join(cell.source for cell in found.cells)
            return found, hashlib.sha256(f"{key} {self.digest(code)}".encode()).hexdigest()

        JupyterCacheBase.create_hashed_notebook = by_inputs


def changed(now: Mapping[str, str], before: Mapping[str, str]) -> Iterable[str]:
    """Yield the pages of ``before`` whose inputs are others now."""
    return (page for page, key in before.items() if now.get(page, key) != key)


def _mention(path: Path) -> str:
    """Return how code names a file: a module by its name, others with their suffix."""
    return path.stem if path.suffix == ".py" else path.name
