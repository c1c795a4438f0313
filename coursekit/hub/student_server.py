"""What a student's server is, whatever runs it: whose, for which course, with which variables."""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from jupyterhub.slugs import is_valid_safe_slug, safe_slug
from jupyterhub.spawner import Spawner, SpawnException
from traitlets import Any as Any_
from traitlets import Instance, default

from coursekit.hub.home_usage import Usage
from coursekit.hub.idle import idle_arguments
from coursekit.hub.machine import size_text
from coursekit.hub.people import Person, person_of
from coursekit.hub.site import SiteCourse, SiteFile
from coursekit.hub.turns import Turns

SETTINGS = Path(__file__).parent / "jupyter"
"""Jupyter's settings for every server: no calls out of the classroom for news and updates."""

_INHERITED = (
    "LANG",
    "LC_ALL",
    "TZ",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "GIT_SSL_CAINFO",
)
"""What a server takes over from the operator's environment: language, time zone, the way out."""


def server_name(course_id: str) -> str:
    """Return the name of a person's server for a course: its id, if JupyterHub allows that."""
    return str(safe_slug(course_id, is_valid=is_valid_safe_slug))


class StudentServer(Spawner):
    """A person's server for one course; how it is started is the engine's.

    ``name`` is the course's server name; the unnamed server is that of the first course of the
    person's college.
    """

    site: SiteFile = Instance(SiteFile, help="The site, for homes and environments.").tag(
        config=True
    )
    turns: Turns = Any_(help="Who starts first.").tag(config=True)

    @default("env_keep")
    def _env_keep_default(self) -> list[str]:
        return list(_INHERITED)

    @property
    def person(self) -> Person:
        """Whose server this is. Raises ``SpawnException`` if their college isn't here."""
        person = person_of(self.site.read(), self.user.name)
        if person is None:
            raise refusal("Your college is no longer served here. Please sign out.", 403)
        return person

    @property
    def course(self) -> SiteCourse:
        """The course it is for. Raises ``SpawnException`` if the person's college has it not."""
        college = self.person.college
        for course in self.site.read().courses_of(college):
            if self.name in ("", server_name(course.id)):
                return course
        raise refusal(f"{college.name} does not take a course called {self.name!r}.", 404)

    # JupyterHub demands these of every subclass: here they are the next class's.

    async def start(self) -> Any:
        """Start the server; return its address."""
        return await super().start()

    async def stop(self, now: bool = False) -> None:
        """Stop the server."""
        await super().stop(now)

    async def poll(self) -> Any:
        """Return nothing while the server runs, else its exit status."""
        return await super().poll()

    def idle_arguments(self) -> list[str]:
        """Return the arguments by which the server ends when nobody works."""
        return idle_arguments(self.site.read().idle)

    def student_env(self, home: str) -> dict[str, str]:
        """Return the variables that make a process a student's: home, git's name, no questions."""
        person = self.person
        mail = person.name if "@" in person.name else f"{person.name}@{person.college.id}.invalid"
        return {
            "COURSEKIT_MEMORY": size_text(person.college.limits.memory),
            "COURSEKIT_ROLE": "server",
            "GIT_AUTHOR_EMAIL": mail,
            "GIT_AUTHOR_NAME": person.name,
            "GIT_COMMITTER_EMAIL": mail,
            "GIT_COMMITTER_NAME": person.name,
            "GIT_TERMINAL_PROMPT": "0",
            "HOME": home,
            "JUPYTER_PREFER_ENV_PATH": "1",
            "LOGNAME": self.user.name,
            "PYTHONNOUSERSITE": "1",
            "SHELL": "/bin/bash",
            "USER": self.user.name,
        }

    def home_usage(self) -> Usage | None:
        """Return what the home takes, where that can be measured from here."""
        return None

    async def progress(self) -> AsyncIterator[dict[str, Any]]:
        """Say in plain words what is going on, for the page that waits."""
        course = self.course
        yield {"progress": 10, "message": f"Opening your folder for {course.title}"}
        usage = await asyncio.to_thread(self.home_usage)
        if usage is not None and usage.nearly_full:
            yield {"progress": 15, "message": f"Your files take {usage.sentence}: see /hub/files"}
        done = 20
        while True:
            before = self.turns.ahead_of(self)
            if before:
                others = f"{before} others" if before > 1 else "one other person"
                yield {"progress": done, "message": f"Waiting for {others} who clicked before you"}
                await asyncio.sleep(2)
                continue
            yield {"progress": done, "message": "Starting your notebook server"}
            await asyncio.sleep(1)
            done += (95 - done) // 5


def refusal(message: str, status: int) -> SpawnException:
    """Return the error whose message the student is to read."""
    error = SpawnException(message, reason="coursekit", status_code=status)
    error.jupyterhub_message = message
    return error
