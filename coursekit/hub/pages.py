"""The hub's own pages: the front door and a college's page; and where links lead."""

# mypy: allow-subclassing-any

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jupyterhub.handlers import BaseHandler
from jupyterhub.utils import url_path_join
from tornado import web
from tornado.httputil import HTTPServerRequest, url_concat

from coursekit.hub import people_pages
from coursekit.hub.book import BookHandler
from coursekit.hub.files_page import FilesPage, warnings
from coursekit.hub.git import GitHandler, GitServer
from coursekit.hub.go import GoPage
from coursekit.hub.operator import operator_handlers
from coursekit.hub.people import Person, person_of
from coursekit.hub.signin_pages import OwnPage, front_page, hosted, sign_in_address, signed_in
from coursekit.hub.site import Site, SiteAssignment, SiteFile
from coursekit.hub.student_server import server_name

_STATIC = Path(__file__).parent / "static"


def handlers(site: SiteFile, git: GitServer) -> list[tuple[Any, ...]]:
    """Return the handlers that go before JupyterHub's own; their paths are below ``/hub/``."""
    return [
        (r"/home", OwnPage),
        (r"/spawn", OwnPage),
        (r"/courses", FrontPage),
        *operator_handlers(),
        (r"/college/([^/]+)", CollegePage),
        *people_pages.handlers(),
        (r"/files", FilesPage),
        (r"/(?i:go)(?:/([^/]*)(?:/(.*))?)?", GoPage),
        (r"/book/(.*)", BookHandler, {"path": ""}),
        (r"/git/([^/]+)/(.*)", GitHandler, {"site": site, "git": git}),
        (r"/look/(.*)", web.StaticFileHandler, {"path": str(_STATIC)}),
    ]


class FrontPage(BaseHandler):
    """``/hub/courses``, where ``/`` leads: the courses, and the colleges that take them."""

    async def get(self) -> None:
        """Show the courses with this term's assignments; nobody need be signed in."""
        if hosted(self) is not None:
            self.redirect(front_page(self))
            return
        site: Site = self.settings["coursekit"].read()
        doors = [
            (college, url_path_join(self.hub.base_url, "college", college.id))
            for college in site.colleges
        ]
        page = await self.render_template(
            "courses.html", courses=site.courses, doors=doors, row=_row(site, "")
        )
        self.finish(page)


class CollegePage(BaseHandler):
    """``/hub/college/<id>``: the same for one college, each link by way of its own sign-in."""

    async def get(self, college_id: str) -> None:
        """Show the college's courses."""
        site: Site = self.settings["coursekit"].read()
        college = site.college(college_id)
        if college is None:
            raise web.HTTPError(404, f"There is no college called {college_id} here.")
        person = signed_in(self)
        at_home = person is not None and person.college.id == college.id
        page = await self.render_template(
            "college.html",
            college=college,
            courses=site.courses_of(college),
            at_home=at_home,
            warnings=await warnings(self, person) if person and at_home else [],
            alone=hosted(self) is not None,
            sign_in=sign_in_address(self.hub.base_url, college.id, ""),
            row=_row(site, "" if at_home else sign_in_address(self.hub.base_url, college.id, "")),
        )
        self.finish(page)


def on_every_page(site: SiteFile) -> dict[str, Callable[[Any], object]]:
    """Return what every template knows: the site, and who is looking at the page."""

    def person(user: Any) -> Person | None:
        return person_of(site.read(), user.name) if user else None

    return {"site": lambda _user: site.read(), "person": person}


def to_own_server(site: SiteFile) -> Callable[[str, HTTPServerRequest, Any, str], str]:
    """Return JupyterHub's ``user_redirect_hook``.

    ``/hub/user-redirect/<course>/<path>`` leads to that path on the person's server for the course,
    which is started if need be. Without a course of the site in front, the whole path is one on the
    server of the first course of the person's college.
    """

    def hook(path: str, request: HTTPServerRequest, user: Any, base: str) -> str:
        now = site.read()
        person = person_of(now, user.name)
        if person is None:
            raise web.HTTPError(403, "Your college is no longer served here. Please sign out.")
        first, _, rest = path.lstrip("/").partition("/")
        course = now.course(first)
        own = now.courses_of(person.college)
        if course is None and own:
            course, rest = own[0], path
        if course not in own or course is None:
            raise web.HTTPError(404, f"{person.college.name} does not take this course.")
        name = server_name(course.id)
        there = url_path_join(base, "user", user.escaped_name, name, quote(rest, safe="/@~"))
        if request.query:
            there += f"?{request.query}"
        start = url_path_join(base, "hub", "spawn", user.escaped_name, name)
        return str(url_concat(start, {"next": there}))

    return hook


def _row(site: Site, sign_in: str) -> Callable[[SiteAssignment], dict[str, str]]:
    """Return what turns an assignment into the texts of its row in the term's table."""

    def row(assignment: SiteAssignment) -> dict[str, str]:
        link = assignment.link.removeprefix(site.url)
        return {
            "title": assignment.title,
            "href": url_concat(sign_in, {"next": link}) if sign_in else link,
            "week": "" if assignment.week is None else str(assignment.week),
            "points": "" if assignment.points is None else f"{assignment.points:g}",
            "due": _day(assignment.due) if assignment.due else "",
            "due_exactly": assignment.due.isoformat() if assignment.due else "",
        }

    return row


def _day(due: datetime) -> str:
    return f"{due:%a} {due.day} {due:%b %Y, %H:%M}"
