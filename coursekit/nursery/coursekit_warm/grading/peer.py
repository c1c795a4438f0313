"""One side of the talk between a kernel and the judge: each asks, and answers while it waits.

Text for kernels, as ``wire`` is.
"""

from __future__ import annotations

from typing import Any

from coursekit_warm.grading import states
from coursekit_warm.grading.heap import Heap
from coursekit_warm.grading.wire import (
    Decoder,
    Encoder,
    Kinds,
    Line,
    Malformed,
    TooBig,
    integer,
    items,
)

_NESTED = 60
"""How deep the two sides may call each other."""


class Peer:
    """What both sides do; ``stay`` and ``found`` are how objects that stay are told, and read."""

    def __init__(self, line: Line, kinds: Kinds, first: int) -> None:
        self._line = line
        self._kinds = kinds
        self._heap = Heap(first)
        self._numbers: list[Any] | None = None
        self._nested = 0

    def stay(self, value: Any) -> Any:
        """Return the node of an object that is not carried by value."""
        raise NotImplementedError

    def found(self, decoder: Decoder, node: list[Any]) -> Any:
        """Return what a node stands for that is no value."""
        raise NotImplementedError

    def perform(self, task: str, told: tuple[Any, ...]) -> Any:
        """Do what the other side asks."""
        raise NotImplementedError

    def told_of(self, error: BaseException) -> Any:
        """Return what the other side is told of an error, as a value."""
        raise NotImplementedError

    def raised(self, told: Any) -> BaseException:
        """Return the error that the other side told of."""
        raise NotImplementedError

    def heard(self, message: dict[str, Any]) -> None:
        """Take what came with a message beside its value."""

    def beside(self) -> dict[str, Any]:
        """Return what goes with an answer beside its value."""
        return {}

    def ask(self, task: str, *told: Any) -> Any:
        """Ask the other side to do something; return what came of it, or raise its error."""
        self._say({"ask": task}, told)
        while True:
            message, decoder = self._hear()
            if "ask" in message:
                self.answer(message, decoder)
            elif "error" in message:
                raise self.raised(decoder.value(message["v"]))
            elif "ok" in message:
                value = decoder.value(message["v"])
                self._heap.settle()
                return value
            else:
                raise Malformed("no answer")

    def answer(self, message: dict[str, Any], decoder: Decoder) -> None:
        """Do what was asked, and tell what came of it."""
        try:
            self._nested += 1
            if self._nested > _NESTED:
                raise RecursionError("maximum recursion depth exceeded")  # noqa: TRY301
            told = decoder.value(message["v"])
            self._heap.settle()
            value = self.perform(str(message["ask"]), items_of(told))
        except (Malformed, EOFError):
            raise
        except BaseException as error:
            if self.ends(error):
                raise
            self._say({"error": True, **self.beside()}, self.told_of(error))
        else:
            self._say({"ok": True, **self.beside()}, value)
        finally:
            self._nested -= 1

    def ends(self, error: BaseException) -> bool:
        """Tell whether an error is none of what was asked, but ends the talk."""
        del error
        return False

    def _say(self, head: dict[str, Any], value: Any) -> None:
        encoder = Encoder(self._kinds, self.stay, self._heap.share)
        before = self._heap.fresh
        try:
            changed = [[n, encoder.content(v)] for n, v in self._heap.changed()]
            node = encoder.node(value)
        except TooBig:
            self._heap.drop([number for number in self._heap.fresh if number not in before])
            encoder = Encoder(self._kinds, self.stay, self._heap.share)
            changed, node = [], self._too_big(value)
        # Only now: what only the judge's list refers to may have changed before it was let go.
        gone = self._unused()
        message = {**head, "v": node, "c": changed, "g": gone}
        now = states.numbers()
        if now != self._numbers:
            self._numbers = now
            message["r"] = encoder.node(now[0]), [encoder.node(part) for part in now[1:]]
        try:
            self._line.send(message, encoder.blobs)
        except TooBig:
            self._line.send({**head, "v": self._too_big(value), "c": [], "g": gone}, [])
        self._heap.settle()

    def _too_big(self, value: Any) -> Any:
        raise NotImplementedError

    def _unused(self) -> list[int]:
        return []

    def _hear(self) -> tuple[dict[str, Any], Decoder]:
        message, blobs = self._line.receive()
        decoder = Decoder(self._kinds, blobs, self.found, self._heap.known, self._heap.learn)
        for change in items(message.get("c", [])):
            number, node = items(change)
            decoder.fill(self._heap.known(integer(number)), node)
            self._heap.settle()
            self._heap.look_again(number)
        for number in items(message.get("g", [])):
            self._heap.forget(integer(number))
        if "r" in message:
            self._take_numbers(decoder, items(message["r"]))
        self.heard(message)
        if "v" not in message:
            raise Malformed("no value")
        return message, decoder

    def _take_numbers(self, decoder: Decoder, node: list[Any]) -> None:
        own, others = node
        told = [decoder.value(own), *map(decoder.value, items(others))]
        try:
            states.draw_from(told)
        except Exception as error:
            raise Malformed("no state of random numbers") from error
        self._numbers = states.numbers()


def items_of(value: Any) -> tuple[Any, ...]:
    """Return what was told with a question; raises ``Malformed`` if it is not several values."""
    if type(value) is not tuple:
        raise Malformed("not several values")
    return value
