"""Imports what children will need, but nothing whose import changes how other code behaves.

``datascience``, for one, changes how NumPy prints when it is imported: a fork that had it would
score a notebook that never imports it differently from a fresh kernel. So every import is tried in
a fork first. Where it changes a setting, only what it brings from other packages is imported.
"""

from __future__ import annotations

import contextlib
import decimal
import importlib
import json
import locale
import logging
import os
import random
import signal
import sys
import traceback
from pathlib import Path
from typing import Any


def preload(modules: list[str], memory: Path) -> None:
    """Import ``modules``, or of those with side effects just their dependencies.

    What was found out is kept in the file ``memory``, which belongs to this environment.
    """
    kept: dict[str, list[str]] = {}
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads(memory.read_text("utf-8"))
    for module in modules:
        if module not in kept:
            kept[module] = _harmless(module)
        _import(kept[module])
    with contextlib.suppress(OSError):
        part = memory.with_name(f"{memory.name}.{os.getpid()}")
        part.write_text(json.dumps(kept), "utf-8")
        part.replace(memory)


def take_the_debugger_of_kernels() -> None:
    """Replace ``pdb`` as every kernel does when it starts, before ``doctest`` is imported.

    ``doctest`` derives a class from the ``pdb.Pdb`` of its import and then calls the one of now:
    had it been imported before, all of otter's doctests would fail in forked kernels.
    """
    with contextlib.suppress(ImportError, AttributeError):
        from ipykernel.kernelapp import IPKernelApp

        IPKernelApp.init_pdb(None)
        sys.modules.pop("doctest", None)


def compile_schemas() -> None:
    """Compile what notebooks are checked against, which takes a process some 0.07 s.

    otter checks the notebook in each kernel, servers at each opening and saving; nbformat keeps the
    validators by minor version.
    """
    with contextlib.suppress(ImportError):
        from nbformat.validator import get_validator

        for minor in (4, 5):
            get_validator(4, minor)


def _harmless(module: str) -> list[str]:
    """Return what may be imported of ``module`` beforehand."""
    found = _tried([module])
    if found is None:
        return []
    if not found["changed"]:
        return [module]
    own = module.partition(".")[0]
    rest = [name for name in found["loaded"] if name.partition(".")[0] != own]
    again = _tried(rest)
    return rest if again is not None and not again["changed"] else []


def settings() -> dict[str, Any]:
    """Return the settings of this process that importing a module may change, by name."""
    found: dict[str, Any] = {
        "environment": dict(os.environ),
        "hooks": [repr(sys.excepthook), repr(sys.displayhook)],
        "path": list(sys.path),
        "recursion": sys.getrecursionlimit(),
        "locale": locale.setlocale(locale.LC_ALL),
        "decimal": repr(decimal.getcontext()),
        "random": repr(random.getstate()),
        "signals": [repr(signal.getsignal(number)) for number in (2, 15)],
        "logging": [logging.root.level, len(logging.root.handlers)],
    }
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        found["numpy"] = [repr(numpy.get_printoptions()), repr(numpy.geterr())]
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is not None:
        params = matplotlib.rcParams
        found["matplotlib"] = [f"{key}={dict.__getitem__(params, key)!r}" for key in params]
    pandas = sys.modules.get("pandas._config.config")
    if pandas is not None:
        found["pandas"] = repr(getattr(pandas, "_global_config", None))
    return found


def _tried(modules: list[str]) -> dict[str, Any] | None:
    """Import ``modules`` in a fork; say what that changed and loaded, or ``None`` if it failed.

    Settings of libraries that come in with the import count as changed if they differ from those of
    the library alone, so the libraries that have settings are imported first.
    """
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        with contextlib.suppress(BaseException):
            os.close(read)
            _trial(modules, write)
            status = 0
        os._exit(status)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    try:
        return dict(json.loads(said))
    except ValueError:
        return None


def _trial(modules: list[str], write: int) -> None:
    for library in ("numpy", "matplotlib", "pandas"):
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    loaded, before = set(sys.modules), settings()
    for module in modules:
        importlib.import_module(module)
    after = settings()
    changed = [name for name in after if after[name] != before.get(name)]
    fresh = [name for name in sys.modules if name not in loaded]
    with os.fdopen(write, "w", encoding="utf-8") as pipe:
        json.dump({"changed": changed, "loaded": fresh}, pipe)


def _import(modules: list[str]) -> None:
    for module in modules:
        try:
            importlib.import_module(module)
        except Exception:  # the course's affair, when a notebook imports it
            traceback.print_exc()
