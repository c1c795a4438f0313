"""What Python itself brings that is carried by value. Text for kernels, as ``wire`` is."""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import math
import pathlib
import uuid
import zoneinfo
from collections.abc import Callable
from typing import Any

from coursekit_warm.grading.wire import (
    HEX,
    Decoder,
    Encoder,
    Kinds,
    Malformed,
    NotPlain,
    integer,
    items,
    text,
)

_PATHS = (
    pathlib.PosixPath,
    pathlib.WindowsPath,
    pathlib.PurePosixPath,
    pathlib.PureWindowsPath,
)
_ITEMS = 2_000_000
_BASES: dict[type, Callable[[Any], Any]] = {
    int: int.__pos__,
    float: float.__pos__,
    complex: complex.__pos__,
    str: str.__str__,
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    bytearray: lambda value: bytearray.__getitem__(value, slice(None)),
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
    list: list.copy,
    dict: dict.copy,
    set: lambda value: set(set.__iter__(value)),
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
}
"""How an object of a class that is derived from a plain type comes to its plain value.

By that type's own methods: what the class makes of them does not count.
"""


def base_of(kind: type) -> type | None:
    """Return the plain type that a class is derived from."""
    return next((base for base in kind.__mro__ if base in _BASES), None)


def plain_of(value: Any) -> Any:
    """Return the plain value of an object whose class ``base_of`` knows."""
    base = base_of(type(value))
    if base is None:
        raise TypeError("no plain value")
    return _BASES[base](value)


def kinds() -> Kinds:
    """Return what is carried by value of Python itself."""
    made = Kinds()
    _scalars(made)
    _times(made)
    _containers(made)
    return made


def _scalars(made: Kinds) -> None:
    made.unpack["i"] = lambda _d, node: int(_matched(node[1]), 16)
    made.add(
        complex,
        "c",
        lambda _e, v: [v.real, v.imag],
        lambda _d, n: complex(_real(n[1]), _real(n[2])),
    )
    made.add(bytes, "b", lambda e, v: [e.blob(v)], lambda d, n: d.blob(n[1]))
    made.add(type(...), "...", lambda _e, _v: [], lambda _d, _n: ...)
    made.add(type(NotImplemented), "ni", lambda _e, _v: [], lambda _d, _n: NotImplemented)
    for kind, tag in ((range, "rg"), (slice, "sl")):
        made.add(
            kind,
            tag,
            lambda e, v: [e.node(v.start), e.node(v.stop), e.node(v.step)],
            lambda d, n, kind=kind: kind(d.value(n[1]), d.value(n[2]), d.value(n[3])),
        )
    made.add(
        decimal.Decimal, "de", lambda _e, v: [str(v)], lambda _d, n: decimal.Decimal(text(n[1]))
    )
    made.add(
        fractions.Fraction,
        "fr",
        lambda e, v: [e.node(v.numerator), e.node(v.denominator)],
        lambda d, n: fractions.Fraction(d.value(n[1]), d.value(n[2])),
    )
    made.add(uuid.UUID, "uu", lambda _e, v: [v.hex], lambda _d, n: uuid.UUID(text(n[1])))
    for path in _PATHS:
        made.pack[path] = lambda _e, v: ["pa", _PATHS.index(type(v)), str(v)]
    made.unpack["pa"] = lambda _d, n: _PATHS[integer(n[1])](text(n[2]))


def _times(made: Kinds) -> None:
    made.add(
        datetime.date,
        "da",
        lambda _e, v: [v.year, v.month, v.day],
        lambda _d, n: datetime.date(*map(integer, n[1:4])),
    )
    made.add(
        datetime.timedelta,
        "dl",
        lambda _e, v: [v.days, v.seconds, v.microseconds],
        lambda _d, n: datetime.timedelta(*map(integer, n[1:4])),
    )
    made.add(
        datetime.time,
        "ti",
        lambda e, v: [v.hour, v.minute, v.second, v.microsecond, v.fold, _zone(e, v.tzinfo)],
        lambda d, n: _at(datetime.time(*map(integer, n[1:5])), d, n[5:]),
    )
    made.add(
        datetime.datetime,
        "dt",
        lambda e, v: [*v.timetuple()[:6], v.microsecond, v.fold, _zone(e, v.tzinfo)],
        lambda d, n: _at(datetime.datetime(*map(integer, n[1:8])), d, n[8:]),
    )
    made.add(
        datetime.timezone,
        "tz",
        lambda e, v: [e.node(v.utcoffset(None)), v.tzname(None)],
        _offset,
    )
    made.add(
        zoneinfo.ZoneInfo,
        "zi",
        lambda _e, v: [_named(v)],
        lambda _d, n: zoneinfo.ZoneInfo(text(n[1])),
    )


def _at(moment: Any, decoder: Decoder, rest: list[Any]) -> Any:
    fold, zone = rest
    return moment.replace(fold=integer(fold), tzinfo=decoder.value(zone))


def _zone(encoder: Encoder, zone: Any) -> Any:
    if zone is not None and type(zone) not in (datetime.timezone, zoneinfo.ZoneInfo):
        raise NotPlain
    return encoder.node(zone)


def _offset(decoder: Decoder, node: list[Any]) -> datetime.timezone:
    offset, name = decoder.value(node[1]), text(node[2])
    plain = datetime.timezone(offset)
    if plain == datetime.UTC:
        return datetime.UTC
    return plain if plain.tzname(None) == name else datetime.timezone(offset, name)


def _named(zone: zoneinfo.ZoneInfo) -> str:
    if not zone.key:
        raise NotPlain
    return zone.key


def _containers(made: Kinds) -> None:
    made.add(tuple, "(", _several, lambda d, n: tuple(_each(d, n)))
    made.add(frozenset, "fs", _several, lambda d, n: frozenset(_each(d, n)))
    # Of a view what it shows: it no longer changes with its dictionary.
    made.add(type({}.keys()), "dk", _several, lambda d, n: dict.fromkeys(_each(d, n)).keys())
    made.add(type({}.values()), "dv", _several, lambda d, n: dict(enumerate(_each(d, n))).values())
    made.add(type({}.items()), "di", _several, lambda d, n: dict(_each(d, n)).items())
    made.add_shared(
        list,
        "[",
        _several,
        lambda d, v, n: v.__setitem__(slice(None), _each(d, n)),
        list,
    )
    made.add_shared(set, "{", _several, _fill_set, set)
    made.add_shared(dict, ":", _pairs, _fill_dict, dict)
    made.add_shared(collections.OrderedDict, "od", _pairs, _fill_dict, collections.OrderedDict)
    made.add_shared(collections.Counter, "co", _pairs, _fill_dict, collections.Counter)
    made.add_shared(
        collections.defaultdict,
        "dd",
        lambda e, v: [*_pairs(e, v), e.node(v.default_factory)],
        _fill_default,
        collections.defaultdict,
    )
    made.add_shared(
        collections.deque,
        "dq",
        lambda e, v: [*_several(e, v), v.maxlen],
        lambda d, v, n: (v.clear(), v.extend(map(d.value, items(n[1]))))[0],
        unpack=lambda d, n: collections.deque(
            map(d.value, items(n[1])), None if n[2] is None else integer(n[2])
        ),
    )
    made.add_shared(
        bytearray,
        "ba",
        lambda e, v: [e.blob(bytes(v))],
        lambda d, v, n: v.__setitem__(slice(None), d.blob(n[1])),
        bytearray,
    )


def _several(encoder: Encoder, value: Any) -> list[Any]:
    if len(value) > _ITEMS:
        raise NotPlain
    return [[encoder.node(item) for item in value]]


def _each(decoder: Decoder, node: list[Any]) -> list[Any]:
    return [decoder.value(item) for item in items(node[1])]


def _pairs(encoder: Encoder, value: Any) -> list[Any]:
    if len(value) > _ITEMS:
        raise NotPlain
    return [[[encoder.node(key), encoder.node(item)] for key, item in value.items()]]


def _fill_set(decoder: Decoder, value: set[Any], node: list[Any]) -> None:
    content = _each(decoder, node)
    value.clear()
    value.update(content)


def _fill_dict(decoder: Decoder, value: dict[Any, Any], node: list[Any]) -> None:
    content = []
    for pair in items(node[1]):
        key, item = items(pair)
        content.append((decoder.value(key), decoder.value(item)))
    value.clear()
    for key, item in content:
        value[key] = item  # noqa: PERF403 - of an ordered one, in this order; a Counter would count


def _fill_default(decoder: Decoder, value: Any, node: list[Any]) -> None:
    _fill_dict(decoder, value, node)
    factory = decoder.value(node[2])
    if factory is not None and not callable(factory):
        raise Malformed("no factory")
    value.default_factory = factory


def _matched(value: Any) -> str:
    if HEX.fullmatch(text(value, 2_000_000)) is None:
        raise Malformed("no number")
    return str(value)


def _real(value: Any) -> float:
    if type(value) not in (int, float) or isinstance(value, bool):
        raise Malformed("no number")
    return float(value) if not math.isinf(value) else value
