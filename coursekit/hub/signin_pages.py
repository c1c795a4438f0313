"""The pages people sign in and out on."""

# mypy: allow-subclassing-any

from __future__ import annotations

from typing import Any

from jupyterhub.handlers import BaseHandler, LogoutHandler
from jupyterhub.handlers.login import LoginHandler
from jupyterhub.utils import url_path_join
from tornado import web
from tornado.httputil import url_concat

from coursekit.hub.people import Person, person_of
from coursekit.hub.site import Site, SiteCollege


def sign_in_address(hub: str, college_id: str, then: str) -> str:
    """Return where people of a college sign in, to go on to ``then`` (empty: to their page)."""
    address = url_path_join(hub, college_id, "login")
    return str(url_concat(address, {"next": then})) if then else str(address)


def signed_in(handler: BaseHandler) -> Person | None:
    """Return who is signed in, if anybody is and their college still is here."""
    user = handler.current_user
    return person_of(handler.settings["coursekit"].read(), user.name) if user else None


def hosted(handler: BaseHandler) -> SiteCollege | None:
    """Return the college whose own host name the browser has asked for, if it is one's."""
    name = handler.request.host_name
    site: Site = handler.settings["coursekit"].read()
    return next(
        (college for college in site.colleges if college.host and college.host == name), None
    )


def front_page(handler: BaseHandler) -> str:
    """Return where ``/``, and a sign-in that leads nowhere else, goes: to one's own college."""
    person, here = signed_in(handler), hosted(handler)
    college = person.college if person else here
    page = ("college", college.id) if college else ("courses",)
    return str(url_path_join(handler.hub.base_url, *page))


class OwnPage(BaseHandler):
    """In place of JupyterHub's list of servers: goes to the person's college."""

    @web.authenticated
    def get(self) -> None:
        """Go there."""
        self.redirect(front_page(self))


class CollegePicker(BaseHandler):
    """``/hub/login``: which college are you from? Keeps ``next`` for the sign-in that follows."""

    async def get(self) -> None:
        """Show the colleges; with a single one, go straight to it."""
        if self.current_user:
            self.redirect(self.get_next_url(self.current_user))
            return
        site: Site = self.settings["coursekit"].read()
        then = self._validate_next_url(self.get_argument("next", ""))
        only = hosted(self) or (site.colleges[0] if len(site.colleges) == 1 else None)
        if only is not None:
            self.redirect(sign_in_address(self.hub.base_url, only.id, then))
            return
        page = await self.render_template(
            "login.html",
            doors=[
                (college, sign_in_address(self.hub.base_url, college.id, then))
                for college in site.colleges
            ],
        )
        self.finish(page)


class CollegeDoor(BaseHandler):
    """What every college's ``/hub/<college>/login`` has in common."""

    @property
    def college(self) -> SiteCollege:
        """The college whose door this is."""
        return self.authenticator.college  # type: ignore[no-any-return]

    async def already_elsewhere(self) -> bool:
        """Ask somebody of another college to sign out first; tell whether this was so."""
        other = signed_in(self)
        if other is None or other.college.id == self.college.id:
            return False
        page = await self.render_template(
            "switch.html",
            college=self.college.id,
            other=other,
            leave=url_concat(self.settings["logout_url"], {"next": self.request.uri}),
            stay=self.get_next_url(self.current_user),
        )
        self.finish(page)
        return True


class ClosedDoor(BaseHandler):
    """In place of a college's sign-in that is not set up."""

    reason: web.HTTPError

    async def get(self) -> None:
        """Say why."""
        raise self.reason


class CollegeForm(CollegeDoor, LoginHandler):
    """A sign-in that asks for something itself."""

    template = ""

    def _render(
        self, login_error: str | None = None, username: str | None = None, **more: Any
    ) -> Any:
        """Render the form, also in place of JupyterHub's error page when it was refused."""
        return self.render_template(
            self.template,
            college=self.college.id,
            alone=hosted(self) is not None,
            login_error=login_error,
            username=username,
            action=self.action(),
            **more,
        )

    def action(self) -> str:
        """Return where the form goes, with where one was heading."""
        return sign_in_address(self.hub.base_url, self.college.id, self.get_argument("next", ""))

    async def get(self) -> None:
        """Show the form; somebody of another college is asked to sign out first."""
        if not await self.already_elsewhere():
            await super().get()


class TrialForm(CollegeForm):
    """``/hub/<college>/login`` of a trial: a name, and no password."""

    template = "trial.html"


class SignOut(LogoutHandler):
    """``/hub/logout``: leaves, then goes on to ``next`` or to the front page."""

    async def render_logout_page(self) -> None:
        """Go on, only within this hub."""
        then = self._validate_next_url(self.get_argument("next", ""))
        self.redirect(then or self.hub.base_url, permanent=False)
