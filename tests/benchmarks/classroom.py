"""Students who all click at once: over HTTP through the proxy, until their first cell is done."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import websocket_connect

from coursekit.engines.student import run_cell

PATIENCE = 1800
"""Seconds for which a student waits: the slow peer is to be measured, not to be cut off."""

ROUNDS = 5
"""How often one student alone clicks: the medians are told."""


@dataclass(frozen=True)
class Worked:
    """One student, seconds after the click."""

    answers: float
    """The notebook server's API answers through the proxy."""
    first_cell: float
    """The cell with the course's imports is done."""


async def clicked(seats: Sequence[Seat], code: str) -> list[Worked]:
    """Let all click at the same moment, and leave them at work; return what each of them saw.

    One alone clicks ``ROUNDS`` times.
    """
    for room, user in seats:
        await room.enrol([user])
    # What is slow only once (a nursery that warms up, an image, a cold disk) is nobody's click.
    await _work(seats[:1], code)
    await gone(seats[:1])
    worked = await _work(seats, code)
    for _again in range(ROUNDS - 1 if len(seats) == 1 else 0):
        await gone(seats)
        worked += await _work(seats, code)
    return worked


async def gone(seats: Sequence[Seat]) -> None:
    """Stop the servers of all."""
    await asyncio.gather(*(room.leave([user]) for room, user in seats))


async def _work(seats: Sequence[Seat], code: str) -> list[Worked]:
    found = await asyncio.gather(*(room.work([user], code) for room, user in seats))
    return [one for several in found for one in several]


class Classroom:
    """Students of one hub; ``token`` may do everything there."""

    def __init__(self, url: str, token: str, server: str = "") -> None:
        self._url = url
        self._headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
        self._server = server
        AsyncHTTPClient.configure(None, max_clients=1000)

    async def enrol(self, users: list[str]) -> None:
        """Make the hub know the students."""
        await self._ask("POST", f"{self._url}/hub/api/users", {"usernames": users})

    async def work(self, users: list[str], code: str) -> list[Worked]:
        """Let all of them click at the same moment, and run ``code`` as their first cell."""
        return list(await asyncio.gather(*(self._one(user, code) for user in users)))

    async def leave(self, users: list[str]) -> None:
        """Stop their servers."""
        await asyncio.gather(*(self._ask("DELETE", self._api(user)) for user in users))
        for user in users:
            while (await self._user(user)).get("servers"):
                await asyncio.sleep(0.3)

    async def _one(self, user: str, code: str) -> Worked:
        began = time.monotonic()
        at = "/".join(part for part in (quote(user), self._server) if part)
        await self._ask("POST", self._api(user), {})
        await self._ready(user)
        await self._ask("GET", f"{self._url}/user/{at}/api/status")
        answers = time.monotonic() - began
        made = await self._ask("POST", f"{self._url}/user/{at}/api/kernels", {"name": "python3"})
        kernel = json.loads(made.body)["id"]
        address = f"ws{self._url.removeprefix('http')}/user/{at}/api/kernels/{kernel}/channels"
        socket = await websocket_connect(
            HTTPRequest(
                address,
                headers=self._headers,
                connect_timeout=PATIENCE,
                request_timeout=PATIENCE,
            )
        )
        cell = {"cell_type": "code", "source": code}
        await run_cell(socket, cell)
        failed = [one for one in cell["outputs"] if one["output_type"] == "error"]
        if failed:
            raise AssertionError(f"{user}: {failed[0]['ename']}: {failed[0]['evalue']}")
        socket.close()
        return Worked(answers, time.monotonic() - began)

    async def _ready(self, user: str) -> None:
        """Read the stream that the page that waits reads, until the server is ready."""
        said: list[bytes] = []
        await self._ask("GET", f"{self._api(user)}/progress", stream=said)
        events = [json.loads(line[5:]) for line in b"".join(said).split(b"\n") if line[:5]]
        if not events or not events[-1].get("ready"):
            raise AssertionError(f"{user}: {events[-1:]}")

    async def _user(self, user: str) -> dict[str, object]:
        answer = await self._ask("GET", f"{self._url}/hub/api/users/{quote(user)}")
        return dict(json.loads(answer.body))

    def _api(self, user: str) -> str:
        start = f"{self._url}/hub/api/users/{quote(user)}"
        return f"{start}/servers/{self._server}" if self._server else f"{start}/server"

    async def _ask(
        self,
        method: str,
        address: str,
        body: object = None,
        stream: list[bytes] | None = None,
    ) -> HTTPResponse:
        return await AsyncHTTPClient().fetch(
            HTTPRequest(
                address,
                method=method,
                headers=self._headers,
                body=None if body is None else json.dumps(body),
                streaming_callback=None if stream is None else stream.append,
                connect_timeout=PATIENCE,
                request_timeout=PATIENCE,
            )
        )


Seat = tuple[Classroom, str]
"""Where a student sits, and who it is."""
