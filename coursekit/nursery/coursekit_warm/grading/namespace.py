"""A notebook's names as its tests see them: fetched from the kernel when they are asked for."""

from __future__ import annotations

import builtins
import dis
import doctest
import types
from collections.abc import Iterator
from typing import Any

from coursekit_warm.grading.remote import Far
from coursekit_warm.grading.session import Session

_ABSENT = object()


class Namespace(dict[str, Any]):
    """The globals of a notebook; passes for a dictionary wherever Python looks names up.

    otter runs doctests on a copy of them: ``copy`` fixes which object each name has, and brings
    those over that the tests of the file name.
    """

    def __init__(
        self, session: Session, wanted: tuple[str, ...], snapshot: int | None = None
    ) -> None:
        super().__init__(__builtins__=builtins, __name__="__main__")
        self._session = session
        self._wanted = wanted
        self._snapshot = snapshot
        self._absent: set[str] = set()

    def copy(self) -> Namespace:
        """Return the names as they are now."""
        number, found = self._session.ask("snapshot", self._wanted)
        made = Namespace(self._session, self._wanted, number)
        for name, value in found:
            dict.__setitem__(made, name, _noted(name, value))
        made._absent = {name for name in self._wanted if not dict.__contains__(made, name)}
        return made

    def _fetched(self, name: Any) -> Any:
        if type(name) is not str or name in self._absent:
            return _ABSENT
        found = self._session.ask("get", self._snapshot, (name,))
        return _noted(name, found[0][1]) if found else _ABSENT

    def __missing__(self, name: Any) -> Any:
        value = self._fetched(name)
        if value is _ABSENT:
            raise KeyError(name)
        if self._snapshot is not None:
            dict.__setitem__(self, name, value)
        return value

    def get(self, name: Any, default: Any = None) -> Any:
        """Return the value of a name, ``default`` without one."""
        try:
            return self[name]
        except KeyError:
            return default

    def __contains__(self, name: Any) -> bool:
        return dict.__contains__(self, name) or self._fetched(name) is not _ABSENT

    def __setitem__(self, name: str, value: Any) -> None:
        if self._snapshot is None:
            self._session.ask("set", name, value)
        else:
            dict.__setitem__(self, name, value)

    def __delitem__(self, name: str) -> None:
        if self._snapshot is None:
            self._session.ask("unset", name)
        else:
            self[name]
            self._absent.add(name)
            dict.__delitem__(self, name)

    def __iter__(self) -> Iterator[str]:
        names = dict.fromkeys(self._session.ask("names", self._snapshot))
        return iter({**names, **dict.fromkeys(dict.keys(self))})

    def keys(self) -> Any:
        """Return all names."""
        return list(self)

    def values(self) -> Any:
        """Return all values."""
        return [self[name] for name in self]

    def items(self) -> Any:
        """Return all names with their values."""
        return [(name, self[name]) for name in self]

    def __len__(self) -> int:
        return len(list(iter(self)))


def _noted(name: str, value: Any) -> Any:
    if isinstance(value, Far):
        value.named(name)
    return value


def names_in(test: Any) -> tuple[str, ...]:
    """Return the names that the doctests of a test file load."""
    found: dict[str, None] = {}
    for case in test.test_cases:
        if isinstance(case.body, str):
            for example in _examples(case.body):
                found.update(dict.fromkeys(_loaded(example)))
    return tuple(found)


def _examples(body: str) -> Iterator[types.CodeType]:
    try:
        parsed = doctest.DocTestParser().get_examples(body)
    except ValueError:
        return
    for example in parsed:
        try:
            yield compile(example.source, "<test>", "single")
        except SyntaxError:
            continue


def _loaded(code: types.CodeType) -> Iterator[str]:
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_NAME", "LOAD_GLOBAL") and isinstance(step.argval, str):
            yield step.argval
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _loaded(constant)
