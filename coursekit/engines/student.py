"""A student's way through a hub, over HTTP: link, server, pull, notebook, kernel, save, stop."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit

from coursekit.engines.operator import Probe
from coursekit.errors import EngineFailedError

_START = 180.0
"""Seconds that a server may take to start, and a pull to end."""
_CELL = 300.0
"""Seconds that one cell may take."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Student:
    """The probe user on one server of its own, as its browser and its notebooks ask."""

    def __init__(self, hub: str, probe: Probe) -> None:
        self._hub = hub
        self._probe = probe
        self._server = ""

    def follow(self, link: str) -> str:
        """Open a link as far as the hub answers it; return the name of the server it starts."""
        try:
            self._open(urllib.request.Request(link), cookies=True)  # noqa: S310
        except urllib.error.HTTPError as answer:
            if answer.code not in (301, 302):
                raise EngineFailedError(_said(answer)) from answer
            there = urlsplit(urljoin(link, answer.headers.get("Location", "")))
        else:
            raise EngineFailedError("the hub answered the link with a page, not with a server")
        parts = [unquote(part) for part in there.path.strip("/").split("/")]
        if self._probe.user not in parts:
            raise EngineFailedError(f"the link leads to {there.path}, not to a server of one's own")
        self._server = parts[parts.index(self._probe.user) + 1]
        return self._server

    def start(self) -> None:
        """Start the server and wait until the hub says that it is ready."""
        self._ask("POST", self._server_api, deadline=_START)
        for event in self._events(f"{self._server_api}/progress"):
            if event.get("failed"):
                raise EngineFailedError(str(event["message"]).removeprefix("Spawn failed: "))
            if event.get("ready"):
                return
        raise EngineFailedError("the hub stopped telling how the start goes")

    def pull(self, link: str) -> None:
        """Pull what the link pulls; raises ``EngineFailedError`` with git's words as details."""
        said: list[str] = []
        asked = parse_qs(urlsplit(link).query)
        what = f"(branch {asked.get('branch', ['?'])[0]} of {asked['repo'][0]})"
        for event in self._events(self._at(f"git-pull/api?{urlsplit(link).query}")):
            said += [str(event["output"]).strip()] if event.get("output") else []
            if event.get("phase") == "error":
                message = str(event.get("message", "")).rstrip(".")
                raise EngineFailedError(f"{message} {what}", details="\n".join(said))
            if event.get("phase") == "finished":
                return
        raise EngineFailedError("the pull ended without a word", details="\n".join(said))

    def open(self, link: str) -> dict[str, Any]:
        """Open the page that the link ends on; return the notebook."""
        page = parse_qs(urlsplit(link).query)["urlpath"][0]
        self._ask("GET", self._at(quote(page, safe="/%?")), parse=False)
        path = unquote(re.sub(r"^(?:(?:lab|retro)/tree|[^/]+)/", "", page))
        return dict(self._ask("GET", self._at(f"api/contents/{quote(path)}")))

    def run(self, notebook: dict[str, Any], done: Callable[[dict[str, Any]], None]) -> None:
        """Run the code cells of a notebook in a new kernel, in order; ``done`` sees each of them.

        Each gets its outputs and its count. Raises ``EngineFailedError`` if the kernel does not
        start, dies, or takes too long.
        """
        name = notebook["content"]["metadata"].get("kernelspec", {}).get("name", "python3")
        session = self._ask(
            "POST",
            self._at("api/sessions"),
            {
                "path": notebook["path"],
                "name": notebook["name"],
                "type": "notebook",
                "kernel": {"name": name},
            },
            deadline=_START,
        )
        asyncio.run(self._cells(session["kernel"]["id"], notebook["content"]["cells"], done))

    def save(self, notebook: dict[str, Any]) -> None:
        """Save a notebook, and read it back."""
        address = self._at(f"api/contents/{quote(notebook['path'])}")
        self._ask("PUT", address, {"type": "notebook", "content": notebook["content"]})
        kept = self._ask("GET", address)["content"]["cells"]
        if [cell.get("outputs") for cell in kept] != [
            cell.get("outputs") for cell in notebook["content"]["cells"]
        ]:
            raise EngineFailedError("what was saved is not what was read back")

    def stop(self) -> None:
        """Stop the server and wait until the hub knows it is gone."""
        self._ask("DELETE", self._server_api)
        until = time.monotonic() + 60
        user = f"{self._hub}/hub/api/users/{quote(self._probe.user)}"
        while self._ask("GET", user).get("servers", {}).get(self._server):
            if time.monotonic() > until:
                raise EngineFailedError("the server did not stop within a minute")
            time.sleep(0.2)

    @property
    def _server_api(self) -> str:
        return f"{self._hub}/hub/api/users/{quote(self._probe.user)}/servers/{quote(self._server)}"

    def _at(self, path: str) -> str:
        return f"{self._hub}/user/{quote(self._probe.user)}/{quote(self._server)}/{path}"

    def _ask(
        self,
        method: str,
        address: str,
        body: dict[str, Any] | None = None,
        *,
        deadline: float = 60,
        parse: bool = True,
    ) -> dict[str, Any]:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(address, data=data, method=method)  # noqa: S310
        try:
            with self._open(request, deadline=deadline) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise EngineFailedError(_said(error)) from error
        except OSError as error:
            raise EngineFailedError(f"no answer: {error}") from error
        return dict(json.loads(text)) if parse and text else {}

    def _events(self, address: str) -> Iterator[dict[str, Any]]:
        """Yield the events of a stream (https://html.spec.whatwg.org/#server-sent-events)."""
        try:
            with self._open(urllib.request.Request(address), deadline=_START) as stream:  # noqa: S310
                for line in stream:
                    if line.startswith(b"data:"):
                        yield json.loads(line[5:])
        except urllib.error.HTTPError as error:
            raise EngineFailedError(_said(error)) from error
        except OSError as error:
            raise EngineFailedError(f"no answer: {error}") from error

    def _open(
        self, request: urllib.request.Request, *, deadline: float = 60, cookies: bool = False
    ) -> Any:
        handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
        if cookies:
            jar = urllib.request.HTTPCookieProcessor(self._probe.cookies)
            handlers += [jar, _NoRedirect()]
        else:
            request.add_header("Authorization", f"token {self._probe.token}")
        return urllib.request.build_opener(*handlers).open(request, timeout=deadline)

    async def _cells(
        self, kernel: str, cells: list[dict[str, Any]], done: Callable[[dict[str, Any]], None]
    ) -> None:
        from tornado.httpclient import HTTPRequest
        from tornado.websocket import WebSocketClosedError, websocket_connect

        address = self._at(f"api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}")
        request = HTTPRequest(
            f"ws{address.removeprefix('http')}",
            headers={"Authorization": f"token {self._probe.token}"},
            connect_timeout=60,
        )
        try:
            socket = await websocket_connect(request, max_message_size=2**28)
            try:
                for cell in cells:
                    if cell["cell_type"] == "code":
                        await asyncio.wait_for(run_cell(socket, cell), _CELL)
                        done(cell)
            finally:
                socket.close()
        except TimeoutError as error:
            raise EngineFailedError(f"a cell did not finish within {_CELL:.0f} s") from error
        except (OSError, WebSocketClosedError) as error:
            raise EngineFailedError(f"the kernel could not be reached: {error}") from error


async def run_cell(socket: Any, cell: dict[str, Any]) -> None:
    """Run one cell (https://jupyter-client.readthedocs.io/en/stable/messaging.html)."""
    asked = uuid.uuid4().hex
    header = {
        "msg_id": asked,
        "msg_type": "execute_request",
        "username": "",
        "session": asked,
        "version": "5.3",
        "date": "",
    }
    content = {
        "code": "".join(cell["source"]),
        "silent": False,
        "store_history": True,
        "user_expressions": {},
        "allow_stdin": False,
        "stop_on_error": False,
    }
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    await socket.write_message(json.dumps({**message, "channel": "shell", "buffers": []}))
    cell["outputs"] = []
    while True:
        answer = await socket.read_message()
        if answer is None:
            raise EngineFailedError("the kernel's connection was cut")
        if isinstance(answer, bytes):
            continue
        said = json.loads(answer)
        kind, told = said["header"]["msg_type"], said["content"]
        if kind == "status" and told["execution_state"] in ("restarting", "dead"):
            raise EngineFailedError("the kernel died")
        if said["parent_header"].get("msg_id") != asked:
            continue
        if kind == "execute_input":
            cell["execution_count"] = told["execution_count"]
        elif kind in ("stream", "display_data", "execute_result", "error"):
            kept = {name: value for name, value in told.items() if name != "transient"}
            cell["outputs"].append({"output_type": kind, **kept})
        elif kind == "status" and told["execution_state"] == "idle":
            return


def _said(error: urllib.error.HTTPError) -> str:
    """Return a server's own words about a refusal."""
    with contextlib.suppress(ValueError, OSError, KeyError, TypeError):
        return str(json.loads(error.read())["message"])
    return f"it answered {error.code} {error.reason}"
