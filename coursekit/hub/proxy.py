"""The proxy in front of hub and servers: traefik, started again when it dies."""

# mypy: allow-subclassing-any

from __future__ import annotations

from jupyterhub_traefik_proxy.fileprovider import TraefikFileProviderProxy
from tornado.ioloop import PeriodicCallback

_EVERY = 500
"""Milliseconds between two looks: nobody reaches anything while the proxy is gone."""


class WatchedProxy(TraefikFileProviderProxy):
    """traefik by files, watched.

    JupyterHub does this for configurable-http-proxy only. The routes are in traefik's own files,
    so a new process has them all at once.
    """

    async def start(self) -> None:
        """Start traefik, and keep it running."""
        await super().start()
        self._watch = PeriodicCallback(self._start_again, _EVERY)
        self._watch.start()

    async def stop(self) -> None:
        """Stop watching, then stop traefik."""
        self._watch.stop()
        await super().stop()

    def _start_again(self) -> None:
        status = self.traefik_process.poll()
        if status is not None:
            self.log.warning("The proxy ended (status %s): starting it again", status)
            self._start_traefik()
