"""A student's server measures idleness by a clock that nobody sets."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from coursekit import nursery
from tests.clock import make_clock

SERVER = """\
import asyncio, json, pathlib, sys

from coursekit_warm import idle
from jupyter_server.serverapp import ServerApp

if sys.argv[1] == "ours":
    idle.install()
app = ServerApp()
app.initialize(
    [
        "--allow-root",
        "--port=0",
        "--MappingKernelManager.cull_idle_timeout=600",
        "--MappingKernelManager.cull_connected=True",
        "--ServerApp.shutdown_no_activity_timeout=600",
    ],
    new_httpserver=False,
)
app.stop = lambda: told.append("server ended")
told = []


async def work():
    kernels = app.kernel_manager
    kernel = await kernels.start_kernel()
    pathlib.Path(sys.argv[2]).write_text("86400")
    await kernels.cull_kernels()
    if kernel not in kernels:
        told.append("kernel ended")
    else:
        await kernels.shutdown_kernel(kernel, now=True)
    pathlib.Path(sys.argv[2]).write_text("172800")
    app.shutdown_no_activity()


asyncio.run(work())
print(json.dumps(told))
"""


@pytest.mark.parametrize(
    ("whose", "ends"), [("ours", []), ("Jupyter's", ["kernel ended", "server ended"])]
)
def test_a_clock_that_is_set_ends_nothing(
    whose: str, ends: list[str], built_tiny: Path, tmp_path: Path
) -> None:
    """The second row is Jupyter's own measure: what ours is there for."""
    (environment,) = (built_tiny / ".coursekit" / "environments").iterdir()
    clock = make_clock(tmp_path)
    own = {"HOME": str(tmp_path), "PYTHONPATH": str(Path(nursery.__file__).parent)}
    done = subprocess.run(
        [environment / "bin" / "python", "-c", SERVER, whose, clock.file],
        env={**os.environ, **own, **clock.variables},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == ends
