"""What a fork does first: cut itself off from the nursery, and become a process of its own."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import tempfile
import traceback
from typing import Any

from coursekit_warm.protocol import Message

OWN_ID = "COURSEKIT_NURSERY_ID"
SOCKET = "COURSEKIT_NURSERY"


def run(what: str, message: Message, answer: str) -> None:
    """Be the child that ``message`` asks for; never returns. ``answer`` is the file of a job."""
    status = 1
    try:
        _settle(what, message)
        status = _KINDS[what](message["spec"], answer)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(status)


def _settle(what: str, message: Message) -> None:
    os.setsid()
    _call_oneself(f"ck-{what}")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.set_wakeup_fd(-1)
    _own_files(message.get("log") or os.devnull)
    os.environ.clear()
    os.environ.update(message["env"])
    os.chdir(message["cwd"])
    sys.path[:] = [entry for entry in sys.path if entry]
    _own_randomness()
    _own_pictures(what)


def _own_files(log: str) -> None:
    """Close every descriptor that was inherited; output goes to ``log``."""
    os.closerange(3, os.sysconf("SC_OPEN_MAX") if os.sysconf("SC_OPEN_MAX") > 0 else 65536)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(out, 1)
    os.dup2(out, 2)
    for descriptor in (nothing, out):
        if descriptor > 2:
            os.close(descriptor)


def _own_randomness() -> None:
    """Draw new random states: siblings would else draw the same numbers."""
    random.seed()
    tempfile._name_sequence = None  # type: ignore[attr-defined]  # it draws new ones
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(int.from_bytes(os.urandom(4), "little"))
    ssl: Any = sys.modules.get("ssl")
    if ssl is not None:
        ssl.RAND_add(os.urandom(32), 32.0)


def _own_pictures(what: str) -> None:
    """Draw where a fresh process would: matplotlib read the nursery's variable on import."""
    if what == "kernel":
        # As ipykernel does, but before anything asks: matplotlib may be imported already.
        os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    matplotlib: Any = sys.modules.get("matplotlib")
    backend = os.environ.get("MPLBACKEND")
    if matplotlib is not None and backend:
        matplotlib.rcParams["backend"] = backend


def _call_oneself(name: str) -> None:
    """Set the name that ``ps`` shows; a fork's command line is the nursery's."""
    with contextlib.suppress(OSError), open("/proc/self/comm", "w") as file:  # noqa: PTH123
        file.write(name)


def _job(spec: Message, answer: str) -> int:
    import importlib
    import json

    response = importlib.import_module(f"coursekit_warm.jobs.{spec['job']}").main(spec["arguments"])
    with open(f"{answer}.part", "w", encoding="utf-8") as file:  # noqa: PTH123 - a plain write
        json.dump(response, file)
    os.replace(f"{answer}.part", answer)  # noqa: PTH105
    return 0


def _kernel(spec: Message, _answer: str) -> int:
    sys.argv = ["ipykernel_launcher", *spec["arguments"]]
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()
    return 0


def _server(spec: Message, _answer: str) -> int:
    os.umask(0o077)
    sys.argv = ["jupyterhub-singleuser", *spec["arguments"]]
    from jupyterhub.singleuser import main

    return int(main() or 0)


_KINDS = {"job": _job, "kernel": _kernel, "server": _server}
KINDS = tuple(_KINDS)
