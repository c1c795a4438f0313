"""Values go over the wire and come back the same; nonsense comes to nothing but one error."""

from __future__ import annotations

import collections
import contextlib
import datetime
import decimal
import fractions
import json
import math
import sys
import uuid
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit.nursery

sys.path.append(str(Path(coursekit.nursery.__file__).parent))

from coursekit_warm.grading.heap import Heap
from coursekit_warm.grading.plain import kinds
from coursekit_warm.grading.wire import Decoder, Encoder, Malformed, parsed

KINDS = kinds()


class Stays(Exception):
    """Something was not carried by value."""


def stays(value: Any) -> Any:
    raise Stays(type(value).__name__)


def unknown(_decoder: Decoder, node: list[Any]) -> Any:
    raise Malformed(str(node[0]))


def there(value: Any, *, heaps: tuple[Heap, Heap] | None = None) -> Any:
    """Return what the other side makes of a value."""
    here, other = heaps or (Heap(1), Heap(2))
    encoder = Encoder(KINDS, stays, here.share)
    told = json.dumps({"v": encoder.node(value), "b": [len(blob) for blob in encoder.blobs]})
    message, blobs = parsed(told.encode("ascii"), b"".join(encoder.blobs))
    return Decoder(KINDS, blobs, unknown, other.known, other.learn).value(message["v"])


NUMBERS = st.one_of(st.integers(), st.floats(), st.complex_numbers(), st.decimals(), st.fractions())
TIMES = st.one_of(st.dates(), st.datetimes(), st.times(), st.timedeltas())
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    NUMBERS,
    TIMES,
    st.text(st.characters(codec=None)),
    st.binary(),
    st.uuids(),
    st.just(...),
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(st.text(max_size=3), inner, max_size=4),
        st.lists(inner, max_size=3).map(collections.deque),
        st.dictionaries(st.integers(), inner, max_size=3).map(collections.OrderedDict),
        st.frozensets(st.integers(0, 7), max_size=4),
        st.sets(st.integers(0, 7), max_size=4),
    ),
    max_leaves=12,
)


@given(VALUES)
def test_what_comes_back_is_the_same(value: Any) -> None:
    made = there(value)
    assert type(made) is type(value)
    assert repr(made) == repr(value), "also of nan, -0.0 and lone surrogates"


@pytest.mark.parametrize(
    "value",
    [
        2**20000,
        -(2**53),
        -0.0,
        math.inf,
        "\ud800",
        b"\0\xff",
        bytearray(b"ab"),
        range(1, 9, 2),
        slice(None, 3),
        decimal.Decimal("1.10"),
        fractions.Fraction(1, 3),
        uuid.UUID(int=7),
        PurePosixPath("a/b"),
        datetime.datetime(2027, 1, 2, tzinfo=datetime.UTC),
        datetime.timezone(datetime.timedelta(hours=2), "here"),
        collections.Counter("abca"),
        collections.deque([1, 2], maxlen=2),
        {"a": 1}.keys(),
        {"a": 1}.items(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_odd_values(value: Any) -> None:
    made = there(value)
    assert (type(made), made) == (type(value), value)
    assert isinstance(value, int) or str(made) == str(value)


def test_one_object_stays_one_and_may_hold_itself() -> None:
    inner: list[Any] = [1]
    value: list[Any] = [inner, {"again": inner}]
    value.append(value)
    made = there(value)
    assert made[0] is made[1]["again"]
    assert made[2] is made


def test_what_is_derived_from_a_plain_type_is_not_carried() -> None:
    for base in (int, str, list, dict, tuple, set, float):
        with pytest.raises(Stays):
            there(type("Mine", (base,), {"__eq__": lambda *_: True, "__hash__": None})())


def test_what_changes_on_one_side_is_seen() -> None:
    here, other = Heap(1), Heap(2)
    value = [1, {"a": 2}]
    made = there(value, heaps=(here, other))
    for heap in (here, other):
        heap.settle()
    assert list(other.changed()) == []
    made[1]["b"] = 3
    ((number, changed),) = other.changed()
    assert changed is made[1]
    assert here.known(number) is value[1]
    assert list(other.changed()) == []


NODES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.builds(
            lambda tag, rest: [tag, *rest],
            st.sampled_from([*KINDS.unpack, "t", "=", "o", "[", ":", "{", "dd"]),
            st.lists(inner, max_size=5),
        ),
        st.dictionaries(st.text(max_size=3), inner, max_size=3),
    ),
    max_leaves=15,
)


@given(NODES, st.binary(max_size=20))
def test_nonsense_is_refused_or_a_value_and_nothing_else(node: Any, blob: bytes) -> None:
    heap = Heap(2)
    with contextlib.suppress(Malformed):
        Decoder(KINDS, [blob], unknown, heap.known, heap.learn).value(node)


@given(st.binary(max_size=200))
def test_noise_is_no_message(noise: bytes) -> None:
    try:
        message, _ = parsed(noise, b"")
    except Malformed:
        return
    assert isinstance(message, dict)


@pytest.mark.parametrize("told", ["[" * 100_000, '{"v": ' + "[" * 100_000, "[1]", '{"b": [9]}'])
def test_bombs_are_refused(told: str) -> None:
    with pytest.raises(Malformed):
        parsed(told.encode(), b"")


def test_deep_nodes_are_refused() -> None:
    node: Any = []
    for number in range(5000):
        node = ["t", number, ["[", [node]]]
    heap = Heap(2)
    with pytest.raises(Malformed):
        Decoder(KINDS, [], unknown, heap.known, heap.learn).value(node)
