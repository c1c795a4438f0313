"""Ports of students' servers: never one that is in use, given twice, or used by connections."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from coursekit.errors import EngineFailedError
from coursekit.hub.ports import Ports, free_port, kept_port


def test_no_port_is_given_twice_before_all_others_were() -> None:
    # Where the hubs of other tests have none.
    ports = Ports(used_by_connections=(1024, 65_435))
    taken = [ports.take() for _ in range(100)]
    assert sorted(taken) == list(range(65_436, 65_536))
    assert ports.take() == taken[0]


def test_a_port_in_use_is_passed_over() -> None:
    ports = Ports(used_by_connections=(1024, 65_525))
    with socket.socket() as one:
        one.bind(("127.0.0.1", 65_530))
        one.listen()
        assert 65_530 not in [ports.take() for _ in range(20)]


def test_ports_above_those_of_connections_serve_where_there_are_more() -> None:
    assert Ports(used_by_connections=(1024, 60_999)).take() > 60_999


def test_no_port_at_all_is_an_error() -> None:
    with pytest.raises(EngineFailedError, match="no port of this machine is free"):
        Ports(used_by_connections=(1024, 65_535)).take()


def test_this_machines_connections_have_others() -> None:
    port = Ports().take()
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = door.getsockname()
        for _ in range(50):
            with socket.create_connection(address) as connection:
                assert connection.getsockname()[1] != port


def test_the_hub_has_its_port_again_unless_another_has_it(tmp_path: Path) -> None:
    ports = Ports()
    some = [ports.take() for _ in range(4)]
    every = range(1024, 65_536)
    port = kept_port(tmp_path, "127.0.0.1", some, every)
    assert port == some[0]
    assert kept_port(tmp_path, "127.0.0.1", some[1:], every) == port
    with socket.create_server(("127.0.0.1", port)):
        assert kept_port(tmp_path, "127.0.0.1", some[1:], every) == some[1]
    assert kept_port(tmp_path, "127.0.0.1", some, every) == some[1]


def test_a_port_that_may_not_be_is_given_up(tmp_path: Path) -> None:
    some = [Ports().take()]
    assert kept_port(tmp_path, "127.0.0.1", some, range(1024, 65_536)) == some[0]
    with pytest.raises(EngineFailedError):
        kept_port(tmp_path, "127.0.0.1", [], range(600, 1024))


def test_no_port_for_the_hub_is_an_error() -> None:
    nothing = pytest.raises(EngineFailedError, match="no port of this machine is free for the hub")
    with socket.create_server(("127.0.0.1", 0)) as door, nothing:
        free_port("127.0.0.1", [door.getsockname()[1]])
