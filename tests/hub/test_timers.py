"""Timers of the hub whose clock is set."""

from __future__ import annotations

import asyncio
import time

import pytest
from tornado.ioloop import PeriodicCallback

from coursekit.hub.timers import keep_going


def test_a_clock_that_is_set_back_stops_no_timer(monkeypatch: pytest.MonkeyPatch):
    async def run() -> int:
        keep_going()
        called = asyncio.Event()
        now, moved = time.time, [0]
        monkeypatch.setattr(time, "time", lambda: now() + moved[0])
        timer = PeriodicCallback(called.set, 10)
        timer.start()
        for _ in range(3):
            moved[0] -= 3600
            called.clear()
            await asyncio.wait_for(called.wait(), 5)
        timer.stop()
        return moved[0]

    assert asyncio.run(run()) == -3 * 3600


def test_where_no_loop_runs_nothing_happens():
    keep_going()
