"""Counts the memory of all processes of a sandbox, where no cgroup does."""

from __future__ import annotations

import contextlib
import os
import resource


class Counted:
    """The processes that one ``/proc`` shows; ``limit`` is in bytes."""

    def __init__(self, proc: str, limit: int) -> None:
        # Opened before any student's code runs: later it might no longer be let in.
        self._proc = os.open(proc, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self._limit = limit
        self._looks = 0
        self.most = 0
        """Bytes that were seen at most."""

    def too_much(self) -> bool:
        """Tell whether they have more than they may."""
        pids = [name for name in os.listdir(self._proc) if name.isdigit() and name != "1"]  # noqa: PTH208
        self._looks += 1
        if self._resident(pids) <= self._limit and self._looks % 10:
            # What is shared counts for everyone who has it there: the truth is less than this.
            return False
        total = sum(self._share(pid) for pid in pids)
        self.most = max(self.most, total)
        return total > self._limit

    def _resident(self, pids: list[str]) -> int:
        pages = 0
        for pid in pids:
            with contextlib.suppress(OSError):
                pages += int(self._read(f"{pid}/statm").split()[1])
        return pages * resource.getpagesize()

    def _share(self, pid: str) -> int:
        """Return a process's share of what it has: proportional, for pages that it shares."""
        try:
            lines = self._read(f"{pid}/smaps_rollup").splitlines()
        except PermissionError:  # it hides from who looks: then it has all of it
            return self._resident([pid])
        except OSError:
            return 0
        words = [line.split() for line in lines]
        return sum(1024 * int(one[1]) for one in words if one[0] in ("Pss:", "SwapPss:"))

    def _read(self, path: str) -> str:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC, dir_fd=self._proc)
        with open(file, encoding="utf-8") as text:  # noqa: PTH123
            return text.read()
