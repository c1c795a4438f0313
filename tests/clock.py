"""The machine's clock, set for the programs of one test only: ``clock.c`` stands before it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.engines import lack

DAY = 86400


@dataclass(frozen=True)
class Clock:
    """The clock of programs that have its variables, and of what these start.

    The monotonic clock and the times of files stay as they are, as they do when a clock is set.
    """

    file: Path
    variables: dict[str, str]

    def set(self, seconds: int) -> None:
        """Let it be so many seconds ahead of the machine's; it may go back, too."""
        part = self.file.with_suffix(".part")
        part.write_text(f"{seconds}\n")
        part.replace(self.file)


def make_clock(folder: Path) -> Clock:
    """Return a clock that is right as yet; its files go to ``folder``."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        lack("no C compiler is on this machine, to set the clock of some programs only")
    library, source = folder / "clock.so", Path(__file__).with_suffix(".c")
    subprocess.run([str(compiler), "-shared", "-fPIC", "-o", library, source], check=True)
    clock = Clock(folder / "moved", {})
    clock.set(0)
    clock.variables.update(LD_PRELOAD=str(library), CLOCK_MOVED_BY=str(clock.file))
    return clock
