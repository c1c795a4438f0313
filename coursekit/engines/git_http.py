"""git upload-pack, run for each request of a client that clones or pulls over HTTP."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

from coursekit.engines.process import MARKER, pipe

DEADLINE = 300.0
"""Seconds one answer may take, slow client included."""

AT_ONCE = 8
"""Answers under way together: a class that clicks at nine o'clock queues for seconds, no more."""


class GitHttp:
    """Serves repositories read-only through ``git upload-pack --stateless-rpc``."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._turns = asyncio.Semaphore(AT_ONCE)

    def __deepcopy__(self, memo: dict[int, object]) -> GitHttp:
        """Stay one server: traitlets copies every value of a configuration."""
        return self

    def advertise(self, repository: Path, protocol: str) -> AsyncIterator[bytes]:
        """Yield what ``repository`` offers; ``protocol`` is the ``Git-Protocol`` header's value."""
        return self._run(repository, protocol, b"", "--http-backend-info-refs")

    def upload(self, repository: Path, protocol: str, request: bytes) -> AsyncIterator[bytes]:
        """Yield the pack and what else answers ``request``."""
        return self._run(repository, protocol, request)

    async def _run(
        self, repository: Path, protocol: str, request: bytes, *options: str
    ) -> AsyncIterator[bytes]:
        argv = ["git", "-c", f"safe.directory={repository}", "upload-pack"]
        argv += ["--stateless-rpc", "--strict", *options, str(repository)]
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
        marks = {MARKER: str(self._state), "COURSEKIT_ROLE": "git"}
        env = {**kept, **marks, "GIT_PROTOCOL": protocol, "GIT_CONFIG_NOSYSTEM": "1"}
        async with self._turns:
            async for chunk in pipe(argv, stdin=request, env=env, deadline=DEADLINE):
                yield chunk
