"""The proxy in front of hub and servers: traefik, started again when it dies."""

# mypy: allow-subclassing-any

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Mapping
from typing import Any

from jupyterhub_traefik_proxy.fileprovider import TraefikFileProviderProxy
from tornado.ioloop import PeriodicCallback
from traitlets import List

from coursekit.hub.machine import birth_of

FORMER = "COURSEKIT_PROXY"
"""Environment variable of a hub's process: the proxies that an earlier hub left, by process id."""

_EVERY = 500
"""Milliseconds between two looks: nobody reaches anything while the proxy is gone."""


class WatchedProxy(TraefikFileProviderProxy):
    """traefik by files, watched.

    JupyterHub does this for configurable-http-proxy only. The routes are in traefik's own files,
    so a new process has them all at once.

    What an earlier hub left goes on until the moment in which this one's traefik can take its
    place, and that begins with the routes to students' servers: they are reached all the while.
    """

    dynamic_config: Any
    former: list[int] = List(help="Process ids of the proxies that an earlier hub left.").tag(
        config=True
    )

    async def start(self) -> None:
        """Start traefik, and keep it running."""
        self.dynamic_config = known_routes(self.dynamic_config) if self.former else empty()
        await super().start()
        self._watch = PeriodicCallback(self._start_again, _EVERY)
        self._watch.start()

    async def stop(self) -> None:
        """Stop watching, then stop traefik."""
        self._watch.stop()
        await super().stop()

    def _start_traefik(self) -> None:
        _end(self.former)
        self.former = []
        super()._start_traefik()

    def _start_again(self) -> None:
        status = self.traefik_process.poll()
        if status is not None:
            self.log.warning("The proxy ended (status %s): starting it again", status)
            self._start_traefik()


def empty() -> dict[str, Any]:
    """Return a traefik's configuration without routes."""
    return {"http": {"services": {}, "routers": {}}, "jupyterhub": {"routes": {}}}


def known_routes(left: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of the configuration ``left`` by an earlier hub leads to students' servers.

    The hub itself is elsewhere by now, and so is traefik's own address, with another password: what
    is said of that here would win (``TraefikProxy._setup_traefik_dynamic_config``).
    """
    found = empty()
    for name, route in left["jupyterhub"]["routes"].items():
        if "user" not in route["data"]:
            continue
        found["jupyterhub"]["routes"][name] = route
        for kind, key in (("routers", route["router"]), ("services", route["service"])):
            if key in left["http"][kind]:
                found["http"][kind][key] = left["http"][kind][key]
    return found


def _end(former: list[int]) -> None:
    """Kill processes and wait until they are gone: their port is needed."""
    for pid in former:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 5
    while any(birth_of(pid) for pid in former) and time.monotonic() < until:
        time.sleep(0.01)
