"""The page for staff: their college's people, servers, and the roster if it signs in by one."""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from jupyterhub import orm
from jupyterhub.handlers import BaseHandler
from jupyterhub.scopes import needs_scope
from jupyterhub.utils import url_path_join
from tornado import web

from coursekit.hub.class_list import ClassListError, codes_csv, parse
from coursekit.hub.membership import end_sessions
from coursekit.hub.people import Person, person_of, username
from coursekit.hub.roster import Roster, Rosters, merge
from coursekit.hub.signin_pages import signed_in
from coursekit.hub.site import SiteCollege
from coursekit.spec.login import RosterLogin


@dataclass(frozen=True)
class ServerRow:
    """A student's server for a course."""

    name: str
    running: bool
    address: str


@dataclass(frozen=True)
class PersonRow:
    """A student as the page shows them."""

    name: str
    shown: str
    state: str
    servers: tuple[ServerRow, ...]
    can_have_code: bool


class StaffHandler(BaseHandler):
    """For pages below ``/hub/college/<id>/`` that only this college's staff may open."""

    def staff(self, college_id: str) -> Person:
        """Return who is asking; raise ``HTTPError`` 403 unless they are staff of the college."""
        person = signed_in(self)
        if person is None or not person.is_staff or person.college.id != college_id:
            raise web.HTTPError(403, "This page is for the college's staff.")
        return person

    def roster(self, college_id: str) -> Roster:
        """Return the college's roster; raise ``HTTPError`` if it signs in otherwise."""
        college = self.staff(college_id).college
        if not isinstance(college.login, RosterLogin):
            raise web.HTTPError(404, f"{college.name} does not sign in by a roster.")
        rosters: Rosters = self.authenticator.rosters
        return rosters.students(college_id)

    async def show(self, college: SiteCollege, **more: Any) -> None:
        """Render the page; what it says is nobody else's business, so no copy is kept."""
        self.set_header("Cache-Control", "no-store")
        page = await self.render_template(
            "people.html",
            college=college.id,
            by_roster=isinstance(college.login, RosterLogin),
            rows=self._rows(college),
            here=url_path_join(self.hub.base_url, "college", college.id),
            xsrf=self.xsrf_token.decode("ascii"),
            **more,
        )
        self.finish(page)

    def _rows(self, college: SiteCollege) -> list[PersonRow]:
        group = orm.Group.find(self.db, college.id)
        users = {user.name: user for user in (group.users if group else ())}
        if not isinstance(college.login, RosterLogin):
            site = self.settings["coursekit"].read()
            people = ((user, person_of(site, user)) for user in sorted(users))
            return [
                PersonRow(person.name, "", "", self._servers(users.get(user)), False)
                for user, person in people
                if person is not None
            ]
        return [
            PersonRow(
                entry.name,
                entry.shown,
                "Left"
                if not entry.active
                else "Has a password"
                if entry.password
                else "Not signed in yet",
                self._servers(users.get(username(college.id, entry.name))),
                entry.active,
            )
            for entry in self.authenticator.rosters.students(college.id).entries()
        ]

    def _servers(self, user: orm.User | None) -> tuple[ServerRow, ...]:
        if user is None:
            return ()
        known = self.users[user]
        active = {name for name, spawner in known.spawners.items() if spawner.active}
        names = [name for name in sorted({*active, *known.orm_user.orm_spawners}) if name]
        return tuple(
            ServerRow(
                name,
                name in active,
                url_path_join(
                    self.hub.server.base_url if name in active else self.hub.base_url,
                    "user" if name in active else "spawn",
                    quote(user.name, safe="@~"),
                    name,
                ),
            )
            for name in names
        )


class PeoplePage(StaffHandler):
    """``/hub/college/<id>/people``: who is here."""

    @web.authenticated
    async def get(self, college_id: str) -> None:
        """Show the page."""
        await self.show(self.staff(college_id).college)


class RosterUpload(StaffHandler):
    """``/hub/college/<id>/roster``: takes a class list in."""

    @web.authenticated
    async def post(self, college_id: str) -> None:
        """Add who is new, let go who is no longer listed, and show the new people's codes once."""
        roster = self.roster(college_id)
        college = self.staff(college_id).college
        uploaded = self.request.files.get("file", [])
        try:
            listed = parse(uploaded[0]["body"] if uploaded else b"", college.domains)
        except ClassListError as error:
            self.set_status(400)
            await self.show(college, problems=error.problems)
            return
        staff = {address.lower() for address in college.staff}
        merged = merge(roster.entries(), (one for one in listed if one.email not in staff))
        roster.write(merged.entries)
        gone = [entry.name for entry in merged.entries if not entry.active]
        end_sessions(self.db, [username(college_id, name) for name in gone])
        codes = [
            (entry.shown, entry.email, merged.codes[entry.name])
            for entry in merged.entries
            if entry.name in merged.codes
        ]
        await self.show(college, merged=merged, codes=codes, download=_download(codes))


class NewCode(StaffHandler):
    """``/hub/college/<id>/people/<name>/code``: a new code for who lost theirs, or a password."""

    @web.authenticated
    async def post(self, college_id: str, name: str) -> None:
        """Make the code, show it once, and sign the person out everywhere."""
        roster = self.roster(college_id)
        entry = roster.named(name)
        if entry is None or not entry.active:
            raise web.HTTPError(404, "Nobody of this name is on the roster.")
        codes = [(entry.shown, entry.email, roster.renew_code(name))]
        end_sessions(self.db, [username(college_id, name)])
        await self.show(self.staff(college_id).college, codes=codes, download=_download(codes))


class StopServer(StaffHandler):
    """``/hub/college/<id>/people/<name>/stop/<server>``: stops a student's server."""

    @web.authenticated
    async def post(self, college_id: str, name: str, server: str) -> None:
        """Stop it; JupyterHub's own scopes decide."""
        self.staff(college_id)
        await self._stop(username(college_id, name), server)
        self.redirect(url_path_join(self.hub.base_url, "college", college_id, "people"))

    @needs_scope("delete:servers")
    async def _stop(self, user_name: str, server_name: str) -> None:
        user = self.find_user(user_name)
        if user is None or server_name not in user.spawners:
            raise web.HTTPError(404, "There is no such server.")
        if user.spawners[server_name].active:
            await self.stop_single_user(user, server_name)


def _download(codes: list[tuple[str, str, str]]) -> str:
    return f"data:text/csv;charset=utf-8,{quote(codes_csv(iter(codes)))}"


def handlers() -> list[tuple[Any, ...]]:
    """Return the handlers; their paths are below ``/hub/``."""
    person = r"/college/([a-z0-9-]+)/people/([^/]+)"
    return [
        (r"/college/([a-z0-9-]+)/people", PeoplePage),
        (r"/college/([a-z0-9-]+)/roster", RosterUpload),
        (rf"{person}/code", NewCode),
        (rf"{person}/stop/([^/]+)", StopServer),
    ]
