"""Configures the part of JupyterHub that starts students' servers as Docker's containers."""

from __future__ import annotations

import contextlib
import socket
from pathlib import Path
from typing import Any

from coursekit.hub.docker_networks import Networks
from coursekit.hub.docker_spawner import ContainerSpawner
from coursekit.hub.site import Site, hub_mark


def configure_docker(c: Any, now: Site, place: Path) -> None:
    """Let the hub listen where containers reach it, and start servers as containers.

    Its port stays the same, for containers that go on while it is away. Raises
    ``docker.errors.DockerException`` if Docker does not answer.
    """
    networks = Networks(hub_mark(now.fleet, place), now.subnets)
    address = networks.gateway()
    hub = f"http://{address}:{_kept_port(place / 'port', address)}"
    c.JupyterHub.hub_bind_url = hub
    c.JupyterHub.spawner_class = ContainerSpawner
    c.ContainerSpawner.networks = networks
    c.ContainerSpawner.hub_connect_url = hub
    c.ContainerSpawner.use_internal_ip = True
    c.ContainerSpawner.remove = True
    c.ContainerSpawner.pull_policy = "never"  # `hub up` has seen to it
    c.ContainerSpawner.poll_interval = 5


def _kept_port(kept: Path, address: str) -> int:
    """Return the hub's port: the one it had, if that is free."""
    with contextlib.suppress(OSError, ValueError):
        number = int(kept.read_text("ascii"))
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, number))
        return number
    with socket.socket() as probe:
        probe.bind((address, 0))
        number = int(probe.getsockname()[1])
    kept.write_text(f"{number}\n", "ascii")
    return number
