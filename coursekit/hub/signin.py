"""Sign-in per college: every college has its own authenticator, found by the address's path."""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jupyterhub.auth import Authenticator
from jupyterhub.utils import url_path_join
from multiauthenticator import MultiAuthenticator
from tornado import web
from tornado.httputil import HTTPMessageDelegate, HTTPServerRequest
from tornado.routing import PathMatches, Router
from traitlets import Instance, List, Unicode

from coursekit.hub.people import normalise_name, person_of, username
from coursekit.hub.signin_pages import CollegePicker, SignOut, TrialForm
from coursekit.hub.site import SiteCollege, SiteFile


class TrialAuthenticator(Authenticator):
    """Lets anybody in under any name: for a trial on one's own machine, and nowhere else."""

    college_id = Unicode(help="The college it stands for.")

    def get_handlers(self, app: Any) -> list[tuple[str, type[web.RequestHandler]]]:  # noqa: ARG002
        """Return the page with the form."""
        return [("/login", TrialForm)]

    async def authenticate(self, handler: Any, data: Mapping[str, str]) -> str:  # noqa: ARG002
        """Return the name typed in; raise ``HTTPError`` with a sentence if it can't be one."""
        try:
            return normalise_name(data.get("username", ""))
        except ValueError as error:
            raise web.HTTPError(400, str(error)) from error


Door = tuple[PathMatches, type[web.RequestHandler]]

KINDS: Mapping[str, type[Authenticator]] = {"trial": TrialAuthenticator}
"""Authenticators by the ``kind`` of a college's ``login``."""


class CollegeAuthenticator(MultiAuthenticator):
    """One authenticator per college, each under ``/hub/<college>/``, made when it is first needed.

    ``MultiAuthenticator`` takes its list once, when the hub starts. Here each college gets a
    ``MultiAuthenticator`` of its own with one entry (it does the prefixing of usernames and of
    addresses), so that a college added to the site can sign in at once, and touches no other.
    """

    site = Instance(SiteFile, help="The site, for its colleges.").tag(config=True)
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
            handlers = self._make(college).get_handlers(app)
            base = app.hub.base_url
            doors = [
                (PathMatches(url_path_join(base, path)), handler) for path, handler in handlers
            ]
            self._doors[college_id] = (college, doors)
        return doors

    def _make(self, college: SiteCollege) -> MultiAuthenticator:
        async def join_college(
            _authenticator: Authenticator, _handler: web.RequestHandler, found: dict[str, Any]
        ) -> dict[str, Any]:
            return found | {"groups": [college.id]}

        kind = KINDS[college.login.kind]
        config: dict[str, Any] = {"post_auth_hook": join_college, "manage_groups": True}
        if kind is TrialAuthenticator:
            config |= {"allow_all": True, "college_id": college.id}
        return MultiAuthenticator(
            parent=self,
            username_prefix=username(college.id, ""),
            authenticators=[
                {
                    "authenticator_class": kind,
                    "url_prefix": f"/{college.id}",
                    "config": config,
                }
            ],
        )

    def get_handlers(self, app: Any) -> list[tuple[Any, ...]]:
        """Return the choice of a college, signing out, each college's sign-in, and the pages."""
        return [
            ("/login", CollegePicker),
            ("/logout", SignOut),
            (r"/[a-z0-9-]+/.+", _CollegeRouter(self, app)),
            *self.pages,
        ]

    async def refresh_user(self, user: Any, handler: Any = None) -> bool:  # noqa: ARG002
        """Return whether the person's college still is here; if not, they have to sign in again."""
        return person_of(self.site.read(), user.name) is not None


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
