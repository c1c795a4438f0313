"""Hands out ports: the hub's own, and those that students' servers listen on."""

from __future__ import annotations

import contextlib
import itertools
import random
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

from coursekit.errors import EngineFailedError

_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
_USUAL = (32768, 60999)
"""What Linux gives to outgoing connections (ip(7)), where the machine does not say."""
_FIRST = 12768
_LAST = 65535


class Ports:
    """Ports of the loopback address, none given twice until all others were.

    JupyterHub asks the system for a free one, which until the server listens may be given to any
    connection that goes out meanwhile: when a class starts at once, some do meet. These are of the
    range that is never given to connections.
    """

    def __init__(self, *, used_by_connections: tuple[int, int] | None = None) -> None:
        low, high = used_by_connections or _used_by_connections()
        below, above = range(_FIRST, low), range(high + 1, _LAST + 1)
        self._all = max(below, above, key=len)
        self._next = self._turn()

    def take(self) -> int:
        """Return a port that nobody listens on. Raises ``EngineFailedError`` if there is none."""
        for port in itertools.islice(self._next, len(self._all)):
            with socket.socket() as probe, contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
        raise EngineFailedError("no port of this machine is free for a student's server")

    def _turn(self) -> Iterator[int]:
        """Begin anywhere: another hub on this machine is likely to be elsewhere."""
        begin = random.SystemRandom().randrange(max(1, len(self._all)))
        return itertools.cycle([*self._all[begin:], *self._all[:begin]])

    def __deepcopy__(self, memo: dict[int, object]) -> Ports:
        """Stay one: traitlets copies every value of a configuration."""
        return self


def free_port(address: str, among: Sequence[int]) -> int:
    """Return the first port of ``among`` that is free. Raises ``EngineFailedError`` if none is."""
    for port in among:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
            return port
    raise EngineFailedError("no port of this machine is free for the hub")


def kept_port(place: Path, address: str, among: Sequence[int], within: range) -> int:
    """Return the same port again as long as it is free: servers know the hub by it.

    It is written down in the hub's folder ``place``, and counts if it is ``within`` what may be.
    Raises ``EngineFailedError`` if none is free.
    """
    kept, before = place / "port", []
    with contextlib.suppress(OSError, ValueError):
        before = [number for number in (int(kept.read_text("ascii")),) if number in within]
    port = free_port(address, [*before, *among])
    kept.write_text(f"{port}\n", "ascii")
    return port


def _used_by_connections() -> tuple[int, int]:
    with contextlib.suppress(OSError, ValueError):
        low, high = (int(word) for word in _RANGE.read_text("ascii").split())
        return low, high
    return _USUAL
