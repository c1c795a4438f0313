"""The Docker networks of a hub: one that it listens in, and one for each college.

Within a college's network no container reaches another one (``enable_icc``), between networks
Docker lets nothing pass, and all reach the hub at the gateway of its own network, which is this
machine. https://docs.docker.com/engine/network/drivers/bridge
"""

# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, ip_network
from pathlib import Path
from typing import Any

from docker import APIClient
from docker.errors import APIError
from docker.types import IPAMConfig, IPAMPool

from coursekit.hub.site import LABEL

_ROUTES = Path("/proc/net/route")
_OF_COLLEGE, _OF_HUB = 22, 29
"""Prefixes: a thousand students at a time; the hub's has nobody in it."""


class Networks:
    """Makes networks when they are asked for; what is there already is taken as it is."""

    def __init__(
        self, hub: str, pool: str, client: APIClient | None = None, routes: Path = _ROUTES
    ) -> None:
        self.hub = hub
        self._pool = IPv4Network(pool)
        self._routes = routes
        self._client = client or APIClient(version="auto")
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}

    def __deepcopy__(self, memo: dict[int, object]) -> Networks:
        """Stay one: traitlets copies every value of a configuration."""
        return self

    def gateway(self) -> str:
        """Return this machine's address in the hub's own network."""
        return self._gateway_of(f"{self.hub}-hub", _OF_HUB)

    def of(self, college: str) -> str:
        """Return the name of a college's network."""
        name = f"{self.hub}-{college}"
        self._gateway_of(name, _OF_COLLEGE)
        return name

    def _gateway_of(self, name: str, prefix: int) -> str:
        with self._lock:
            if name not in self._known:
                found = self._find(name) or self._make(name, prefix)
                self._known[name] = str(found["IPAM"]["Config"][0]["Gateway"])
            return self._known[name]

    def forget(self, college: str) -> None:
        """Look anew for the network of a college, which somebody may have removed."""
        with self._lock:
            self._known.pop(f"{self.hub}-{college}", None)

    def _find(self, name: str) -> dict[str, Any] | None:
        found = self._client.networks(names=[name])
        return next((dict(one) for one in found if one["Name"] == name), None)

    def _make(self, name: str, prefix: int) -> dict[str, Any]:
        refused: APIError | None = None
        for subnet in self._free(prefix):
            pool = IPAMPool(subnet=str(subnet), gateway=str(subnet[1]))
            try:
                self._client.create_network(
                    name,
                    driver="bridge",
                    ipam=IPAMConfig(pool_configs=[pool]),
                    options={"com.docker.network.bridge.enable_icc": "false"},
                    labels={LABEL: self.hub},
                )
            except APIError as error:
                if error.status_code == 409:  # another hub process was faster
                    break
                if "overlap" not in str(error):
                    raise
                refused = error  # the machine itself has an address there
                continue
            break
        found = self._find(name)
        if found is None:
            raise refused or OSError(f"no addresses of {self._pool} are left for {name}")
        return found

    def _free(self, prefix: int) -> Iterator[IPv4Network]:
        """Yield the subnets of the pool that neither this daemon nor this machine has."""
        taken = [
            *_networks_of(self._routes, self._pool.prefixlen),
            *(
                ip_network(config["Subnet"])
                for one in self._client.networks()
                for config in one["IPAM"]["Config"] or ()
                if "." in config.get("Subnet", "")
            ),
        ]
        for subnet in self._pool.subnets(new_prefix=prefix):
            if not any(subnet.overlaps(one) for one in taken):
                yield subnet


def _networks_of(routes: Path, longer: int) -> list[IPv4Network]:
    """Return where this machine sends packets already, of prefixes ``longer`` than the pool's.

    Docker 20.10 does not look, and a daemon that was killed leaves its bridges: of two with the
    same addresses only one is reached. ``routes`` is the kernel's table, whose numbers are in the
    machine's own order of bytes (proc_net_route in proc(5)).
    """
    found = []
    with contextlib.suppress(OSError):
        for line in routes.read_text("ascii").splitlines()[1:]:
            words = line.split("\t")
            address, mask = (
                IPv4Address(bytes.fromhex(word)[:: -1 if sys.byteorder == "little" else 1])
                for word in (words[1], words[7])
            )
            found.append(IPv4Network(f"{address}/{mask}"))
    return [one for one in found if one.prefixlen > longer]
