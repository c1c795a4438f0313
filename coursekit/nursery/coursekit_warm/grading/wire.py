"""Values as they travel between a student's kernel and the judge: JSON with tags, and raw blobs.

Nothing is ever pickled, and the decoder makes only what it knows and has checked. This file is also
executed as text in kernels that have no coursekit, so it imports nothing of its neighbours.

``null``, booleans, strings, small integers and floats are themselves; all else is a list that
begins with a tag (see ``plain`` and ``tables``). Containers that can change have a token: both
sides know such an object by the same number, so that it stays one object, and changes reach it.
"""

from __future__ import annotations

import json
import re
import socket
import struct
from collections.abc import Callable
from typing import Any

LONGEST = 256 * 2**20
"""Bytes of one message."""
_LONGEST_TEXT = 24 * 2**20
"""Bytes of a message's JSON."""
_PARTS = 3_000_000
"""Values in a message's JSON."""
_DEPTH = 120
_SMALL = 2**53
HEAD = struct.Struct(">III")

Node = Any


class Malformed(Exception):  # noqa: N818 - what the other side said is no value
    """What was received is no message, or no value."""


class NotPlain(Exception):  # noqa: N818 - no error: such an object stays where it is
    """An object can't be carried by value."""


class Encoder:
    """Turns values into nodes; ``stay(object)`` gives the node of what can't be carried.

    ``tokens`` maps the ``id`` of an object that both sides know to its number, ``share`` is told
    of each container that can change, and returns its number.
    """

    def __init__(
        self,
        kinds: Kinds,
        stay: Callable[[Any], Node],
        share: Callable[[Any], tuple[int, bool]],
    ) -> None:
        self.blobs: list[bytes] = []
        self._kinds = kinds
        self._stay = stay
        self._share = share
        self._depth = 0
        self._size = 0

    def node(self, value: Any) -> Node:
        """Return the node of a value."""
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is str:
            self._grow(len(value))
            return value
        if kind is float:
            return value
        if kind is int:
            return value if -_SMALL < value < _SMALL else ["i", hex(value)]
        self._grow(8)
        pack = self._kinds.pack.get(kind) or self._kinds.packer(value)
        if pack is None or self._depth >= _DEPTH:
            return self._stay(value)
        self._depth += 1
        blobs, size = len(self.blobs), self._size
        try:
            if kind in self._kinds.shared:
                number, known = self._share(value)
                if known:
                    return ["=", number]
                return ["t", number, pack(self, value)]
            return pack(self, value)
        except NotPlain:
            del self.blobs[blobs:]
            self._size = size
            return self._stay(value)
        finally:
            self._depth -= 1

    def content(self, value: Any) -> Node:
        """Return the node of a shared container's content, without its token."""
        return self._kinds.pack[type(value)](self, value)

    def blob(self, data: bytes) -> int:
        """Add raw bytes; return their number."""
        self._grow(len(data))
        self.blobs.append(data)
        return len(self.blobs) - 1

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > LONGEST // 2:
            raise TooBig


class TooBig(Exception):  # noqa: N818 - no error: such an object stays where it is
    """A value has more bytes than are carried."""


class Decoder:
    """Turns nodes into values; raises ``Malformed`` for what no encoder made.

    ``found(tag, node)`` gives what stayed on the other side, ``known(number)`` what both sides
    know, and ``learn(number, value)`` is told of it.
    """

    def __init__(
        self,
        kinds: Kinds,
        blobs: list[bytes],
        found: Callable[[Decoder, list[Any]], Any],
        known: Callable[[int], Any],
        learn: Callable[[int, Any], None],
    ) -> None:
        self.blobs = blobs
        self._kinds = kinds
        self._found = found
        self._known = known
        self._learn = learn
        self._depth = 0

    def value(self, node: Node) -> Any:
        """Return the value of a node."""
        if type(node) is not list:
            if type(node) is dict:
                raise Malformed("an object is no value")
            return node
        if not node or type(node[0]) is not str:
            raise Malformed("a value has no tag")
        self._depth += 1
        if self._depth > 3 * _DEPTH:
            raise Malformed("too deep")
        try:
            return self._tagged(node)
        except Malformed:
            raise
        except (RecursionError, MemoryError):
            raise Malformed("too deep or too big") from None
        except Exception as error:  # whatever a library says to senseless parts
            raise Malformed(f"{node[0]}: {type(error).__name__}: {error}") from error
        finally:
            self._depth -= 1

    def _tagged(self, node: list[Any]) -> Any:
        tag = node[0]
        if tag == "=":
            return self._known(integer(node[1]))
        if tag == "t":
            number, inner = integer(node[1]), node[2]
            if type(inner) is not list or not inner or type(inner[0]) is not str:
                raise Malformed("a value has no tag")
            self._kinds.unpacker(inner[0])
            if inner[0] not in self._kinds.mutable:
                raise Malformed("only what can change has a token")
            made = self._kinds.empty[inner[0]]() if inner[0] in self._kinds.empty else None
            if made is not None:
                # Known before it is filled: it may hold itself.
                self._learn(number, made)
                self._kinds.fill[inner[0]](self, made, inner)
                return made
            made = self._kinds.unpack[inner[0]](self, inner)
            self._learn(number, made)
            return made
        unpack = self._kinds.unpacker(tag)
        return unpack(self, node) if unpack else self._found(self, node)

    def fill(self, value: Any, node: Node) -> None:
        """Give a shared container the content that a node tells."""
        if type(node) is not list or not node or node[0] not in self._kinds.fill:
            raise Malformed("no content")
        if self._kinds.tags.get(type(value)) != node[0]:
            raise Malformed("content of another kind")
        try:
            self._kinds.fill[node[0]](self, value, node)
        except Malformed:
            raise
        except Exception as error:
            raise Malformed(f"{node[0]}: {error}") from error

    def blob(self, number: Any) -> bytes:
        """Return raw bytes by their number."""
        if type(number) is not int or not 0 <= number < len(self.blobs):
            raise Malformed("no such blob")
        return self.blobs[number]


class Kinds:
    """What is carried by value: how each exact type is packed, and each tag unpacked."""

    def __init__(self) -> None:
        self.pack: dict[type, Callable[[Encoder, Any], Node]] = {}
        self.unpack: dict[str, Callable[[Decoder, list[Any]], Any]] = {}
        self.shared: set[type] = set()
        self.mutable: set[str] = set()
        self.tags: dict[type, str] = {}
        self.empty: dict[str, Callable[[], Any]] = {}
        self.fill: dict[str, Callable[[Decoder, Any, list[Any]], None]] = {}
        self.libraries: dict[str, Callable[[Kinds], None]] = {}
        """What adds the types of a library, once one of them is met."""

    def packer(self, value: Any) -> Callable[[Encoder, Any], Node] | None:
        """Return how a value of a library's type is packed, if it is."""
        module = type(value).__module__
        self.meet(module.partition(".")[0] if type(module) is str else "")
        return self.pack.get(type(value))

    def unpacker(self, tag: str) -> Callable[[Decoder, list[Any]], Any] | None:
        """Return how what has a tag is unpacked; those of a library begin with its name."""
        if tag not in self.unpack:
            self.meet(tag.partition(".")[0])
        return self.unpack.get(tag)

    def meet(self, library: str) -> None:
        """Add the types of a library, if it has some."""
        adds = self.libraries.pop(library, None)
        if adds is not None:
            adds(self)

    def add(
        self,
        kind: type,
        tag: str,
        pack: Callable[[Encoder, Any], list[Any]],
        unpack: Callable[[Decoder, list[Any]], Any],
    ) -> None:
        """Carry a type whose values never change: ``pack`` gives what follows the tag."""
        self.pack[kind] = lambda encoder, value: [tag, *pack(encoder, value)]
        self.unpack[tag] = unpack

    def add_shared(
        self,
        kind: type,
        tag: str,
        pack: Callable[[Encoder, Any], list[Any]],
        fill: Callable[[Decoder, Any, list[Any]], None],
        empty: Callable[[], Any] | None = None,
        unpack: Callable[[Decoder, list[Any]], Any] | None = None,
    ) -> None:
        """Carry a type whose values can change: made ``empty`` and filled, or at once."""
        self.pack[kind] = lambda encoder, value: [tag, *pack(encoder, value)]
        self.shared.add(kind)
        self.mutable.add(tag)
        self.tags[kind] = tag
        self.fill[tag] = fill
        if empty is not None:
            self.empty[tag] = empty
        if unpack is not None:
            self.unpack[tag] = unpack


def integer(value: Any) -> int:
    """Return a whole number; raises ``Malformed`` for anything else."""
    if type(value) is not int:
        raise Malformed("no whole number")
    return value


def text(value: Any, longest: int = 10_000) -> str:
    """Return a text; raises ``Malformed`` for anything else."""
    if type(value) is not str or len(value) > longest:
        raise Malformed("no text")
    return value


def items(value: Any) -> list[Any]:
    """Return a list; raises ``Malformed`` for anything else."""
    if type(value) is not list:
        raise Malformed("no list")
    return value


class Line:
    """Messages over a connected socket: a head, JSON, blobs.

    ``wait()`` is called before more is read than is there: the judge watches the kernel meanwhile.
    """

    def __init__(self, connection: socket.socket, wait: Callable[[], None] | None = None) -> None:
        self._connection = connection
        self._wait = wait

    def send(self, message: dict[str, Any], blobs: list[bytes]) -> None:
        """Send a message and its blobs; raises ``OSError``."""
        told = json.dumps({**message, "b": [len(blob) for blob in blobs]}).encode("ascii")
        rest = b"".join(blobs)
        if len(told) > _LONGEST_TEXT or len(told) + len(rest) > LONGEST:
            raise TooBig
        self._connection.sendall(HEAD.pack(0x434B4A31, len(told), len(rest)) + told + rest)

    def receive(self) -> tuple[dict[str, Any], list[bytes]]:
        """Wait for a message; raises ``Malformed``, or ``EOFError`` when the other side is gone."""
        magic, told, rest = HEAD.unpack(self._read(HEAD.size))
        if magic != 0x434B4A31 or told > _LONGEST_TEXT or told + rest > LONGEST:
            raise Malformed("no message")
        return parsed(self._read(told), self._read(rest))

    def _read(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            if self._wait is not None:
                self._wait()
            part = self._connection.recv(min(size - len(data), 2**20))
            if not part:
                raise EOFError
            data += part
        return bytes(data)


def parsed(told: bytes, rest: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return the message and the blobs of what was received; raises ``Malformed``."""
    if told.count(b",") + told.count(b"[") + told.count(b"{") > _PARTS:
        raise Malformed("too many values")
    try:
        message = json.loads(told)
    except (ValueError, RecursionError, MemoryError) as error:
        raise Malformed("no JSON") from error
    if type(message) is not dict:
        raise Malformed("no message")
    blobs, start = [], 0
    for size in items(message.pop("b", [])):
        if type(size) is not int or size < 0 or start + size > len(rest):
            raise Malformed("no such blob")
        blobs.append(rest[start : start + size])
        start += size
    return message, blobs


HEX = re.compile(r"-?0x[0-9a-f]+")
