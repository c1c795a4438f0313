"""``/hub/files``: what a person's files take, and for staff what everybody's take.

What is about to be full is said on the college's page, too, where people come every time.
"""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

import asyncio

from jupyterhub.handlers import BaseHandler
from tornado import web

from coursekit.hub.home_usage import Watch, measure, measure_all
from coursekit.hub.machine import size_text
from coursekit.hub.people import Person
from coursekit.hub.signin_pages import signed_in


class FilesPage(BaseHandler):
    """One's own files; staff see how much their college's people have, and not what."""

    @web.authenticated
    async def get(self) -> None:
        """Measure, and show."""
        person = signed_in(self)
        if person is None:
            raise web.HTTPError(403, "Your college is no longer served here. Please sign out.")
        limit = person.college.limits.home
        watch: Watch | None = self.settings["coursekit_homes"]
        if watch is None:
            self.finish(await self.render_template("own_disk.html", size=size_text(limit)))
            return
        folder = self.settings["coursekit"].read().homes / person.college.id
        own = await asyncio.to_thread(measure, folder / person.name, limit)
        everybody = await asyncio.to_thread(measure_all, folder, limit) if person.is_staff else []
        page = await self.render_template(
            "files.html",
            own=own,
            everybody=everybody,
            size_text=size_text,
            full=await _full_disk(watch, person),
        )
        self.finish(page)


async def warnings(handler: BaseHandler, person: Person) -> list[str]:
    """Return what a person has to be told of their files, and staff of everybody's.

    That is nothing where the homes are not on the hub's own machine.
    """
    watch: Watch | None = handler.settings["coursekit_homes"]
    if watch is None:
        return []
    folder = handler.settings["coursekit"].read().homes / person.college.id
    limit = person.college.limits.home
    own = await asyncio.to_thread(measure, folder / person.name, limit)
    found = [f"Your files take {own.sentence}."] if own.nearly_full else []
    found += await _full_disk(watch, person)
    if person.is_staff:
        count = await asyncio.to_thread(watch.nearly_full, folder, limit)
        people = "one person" if count == 1 else f"{count} people"
        found += [f"The files of {people} nearly fill their homes."] if count else []
    return found


async def _full_disk(watch: Watch, person: Person) -> list[str]:
    disk = await asyncio.to_thread(watch.reserve.look)
    if not disk.is_full:
        return []
    if person.is_staff:
        return [f"{disk.sentence}. Please tell whoever runs this hub."]
    return ["The disk that all files are on is full: please delete what you don't need."]
