"""Which addresses the networks of containers get: none that this machine sends elsewhere."""

from __future__ import annotations

import json
import socket
import struct
import subprocess
from collections.abc import Iterator
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from coursekit.hub.docker_networks import Networks

pytestmark = pytest.mark.xdist_group("docker")
POOL = "10.227.0.0/16"
HUB = "coursekit-test-networks"
HEADER = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"


@pytest.fixture(autouse=True)
def no_network_left(docker: str) -> Iterator[None]:
    """Remove what a test makes."""
    yield
    listed = [docker, "network", "ls", "--quiet", "--filter", f"name={HUB}"]
    for one in subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split():
        subprocess.run([docker, "network", "rm", one], capture_output=True, check=True)


def route(network: str) -> str:
    """Write a route as the kernel does: numbers in hexadecimal, in the machine's order."""
    there = IPv4Network(network)
    address, mask = (
        f"{struct.unpack('=I', socket.inet_aton(str(one)))[0]:08X}"
        for one in (there.network_address, there.netmask)
    )
    return f"br-1\t{address}\t00000000\t0001\t0\t0\t0\t{mask}\t0\t0\t0\n"


def subnet_of(docker: str, name: str) -> IPv4Network:
    told = subprocess.run([docker, "network", "inspect", name], capture_output=True, check=True)
    return IPv4Network(json.loads(told.stdout)[0]["IPAM"]["Config"][0]["Subnet"])


def test_no_addresses_of_a_route_are_taken(docker: str, tmp_path: Path) -> None:
    routes = tmp_path / "route"
    lines = [
        route("10.227.0.0/22"),
        route("10.227.4.8/29"),
        route("0.0.0.0/0"),
        route("10.0.0.0/8"),
    ]
    routes.write_text(HEADER + "".join(lines))
    networks = Networks(HUB, POOL, routes=routes)
    assert subnet_of(docker, networks.of("north")) == IPv4Network("10.227.8.0/22")
    assert networks.gateway() == "10.227.4.1"


def test_each_college_has_its_own(docker: str, tmp_path: Path) -> None:
    """Where the kernel has no table of routes, the daemon's networks count."""
    networks = Networks(HUB, POOL, routes=tmp_path / "none")
    found = [subnet_of(docker, networks.of(one)) for one in ("north", "south")]
    assert found == [IPv4Network("10.227.0.0/22"), IPv4Network("10.227.4.0/22")]
    assert subnet_of(docker, networks.of("north")) == found[0]
