"""What a spawner asks of the machine: whose a folder, a port or a process id is, and last words."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from pathlib import Path

import psutil

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_LISTENS = "0A"
_LOG_NOISE = re.compile(r"\s*$|\[[DI] |.*\[(?:DEBUG|INFO)\]|\s*(?:Traceback|File |\^)")


def interpreter(environment: Path) -> Path:
    """Return the folder of the Python that a venv was made of."""
    with contextlib.suppress(OSError):
        for line in (environment / "pyvenv.cfg").read_text("utf-8").splitlines():
            key, _, value = line.partition("=")
            if key.strip() == "home":
                return Path(value.strip()).parent
    return environment


def give(folder: Path, uid: int) -> None:
    """Make a folder and all in it an account's, unless the folder is that already."""
    if folder.stat().st_uid == uid:
        return
    for place, folders, files, descriptor in os.fwalk(folder, follow_symlinks=False):
        del place
        for name in (*folders, *files):
            os.chown(name, uid, uid, dir_fd=descriptor, follow_symlinks=False)
    os.chown(folder, uid, uid)


def birth_of(pid: int) -> str:
    """Return what tells the process ``pid`` from all that ever had, or will have, that number.

    Empty if there is none, or if it has ended. The clock has no part in it, because that may be
    set: it is the boot of the machine, and the ticks from there to the process's start
    (``starttime`` of proc_pid_stat(5)). Where there is no such file the time of its start must do.
    """
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return ""
        try:
            # The name of the program, which may contain anything, is in the last parentheses.
            ticks = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2]
            return f"{_BOOT.read_text('ascii').strip()}:{ticks.split()[19]}"
        except FileNotFoundError:
            return f"{process.create_time():.0f}"
    except (psutil.Error, OSError):
        return ""


def listener(port: int) -> int | None:
    """Return the account that listens on a port of 127.0.0.1, as proc_pid_net(5) has it."""
    wanted = f"0100007F:{port:04X}" if sys.byteorder == "little" else f"7F000001:{port:04X}"
    with contextlib.suppress(OSError):
        for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]:
            _, here, _, state, *_, account = line.split()[:8]
            if state == _LISTENS and here == wanted:
                return int(account)
    return None


def size_text(size: int) -> str:
    """Return a number of bytes as people write it: ``1 GB``, ``300 MB``."""
    if size >= 2**30:
        return f"{size / 2**30:.1f}".removesuffix(".0") + " GB"
    return f"{size / 2**20:.0f} MB"


def last_words(log: Path) -> str:
    """Return the last line of ``log`` that tells something, without a logger's prefix."""
    try:
        return last_words_of(log.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""


def last_words_of(text: str) -> str:
    """Return the same of a log's text."""
    telling = [line for line in text.splitlines()[-200:] if not _LOG_NOISE.match(line)]
    last = telling[-1] if telling else ""
    return re.sub(r"^\[[A-Z] [^\]]*\]\s*", "", last).strip()[:500]
