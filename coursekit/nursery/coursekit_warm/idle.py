"""Lets a student's server tell what is idle by a clock that nobody sets, and as often as asked.

Jupyter Server 2 takes the time of the machine's clock at both ends of an idle time. When that clock
is set, or the machine was asleep, everybody's kernels look idle for hours and would be ended. And
Tornado's repeated timers know the next moment by that clock: when it is set back by an hour, a
server would not see for an hour that a kernel died.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from typing import Any


def install() -> None:
    """Make the server of this process measure so, before it starts."""
    try:
        from jupyter_server import _tz, serverapp
        from tornado.ioloop import IOLoop
    except ImportError:
        return
    original, steady = _tz.utcnow, _steady(_tz.utcnow())
    # The names alone are gone through: a module that is touched takes memory of its own.
    for name in [name for name in sys.modules if name.startswith("jupyter_server")]:
        module: Any = sys.modules[name]
        if vars(module).get("utcnow") is original:
            module.utcnow = steady
    serverapp.ServerApp.init_shutdown_no_activity = _look_often
    IOLoop.time = lambda _: time.monotonic()  # type: ignore[assignment, method-assign]


def _steady(began: datetime) -> Any:
    """Return a function that says what time it is, as a clock does that was last set now."""
    start = time.monotonic()
    return lambda: began + timedelta(seconds=time.monotonic() - start)


def _look_often(app: Any) -> None:
    """Look whether the server is idle as often as at its kernels, not once a minute."""
    from tornado.ioloop import PeriodicCallback

    if app.shutdown_no_activity_timeout > 0:
        every = 1000 * app.kernel_manager.cull_interval
        PeriodicCallback(app.shutdown_no_activity, every).start()
