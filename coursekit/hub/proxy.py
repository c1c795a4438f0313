"""The proxy in front of hub and servers: traefik, started again when it dies."""

# mypy: allow-subclassing-any

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Mapping
from typing import Any

from jupyterhub.utils import exponential_backoff
from jupyterhub_traefik_proxy.fileprovider import TraefikFileProviderProxy
from jupyterhub_traefik_proxy.traefik_utils import deep_merge
from tornado.ioloop import PeriodicCallback
from traitlets import List

from coursekit.hub.machine import birth_of

FORMER = "COURSEKIT_PROXY"
"""Environment variable of a hub's process: the proxies that an earlier hub left, by process id."""

_TOGETHER = 0.05
"""Seconds in which routes come at the same time."""

_EVERY = 500
"""Milliseconds between two looks: nobody reaches anything while the proxy is gone."""


class WatchedProxy(TraefikFileProviderProxy):
    """traefik by files, watched.

    JupyterHub does this for configurable-http-proxy only. The routes are in traefik's own files,
    so a new process has them all at once.

    Routes that come at the same time are written together: traefik builds all of its table anew for
    every change, and when a class starts at once that would be as much work as its servers.

    What an earlier hub left goes on until the moment in which this one's traefik can take its
    place, and that begins with the routes to students' servers: they are reached all the while.
    """

    dynamic_config: Any
    _new: list[str] = List()
    """What is not yet written."""
    _next: asyncio.Future[None] | None = None
    _now: asyncio.Future[None] | None = None
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

    async def add_route(self, routespec: str, target: str, data: dict[str, Any]) -> None:
        """Add a route as ``Proxy.add_route`` promises, together with others that come meanwhile."""
        routespec = self.validate_routespec(routespec)
        routes, ours = self._dynamic_config_for_route(routespec, target, data)
        deep_merge(self.dynamic_config, {**routes, "jupyterhub": ours})
        self._new.append(routespec)
        if self._next is None:
            self._next = asyncio.ensure_future(self._publish(self._now))
        # Who no longer waits for a route must not keep it from the others.
        await asyncio.shield(self._next)

    async def _publish(self, before: asyncio.Future[None] | None) -> None:
        """Write what came until those ``before`` were in use; return when traefik uses it."""
        if before is not None:
            await asyncio.wait([before])
        await asyncio.sleep(_TOGETHER)
        self._now, self._next = self._next, None
        new, self._new = self._new, []
        self._persist_dynamic_config()

        async def used() -> bool:
            known = {
                one["routespec"] for one in self.dynamic_config["jupyterhub"]["routes"].values()
            }
            wanted = [routespec for routespec in new if routespec in known]
            return not wanted or await self._check_for_traefik_service(wanted[-1], "router")

        await exponential_backoff(
            used,
            f"The proxy did not take up the routes to {', '.join(new)}",
            start_wait=_TOGETHER,
            timeout=self.check_route_timeout,
        )

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
