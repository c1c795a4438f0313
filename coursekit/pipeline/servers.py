"""The nurseries of a running hub: one for each course environment, kept warm for its students."""

from __future__ import annotations

import asyncio
import logging
import threading
from pathlib import Path

from coursekit.engines.process import Runner
from coursekit.hub.site import Site, SiteCourse
from coursekit.nursery import Confinement
from coursekit.nursery.coursekit_warm import cgroups, quota
from coursekit.nursery.coursekit_warm.protocol import Closed
from coursekit.nursery.plain import PlainNursery
from coursekit.nursery.warm import WarmNursery


class ServerNurseries:
    """Forks students' servers; a nursery that died is started again when it is asked next."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._runner = Runner(state, state / "logs")
        self._nurseries: dict[tuple[Path, tuple[str, ...], bool], WarmNursery] = {}
        self._lock = threading.Lock()

    def __deepcopy__(self, memo: dict[int, object]) -> ServerNurseries:
        """Stay one: traitlets copies every value of a configuration."""
        return self

    def wake(self, site: Site) -> None:
        """Start the nurseries of all courses in the background."""
        for course in site.courses:
            nursery = self._of(course, accounts=site.isolated)
            threading.Thread(target=nursery.wake, daemon=True).start()

    async def server(
        self,
        course: SiteCourse,
        arguments: list[str],
        *,
        env: dict[str, str],
        cwd: Path,
        log: Path,
        confined: Confinement | None = None,
    ) -> int | None:
        """Fork a single-user server; ``None`` where that can't be done."""
        nursery = self._of(course, accounts=confined is not None)
        for _attempt in range(2):
            try:
                return await asyncio.to_thread(
                    nursery.server, arguments, env=env, cwd=cwd, log=log, confined=confined
                )
            except Closed as error:
                nursery.close()
                if error.args and error.args[0]:
                    logging.getLogger(__name__).warning("The nursery says: %s", error)
        return None

    async def end_account(self, uid: int) -> None:
        """Kill everything that runs under a student's account."""
        await asyncio.to_thread(cgroups.end, uid)

    def keep_room(self, home: Path, uid: int, limit: int) -> bool:
        """Give an account whose ``home`` is full its reserve, or take it back, if it is time."""
        return quota.renew(home, uid, limit)

    def _of(self, course: SiteCourse, *, accounts: bool) -> WarmNursery:
        key = (course.environment, course.imports, accounts)
        with self._lock:
            if key not in self._nurseries:
                self._nurseries[key] = self._make(course, accounts=accounts)
            return self._nurseries[key]

    def _make(self, course: SiteCourse, *, accounts: bool) -> WarmNursery:
        python, cache = course.environment / "bin" / "python", self._state / "cache"
        return WarmNursery(
            self._runner.start,
            self._runner.environment,
            PlainNursery(self._runner.run, python, cache),
            python=python,
            modules=course.imports,
            cache=cache,
            logs=self._runner.logs,
            kinds=("kernel", "server"),
            accounts=accounts,
        )
