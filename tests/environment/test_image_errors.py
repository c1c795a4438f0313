"""What a failed build prints becomes a sentence; the words are those of real builds."""

from __future__ import annotations

from coursekit.environment.image_errors import explained
from coursekit.errors import EngineFailedError

NO_BRIDGE = (
    "ERROR: failed to solve: executor failed running [/bin/sh -c apt-get -qq update]: failed to "
    "create endpoint 10qjq0ok on network bridge: adding interface veth852795a to bridge docker0 "
    "failed: could not find bridge docker0: route ip+net: no such network interface"
)


def test_docker_without_its_bridge() -> None:
    error = explained(EngineFailedError("x", output=NO_BRIDGE), {}, "debian")
    assert str(error) == "the build has no network"
