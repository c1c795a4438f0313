"""Keeps forks from touching memory that they share: what a process touches becomes its own."""

from __future__ import annotations

import contextlib
import importlib
import itertools
import sys
from pathlib import Path
from typing import Any

from coursekit_warm import linux


class _File:
    """Stands for a module, of which only its file is asked."""

    __slots__ = ("__file__",)

    def __init__(self, file: str) -> None:
        self.__file__ = file


class _Modules:
    """Stands for ``sys.modules``: the nursery's by their files, and what was imported since."""

    def __init__(self) -> None:
        files = [getattr(module, "__file__", None) for module in sys.modules.values()]
        # Copies lie side by side, in a few pages; the names that modules have are all over memory.
        self._files = [_File("".join([*file])) for file in files if isinstance(file, str)]
        self._known = len(sys.modules)

    def copy(self) -> dict[Any, Any]:
        """Return what ipykernel asks for the files: its keys mean nothing."""
        since = max(0, len(sys.modules) - self._known)
        late = itertools.islice(reversed(sys.modules.values()), since)
        return dict(enumerate([*self._files, *late]))


class _Sys:
    """Stands for ``sys``: all of it, but for the modules."""

    def __init__(self) -> None:
        self.modules = _Modules()

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


def gather_pages() -> None:
    """Let the kernel of the system keep this process's memory in large pages, where it can.

    A fork copies the table of pages, in which each large one (2 MB) stands for 512: measured with
    200 MB, a fork took a third of the time. What a child then changes is copied in small ones, as
    ever. Linux has this since 6.1 (madvise(2), MADV_COLLAPSE).
    """
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/self/maps").read_text("ascii", "replace").splitlines():
            place, mode, _, _, _, *name = line.split()
            if mode == "rw-p" and name in ([], ["[heap]"]):
                first, end = (int(word, 16) for word in place.split("-"))
                linux.collapse(first, end)


def gather_names() -> None:
    """Put the names of all modules side by side in memory.

    IPython lists them when a kernel has started (``InteractiveShellApp.init_code``), and each name
    that is touched takes a page of 4 kB with it.
    """
    for name in [*sys.modules]:
        sys.modules["".join([*name])] = sys.modules.pop(name)


def spare_modules() -> None:
    """Let kernels that start list the modules' files without touching each module.

    For its debugger, ipykernel 7 asks every module in ``sys.modules`` for its file
    (``IPythonKernel.__init__``): with the 3,000 of a data science course, that alone costs a forked
    kernel 19 MB of its own.
    """
    try:
        ipkernel: Any = importlib.import_module("ipykernel.ipkernel")
    except ImportError:
        return
    begin = ipkernel.IPythonKernel.__init__
    stand_in = _Sys()

    def begin_sparingly(self: Any, **kwargs: Any) -> None:
        ipkernel.sys = stand_in
        try:
            begin(self, **kwargs)
        finally:
            ipkernel.sys = sys

    ipkernel.IPythonKernel.__init__ = begin_sparingly
