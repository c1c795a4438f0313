"""Signing in with a password of one's own, for those on a college's roster."""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from jupyterhub.auth import Authenticator
from tornado import web
from tornado.httputil import url_concat
from traitlets import Instance

from coursekit.hub.passwords import Throttle, code_matches, complaint, hashed, matches
from coursekit.hub.roster import Entry, Roster, Rosters
from coursekit.hub.signin_pages import CollegeForm
from coursekit.hub.site import SiteCollege

_NO_MATCH = (
    "This address and password do not match. The first time here, sign in with the code from your"
    " instructor; ask for a new one if you have lost your password."
)
_NO_CODE = (
    "This address and code do not match. A code is good for one sign-in; your instructor can give"
    " you a new one."
)


class Guesses:
    """How often a password may be guessed: by one machine, for one person, and for all at once.

    A whole class sits behind one address, so an address alone may fail often.
    """

    def __init__(self) -> None:
        self._here = Throttle(5, 15 * 60)
        self._person = Throttle(20, 60 * 60)
        self._address = Throttle(200, 15 * 60)

    def begin(self, email: str, address: str) -> None:
        """Count a try, before its outcome is known; raise ``HTTPError`` 429 if it is one too many.

        Counted afterwards, many tries at once would all be free.
        """
        counted = self._keys(email, address)
        wait = max(throttle.wait(key) for throttle, key in counted)
        if wait:
            minutes = math.ceil(wait / 60)
            raise web.HTTPError(
                429, f"Too many tries that did not match. Please wait {minutes} min and try again."
            )
        for throttle, key in counted:
            throttle.failed(key)

    def succeeded(self, email: str, address: str) -> None:
        """Forget the tries of one person from one machine."""
        for throttle, key in self._keys(email, address)[:2]:
            throttle.succeeded(key)

    def _keys(self, email: str, address: str) -> list[tuple[Throttle, str]]:
        return [
            (self._here, f"{email} {address}"),
            (self._person, email),
            (self._address, address),
        ]


class RosterForm(CollegeForm):
    """``/hub/<college>/login`` of a roster: address and password; with ``?first``, a code too."""

    template = "roster.html"

    def _render(self, **more: Any) -> Any:  # type: ignore[override]
        first = self.get_argument("first", None) is not None
        action = self.action()
        return super()._render(
            first=first,
            other_way=action if first else url_concat(action, {"first": ""}),
            **more,
        )

    def action(self) -> str:
        """Return where the form goes; a first sign-in stays one."""
        first = self.get_argument("first", None) is not None
        action = super().action()
        return str(url_concat(action, {"first": ""})) if first else action


class RosterAuthenticator(Authenticator):
    """Lets in who is on the roster of its college and knows the password, or a first-time code."""

    college = Instance(SiteCollege)
    rosters = Instance(Rosters)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._guesses = Guesses()

    def get_handlers(self, app: Any) -> list[tuple[str, type[web.RequestHandler]]]:  # noqa: ARG002
        """Return the page with the form."""
        return [("/login", RosterForm)]

    async def authenticate(self, handler: Any, data: Mapping[str, str]) -> str:
        """Return the person's name; raise ``HTTPError`` with a sentence otherwise."""
        email, address = data.get("username", "").strip().lower()[:254], handler.request.remote_ip
        self._guesses.begin(email, address)
        found = self.rosters.find(self.college.id, email)
        if "code" in data:
            name = await self._first(found, data)
        else:
            name = await self._again(found, data.get("password", ""))
        self._guesses.succeeded(email, address)
        return name

    async def _again(self, found: tuple[Roster, Entry] | None, password: str) -> str:
        kept = found[1].password if found else ""
        if not await matches(kept, password[:1000]) or found is None:
            raise web.HTTPError(403, _NO_MATCH)
        return found[1].name

    async def _first(self, found: tuple[Roster, Entry] | None, data: Mapping[str, str]) -> str:
        if found is None or not code_matches(found[1].code, data["code"]):
            raise web.HTTPError(403, _NO_CODE)
        roster, entry = found
        password = data.get("password", "")
        if password != data.get("again", ""):
            raise web.HTTPError(400, "The two passwords are not the same. Please type them again.")
        about = (entry.email, entry.email.partition("@")[0], entry.shown, data["code"])
        if complaint_ := complaint(password, about):
            raise web.HTTPError(400, complaint_)
        kept = await hashed(password)
        now = roster.named(entry.name)
        if now is None or now.code != entry.code:
            raise web.HTTPError(403, _NO_CODE)  # used meanwhile, or replaced
        roster.change(entry.name, password=kept, code="")
        if roster is self.rosters.staff(self.college.id):
            self.rosters.used_code(self.college.id, entry.name)
        return entry.name
