"""The release over smart HTTP git, read-only: what students' servers clone and pull from."""

from __future__ import annotations

import re
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

from tornado import web
from tornado.iostream import StreamClosedError

from coursekit.errors import EngineFailedError
from coursekit.hub.site import SiteFile

LARGEST_REQUEST = 16 * 1024 * 1024
"""Bytes a client may say about what it wants and has: far more than any course's history."""

_PROTOCOL = re.compile(r"version=[0-9](?::[a-z0-9=-]+)*")


class GitServer(Protocol):
    """Answers the two requests of a clone, a fetch or a pull from one repository."""

    def advertise(self, repository: Path, protocol: str) -> AsyncIterator[bytes]:
        """Yield what ``repository`` has to offer, for a ``Git-Protocol`` header's value."""

    def upload(self, repository: Path, protocol: str, request: bytes) -> AsyncIterator[bytes]:
        """Yield what the client asked for in ``request``."""


class GitHandler(web.RequestHandler):
    """``/hub/git/<course>/...`` (https://git-scm.com/docs/http-protocol, smart clients only)."""

    def initialize(self, site: SiteFile, git: GitServer) -> None:
        """Take the site and the engine."""
        self.site = site
        self.git = git

    def check_xsrf_cookie(self) -> None:
        """Git has no cookies; nothing here changes anything."""

    async def get(self, course_id: str, service: str) -> None:
        """Advertise the branches, or say why not."""
        asked = self.get_query_argument("service", "")
        if service == "git-receive-pack" or asked == "git-receive-pack":
            await self._refuse_push()
        elif service != "info/refs" or asked != "git-upload-pack":
            await self._fail(404, "Only git itself can read this address: git clone ...")
        elif (repository := await self._repository(course_id)) is not None:
            self.set_header("Content-Type", "application/x-git-upload-pack-advertisement")
            self.write(b"001e# service=git-upload-pack\n0000")
            await self._stream(self.git.advertise(repository, self._protocol()))

    async def post(self, course_id: str, service: str) -> None:
        """Send what a client wants."""
        if service != "git-upload-pack":
            await self._refuse_push()
        elif (repository := await self._repository(course_id)) is not None:
            self.set_header("Content-Type", "application/x-git-upload-pack-result")
            await self._stream(self.git.upload(repository, self._protocol(), self._body()))

    async def _stream(self, chunks: AsyncIterator[bytes]) -> None:
        self.set_header("Cache-Control", "no-cache")
        try:
            async for chunk in chunks:
                self.write(chunk)
                await self.flush()
        except StreamClosedError:
            return
        except (EngineFailedError, TimeoutError) as error:
            raise web.HTTPError(500, "git upload-pack: %s", error) from error
        await self.finish()

    def _body(self) -> bytes:
        """Return the request's body, unpacked within limits."""
        body: bytes = self.request.body
        if self.request.headers.get("Content-Encoding", "") in ("gzip", "x-gzip"):
            unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
            try:
                body = unpack.decompress(body, LARGEST_REQUEST)
            except zlib.error as error:
                raise web.HTTPError(400, "The request is not gzip") from error
            if unpack.unconsumed_tail:
                raise web.HTTPError(413)
        return body

    def _protocol(self) -> str:
        asked = self.request.headers.get("Git-Protocol", "")
        return asked if _PROTOCOL.fullmatch(asked) else ""

    async def _repository(self, course_id: str) -> Path | None:
        course = self.site.read().course(course_id)
        if course is not None and course.release is not None and course.release.is_dir():
            return course.release
        await self._fail(404, f"No release of a course called {course_id} is served here.")
        return None

    async def _refuse_push(self) -> None:
        await self._fail(
            403, "This is the students' copy, made by coursekit release: nobody can push to it."
        )

    async def _fail(self, status: int, sentence: str) -> None:
        """Answer in plain text: git prints it after ``remote:``."""
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        await self.finish(sentence + "\n")
