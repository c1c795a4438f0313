"""Lets the hub's timers go on when the machine's clock is set back."""

from __future__ import annotations

import asyncio
import contextlib
import time

from tornado.ioloop import IOLoop


def keep_going() -> None:
    """Let the loop that runs now, if one does, tell its timers a time that nobody sets.

    Tornado's repeated timers (``PeriodicCallback``) know the next moment by the machine's clock:
    had that been an hour ahead, and was then set right, none would be called for an hour; nobody
    would start a proxy that ended. Every timer has to be told the same time, so this comes first.
    """
    with contextlib.suppress(RuntimeError):
        asyncio.get_running_loop()
        IOLoop.current().time = time.monotonic  # type: ignore[method-assign]
