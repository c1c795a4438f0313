"""The judge's agent in a student's kernel: it says what is to be checked, and answers for objects.

Whatever a student makes of it, it knows no test and gives no points. Text for kernels, as ``wire``.
"""

from __future__ import annotations

import builtins
import copy
import io
import operator
import os
import sys
import threading
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coursekit_warm.grading import named, states, tables
from coursekit_warm.grading.peer import Peer
from coursekit_warm.grading.plain import base_of, kinds, plain_of
from coursekit_warm.grading.same import judged_here
from coursekit_warm.grading.wire import Decoder, Line, integer, text

SPECIALS: dict[str, Callable[..., Any]] = {
    **{f"__{name}__": getattr(operator, name) for name in (
        "abs", "add", "eq", "floordiv", "ge", "getitem", "setitem", "delitem", "gt", "index",
        "invert", "le", "lshift", "lt", "matmul", "mod", "mul", "ne", "neg", "pos", "pow",
        "rshift", "sub", "truediv", "xor", "iadd", "isub", "imul", "itruediv", "contains",
        "and_", "or_",
    )},
    **{f"__{name}__": getattr(builtins, name) for name in (
        "bool", "bytes", "complex", "float", "format", "hash", "int", "iter", "len", "next", "repr",
        "reversed", "round", "str", "divmod",
    )},
    "__and__": operator.and_,
    "__or__": operator.or_,
    "__enter__": lambda one: type(one).__enter__(one),
    "__exit__": lambda one, *rest: type(one).__exit__(one, *rest),
    "__call__": lambda one, *args, **more: one(*args, **more),
    "__trunc__": lambda one: type(one).__trunc__(one),
    "__floor__": lambda one: type(one).__floor__(one),
    "__ceil__": lambda one: type(one).__ceil__(one),
}  # fmt: skip
"""What Python asks of an object by itself, and how that is done in its kernel."""
_SHOWN = 200_000
"""Characters of what code prints that is called by a test."""


class Back:
    """A function of a test, as a student's function is given it."""

    def __init__(self, agent: Agent, number: int) -> None:
        self._agent = agent
        self._number = number

    def __call__(self, *args: Any, **more: Any) -> Any:
        """Call it, in the judge."""
        return self._agent.ask("call", self._number, args, tuple(more.items()))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._agent.ask("attr", self._number, name)

    def __iter__(self) -> Any:
        yield from self._agent.ask("list", self._number)


class Written(io.TextIOBase):
    """What code prints while a test has called it, in order."""

    def __init__(self, parts: list[tuple[int, str]], number: int) -> None:
        self._parts = parts
        self._number = number

    def writable(self) -> bool:
        """Tell that it may be written to."""
        return True

    def write(self, said: str) -> int:
        """Note what is printed."""
        if sum(len(part) for _, part in self._parts[-64:]) < _SHOWN and len(self._parts) < 20_000:
            self._parts.append((self._number, str(said)[:_SHOWN]))
        return len(said)


class Agent(Peer):  # type: ignore[misc]
    """Answers one check; ``env`` is the namespace that is checked."""

    def __init__(self, line: Line, env: dict[str, Any], home: Path) -> None:
        made = kinds()
        tables.add(made)
        super().__init__(line, made, first=2)
        self._env = env
        self._home = home
        self._kept: list[Any] = []
        self._known: dict[int, int] = {}
        self._named: dict[int, tuple[Any, Any]] = {}
        self._snapshots: list[dict[str, Any]] = []
        self._written: list[tuple[int, str]] = []

    def serve(self) -> Any:
        """Answer until the judge lets go; return what it said then."""
        while True:
            message, decoder = self._hear()
            if "done" in message:
                return decoder.value(message["v"])
            self.answer(message, decoder)

    def perform(self, task: str, told: tuple[Any, ...]) -> Any:
        """Do what the judge asks, and note what is printed meanwhile."""
        streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Written(self._written, 1), Written(self._written, 2)
        try:
            return getattr(self, f"on_{task}")(*told)
        finally:
            sys.stdout, sys.stderr = streams

    def beside(self) -> dict[str, Any]:
        """Return what was printed."""
        written, self._written[:] = list(self._written), []
        return {"w": written} if written else {}

    def on_begin(self) -> Any:
        """Tell how values are printed here; random numbers go along."""
        self._numbers = None
        return states.printing()

    def on_snapshot(self, names: tuple[str, ...]) -> Any:
        """Keep which object each name has now; return that state's number, and some values."""
        self._snapshots.append(dict(self._env))
        return len(self._snapshots) - 1, self.on_get(len(self._snapshots) - 1, names)

    def on_get(self, number: int | None, names: tuple[str, ...]) -> Any:
        """Return the names of a state (``None``: as it is) that exist, with their values."""
        source = self._env if number is None else self._snapshots[number]
        return tuple((name, source[name]) for name in names if name in source)

    def on_names(self, number: int | None) -> Any:
        """Return all names of a state."""
        return tuple(self._env if number is None else self._snapshots[number])

    def on_set(self, name: str, value: Any) -> None:
        """Give a name a value."""
        self._env[name] = value

    def on_unset(self, name: str) -> None:
        """Take a name away."""
        del self._env[name]

    def on_call(self, function: Any, args: tuple[Any, ...], more: tuple[Any, ...]) -> Any:
        """Call a function."""
        return function(*args, **dict(more))

    def on_attr(self, value: Any, name: str) -> Any:
        """Return an attribute."""
        return getattr(value, name)

    def on_set_attr(self, value: Any, name: str, new: Any) -> None:
        """Set an attribute."""
        setattr(value, name, new)

    def on_unset_attr(self, value: Any, name: str) -> None:
        """Delete an attribute."""
        delattr(value, name)

    def on_special(self, name: str, *args: Any) -> Any:
        """Do what Python asks of an object by itself."""
        return SPECIALS[name](*args)

    def on_plain(self, value: Any) -> Any:
        """Return the plain value of an object whose class is derived from a plain type."""
        return plain_of(value)

    def on_dir(self, value: Any) -> Any:
        """Return an object's attributes."""
        return tuple(dir(value))

    def on_copy(self, value: Any, deep: bool) -> Any:
        """Return a copy."""
        return copy.deepcopy(value) if deep else copy.copy(value)

    def on_signature(self, function: Any) -> Any:
        """Return a function's parameters."""
        import inspect

        found = inspect.signature(function).parameters.values()
        return tuple(
            (
                one.name,
                int(one.kind),
                one.default is not one.empty,
                None if one.default is one.empty else one.default,
            )
            for one in found
        )

    def on_same(self, name: str, source: str, patience: float) -> Any:
        """Run a test file here, in a fork."""
        return judged_here(name, source, self._env, patience)

    def stay(self, value: Any) -> Any:
        """Tell of an object that stays: by a library's name, or by its number."""
        if isinstance(value, Back):
            return ["back", value._number]
        name = named.name_of(value, self._home)
        if name is not None:
            return ["@", *name]
        number = self._known.get(id(value))
        if number is not None:
            return ["o", number]
        number = len(self._kept)
        self._kept.append(value)
        self._known[id(value)] = number
        return ["o", number, self._described(value)]

    def _described(self, value: Any) -> Any:
        """Return what the judge is told of an object that it has not met."""
        kind = type(value)
        if isinstance(value, type):
            doc = value.__dict__.get("__doc__")
            return {
                "kind": "class",
                "name": [str(value.__name__), str(value.__qualname__), str(value.__module__)],
                "doc": doc[:10_000] if type(doc) is str else None,
                "bases": [self.stay(base) for base in value.__bases__],
                "specials": [name for name in SPECIALS if getattr(value, name, None) is not None],
                "own": [name for name in ("__eq__", "__hash__") if _is_own(value, name)],
                "plain": base_of(value) is not None,
            }
        if isinstance(value, types.FunctionType):
            return {"kind": "function", "name": str(value.__name__)}
        return {
            "kind": "object",
            "class": self.stay(kind) if kind not in _LOOP else None,
            "specials": [name for name in SPECIALS if getattr(kind, name, None) is not None],
            "plain": base_of(kind) is not None,
            "name": [str(kind.__name__), str(kind.__qualname__), str(kind.__module__)],
        }

    def found(self, _decoder: Decoder, node: list[Any]) -> Any:
        """Return what the judge means."""
        tag = node[0]
        if tag == "@":
            return named.thing_of(text(node[1]), text(node[2]))
        if tag == "o":
            return self._kept[integer(node[1])]
        if tag == "back":
            return Back(self, integer(node[1]))
        raise ValueError(tag)

    def told_of(self, error: BaseException) -> Any:
        """Tell of an error: its type, arguments, text, and the types it is derived from."""
        error.__traceback__ = None
        try:
            said = str(error)
        except BaseException:
            said = ""
        args = error.args if type(error.args) is tuple else ()
        return (type(error), args, said[:100_000], list(map(_lineage, type(error).__mro__)))

    def raised(self, told: Any) -> BaseException:
        """Return an error of a test's own function."""
        kind, said = told
        found = getattr(builtins, kind, RuntimeError)
        return found(said) if issubclass(found, BaseException) else RuntimeError(said)

    def _too_big(self, value: Any) -> Any:
        return self.stay(value)


_LOOP = (type,)


def _lineage(kind: type) -> tuple[str, str]:
    return str(kind.__module__), str(kind.__qualname__)


def _is_own(kind: type, name: str) -> bool:
    return getattr(kind, name, None) is not getattr(object, name)


def install(address: str, env: dict[str, Any]) -> None:
    """Connect to the judge, and let otter's checks be the judge's from now on."""
    import socket

    from otter.check.notebook import Notebook

    connection = socket.socket(socket.AF_UNIX)
    connection.connect(address if len(os.fsencode(address)) < 100 else "../" + Path(address).name)
    line, home, lock, own = Line(connection), Path.cwd(), threading.RLock(), os.getpid()
    busy: list[bool] = []

    def check(question: Any, of: dict[str, Any] | None) -> None:
        if os.getpid() != own:  # a fork of the kernel is not the kernel
            return
        with lock:
            if busy:  # a student's function that a test calls
                return
            busy.append(True)
            try:
                agent = Agent(line, env if of is None else of, home)
                agent._say({"check": True}, str(question))
                failed = agent.serve()
            finally:
                busy.clear()
        if failed is not None:
            raise agent.raised(failed)

    def check_of_notebook(
        self: Any, question: str, global_env: dict[str, Any] | None = None
    ) -> Any:
        if getattr(self, "_tests_url_prefix", None) is not None:
            # Such a check is none for otter, and there may be a right answer at the end.
            raise ValueError("Downloading test files from URLs is only supported on JupyterLite")
        check(question, global_env if global_env is not None else sys._getframe(1).f_globals)
        return Told()

    Notebook._grading_mode = True
    Notebook._tests_dir_override = "./tests"
    Notebook.check = check_of_notebook
    setattr(builtins, "_coursekit_check", lambda question: check(question, None))  # noqa: B010


class Told:
    """What a check returns while it is graded: results are the judge's."""

    def __repr__(self) -> str:
        return ""
