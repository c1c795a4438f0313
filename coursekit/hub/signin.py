"""Sign-in per college: every college has its own authenticator, found by the address's path."""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyterhub.auth import Authenticator
from jupyterhub.utils import url_path_join
from multiauthenticator import MultiAuthenticator
from tornado import web
from tornado.httputil import HTTPMessageDelegate, HTTPServerRequest
from tornado.routing import PathMatches, Router
from traitlets import Dict, Instance, List

from coursekit.errors import CoursekitError
from coursekit.hub.membership import end_sessions_of, give_rights
from coursekit.hub.people import normalise_name, person_of, username
from coursekit.hub.register import Register
from coursekit.hub.roster import Rosters
from coursekit.hub.roster_signin import RosterAuthenticator
from coursekit.hub.signin_pages import ClosedDoor, CollegePicker, SignOut, TrialForm
from coursekit.hub.site import SiteCollege, SiteFile
from coursekit.spec.login import ClientLogin, Lti13Login, RosterLogin, TrialLogin
from coursekit.spec.secret import read_secret


class TrialAuthenticator(Authenticator):
    """Lets anybody in under any name: for a trial on one's own machine, and nowhere else."""

    college = Instance(SiteCollege, help="The college it stands for.")

    def get_handlers(self, app: Any) -> list[tuple[str, type[web.RequestHandler]]]:  # noqa: ARG002
        """Return the page with the form."""
        return [("/login", TrialForm)]

    async def authenticate(self, handler: Any, data: Mapping[str, str]) -> str:  # noqa: ARG002
        """Return the name typed in; raise ``HTTPError`` with a sentence if it can't be one."""
        try:
            return normalise_name(data.get("username", ""))
        except ValueError as error:
            raise web.HTTPError(400, str(error)) from error


_DOORS = "(?:login|oauth_login|oauth_callback|lti13/.+)"

Door = tuple[PathMatches, type[web.RequestHandler]]


class CollegeAuthenticator(MultiAuthenticator):
    """One authenticator per college, each under ``/hub/<college>/``, made when it is first needed.

    ``MultiAuthenticator`` takes its list once, when the hub starts. Here each college gets a
    ``MultiAuthenticator`` of its own with one entry (it does the prefixing of usernames and of
    addresses), so that a college added to the site can sign in at once, and touches no other.
    """

    site = Instance(SiteFile, help="The site, for its colleges.").tag(config=True)
    environment = Dict(help="Variables with the secrets of logins.").tag(config=True)
    register = Instance(Register, help="Names of people whom others vouch for.").tag(config=True)
    rosters = Instance(Rosters, help="Who is on the rosters of colleges.").tag(config=True)
    pages = List(help="Handlers of more pages: JupyterHub asks nobody else before its own.").tag(
        config=True
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._doors: dict[str, tuple[SiteCollege, list[Door]]] = {}

    def doors(self, app: Any, college_id: str) -> list[Door]:
        """Return the addresses a college's authenticator serves, and their handlers."""
        college = self.site.read().college(college_id)
        if college is None:
            return []
        made_for, doors = self._doors.get(college_id, (None, []))
        if made_for != college:
            base = app.hub.base_url
            try:
                handlers = self._make(college).get_handlers(app)
            except web.HTTPError as error:  # not kept: it may be mended at any time
                closed = type("ClosedDoor", (ClosedDoor,), {"reason": error})
                return [(PathMatches(url_path_join(base, college_id, _DOORS)), closed)]
            doors = [
                (PathMatches(url_path_join(base, path)), handler) for path, handler in handlers
            ]
            self._doors[college_id] = (college, doors)
        return doors

    def _make(self, college: SiteCollege) -> MultiAuthenticator:
        async def join_college(
            _authenticator: Authenticator, handler: Any, found: dict[str, Any]
        ) -> dict[str, Any]:
            person = person_of(self.site.read(), found["name"])
            if person is None:
                raise web.HTTPError(403, f"{college.name} is no longer served here.")
            self._end_old_sessions(handler.db, person.college)
            return found | {"admin": False, "groups": give_rights(handler.db, person)}

        kind, config = self._kind(college)
        return MultiAuthenticator(
            parent=self,
            username_prefix=username(college.id, ""),
            authenticators=[
                {
                    "authenticator_class": kind,
                    "url_prefix": f"/{college.id}",
                    "config": {
                        "post_auth_hook": join_college,
                        "manage_groups": True,
                        "college": college,
                        **config,
                    },
                }
            ],
        )

    def _kind(self, college: SiteCollege) -> tuple[type[Authenticator], dict[str, Any]]:
        """Return the authenticator for the kind of a college's login, and its own settings."""
        match college.login:
            case TrialLogin():
                return TrialAuthenticator, {"allow_all": True}
            case RosterLogin():
                self.rosters.update_staff(college.id, college.staff)
                return RosterAuthenticator, {"allow_all": True, "rosters": self.rosters}
            case Lti13Login():
                from coursekit.hub import lti

                url = self.site.read().url
                return lti.settings(college, college.login, url, self.register)
            case _:
                return self._client(college, college.login)

    def _client(
        self, college: SiteCollege, login: ClientLogin
    ) -> tuple[type[Authenticator], dict[str, Any]]:
        from coursekit.hub import oauth  # takes a while, and trials and rosters don't need it

        assert login.secret is not None
        try:
            secret = read_secret(login.secret, Path(), self.environment).get_secret_value()
        except CoursekitError as error:
            self.log.error("%s: %s", college.id, error)  # noqa: TRY400 - it says all
            raise web.HTTPError(
                503, f"Signing in at {college.name} is not set up yet. Whoever runs it has to."
            ) from error
        return oauth.settings(college, login, self.site.read().url, secret, self.register)

    def get_handlers(self, app: Any) -> list[tuple[Any, ...]]:
        """Return the choice of a college, signing out, each college's sign-in, and the pages."""
        return [
            ("/login", CollegePicker),
            ("/logout", SignOut),
            (r"/[a-z0-9-]+/.+", _CollegeRouter(self, app)),
            *self.pages,
        ]

    async def refresh_user(self, user: Any, handler: Any = None) -> bool | dict[str, Any]:
        """Return the person's groups as they are now; ``False`` if they have to sign in again.

        That is so when their college isn't here any more, or they left its roster.
        """
        person = person_of(self.site.read(), user.name)
        if person is None:
            return False
        # The probe is on no roster, and only the operator's token signs it in.
        rostered = isinstance(person.college.login, RosterLogin) and not person.is_probe
        if rostered and not self.rosters.admits(person.college.id, person.name):
            return False
        if handler is None:
            return True
        if self._end_old_sessions(handler.db, person.college):
            return False
        groups = give_rights(handler.db, person)
        if groups == [group.name for group in user.orm_user.groups]:
            return True
        return {"name": user.name, "groups": groups}

    def _end_old_sessions(self, db: Any, college: SiteCollege) -> bool:
        """Sign a college's people out once it signs in by another kind; tell whether it was so."""
        moved: bool = self.register.moved(college.id, college.login.kind)
        if moved:
            end_sessions_of(db, college.id)
        return moved


class _CollegeRouter(Router):
    """Hands ``/hub/<college>/...`` to that college's authenticator, and leaves the rest alone."""

    def __init__(self, authenticator: CollegeAuthenticator, app: Any) -> None:
        self._authenticator = authenticator
        self._app = app

    def find_handler(self, request: HTTPServerRequest, **_: Any) -> HTTPMessageDelegate | None:
        """Return the handler of the college in the path, or nothing (JupyterHub looks further)."""
        college_id = request.path.removeprefix(self._app.hub.base_url).partition("/")[0]
        for path, handler in self._authenticator.doors(self._app, college_id):
            found = path.match(request)
            if found is not None:
                application: web.Application = self._app.tornado_application
                return application.get_handler_delegate(request, handler, **found)
        return None
