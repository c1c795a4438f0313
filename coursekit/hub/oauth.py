"""Signing in with an account elsewhere: Google, GitHub, CILogon, any OpenID Connect provider.

oauthenticator does the protocol. These classes say who is let in, and under which name.
"""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

from jupyterhub.utils import url_path_join
from oauthenticator.cilogon import CILogonOAuthenticator
from oauthenticator.generic import GenericOAuthenticator
from oauthenticator.github import GitHubOAuthenticator
from oauthenticator.google import GoogleOAuthenticator
from oauthenticator.oauth2 import OAuthCallbackHandler, OAuthenticator, OAuthLoginHandler
from tornado import web
from tornado.httputil import url_concat
from traitlets import Instance, Unicode

from coursekit.hub.identity import (
    Identity,
    NotLetInError,
    of_cilogon,
    of_github,
    of_google,
    of_oidc,
)
from coursekit.hub.register import Register
from coursekit.hub.signin_pages import CollegeDoor
from coursekit.hub.site import SiteCollege
from coursekit.spec.login import CilogonLogin, ClientLogin, GithubLogin, GoogleLogin, OidcLogin
from coursekit.spec.login import callback_address as _callback

_STALE = (
    "This sign-in was not begun in this browser, or too long ago. Please begin again from your"
    " college's page."
)


class OAuthDoor(CollegeDoor):
    """``/hub/<college>/login``: goes on to the provider."""

    async def get(self) -> None:
        """Go there; somebody of another college is asked to sign out first."""
        if await self.already_elsewhere():
            return
        if self.current_user:
            self.redirect(self.get_next_url(self.current_user))
            return
        address = url_path_join(self.hub.base_url, self.college.id, "oauth_login")
        then = self._validate_next_url(self.get_argument("next", ""))
        self.redirect(url_concat(address, {"next": then}) if then else address)


class LoginHandler(OAuthLoginHandler):
    """Begins a sign-in, once it is known where."""

    async def get(self) -> None:
        """Go to the provider, from the host name that it sends people back to."""
        back = urlsplit(self.authenticator.get_callback_url(self))
        if self.request.host != back.netloc:
            self.redirect(f"{back.scheme}://{back.netloc}{self.request.uri}")
            return
        await self.authenticator.discover()
        super().get()


class CallbackHandler(OAuthCallbackHandler):
    """``/hub/<college>/oauth_callback``: where the provider sends people back to."""

    async def get(self) -> None:
        """Sign in, and go on to where one was heading, within this hub."""
        await self.authenticator.discover()
        await super().get()

    def check_state(self) -> None:
        """Refuse an answer to a question that this browser did not ask."""
        try:
            super().check_state()
        except web.HTTPError as error:
            raise web.HTTPError(400, _STALE) from error

    def get_next_url(self, user: Any = None) -> str:
        """Return where one was heading, if that is on this hub."""
        address = super().get_next_url(user)
        return str(self._validate_next_url(address) or self.hub.base_url)


class Vouched(OAuthenticator):
    """What the four have in common: a person is who the provider vouches for."""

    college = Instance(SiteCollege)
    register = Instance(Register)
    login_handler = LoginHandler
    callback_handler = CallbackHandler

    def get_handlers(self, app: Any) -> list[tuple[str, type[web.RequestHandler]]]:  # noqa: ARG002
        """Return the door, the way out and the way back."""
        return [
            ("/login", OAuthDoor),
            ("/oauth_login", self.login_handler),
            ("/oauth_callback", self.callback_handler),
        ]

    async def discover(self) -> None:
        """Find out where the provider's pages are; most are known."""

    async def identity(self, info: dict[str, Any], token: dict[str, Any]) -> Identity:
        """Return who signed in; raise ``NotLetInError`` if the college does not take them."""
        raise NotImplementedError

    def user_info_to_username(self, user_info: dict[str, Any]) -> str:
        """Return a name for the meantime: the right one takes more questions."""
        del user_info
        return "somebody"

    async def update_auth_model(self, auth_model: dict[str, Any]) -> dict[str, Any]:
        """Put the person's own name in; raise ``HTTPError`` 403 with a sentence."""
        state = auth_model["auth_state"]
        try:
            who = await self.identity(state[self.user_auth_state_key], state["token_response"])
        except NotLetInError as error:
            self.log.warning("%s: not let in: %s", self.college.id, error)
            raise web.HTTPError(403, f"{self.college.name}: {error}") from error
        name = self.register.name(self.college.id, who.subject, who.known_as)
        return {**auth_model, "name": name, "admin": False}

    async def get_user_groups(self, auth_state: dict[str, Any]) -> set[str]:
        """Return none: groups are given afterwards, as for every kind of sign-in."""
        del auth_state
        return set()

    async def check_allowed(self, username: str, auth_model: Any) -> bool:
        """Allow whom ``identity`` has let through, and only with an answer of the provider."""
        del username
        return bool(auth_model)


class GoogleSignIn(Vouched, GoogleOAuthenticator):
    """Google accounts of the college."""

    async def identity(self, info: dict[str, Any], token: dict[str, Any]) -> Identity:
        """Return who signed in."""
        del token
        return of_google(info, self.college.domains)

    def check_blocked_users(self, username: str, auth_model: Any) -> bool:
        """Block nobody here: ``identity`` has looked at the organization already."""
        del username, auth_model
        return True


class GitHubSignIn(Vouched, GitHubOAuthenticator):
    """GitHub accounts of the college."""

    async def identity(self, info: dict[str, Any], token: dict[str, Any]) -> Identity:
        """Return who signed in, with their addresses and memberships from GitHub."""
        login = self.college.login
        assert isinstance(login, GithubLogin)
        access, kind = token["access_token"], token["token_type"]
        emails = await self.httpfetch(
            f"{self.github_api}/user/emails",
            method="GET",
            headers=self.build_userdata_request_headers(access, kind),
        )
        member = not login.organizations
        for organization in login.organizations:
            member = member or await self._check_membership_allowed_organizations(
                organization, str(info.get("login", "")), access, kind
            )
        return of_github(info, emails, self.college.domains, member=member)


class CILogonSignIn(Vouched, CILogonOAuthenticator):
    """A college's own sign-in, by way of CILogon."""

    async def identity(self, info: dict[str, Any], token: dict[str, Any]) -> Identity:
        """Return who signed in."""
        del token
        login = self.college.login
        assert isinstance(login, CilogonLogin)
        return of_cilogon(info, login.idp, self.college.domains)


class OidcSignIn(Vouched, GenericOAuthenticator):
    """Any OpenID Connect provider, as its own description says."""

    issuer = Unicode(help="Address of the provider.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._discovered = -float("inf")

    async def discover(self) -> None:
        """Read the provider's description, once an hour.

        https://openid.net/specs/openid-connect-discovery-1_0.html
        Raises ``HTTPError`` 503 if it can't be had, or is another's.
        """
        if time.monotonic() - self._discovered < 3600:
            return
        try:
            found = await self._description()
        except Exception as error:
            self.log.error("%s: %s can't be used: %s", self.college.id, self.issuer, error)  # noqa: TRY400
            raise web.HTTPError(
                503, f"{self.college.name}: its sign-in does not answer. Please try again soon."
            ) from error
        self.authorize_url = found["authorization_endpoint"]
        self.token_url = found["token_endpoint"]
        self.userdata_url = found["userinfo_endpoint"]
        methods = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        self.basic_auth = "client_secret_post" not in methods
        self._discovered = time.monotonic()

    async def _description(self) -> dict[str, Any]:
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        found: dict[str, Any] = await self.httpfetch(address)
        if found["issuer"].rstrip("/") != self.issuer.rstrip("/"):
            raise ValueError(f"the description is of {found['issuer']}")
        for key in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint"):
            if urlsplit(self.issuer).scheme == "https" != urlsplit(found[key]).scheme:
                raise ValueError(f"its {key} is not https: {found[key]}")
        return found

    async def identity(self, info: dict[str, Any], token: dict[str, Any]) -> Identity:
        """Return who signed in."""
        del token
        login = self.college.login
        assert isinstance(login, OidcLogin)
        return of_oidc(info, self.issuer, self.college.domains, everyone=login.everyone)


def settings(
    college: SiteCollege, login: ClientLogin, url: str, secret: str, register: Register
) -> tuple[type[Vouched], dict[str, Any]]:
    """Return the class for a college's ``login``, and its configuration, on the hub at ``url``."""
    config: dict[str, Any] = {
        "client_id": login.client_id,
        "client_secret": secret,
        "oauth_callback_url": _callback(url, college.id, login.kind, college.host),
        "register": register,
    }
    match login:
        case GoogleLogin():
            wish = {"prompt": "select_account"}
            if len(college.domains) == 1:
                wish["hd"] = college.domains[0]
            return GoogleSignIn, config | {"extra_authorize_params": wish}
        case GithubLogin():
            scope = ["user:email"] + (["read:org"] if login.organizations else [])
            return GitHubSignIn, config | {"scope": scope}
        case CilogonLogin():
            idps = {login.idp: {"username_derivation": {"username_claim": "email"}}}
            wish = {"selected_idp": login.idp}
            return CILogonSignIn, config | {"idps": idps, "extra_authorize_params": wish}
        case OidcLogin():
            scope = ["openid", "email", "profile"]
            return OidcSignIn, config | {"issuer": login.issuer, "scope": scope}
