"""Signing in out of a learning management system, by LTI 1.3; ltiauthenticator does the protocol.

https://www.imsglobal.org/spec/security/v1p0/ has the steps: the platform begins, the hub asks back
with a nonce, the platform sends a signed token about the person.
"""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

import asyncio
import time
from typing import Any

from jupyterhub.utils import url_path_join
from ltiauthenticator.lti13.auth import LTI13Authenticator
from ltiauthenticator.lti13.error import ValidationError
from ltiauthenticator.lti13.handlers import LTI13CallbackHandler, LTI13LoginInitHandler
from tornado import web
from tornado.httputil import url_concat
from traitlets import Instance

from coursekit.hub.identity import NotLetInError, of_lti
from coursekit.hub.register import Register
from coursekit.hub.signin_pages import CollegeDoor, hosted
from coursekit.hub.site import SiteCollege
from coursekit.spec.login import Lti13Login, callback_address

_STALE = "This launch was not begun in this browser, or too long ago. Please open the link again."


class LtiDoor(CollegeDoor):
    """``/hub/<college>/login``: the way in is a link in the learning management system."""

    async def get(self) -> None:
        """Say so."""
        if await self.already_elsewhere():
            return
        if self.current_user:
            self.redirect(self.get_next_url(self.current_user))
            return
        page = await self.render_template(
            "launch.html", college=self.college.id, alone=hosted(self) is not None
        )
        self.finish(page)


class LaunchBegins(LTI13LoginInitHandler):
    """``/hub/<college>/lti13/oauth_login``: the platform begins, the hub asks back."""

    def authorize_redirect(self, **asked: Any) -> None:
        """Ask the platform that the college names, as the client that it names."""
        if self.get_argument("iss", "") != self.authenticator.issuer:
            raise web.HTTPError(400, "This launch is not from your college's system.")
        (client_id,) = self.authenticator.client_id
        asked |= {"client_id": client_id, "redirect_uri": self.authenticator.callback}
        asked |= {"response_type": "id_token", "response_mode": "form_post"}
        asked |= {"scope": "openid", "prompt": "none"}
        query = {key: value for key, value in asked.items() if value is not None}
        self.redirect(url_concat(self.authenticator.authorize_url, query))

    def _set_oauth_cookie(self, key: str, value: str) -> None:
        """Keep what was asked for ten minutes, so that the platform's form brings it back.

        That form comes from another site: browsers send a cookie along only if it says so, and such
        a cookie has to be for https.
        """
        across = {"samesite": "None", "secure": True} if self.request.protocol == "https" else {}
        self._set_cookie(key, value, expires_days=10 / 1440, httponly=True, **across)


class LaunchEnds(LTI13CallbackHandler):
    """``/hub/<college>/lti13/oauth_callback``: the platform says who it is."""

    async def post(self) -> None:
        """Sign in, and go on to the link of the launch, within this hub."""
        try:
            # It asks the platform for its keys, and waits.
            claims = await asyncio.to_thread(self.decode_and_validate_launch_request)
        except ValidationError as error:
            self.log.warning("%s: launch refused: %s", self.authenticator.college.id, error)
            raise web.HTTPError(
                400, f"Your college's system sent a launch that is not good: {error}"
            ) from error
        user = await self.login_user(claims)
        if user is None:
            raise web.HTTPError(403, "You are not let in here.")
        await self.redirect_to_next_url(user)

    def check_state(self) -> None:
        """Refuse an answer to a question that this browser did not ask."""
        try:
            super().check_state()
        except web.HTTPError as error:
            raise web.HTTPError(400, _STALE) from error

    def check_nonce(self, id_token: dict[str, Any]) -> None:
        """Refuse an answer to another question, or the same one twice."""
        try:
            super().check_nonce(id_token)
        except web.HTTPError as error:
            raise web.HTTPError(400, _STALE) from error
        if not self.authenticator.is_new(id_token["nonce"]):
            raise web.HTTPError(400, "This launch was used already. Please open the link again.")

    def get_next_url(self, user: Any = None) -> str:
        """Return where the launch leads, if that is on this hub; else the college's page."""
        address = self._validate_next_url(super().get_next_url(user))
        if not address or address.rstrip("/") in ("", self.hub.base_url.rstrip("/")):
            college = self.authenticator.college.id
            return str(url_path_join(self.hub.base_url, "college", college))
        return str(address)


class LtiSignIn(LTI13Authenticator):
    """People that a college's learning management system launches."""

    college = Instance(SiteCollege)
    register = Instance(Register)

    def __init__(self, **kwargs: Any) -> None:
        self.callback = kwargs.pop("callback")
        super().__init__(**kwargs)
        self._seen: dict[str, float] = {}

    def get_handlers(self, app: Any) -> list[tuple[str, type[web.RequestHandler]]]:  # noqa: ARG002
        """Return the page that says where the way in is, and both ends of a launch."""
        return [
            ("/login", LtiDoor),
            ("/lti13/oauth_login", LaunchBegins),
            ("/lti13/oauth_callback", LaunchEnds),
        ]

    def is_new(self, nonce: str) -> bool:
        """Tell whether a launch with this nonce comes for the first time; remember it.

        A token is refused by its age after ten minutes, so that nonces need not be kept longer.
        """
        now = time.monotonic()
        self._seen = {known: until for known, until in self._seen.items() if until > now}
        if nonce in self._seen:
            return False
        self._seen[nonce] = now + 1200
        return True

    async def authenticate(
        self, handler: Any, data: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return the person of a launch; raise ``HTTPError`` 403 with a sentence."""
        del handler
        try:
            who = of_lti(data or {}, self.issuer, self.college.domains)
        except NotLetInError as error:
            self.log.warning("%s: not let in: %s", self.college.id, error)
            raise web.HTTPError(403, f"{self.college.name}: {error}") from error
        return {"name": self.register.name(self.college.id, who.subject, who.known_as)}


def settings(
    college: SiteCollege, login: Lti13Login, url: str, register: Register
) -> tuple[type[LtiSignIn], dict[str, Any]]:
    """Return the class for a college's ``login``, and its configuration, on the hub at ``url``."""
    return LtiSignIn, {
        "allow_all": True,
        "issuer": login.issuer,
        "client_id": {login.client_id},
        "authorize_url": login.authorize_url,
        "jwks_endpoint": login.jwks_url,
        "callback": callback_address(url, college.id, login.kind, college.host),
        "register": register,
    }
