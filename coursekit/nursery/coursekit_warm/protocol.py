"""What is said to a nursery, and back: one JSON object a line, over a stream.

A question is ``{"ask": ..., ...}``; an answer has ``"ok": true``, or ``"ok": false, "error": ...``.

- ``hello``: ``{"name", "pid", "children"}``
- ``start``: ``what`` ("job", "kernel", "server"), ``spec`` (what to run), ``env``, ``cwd``,
  ``log`` and ``owner`` (id of the child that asks, if one does); answered by ``{"id", "pid"}``
- ``poll``: ``{"status": null}`` while the child ``id`` runs, then its exit status (a signal: < 0)
- ``wait``: as ``poll``, answered when the child ends, with ``response`` for a job
- ``signal``: sends ``signum`` to the child ``id`` and all it started
- ``stop``: ends the child ``id`` and all it started
- ``list``: ``{"children": [{"id", "pid", "what"}]}``
- ``adopt``: takes the ownership of child ``id`` away from the connection that started it

A job that is not adopted ends with the connection that started it.
"""

from __future__ import annotations

import json
import socket
from typing import Any

Message = dict[str, Any]
LONGEST = 64 * 2**20
"""Bytes of the longest line that is read."""


class Closed(Exception):  # noqa: N818 - not an error: the other side is gone
    """The other side closed the connection, or said something that is no message."""


class Stream:
    """Messages over a connected socket."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._rest = b""

    def fileno(self) -> int:
        """Return the descriptor, for ``select``."""
        return self.connection.fileno()

    def send(self, message: Message) -> None:
        """Send one message; raises ``Closed``."""
        try:
            self.connection.sendall(json.dumps(message).encode() + b"\n")
        except OSError as error:
            raise Closed from error

    def receive(self) -> Message:
        """Wait for one message; raises ``Closed``, and ``TimeoutError`` by the socket's timeout."""
        while b"\n" not in self._rest:
            self._fill()
        line, _, self._rest = self._rest.partition(b"\n")
        return _read(line)

    def arrived(self) -> list[Message]:
        """Read once, and return the messages that are complete; raises ``Closed``."""
        self._fill()
        *lines, self._rest = self._rest.split(b"\n")
        return [_read(line) for line in lines]

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def _fill(self) -> None:
        try:
            data = self.connection.recv(65536)
        except TimeoutError:
            raise
        except OSError as error:
            raise Closed from error
        if not data or len(self._rest) > LONGEST:
            raise Closed
        self._rest += data


def _read(line: bytes) -> Message:
    try:
        message = json.loads(line)
    except ValueError as error:
        raise Closed from error
    if not isinstance(message, dict):
        raise Closed
    return message


def ask(path: str, message: Message, timeout: float = 10) -> Message:
    """Ask the nursery at the socket ``path`` one question; raises ``Closed`` without an answer."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(timeout)
        try:
            connection.connect(path)
            stream = Stream(connection)
            stream.send(message)
            return stream.receive()
        except (OSError, TimeoutError) as error:
            raise Closed from error
