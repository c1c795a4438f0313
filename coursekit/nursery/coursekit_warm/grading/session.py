"""The judge's side of the talk of one check: makes stand-ins, and raises what was raised there."""

from __future__ import annotations

import builtins
import sys
import types
from collections.abc import Callable
from typing import Any

from coursekit_warm.grading import named, tables
from coursekit_warm.grading.kernel import Ended
from coursekit_warm.grading.peer import Peer
from coursekit_warm.grading.plain import kinds
from coursekit_warm.grading.remote import Far, loaded_class, proxy
from coursekit_warm.grading.wire import Decoder, Line, Malformed, integer, items, text

_MOST = 200_000
"""Objects of a kernel that one check may meet."""


class Session(Peer):  # type: ignore[misc]
    """Asks the agent in the kernel during one check."""

    def __init__(self, line: Line) -> None:
        made = kinds()
        tables.add(made)
        super().__init__(line, made, first=1)
        self._stands: dict[int, Any] = {}
        self._handed: list[Any] = []
        self._numbered: dict[int, int] = {}
        self._errors: dict[type, int] = {}
        self._classes: dict[str, Far] = {}
        self._over = False

    def asked(self) -> str | None:
        """Return what the agent wants to have checked."""
        message, decoder = self._hear()
        value = decoder.value(message["v"])
        self._heap.settle()
        return value if message.get("check") is True and type(value) is str else None

    def done(self, failed: tuple[str, str] | None) -> None:
        """Let the agent go; ``failed`` is the type and text of an error for the cell."""
        self._say({"done": True}, failed)
        self._over = True

    def ask(self, task: str, *told: Any) -> Any:
        """Ask the agent; raises ``Ended`` if what it says makes no sense."""
        if self._over:
            raise RuntimeError("what a notebook made is gone after the check")
        try:
            return super().ask(task, *told)
        except Malformed as error:
            raise Ended(
                "crashed", f"the notebook broke its connection to the judge: {error}"
            ) from error
        except (EOFError, OSError) as error:
            raise Ended("crashed", "the notebook closed its connection to the judge") from error

    def heard(self, message: dict[str, Any]) -> None:
        """Print what was printed in the kernel."""
        for part in items(message.get("w", [])):
            number, said = items(part)
            (sys.stderr if number == 2 else sys.stdout).write(text(said, 10**6))

    def perform(self, task: str, told: tuple[Any, ...]) -> Any:
        """Call a function of a test that a student's function was given; nothing else."""
        if not told or type(told[0]) is not int or not 0 <= told[0] < len(self._handed):
            raise Malformed("no such function")
        thing, *rest = self._handed[told[0]], *told[1:]
        if task == "call" and len(rest) == 2:
            return thing(*rest[0], **dict(rest[1]))
        if task == "list" and not rest:
            return tuple(thing)
        if task == "attr" and len(rest) == 1 and not text(rest[0]).startswith("_"):
            if isinstance(thing, type | types.FunctionType | types.MethodType):
                raise AttributeError(rest[0])
            return getattr(thing, rest[0])
        raise Malformed("no such task")

    def ends(self, error: BaseException) -> bool:
        """Tell whether the kernel or its time is over."""
        return isinstance(error, Ended)

    def told_of(self, error: BaseException) -> Any:
        """Tell the kernel of an error of a test's function: its type if that is Python's own."""
        name = type(error).__name__
        return (name if hasattr(builtins, name) else "RuntimeError", str(error)[:10_000])

    def raised(self, told: Any) -> BaseException:
        """Return the error that code in the kernel raised, as the type that it is of."""
        try:
            kind, args, said, lineage = told
        except (TypeError, ValueError):
            raise Malformed("no error") from None
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            kind = self._error_class(None, said, [], lineage)
        made = kind.__new__(kind)
        made.args = args if type(args) is tuple else ()
        if kind.__init__ is not BaseException.__init__ and issubclass(
            kind, OSError | SyntaxError | StopIteration | ImportError
        ):
            try:
                made = kind(*args)
            except Exception:
                made.args = (said,)
        if isinstance(made, Ended):
            return RuntimeError(said)
        return made

    def stay(self, value: Any) -> Any:
        """Tell the kernel of its own object, of a library's, or of a function of the test."""
        if isinstance(value, Far) and value._ck_kind is not None:
            return ["o", value._ck_kind._ck_number]
        if isinstance(value, type) and value in self._errors:
            return ["o", self._errors[value]]
        if isinstance(type(value), Far):
            return ["o", value._ck_number]
        name = named.name_of(value, None)
        if name is not None:
            return ["@", *name]
        number = self._numbered.get(id(value))
        if number is None:
            number = len(self._handed)
            self._handed.append(value)
            self._numbered[id(value)] = number
        return ["back", number]

    def found(self, _decoder: Decoder, node: list[Any]) -> Any:
        """Return a library's object of this process, a test's own, or a stand-in."""
        tag = node[0]
        if tag == "@":
            module, name = text(node[1]), text(node[2])
            if not (named.may_be_named(module, name) if name else named.may_be_module(module)):
                raise Malformed(f"{module} {name} has no name here")
            try:
                return named.thing_of(module, name)
            except LookupError as error:
                raise Malformed(str(error)) from error
        if tag == "back":
            number = integer(node[1])
            if not 0 <= number < len(self._handed):
                raise Malformed("no such function")
            return self._handed[number]
        if tag != "o":
            raise Malformed(f"unknown tag {tag[:20]}")
        number = integer(node[1])
        if number not in self._stands:
            if len(node) != 3 or type(node[2]) is not dict or len(self._stands) > _MOST:
                raise Malformed("no such object")
            self._stands[number] = self._stand_in(number, node[2])
        return self._stands[number]

    def _stand_in(self, number: int, told: dict[str, Any]) -> Any:
        if told.get("kind") == "class":
            return self._class(number, told)
        if told.get("kind") == "function":
            kind = self._kind_of(
                ["function", "function", "builtins"], None, {"__call__", "__hash__"}
            )
        else:
            name = _name(told.get("name"))
            cls = told.get("class")
            kind = self.found(None, items(cls)) if cls is not None else None
            specials = {text(one) for one in items(told.get("specials"))}
            if not isinstance(kind, Far):
                kind = self._kind_of(name, kind, specials, is_plain=told.get("plain") is True)
        made = object.__new__(kind)
        object.__setattr__(made, "_ck_number", number)
        object.__setattr__(made, "_ck_made", False)
        return made

    def _kind_of(
        self, name: list[str], kind: Any, specials: set[str], *, is_plain: bool = False
    ) -> Far:
        """Return the class of stand-ins for objects of a library's class."""
        key = repr((name, sorted(specials), is_plain))
        if key not in self._classes:

            def stands_for() -> type | None:
                return kind if isinstance(kind, type) else loaded_class(name)

            self._classes[key] = proxy(
                self, name, (), specials, None, set(), stands_for, None, is_plain
            )
        return self._classes[key]

    def _class(self, number: int, told: dict[str, Any]) -> Any:
        name = _name(told.get("name"))
        bases = [self.found(None, items(base)) for base in items(told.get("bases"))]
        doc = told.get("doc")
        errors = [
            base for base in bases if isinstance(base, type) and issubclass(base, BaseException)
        ]
        if errors:
            made = self._error_class(number, name, errors, [])
            self._errors[made] = number
            return made
        stand = object.__new__(
            self._kind_of(["type", "type", "builtins"], type, {"__call__", "__hash__"})
        )
        object.__setattr__(stand, "_ck_number", number)
        object.__setattr__(stand, "_ck_made", False)
        plain = [base for base in bases if base is not object and not isinstance(base, Far)]
        far = tuple(base for base in bases if isinstance(base, Far))
        specials = {text(one) for one in items(told.get("specials"))}
        own = {text(one) for one in items(told.get("own"))}
        plain += [base._ck_stands_for() for base in far]
        stands_for: Callable[[], type | None] = lambda: next(filter(None, plain), None)  # noqa: E731
        said = doc if type(doc) is str else None
        is_plain = told.get("plain") is True
        try:
            return proxy(self, name, far, specials, stand, own, stands_for, said, is_plain)
        except TypeError as error:
            raise Malformed("no class") from error

    def _error_class(
        self, number: int | None, name: Any, bases: list[type], lineage: Any
    ) -> type[BaseException]:
        """Return a class of errors that stands for a student's, or a library's without a name."""
        del number
        if bases:
            try:
                return type(name[0], tuple(bases), {"__module__": name[2], "__qualname__": name[1]})
            except TypeError:
                return type(name[0], (bases[0],), {"__module__": name[2]})
        for one in lineage if type(lineage) is list else []:
            module, qualname = one if type(one) is tuple and len(one) == 2 else ("", "")
            found = loaded_class([str(qualname), str(qualname), str(module)])
            if isinstance(found, type) and issubclass(found, BaseException):
                return Exception if found is Ended else found
        return Exception

    def _too_big(self, value: Any) -> Any:
        if type(value) is tuple:
            raise MemoryError("too big a value for a notebook's function")
        return self.stay(value)

    def _unused(self) -> list[int]:
        return list(self._heap.unused())


def _name(told: Any) -> list[str]:
    name = [text(part, 1000) for part in items(told)]
    if len(name) != 3:
        raise Malformed("no name")
    return name
