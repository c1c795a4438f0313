"""Opens a file in a folder that somebody else can change, without following any link of theirs.

Standard library only, and nothing else of coursekit: in a cluster this runs by itself, beside the
home that it reads (``pipeline/cluster_homes.py``).
"""

from __future__ import annotations

import os


def opened(folder: str, name: str) -> int:
    """Open the file ``name`` below ``folder``, no part of whose path is a link.

    Returns its descriptor; opening a pipe does not wait for a writer. Raises ``OSError``.
    """
    *folders, last = name.split("/")
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
    at = os.open(folder, flags | os.O_DIRECTORY)
    try:
        for part in folders:
            inner = os.open(part, flags | os.O_DIRECTORY, dir_fd=at)
            os.close(at)
            at = inner
        return os.open(last, flags | os.O_NONBLOCK, dir_fd=at)
    finally:
        os.close(at)
