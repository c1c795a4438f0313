"""Starts a few servers at a time, who clicked first first: a class that clicks at once gains by it.

A hundred that start at the same moment on two cores all take as long as the last, and while they do
the hub does little but look whether they are there.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator

_LONGEST = 8.0
"""Seconds after which somebody's start holds up nobody else's: it may be stuck."""


class Turns:
    """The queue of those who wait for their server; ``places`` of them start at a time."""

    def __init__(self, places: int | None = None, longest: float = _LONGEST) -> None:
        self._places = asyncio.Semaphore(places or max(4, 2 * (os.cpu_count() or 1)))
        self._longest = longest
        self._waiting: dict[object, None] = {}

    def ahead_of(self, who: object) -> int:
        """Return how many come first; 0 for those whose turn it is, and who don't wait."""
        for number, other in enumerate(self._waiting):
            if other is who:
                return number + 1
        return 0

    @contextlib.asynccontextmanager
    async def turn(self, who: object) -> AsyncIterator[None]:
        """Wait until it is one's turn, and keep it for as long as this lasts, but not too long."""
        self._waiting[who] = None
        try:
            await self._places.acquire()
        finally:
            del self._waiting[who]
        given_up = asyncio.Event()

        def give_up() -> None:
            if not given_up.is_set():
                given_up.set()
                self._places.release()

        late = asyncio.get_running_loop().call_later(self._longest, give_up)
        try:
            yield
        finally:
            late.cancel()
            give_up()

    def __deepcopy__(self, memo: dict[int, object]) -> Turns:
        """Stay one: traitlets copies every value of a configuration."""
        return self
