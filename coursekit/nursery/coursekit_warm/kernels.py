"""A kernel provisioner for jupyter_client: kernels of forked processes are forks, too."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sys
import tempfile
import uuid
from collections.abc import Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit_warm import child, confine, confined
from coursekit_warm.protocol import Closed, Message, ask, start

if TYPE_CHECKING:
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner
else:
    try:
        from jupyter_client.provisioning.local_provisioner import LocalProvisioner
    except ImportError:
        LocalProvisioner = object

_LONGEST = 100
"""Bytes of a socket's path, with room for what jupyter_client appends (unix(7) has 107)."""
_SOCKETS = "kernel-"
NAME = "local-provisioner"
"""The provisioner that jupyter_client takes where a kernel spec names none; ours stands in."""


class ForkedKernel:
    """A kernel's process as ``LocalProvisioner`` handles it: the part of ``Popen`` it uses."""

    stdin = stdout = stderr = None

    def __init__(self, path: str, name: str, pid: int) -> None:
        self.pid = pid
        self._path = path
        self._name = name
        self._status: int | None = None
        self.why: str | None = None
        """"memory" if it was ended because its account's memory was used up."""

    def poll(self) -> int | None:
        """Return the exit status, ``None`` while it runs."""
        if self._status is None:
            try:
                answer = ask(self._path, {"ask": "poll", "id": self._name})
                if answer.get("ok"):
                    self._status = answer.get("status")
                    self.why = answer.get("why")
                elif not _alive(self.pid):
                    # A nursery that took the place of one that died knows no kernels of that.
                    self._status = 1
            except Closed:
                self._status = None if _alive(self.pid) else 1
        return self._status

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit status of a kernel that has ended."""
        del timeout
        return self._status if self._status is not None else 0

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel and what it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)


class NurseryProvisioner(LocalProvisioner):
    """Asks the nursery for a fork; starts anything but this environment's ipykernel as usual."""

    @property
    def own_sockets(self) -> bool:
        """Whether kernels of this environment have sockets in the file system."""
        return bool(os.environ.get(child.SOCKET))

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Prepare the start of a kernel, which is to be reached by Unix sockets of its own.

        The ports that jupyter_client picks are free when it looks and may be another's when the
        kernel binds them: among six kernels that start at once in six servers, it was seen that one
        read another's messages, and that its student waited for nothing.
        """
        manager = self.parent
        if hasattr(manager, "execution_state"):
            # Jupyter Server 2 goes on calling a kernel busy that was killed at work: it would not
            # end what is started in its place however long that is idle, nor wait for a page's
            # subscription, and the first cell's output was lost.
            manager.execution_state = "starting"
        if manager is not None and manager.transport == "tcp" and self._starts_ours():
            place = _sockets()
            if place:
                manager.transport, manager.ip = "ipc", place
                manager.cache_ports = False
        return dict(await super().pre_launch(**kwargs))

    def _starts_ours(self) -> bool:
        spec = getattr(self, "kernel_spec", None)
        return self.own_sockets and spec is not None and is_ours(spec.argv)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel; returns its connection info."""
        how = (kwargs.get("env") or os.environ).get(confine.VARIABLE)
        if how:
            return self._launch_confined(cmd, json.loads(how), kwargs.get("env") or os.environ)
        path = os.environ.get(child.SOCKET, "")
        if not path or not is_ours(cmd):
            return await self._launch_plainly(cmd, **kwargs)
        env = dict(kwargs.get("env") or os.environ)
        # The parent of a fork is the nursery: a kernel need not end when that does.
        env.pop("JPY_PARENT_PID", None)
        question = {"what": "kernel", "owner": os.environ.get(child.OWN_ID, "")}
        rest = {
            "spec": {"arguments": cmd[3:]},
            "env": env,
            "cwd": str(kwargs.get("cwd") or Path.cwd()),
        }
        try:
            answer = start(path, question, rest)
        except Closed:
            return await self._launch_plainly(cmd, **kwargs)
        self.process = ForkedKernel(path, answer["id"], answer["pid"])  # type: ignore[assignment]
        self.pid = self.pgid = answer["pid"]
        return self.connection_info

    def _launch_confined(self, cmd: list[str], how: Message, env: Mapping[str, str]) -> Any:
        """Start the kernel of a submission."""
        manager = self.parent
        info = {**self.connection_info, "ours": is_ours(cmd)}
        info["connection_file"] = manager.connection_file
        begun = confined.begin(cmd, env, how, info)
        forked = (
            None if begun.program else ForkedKernel(os.environ[child.SOCKET], begun.id, begun.pid)
        )
        process: Any = confined.Process(begun.program or forked, begun)
        self.process = process
        self.pid = self.pgid = begun.pid
        if manager.cache_ports and self.ports_cached:
            manager.cache_ports = False
        return {**self.connection_info, "transport": "ipc", "ip": begun.ip}

    async def _launch_plainly(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel as usual; if memory runs out, it is to be lost before the server is."""
        info = await super().launch_kernel(cmd, **kwargs)
        with contextlib.suppress(OSError, ValueError):
            own = int(Path("/proc/self/oom_score_adj").read_text("ascii"))  # 994 in some pods
            Path(f"/proc/{self.pid}/oom_score_adj").write_text(str(min(1000, own + 500)))
        return info


def register(provisioner: str = f"{__name__}:NurseryProvisioner") -> None:
    """Make the provisioner the default of this process and of its forks."""
    try:
        from jupyter_client.provisioning.factory import KernelProvisionerFactory as Factory
    except ImportError:
        return
    entry = EntryPoint(NAME, provisioner, Factory.GROUP_NAME)
    # The one factory of this process, made now, is the one that every fork has.
    Factory.instance().provisioners[NAME] = entry


def sweep(place: Path) -> None:
    """Remove from ``place`` the sockets of kernels that were killed."""
    for path in place.glob(f"{_SOCKETS}*"):
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(path))
            except ConnectionRefusedError:
                path.unlink(missing_ok=True)
            except OSError:
                continue


def _sockets() -> str:
    """Return how the paths of a new kernel's sockets begin, nothing if they would be too long.

    They are beside the nursery's, or in a student's own ``/tmp`` where that is not theirs to write.
    """
    folder = os.path.dirname(os.environ.get(child.SOCKET, ""))  # noqa: PTH120
    if not folder or not os.access(folder, os.W_OK):
        folder = tempfile.gettempdir()
    path = f"{folder}/{_SOCKETS}{uuid.uuid4().hex[:12]}"
    return path if len(os.fsencode(path)) < _LONGEST else ""


def is_ours(cmd: list[str]) -> bool:
    """Tell whether a command starts this environment's own ipykernel."""
    return cmd[1:3] == ["-m", "ipykernel_launcher"] and (
        Path(cmd[0]).name.startswith("python") and _same_python(cmd[0])
    )


def _same_python(program: str) -> bool:
    return Path(program).parent == Path(sys.executable).parent or not Path(program).is_absolute()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
