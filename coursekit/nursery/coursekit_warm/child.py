"""What a fork does first: cut itself off from the nursery, and become a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import sys
import tempfile
import traceback
from dataclasses import dataclass
from typing import Any

from coursekit_warm import account as accounts
from coursekit_warm import confine, explain, idle, pulls, shortcuts
from coursekit_warm.protocol import Message, Stream

OWN_ID = "COURSEKIT_NURSERY_ID"
SOCKET = "COURSEKIT_NURSERY"


_PATIENCE = 30.0
"""Seconds that the one who asked may take to say what the child is to do."""


@dataclass(frozen=True)
class Birth:
    """What the nursery tells its fork."""

    what: str
    """One of ``KINDS``."""
    own: dict[str, str]
    """Variables that a child has from the nursery."""
    stream: Stream | None = None
    """Where to hear the rest; a job is told everything at once."""
    account: Message | None = None
    """The student's account; without one, the child goes on as the nursery's."""
    leader: int = 0
    """Process of the account's server that a kernel is for."""
    confined: bool = False
    """Whether it is a kernel for a submission: ``confine`` says what that means."""
    told: str = ""
    """The file with what a job is to do: only the job reads it."""


def run(birth: Birth) -> None:
    """Be the child that ``birth`` describes; never returns."""
    status = 1
    try:
        os.setsid()
        call_oneself(f"ck-{birth.what}")
        message = _read(birth.told) if birth.stream is None else _listen(birth, birth.stream)
        _settle(birth, message)
        status = _KINDS[birth.what](message["spec"])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(status)


def _read(told: str) -> Message:
    with open(told, encoding="utf-8") as file:  # noqa: PTH123 - a plain read
        return dict(json.load(file))


def _listen(birth: Birth, stream: Stream) -> Message:
    """Hear what to do, become the account that it is for, and say how that went."""
    stream = Stream(stream.connection)
    stream.connection.settimeout(_PATIENCE)
    try:
        if birth.confined:
            message = stream.receive()
            _redirect(os.devnull)
            # What answers is another process, which sees the kernel start.
            answer, files = message["answer"], message["files"]
            confine.enter(message["confine"], stream, answer=answer, files=files)
            return message
        if birth.account is None:
            message = stream.receive()
            _redirect(message.get("log") or os.devnull)
        elif birth.what == "server":
            message = _as_server(birth.account, stream)
        else:
            message = _as_kernel(birth.account, birth.leader, stream)
        os.chdir(message["cwd"])
    except (KeyError, OSError, ValueError) as error:
        stream.send({"ok": False, "error": f"{type(error).__name__}: {error}"})
        raise
    stream.send({"ok": True})
    return message


def _as_server(account: Message, stream: Stream) -> Message:
    """Take root's word for the log and the view, then give root up."""
    accounts.restrain(account, "servers")
    message = stream.receive()
    _redirect(message["log"])
    accounts.hide(account, message["view"])
    accounts.drop(account)
    return message


def _as_kernel(account: Message, leader: int, stream: Stream) -> Message:
    """Give root up before hearing what the student's server has to say."""
    accounts.restrain(account, "kernels")
    _redirect(os.devnull)
    accounts.follow(account, leader)
    accounts.drop(account)
    return stream.receive()


def _settle(birth: Birth, message: Message) -> None:
    for number in (signal.SIGTERM, signal.SIGCHLD, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    # As Python has them: a browser that hangs up must not end the server that writes to it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.set_wakeup_fd(-1)
    if birth.stream is None:
        _redirect(message.get("log") or os.devnull)
        os.chdir(message["cwd"])
    os.closerange(3, os.sysconf("SC_OPEN_MAX") if os.sysconf("SC_OPEN_MAX") > 0 else 65536)
    os.environ.clear()
    os.environ.update(message["env"] if birth.confined else {**message["env"], **birth.own})
    sys.path[:] = [entry for entry in sys.path if entry]
    _own_randomness()
    _own_pictures(birth.what)


def _redirect(log: str) -> None:
    """Read nothing, and let all output go to ``log``."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    for descriptor, number in ((nothing, 0), (out, 1), (out, 2)):
        os.dup2(descriptor, number)
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


def call_oneself(name: str) -> None:
    """Set the name that ``ps`` shows; a fork's command line is the nursery's."""
    with contextlib.suppress(OSError), open("/proc/self/comm", "w") as file:  # noqa: PTH123
        file.write(name)


def _job(spec: Message) -> int:
    import importlib

    answer = spec["answer"]
    response = importlib.import_module(f"coursekit_warm.jobs.{spec['job']}").main(spec["arguments"])
    with open(f"{answer}.part", "w", encoding="utf-8") as file:  # noqa: PTH123 - a plain write
        json.dump(response, file)
    os.replace(f"{answer}.part", answer)  # noqa: PTH105
    return 0


def _kernel(spec: Message) -> int:
    sys.argv = ["ipykernel_launcher", *spec["arguments"]]
    from ipykernel import kernelapp

    kernelapp.launch_new_instance()
    return 0


def _server(spec: Message) -> int:
    return be_server(spec["arguments"])


def be_server(arguments: list[str]) -> int:
    """Be a student's single-user server; return its exit status."""
    os.umask(0o077)
    explain.install()
    pulls.install()
    idle.install()
    shortcuts.install()
    sys.argv = ["jupyterhub-singleuser", *arguments]
    from jupyterhub.singleuser import main

    return int(main() or 0)


_KINDS = {"job": _job, "kernel": _kernel, "server": _server}
KINDS = tuple(_KINDS)
