"""Configures the part of JupyterHub that starts students' servers as Docker's containers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coursekit.hub.docker_networks import Networks
from coursekit.hub.docker_spawner import ContainerSpawner
from coursekit.hub.site import Site, hub_mark


def configure_docker(c: Any, now: Site, place: Path, port: int) -> None:
    """Let the hub listen where containers reach it, and start servers as containers.

    Its ``port`` stays the same, for containers that go on while it is away. Raises
    ``docker.errors.DockerException`` if Docker does not answer.
    """
    networks = Networks(hub_mark(now.fleet, place), now.subnets)
    hub = f"http://{networks.gateway()}:{port}"
    c.JupyterHub.hub_bind_url = hub
    c.JupyterHub.spawner_class = ContainerSpawner
    c.ContainerSpawner.networks = networks
    c.ContainerSpawner.hub_connect_url = hub
    c.ContainerSpawner.use_internal_ip = True
    c.ContainerSpawner.remove = True
    c.ContainerSpawner.pull_policy = "never"  # `hub up` has seen to it
    c.ContainerSpawner.poll_interval = 5
