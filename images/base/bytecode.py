"""Compiles what has no bytecode of its source yet, so that a layer holds only its own.

The bytecode carries its source's hash and no time: two builds give the same bytes, and a layer on
top leaves the files of the one below as they are. uv compiles everything again instead.
"""

from __future__ import annotations

import contextlib
import importlib.util
import py_compile
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path


def main() -> None:
    """Compile the venv named on the command line."""
    files = sorted(Path(sys.argv[1]).glob("lib/python3*/site-packages/**/*.py"))
    with ProcessPoolExecutor() as pool:
        count = sum(pool.map(compiled, files, chunksize=64))
    print(f"compiled: {count} of {len(files)} files")


def compiled(file: Path) -> bool:
    """Compile one file if that is needed; tell whether it was."""
    place = Path(importlib.util.cache_from_source(str(file)))
    wanted = importlib.util.source_hash(file.read_bytes())
    with contextlib.suppress(OSError):
        if place.read_bytes()[8:16] == wanted:
            return False
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    with contextlib.suppress(py_compile.PyCompileError, ValueError, RecursionError):
        py_compile.compile(str(file), doraise=True, invalidation_mode=mode)
    return True


if __name__ == "__main__":
    main()
