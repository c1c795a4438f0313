"""``/hub/files``: what a person's files take, and for staff what everybody's take."""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

import asyncio

from jupyterhub.handlers import BaseHandler
from tornado import web

from coursekit.hub.home_usage import measure, measure_all
from coursekit.hub.machine import size_text
from coursekit.hub.signin_pages import signed_in


class FilesPage(BaseHandler):
    """One's own files; staff see how much their college's people have, and not what."""

    @web.authenticated
    async def get(self) -> None:
        """Measure, and show."""
        person = signed_in(self)
        if person is None:
            raise web.HTTPError(403, "Your college is no longer served here. Please sign out.")
        folder = self.settings["coursekit"].read().homes / person.college.id
        limit = person.college.limits.home
        own = await asyncio.to_thread(measure, folder / person.name, limit)
        everybody = await asyncio.to_thread(measure_all, folder, limit) if person.is_staff else []
        page = await self.render_template(
            "files.html", own=own, everybody=everybody, size_text=size_text
        )
        self.finish(page)
