"""What is said to a nursery, and back: one JSON object a line, over a stream.

A question is ``{"ask": ..., ...}``; an answer has ``"ok": true``, or ``"ok": false, "error": ...``.

- ``hello``: ``{"name", "pid", "children"}``
- ``start``: ``what`` ("job", "kernel", "server") and ``owner`` (id of the child that asks, if one
  does); answered by ``{"id", "pid"}``. Of what they are to do the nursery learns nothing: its
  memory is in all its children. A job reads it from the file ``told``: ``spec`` (``job``,
  ``arguments``, and the file for its ``answer``), ``env``, ``cwd``, ``log``. The others are told
  ``spec``, ``env`` and ``cwd`` as the next line, once there is the answer, and answer themselves;
  then the connection is closed. With ``account`` (root only: ``uid``, ``memory`` in bytes,
  ``cpu``, ``processes``, ``layers``) a server is a student's, and is told a ``view``, too. A kernel
  that is ``confined`` (the nursery's own account only) runs a submission: it is told ``confine``
  (see ``coursekit_warm.confine``), the texts of ``files`` that only it sees, and the file for an
  ``answer`` that says what it ended of; it answers with ``kernel``, its process (that of
  ``start`` is its keeper's), and ``root``, the folder where its files are.
- ``poll``: ``{"status": null}`` while the child ``id`` runs, then its exit status (a signal: < 0),
  and ``"why": "memory"`` if it was ended because its account's memory was used up
- ``wait``: as ``poll``, answered when the child ends
- ``signal``: sends ``signum`` to the child ``id`` and all it started
- ``stop``: ends the child ``id`` and all it started
- ``list``: ``{"children": [{"id", "pid", "what"}]}``
- ``adopt``: takes the ownership of child ``id`` away from the connection that started it

A job that is not adopted ends with the connection that started it. Who runs under an account may
start kernels for it, and poll, signal and stop its own; nothing else, and its account is what the
socket says it is.
"""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator
from typing import Any

Message = dict[str, Any]
LONGEST = 64 * 2**20
"""Bytes of the longest line that is read."""


class Closed(Exception):  # noqa: N818 - not an error: the other side is gone
    """The other side closed the connection, or said something that is no message."""


class Stream:
    """Messages over a connected socket."""

    def __init__(self, connection: socket.socket, uid: int = -1, longest: int = LONGEST) -> None:
        self.connection = connection
        self.uid = uid
        """The account at the other end, where that is known."""
        self._longest = longest
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
        """Read once, and return the messages that are complete; raises ``Closed``.

        What follows a ``start`` is the child's to read: nobody sends it before the answer.
        """
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
        if not data or len(self._rest) > self._longest:
            raise Closed
        self._rest += data


def _read(line: bytes) -> Message:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Closed from error
    if not isinstance(message, dict):
        raise Closed
    return message


def ask(path: str, message: Message, timeout: float = 10) -> Message:
    """Ask the nursery at the socket ``path`` one question; raises ``Closed`` without an answer."""
    with _connected(path, timeout) as stream:
        return _asked(stream, message)


def start(path: str, message: Message, rest: Message, timeout: float = 30) -> Message:
    """Start a kernel or a server; return its ``id`` and ``pid``, and what it answered itself.

    Raises ``Closed`` when there is none, with the reason if one is known.
    """
    with _connected(path, timeout) as stream:
        started = _asked(stream, {"ask": "start", **message})
        if started.get("ok"):
            settled = _asked(stream, rest)
            if settled.get("ok"):
                return {**settled, **started}
            raise Closed(settled.get("error"))
        raise Closed(started.get("error"))


@contextlib.contextmanager
def _connected(path: str, timeout: float) -> Iterator[Stream]:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(timeout)
        try:
            connection.connect(path)
        except OSError as error:
            raise Closed from error
        yield Stream(connection)


def _asked(stream: Stream, message: Message) -> Message:
    try:
        stream.send(message)
        return stream.receive()
    except TimeoutError as error:
        raise Closed from error
