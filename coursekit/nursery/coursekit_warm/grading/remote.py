"""What stands in the judge for objects that stay in a student's kernel.

What is done to such an object is done there, and what comes of it comes back by value where that
can be. Whether it equals, precedes or holds a value of the judge's is never asked there: a test
compares with what is right, and neither may a student's object say that it is that, nor learn what
it is. An object of a class that is derived from a plain type (``class Euro(int)``) is compared, and
computed with, as the plain value that it is, whatever its class makes of operators.

Objects that a test itself makes of a student's class may compute with plain values, too, where the
class is what the test is about: it asks for it by a name that begins with a capital. A class that
stands in for a function can't be told from one otherwise, and would give itself the points.
"""

from __future__ import annotations

import operator
import sys
import types
from collections.abc import Callable
from typing import Any

_ALONE = (
    "abs", "index", "invert", "neg", "pos", "bytes", "complex", "float", "int", "iter", "len",
    "next", "repr", "reversed", "round", "str", "enter", "trunc", "floor", "ceil",
)  # fmt: skip
_WITH = ("getitem", "setitem", "delitem", "exit", "format")
_PAIRS = (
    "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lshift", "rshift", "xor",
    "and", "or", "divmod",
)  # fmt: skip
_COMPARED = ("lt", "le", "gt", "ge")
_IN_PLACE = {"iadd": "add", "isub": "sub", "imul": "mul", "itruediv": "truediv"}
_DONE: dict[str, Callable[[Any, Any], Any]] = {
    **{
        name: getattr(operator, name)
        for name in (*_PAIRS, *_COMPARED, *_IN_PLACE)
        if name not in ("and", "or", "divmod")
    },
    "and": operator.and_,
    "or": operator.or_,
    "divmod": divmod,
}
"""How plain values are computed with."""
_ASKED = {
    "__annotations__", "__bases__", "__closure__", "__code__", "__defaults__", "__dict__",
    "__doc__", "__file__", "__func__", "__init__", "__kwdefaults__", "__module__", "__mro__",
    "__name__", "__qualname__", "__self__", "__wrapped__", "__version__", "__cause__",
    "__notes__",
}  # fmt: skip
"""Names with underscores that are asked for in the kernel; libraries try many others."""


class Far(type):
    """The class of classes that are in the kernel: making an object of one makes it there."""

    _ck_peer: Any = None
    _ck_kind: Any = None
    _ck_meant: bool | None = None
    """Whether all names that the test has for the class begin with a capital; none: it has none."""

    def __call__(cls, *args: Any, **more: Any) -> Any:
        """Make an object of the class, in the kernel."""
        if cls._ck_kind is None:
            raise TypeError(f"cannot create '{cls.__name__}' instances")
        made = cls._ck_peer.ask("call", cls._ck_kind, args, tuple(more.items()))
        if isinstance(made, Remote) and cls.__dict__["_ck_meant"]:
            object.__setattr__(made, "_ck_made", True)
        return made

    def named(cls, name: str) -> None:
        """Note a name that the test has for the class."""
        if cls.__dict__["_ck_meant"] is not False:
            cls._ck_meant = name.lstrip("_")[:1].isupper()

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("_ck_") or cls._ck_kind is None or _is_private(name):
            raise AttributeError(name)
        return cls._ck_peer.ask("attr", cls._ck_kind, name)

    def __setattr__(cls, name: str, value: Any) -> None:
        if name.startswith(("_ck_", "__")) or cls._ck_kind is None:
            type.__setattr__(cls, name, value)
        else:
            cls._ck_peer.ask("set_attr", cls._ck_kind, name, value)

    def __dir__(cls) -> Any:
        return list(cls._ck_peer.ask("dir", cls._ck_kind)) if cls._ck_kind else type.__dir__(cls)


class Remote(metaclass=Far):
    """An object that stays in the kernel, as number ``_ck_number`` there."""

    __slots__ = ("_ck_made", "_ck_number")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_ck_") or _is_private(name):
            raise AttributeError(name)
        if name == "__signature__":
            return _signature(self)
        return type(self)._ck_peer.ask("attr", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        type(self)._ck_peer.ask("set_attr", self, name, value)

    def __delattr__(self, name: str) -> None:
        type(self)._ck_peer.ask("unset_attr", self, name)

    def __dir__(self) -> Any:
        return list(type(self)._ck_peer.ask("dir", self))

    def __copy__(self) -> Any:
        return type(self)._ck_peer.ask("copy", self, False)

    def __deepcopy__(self, _memo: Any) -> Any:
        return type(self)._ck_peer.ask("copy", self, True)

    def __reduce_ex__(self, _protocol: Any) -> Any:
        raise TypeError("what a notebook made stays in its kernel")

    def __eq__(self, other: object) -> Any:
        if other is self:
            return True
        if not _is_far(other):
            value = _plain(self)
            return NotImplemented if value is NotImplemented else value == other
        return bool(type(self)._ck_peer.ask("special", "__eq__", self, other))

    def __ne__(self, other: object) -> Any:
        if not _is_far(other):
            value = _plain(self)
            return NotImplemented if value is NotImplemented else value != other
        return bool(type(self)._ck_peer.ask("special", "__ne__", self, other))

    def __hash__(self) -> int:
        return hash(("coursekit", self._ck_number))

    def __bool__(self) -> bool:
        return bool(type(self)._ck_peer.ask("special", "__bool__", self))


def proxy(
    peer: Any, name: list[str], bases: tuple[type, ...], specials: set[str], kind: Any,
    own: set[str], stands_for: Callable[[], type | None], doc: str | None, is_plain: bool,
) -> Far:  # fmt: skip
    """Return the class of the stand-ins of a class's objects.

    ``kind`` is what stands for the class itself, ``stands_for`` gives what ``isinstance`` takes an
    object for beside that. ``is_plain`` if the class is derived from a plain type.
    """
    content: dict[str, Any] = {
        "__slots__": (),
        "__module__": name[2],
        "__doc__": doc,
        "_ck_peer": peer,
        "_ck_kind": None,
        "_ck_meant": None,
        "_ck_plain": is_plain,
        "_ck_stands_for": staticmethod(stands_for),
        "__class__": property(lambda self: stands_for() or type(self)),
    }
    for special in _ALONE:
        content[f"__{special}__"] = _alone(peer, f"__{special}__")
    for special in _WITH:
        content[f"__{special}__"] = _with(peer, f"__{special}__")
    for special in _PAIRS:
        content[f"__{special}__"] = _pair(peer, f"__{special}__", turned=False)
        content[f"__r{special}__"] = _pair(peer, f"__{special}__", turned=True)
    for special in _COMPARED:
        content[f"__{special}__"] = _pair(peer, f"__{special}__", turned=False)
    for special, plain in _IN_PLACE.items():
        if f"__{special}__" in specials:
            content[f"__{special}__"] = _pair(peer, f"__{special}__", turned=False)
        del plain
    content["__contains__"] = _contains(peer)
    content["__call__"] = lambda self, *args, **more: peer.ask(
        "call", self, args, tuple(more.items())
    )
    kept = specials | {"__repr__", "__str__", "__format__", "__lt__", "__le__", "__gt__", "__ge__"}
    turned = {f"__r{special}__" for special in _PAIRS}
    for special in [key for key in content if key.startswith("__")]:
        if special in _OF_CLASSES or special in turned or special in kept:
            continue
        del content[special]
    if "__hash__" not in specials:
        content["__hash__"] = None
    elif is_plain:
        content["__hash__"] = lambda self: hash(_plain(self))
    elif "__hash__" in own:
        content["__hash__"] = _alone(peer, "__hash__")
    made = Far(name[0], bases or (Remote,), content)
    type.__setattr__(made, "__qualname__", name[1])
    type.__setattr__(made, "_ck_kind", kind)
    return made


_OF_CLASSES = ("__slots__", "__module__", "__doc__", "__class__")


def _alone(peer: Any, special: str) -> Any:
    def ask(self: Any, *rest: Any) -> Any:
        return peer.ask("special", special, self, *rest)

    return ask


def _with(peer: Any, special: str) -> Any:
    def ask(self: Any, *rest: Any) -> Any:
        if special == "__exit__" and rest[0] is not None:
            rest = (None, None, None)
        return peer.ask("special", special, self, *rest)

    return ask


def _pair(peer: Any, special: str, *, turned: bool) -> Any:
    def ask(self: Any, other: Any, *rest: Any) -> Any:
        if not _is_far(other) and not self._ck_made:
            value = _plain(self)
            if value is NotImplemented or rest:
                return NotImplemented
            done = _DONE[special.strip("_")]
            return done(other, value) if turned else done(value, other)
        made = peer.ask("special", special, *((other, self) if turned else (self, other)), *rest)
        if isinstance(made, Remote) and self._ck_made:
            object.__setattr__(made, "_ck_made", True)
        return made

    return ask


def _contains(peer: Any) -> Any:
    def ask(self: Any, item: Any) -> bool:
        if _is_far(item) or self._ck_made:
            return bool(peer.ask("special", "__contains__", self, item))
        value = _plain(self)
        if value is not NotImplemented:
            return item in value
        return any(one is item or one == item for one in self)

    return ask


def _plain(one: Remote) -> Any:
    """Return the plain value of an object that is derived from a plain type, as it is now."""
    if not type(one)._ck_plain:
        return NotImplemented
    value = type(one)._ck_peer.ask("plain", one)
    return NotImplemented if _is_far(value) else value


def _is_far(value: Any) -> bool:
    return isinstance(type(value), Far) or type(value) is Far


def _is_private(name: str) -> bool:
    return (
        name.startswith("__")
        and name.endswith("__")
        and name not in _ASKED
        and name != "__signature__"
    )


def _signature(function: Remote) -> Any:
    import inspect

    kind: Any = type(inspect.Parameter.POSITIONAL_ONLY)
    kinds = list(kind)
    found = type(function)._ck_peer.ask("signature", function)
    return inspect.Signature(
        [
            inspect.Parameter(
                name, kinds[kind], default=default if has else inspect.Parameter.empty
            )
            for name, kind, has, default in found
        ]
    )


def loaded_class(name: list[str]) -> type | None:
    """Return the class that a library, which this process has imported, has by this name."""
    if name[2] == "builtins" and name[0] == "function":
        return types.FunctionType
    found: Any = sys.modules.get(name[2])
    for part in name[1].split("."):
        found = getattr(found, part, None)
    return found if isinstance(found, type) and not isinstance(found, Far) else None
