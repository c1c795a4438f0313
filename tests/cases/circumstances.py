"""What goes wrong around a course: each gives the command another world to run in."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.engines import lack, need


@dataclass(frozen=True)
class World:
    """How the command runs: in which environment, behind which words, and what it may name."""

    env: dict[str, str] = field(default_factory=dict)
    prefix: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


@contextmanager
def port_taken(here: Path) -> Iterator[World]:
    """Another program listens where the hub should answer."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        fleet = here / "fleet.yml"
        fleet.write_text(fleet.read_text().replace(":8000", f":{port}"))
        process = psutil.Process()
        yield World(values={"port": port, "name": process.name(), "pid": str(process.pid)})


@contextmanager
def no_network(here: Path) -> Iterator[World]:
    """Every connection is refused, and nothing was downloaded before."""
    dead = "http://127.0.0.1:9"
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY"), dead)
    cache = {"UV_CACHE_DIR": f"{here}.cache", "UV_HTTP_RETRIES": "0"}
    yield World(env={**proxies, **cache})


@contextmanager
def no_git(here: Path) -> Iterator[World]:
    """There is no git on the PATH."""
    yield World(env={"PATH": f"{here}.nothing"})


@contextmanager
def read_only(here: Path) -> Iterator[World]:
    """The folder is on a file system that nobody can write to."""
    yield World(prefix=_on_tmpfs(here, "1m", 'mount -o remount,bind,ro "$there"'))


@contextmanager
def small_disk(here: Path) -> Iterator[World]:
    """The folder is on a disk with room for a lock, and not for an environment."""
    yield World(prefix=_on_tmpfs(here, "2m", "true"))


@contextmanager
def full_disk(here: Path) -> Iterator[World]:
    """The folder is on a disk without any room."""
    fill = 'dd if=/dev/zero of="$there/a-film.mp4" bs=4k 2>/dev/null || true'
    yield World(prefix=_on_tmpfs(here, "1m", fill))


def _on_tmpfs(here: Path, size: str, then: str) -> tuple[str, ...]:
    """Return words that copy ``here`` onto a tmpfs in its place and run a command there.

    The mount is seen by that command alone and goes with it.
    """
    need("unshare")
    unshare = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    tried = subprocess.run([*unshare, "true"], capture_output=True, check=False)
    if tried.returncode != 0:
        lack(f"this machine mounts no file system for a test: {tried.stderr.decode().strip()}")
    kept = here.with_name("kept")
    shutil.copytree(here, kept)
    script = (
        f'there="{here}" && mount -t tmpfs -o size={size} tmpfs "$there"'
        f' && cp -r "{kept}"/. "$there" && {{ {then}; }} && cd "$there" && exec "$@"'
    )
    return (*unshare, "sh", "-c", script, "sh")


WORLDS: dict[str, Callable[[Path], object]] = {
    "port taken": port_taken,
    "no network": no_network,
    "no git": no_git,
    "read only": read_only,
    "small disk": small_disk,
    "full disk": full_disk,
}
