"""The process: starting, being there, ending, and saying what is wrong."""

from __future__ import annotations

import os
import signal
import socket
import time

import psutil
import pytest

from coursekit.engines.process import processes_of
from coursekit.errors import CoursekitError, EngineFailedError, ExitCode


def test_check_names_the_versions(running):
    assert running.engine.check().startswith("jupyterhub 6.")


def test_status_and_stop(hub_without_environment):
    hub = hub_without_environment
    before = hub.engine.status(hub.url)
    assert (before.pid, before.answers, before.servers) == (None, False, 0)
    assert hub.engine.stop() is False
    pid = hub.start()
    during = hub.engine.status(hub.url)
    assert (during.pid, during.answers) == (pid, True)
    assert hub.roles() == {"hub", "proxy"}
    assert hub.engine.stop() is True
    assert hub.roles() == set()


def test_a_terminated_hub_takes_its_proxy_along(hub_without_environment):
    hub = hub_without_environment
    pid = hub.start()
    proxies = processes_of(hub.state, "proxy")
    while "JupyterHub is now running" not in hub.engine.log.read_text():
        time.sleep(0.1)
    time.sleep(0.5)  # its signal handlers are the last thing it sets up
    os.kill(pid, signal.SIGTERM)
    _gone, alive = psutil.wait_procs([psutil.Process(pid), *proxies], timeout=20)
    assert not alive


def test_stop_ends_what_a_killed_hub_left(hub_without_environment):
    hub = hub_without_environment
    os.kill(hub.start(), signal.SIGKILL)
    assert "proxy" in hub.roles()
    assert hub.engine.stop() is True
    assert hub.roles() == set()


def test_a_taken_port_is_named_with_its_holder(hub_without_environment):
    hub = hub_without_environment
    port = int(hub.url.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)), pytest.raises(CoursekitError) as caught:
        hub.start()
    problem = caught.value.problems[0]
    assert problem.message.startswith(f"port {port} is in use by ")
    assert f"process {os.getpid()}" in problem.message
    assert "fleet.yml" in problem.hint
    assert hub.roles() == set()


def test_a_hub_that_dies_shows_the_end_of_its_log(hub_without_environment):
    hub = hub_without_environment
    hub.start()
    hub.engine.stop()
    hub.site_file.write_text("{")
    with pytest.raises(EngineFailedError) as caught:
        hub.start()
    assert caught.value.code is ExitCode.ENGINE_FAILED
    details = caught.value.problems[0].details
    assert "Invalid JSON" in details
    assert str(hub.engine.log) in details
    assert hub.roles() == set()


def test_a_trial_is_refused_on_any_other_address(hub_without_environment):
    hub = hub_without_environment
    site = hub.site()
    hub.write_site(site | {"url": f"http://0.0.0.0:{hub.url.rpartition(':')[2]}"})
    with pytest.raises(EngineFailedError) as caught:
        hub.start()
    assert "must not be reached from other machines" in caught.value.problems[0].details


def test_two_hubs_run_side_by_side(running, hub_without_environment):
    hub_without_environment.start()
    assert running.engine.status(running.url).answers
    assert hub_without_environment.engine.status(hub_without_environment.url).answers
    hub_without_environment.engine.stop()
    assert running.engine.status(running.url).answers


def test_nothing_is_written_outside_the_state_folder(hub_without_environment):
    hub = hub_without_environment
    before = {path.name for path in hub.root.iterdir()}
    hub.start()
    hub.engine.stop()
    assert {path.name for path in hub.root.iterdir()} == before | {"state", "homes"}
