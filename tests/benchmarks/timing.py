"""Times programs in turn, so that a machine whose speed drifts is fair to both."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

RUNS = 7


@dataclass(frozen=True)
class Timing:
    """Wall-clock seconds of several runs of one program."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def row(self) -> str:
        """Return a row of a Markdown table: name, median, fastest, slowest."""
        low, high = min(self.seconds), max(self.seconds)
        return f"| {self.name} | {self.median:.2f} s | {low:.2f} s | {high:.2f} s |"


def in_turn(programs: dict[str, Sequence[str]], runs: int = RUNS) -> list[Timing]:
    """Run each program once to warm up, then ``runs`` times, A B A B ..."""
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for turn in range(runs + 1):
        for name, argv in programs.items():
            began = time.monotonic()
            subprocess.run(argv, check=True, capture_output=True, stdin=subprocess.DEVNULL)
            if turn:
                taken[name].append(time.monotonic() - began)
    return [Timing(name, tuple(seconds)) for name, seconds in taken.items()]


def table(timings: list[Timing]) -> list[str]:
    """Return a Markdown table; the last line is how much longer the last takes than the first."""
    ratio = timings[-1].median / timings[0].median
    return [
        "| what | median | fastest | slowest |",
        "| --- | ---: | ---: | ---: |",
        *(timing.row() for timing in timings),
        "",
        f"Ratio of the medians: {ratio:.1f}.",
    ]
