"""What a fork does first: cut itself off from the nursery, and become a process of its own."""

from __future__ import annotations

import contextlib
import gc
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
        _settle(message)
        status = _job(message["spec"], answer) if what == "job" else _kernel(message["spec"])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(status)


def _settle(message: Message) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.set_wakeup_fd(-1)
    _own_files(message.get("log") or os.devnull)
    os.environ.clear()
    os.environ.update(message["env"])
    os.chdir(message["cwd"])
    _own_randomness()
    gc.unfreeze()


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


def _job(spec: Message, answer: str) -> int:
    import importlib
    import json

    response = importlib.import_module(f"coursekit_warm.jobs.{spec['job']}").main(spec["arguments"])
    with open(f"{answer}.part", "w", encoding="utf-8") as file:  # noqa: PTH123 - a plain write
        json.dump(response, file)
    os.replace(f"{answer}.part", answer)  # noqa: PTH105
    return 0


def _kernel(spec: Message) -> int:
    sys.argv = ["ipykernel_launcher", *spec["arguments"]]
    sys.path[:] = [entry for entry in sys.path if entry]
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()
    return 0
