"""What is carried by its name: functions, classes and modules of libraries.

The other side takes its own of that name: a function that was replaced in a library stays without
effect on tests. Only what neither reads files nor runs code has a name here: a test may call what a
student put in place of an answer, and that must not act in the judge. All else stays in the kernel,
and is called there. Text for kernels, as ``wire`` is.
"""

from __future__ import annotations

import importlib
import sys
import types
from pathlib import Path
from typing import Any

_PURE = {
    "array",
    "bisect",
    "calendar",
    "cmath",
    "collections",
    "datascience",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "heapq",
    "itertools",
    "math",
    "numbers",
    "numpy",
    "operator",
    "pandas",
    "random",
    "re",
    "scipy",
    "statistics",
    "string",
    "textwrap",
    "typing",
    "unicodedata",
    "uuid",
}
_ACTS = (
    "numpy.testing",
    "numpy.f2py",
    "numpy.distutils",
    "numpy.ctypeslib",
    "numpy.lib.format",
    "numpy.lib.npyio",
    "numpy.lib._npyio",
    "numpy.lib._datasource",
    "pandas.io",
    "pandas.core.computation",
    "pandas.util",
    "scipy.io",
    "scipy.datasets",
    "scipy.weave",
)
_ACTING = {
    "load", "save", "savez", "savez_compressed", "fromfile", "genfromtxt", "loadtxt", "savetxt",
    "memmap", "fromregex", "DataSource", "eval", "read_table", "ExcelFile", "ExcelWriter",
    "HDFStore", "show_config", "info", "source", "test", "fromstring", "lookfor",
}  # fmt: skip
_BUILTINS = {
    "abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes", "callable", "chr",
    "classmethod", "complex", "dict", "divmod", "enumerate", "filter", "float", "format",
    "frozenset", "hash", "hex", "int", "isinstance", "issubclass", "iter", "len", "list", "map",
    "max", "min", "next", "object", "oct", "ord", "pow", "print", "property", "range", "repr",
    "reversed", "round", "set", "slice", "sorted", "staticmethod", "str", "sum", "super",
    "tuple", "type", "zip",
}  # fmt: skip
_MODULES = _PURE | {
    "IPython", "builtins", "copy", "csv", "glob", "io", "json", "matplotlib", "mpl_toolkits",
    "os", "pathlib", "seaborn", "sklearn", "statsmodels", "sympy", "sys", "time", "types",
    "warnings",
}  # fmt: skip
_TYPES = {
    getattr(types, name): name
    for name in (
        "BuiltinFunctionType",
        "CodeType",
        "CoroutineType",
        "FunctionType",
        "GeneratorType",
        "MappingProxyType",
        "MethodType",
        "MethodWrapperType",
        "ModuleType",
        "NoneType",
        "SimpleNamespace",
    )
}


def name_of(value: Any, home: Path | None) -> list[str] | None:
    """Return module and name of a library's function, class or module; ``None`` for all else.

    What lies below ``home``, the notebook's folder, is the student's own.
    """
    if isinstance(value, types.ModuleType):
        name = value.__dict__.get("__name__")
        named = type(name) is str and sys.modules.get(name) is value and may_be_module(name)
        return [str(name), ""] if named and not _below(value, home) else None
    if isinstance(value, type) and value in _TYPES:
        return ["types", _TYPES[value]]
    module, name = _said(value)
    if not may_be_named(module, name) or _found(module, name) is not value:
        return None
    return None if _below(sys.modules.get(module), home) else [module, name]


def may_be_module(name: str) -> bool:
    """Tell whether a module of this name may be imported because the other side has it."""
    parts = name.split(".")
    return (
        parts[0] in _MODULES
        and all(part.isidentifier() and not part.startswith("__") for part in parts)
        and not {"tests", "conftest", "testing", "f2py", "distutils"} & set(parts)
    )


def may_be_named(module: str, name: str) -> bool:
    """Tell whether a function or class may be taken by this name."""
    if module == "types":
        return name in _TYPES.values()
    if module == "builtins":
        found = sys.modules["builtins"].__dict__.get(name)
        return name in _BUILTINS or (isinstance(found, type) and issubclass(found, BaseException))
    if not may_be_module(module) or module.partition(".")[0] not in _PURE:
        return False
    parts = name.split(".")
    return (
        not f"{module}.".startswith(tuple(f"{one.rstrip('.')}." for one in _ACTS))
        and all(part.isidentifier() for part in parts)
        and not any(part in _ACTING or part.startswith(("read_", "to_", "__")) for part in parts)
    )


def thing_of(module: str, name: str) -> Any:
    """Return this side's own of a name; raises ``LookupError``."""
    try:
        if not name:
            return importlib.import_module(module)
        found = _found(module, name)
        if found is None:
            importlib.import_module(module)
            found = _found(module, name)
    except Exception as error:  # whatever a library's import may do
        raise LookupError(module) from error
    if found is None:
        raise LookupError(f"{module}.{name}")
    return found


def _found(module: str, name: str) -> Any:
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found


def _said(value: Any) -> tuple[str, str]:
    """Return the module and name that a function or class says it has."""
    kind = type(value)
    if kind.__module__ == "numpy" and kind.__name__ == "ufunc":
        return "numpy", str(value.__name__)
    is_known = isinstance(value, type | types.FunctionType | types.BuiltinFunctionType)
    if not is_known and kind.__name__ not in (
        "_ArrayFunctionDispatcher",
        "cython_function_or_method",
    ):
        return "", ""
    own = getattr(value, "__self__", None)
    if isinstance(value, types.BuiltinFunctionType) and not isinstance(
        own, types.ModuleType | None
    ):
        return "", ""
    module, name = getattr(value, "__module__", ""), getattr(value, "__qualname__", "")
    if type(module) is not str or type(name) is not str:
        return "", ""
    return module, name


def _below(module: Any, home: Path | None) -> bool:
    file = getattr(module, "__file__", None)
    return home is not None and type(file) is str and home in Path(file).parents
