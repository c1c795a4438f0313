"""A student's kernel, used as a browser does: over the server's address, with cookies."""

from __future__ import annotations

import asyncio
import json
import uuid
from dataclasses import dataclass
from typing import Any

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from tests.hub.conftest import Visitor

NEVER_BUSY = """\
kernel = get_ipython().kernel
publish = kernel._publish_status
kernel._publish_status = lambda to, *more, **named: to == "busy" or publish(to, *more, **named)
"""
"""A cell after which the kernel does not say that it is busy, as if it ended in that moment."""


@dataclass
class Output:
    """What came of a cell."""

    text: str = ""
    error: str = ""
    status: str = "lost"
    """``ok``, ``error``, or ``lost`` if the kernel never answered."""


@dataclass
class Notebook:
    """One kernel of one student."""

    visitor: Visitor
    prefix: str
    """Path of the student's server: ``/user/foothill.kim/data8``."""
    kernel: str = ""

    def api(self, method: str, path: str, **more: Any) -> Any:
        """Ask the server's REST API."""
        cookies = self.visitor.session.cookies
        token = next(
            (c.value for c in cookies if c.name == "_xsrf" and c.path.startswith(self.prefix)), ""
        )
        return self.visitor.session.request(
            method,
            f"{self.visitor.url}{self.prefix}{path}",
            headers={"X-XSRFToken": token or ""},
            timeout=60,
            **more,
        )

    def begin(self) -> None:
        """Start the kernel."""
        started = self.api("POST", "/api/kernels", json={"name": "python3"})
        assert started.status_code == 201, started.text
        self.kernel = started.json()["id"]

    def run(self, code: str, timeout: float = 60) -> Output:
        """Run a cell."""
        return asyncio.run(self._run(code, timeout))

    async def _run(self, code: str, timeout: float) -> Output:
        url = f"{self.visitor.url}{self.prefix}/api/kernels/{self.kernel}/channels"
        jar = self.visitor.session.cookies
        cookies = "; ".join(f"{c.name}={c.value}" for c in jar if url_path(url).startswith(c.path))
        request = HTTPRequest(url.replace("http", "ws", 1), headers={"Cookie": cookies})
        socket = await _connected(request)
        output, own = Output(), uuid.uuid4().hex
        await socket.write_message(json.dumps(_question(own, code)))
        try:
            async with asyncio.timeout(timeout):
                await _collect(socket, own, output)
        except TimeoutError:
            pass
        finally:
            socket.close()
        return output


async def _connected(request: HTTPRequest, patience: float = 30) -> Any:
    """Connect as JupyterLab does: again, if nobody listens in this moment."""
    async with asyncio.timeout(patience):
        while True:
            try:
                return await websocket_connect(request)
            except ConnectionRefusedError:
                await asyncio.sleep(0.5)


async def _collect(socket: Any, own: str, output: Output) -> None:
    idle = False
    while not (idle and output.status != "lost"):
        text = await socket.read_message()
        if text is None:
            return
        message = json.loads(text)
        kind, content = message["header"]["msg_type"], message["content"]
        if kind == "status" and content["execution_state"] in ("restarting", "dead"):
            output.error += content["execution_state"]
            return
        if message["parent_header"].get("msg_id") != own:
            continue
        if kind == "stream":
            output.text += content["text"]
        elif kind == "error":
            output.error += f"{content['ename']}: {content['evalue']}"
        elif kind == "execute_reply":
            output.status = content["status"]
        elif kind == "status" and content["execution_state"] == "idle":
            idle = True


def _question(own: str, code: str) -> dict[str, Any]:
    return {
        "header": {
            "msg_id": own,
            "msg_type": "execute_request",
            "username": "student",
            "session": uuid.uuid4().hex,
            "version": "5.3",
            "date": "2026-11-23T00:00:00Z",
        },
        "parent_header": {},
        "metadata": {},
        "content": {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        },
        "channel": "shell",
        "buffers": [],
    }


def url_path(url: str) -> str:
    """Return the path of an address."""
    return "/" + url.split("/", 3)[3]
