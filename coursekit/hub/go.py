"""``/go/<course>/<assignment>``: addresses short enough for a slide, which never change.

They name neither a file nor a repository, so these may move. A name that an assignment had before
goes on leading to it.
"""

# mypy: allow-subclassing-any

from __future__ import annotations

import difflib
from urllib.parse import quote, urlsplit

from jupyterhub.handlers import BaseHandler
from jupyterhub.utils import url_path_join
from tornado.httputil import url_concat

from coursekit.hub.short import called, sounding_like, typed
from coursekit.hub.signin_pages import hosted, sign_in_address, signed_in
from coursekit.hub.site import Site, SiteAssignment, SiteCollege, SiteCourse

COOKIE = "coursekit-college"
_DAYS = 365


class GoPage(BaseHandler):
    """Sends whoever comes to their college's link; asks which college once, and remembers."""

    async def get(self, course_id: str | None = None, name: str | None = None) -> None:
        """Go on, ask, or help."""
        course_id = course_id or ""
        site: Site = self.settings["coursekit"].read()
        exact = (one for one in site.courses if typed(one.id) == typed(course_id))
        course = next(exact, None) or sounding_like(
            course_id, [(one, one.id) for one in site.courses]
        )
        assignment = called(course.assignments, name or "") if course else None
        if course is None or assignment is None:
            await self._lost(site, course, course_id, name or "")
            return
        person = signed_in(self)
        if person is not None:
            await self._as(person.college, course, assignment)
            return
        college = self._college(site)
        if college is None or course not in site.courses_of(college):
            await self._ask(site, course, assignment)
            return
        self._remember(college)
        self.redirect(
            sign_in_address(self.hub.base_url, college.id, self._here(course, assignment))
        )

    async def _as(
        self, college: SiteCollege, course: SiteCourse, assignment: SiteAssignment
    ) -> None:
        """Go to the link, for somebody who is signed in."""
        site: Site = self.settings["coursekit"].read()
        self._remember(college)
        if course in site.courses_of(college):
            self.redirect(urlsplit(assignment.link)._replace(scheme="", netloc="").geturl())
            return
        await self._help(
            f"{college.name} does not take {course.title}.",
            "If you are at another college too, sign out and open this address again.",
            [],
            403,
        )

    async def _ask(self, site: Site, course: SiteCourse, assignment: SiteAssignment) -> None:
        here = self._here(course, assignment)
        doors = [
            (college, url_concat(here, {"college": college.id}))
            for college in site.colleges
            if course in site.courses_of(college)
        ]
        page = await self.render_template(
            "go.html", course=course, assignment=assignment, doors=doors
        )
        self.finish(page)

    async def _lost(self, site: Site, course: SiteCourse | None, course_id: str, name: str) -> None:
        """Say what is not there, what it may have been, and what there is."""
        if course is None:
            listed = [
                (one.title, self._here(one, assignment), assignment.title)
                for one in site.courses
                for assignment in one.assignments
            ]
            message = f"There is no course called {course_id} here." if course_id else "Where to?"
            known = {one.id: one.title for one in site.courses}
        else:
            listed = [("", self._here(course, one), one.title) for one in course.assignments]
            message = (
                f"{course.title} has no assignment called {name}."
                if name
                else f"Which assignment of {course.title}?"
            )
            known = {one.name: one.title for one in course.assignments}
        asked = typed(name if course else course_id)
        near = difflib.get_close_matches(asked, known, n=1, cutoff=0.5) if asked else []
        hint = f"Did you mean {near[0]}?" if near else "Here is what there is."
        await self._help(message, hint, listed, 404)

    async def _help(
        self, message: str, hint: str, listed: list[tuple[str, str, str]], status: int
    ) -> None:
        self.set_status(status)
        page = await self.render_template("lost.html", message=message, hint=hint, listed=listed)
        self.finish(page)

    def _college(self, site: Site) -> SiteCollege | None:
        """Return whose visitor this is: by what is said now, the host, the past, or as the only."""
        said = site.college(self.get_argument("college", ""))
        before = site.college(self.get_cookie(COOKIE, "") or "")
        only = site.colleges[0] if len(site.colleges) == 1 else None
        return said or hosted(self) or before or only

    def _remember(self, college: SiteCollege) -> None:
        if self.get_cookie(COOKIE) != college.id:
            self._set_cookie(COOKIE, college.id, encrypted=False, expires_days=_DAYS)

    def _here(self, course: SiteCourse, assignment: SiteAssignment) -> str:
        return str(url_path_join(self.hub.base_url, "go", course.id, quote(assignment.name)))
