"""The course's book: the files of one folder for each course, read-only."""

# mypy: allow-subclassing-any

from __future__ import annotations

from pathlib import Path

from jupyterhub.handlers import BaseHandler
from tornado import web

_FOR_EVER = "public, max-age=31536000, immutable"


class BookHandler(BaseHandler, web.StaticFileHandler):
    """``/hub/book/<course>/...``: pages are asked for again each time, named versions never."""

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send a file of the book, a folder's ``index.html`` for the folder."""
        course_id, _, within = path.partition("/")
        course = self.settings["coursekit"].read().course(course_id)
        if course is None or course.book is None or not course.book.is_dir():
            raise web.HTTPError(404, f"There is no book of a course called {course_id} here.")
        self.root = str(course.book.resolve())
        self.default_filename = "index.html"
        await web.StaticFileHandler.get(self, within, include_body)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Refuse what leads out of the folder, by dots or by a symbolic link."""
        found: str | None = super().validate_absolute_path(root, absolute_path)
        if found is not None and not Path(found).resolve().is_relative_to(root):
            raise web.HTTPError(403, "This is not part of the book.")
        return found

    def get_content_type(self) -> str:
        """Return what the file's name says, and HTML as JupyterHub's pages for anything else."""
        if getattr(self, "absolute_path", None) is None:
            return "text/html"
        return str(web.StaticFileHandler.get_content_type(self))

    def set_extra_headers(self, path: str) -> None:
        """Say how long the file may be kept."""
        del path
        versioned = {"v", "digest"} & set(self.request.arguments)
        self.set_header("Cache-Control", _FOR_EVER if versioned else "no-cache")
