"""What the operator's commands ask of a running hub, with a token that is good for nothing else."""

# mypy: allow-subclassing-any, allow-untyped-decorators

from __future__ import annotations

import asyncio
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyterhub import orm
from jupyterhub.apihandlers.base import APIHandler
from jupyterhub.scopes import define_custom_scopes, needs_scope
from tornado import web

from coursekit.hub.people import PROBE, username
from coursekit.hub.plan import TOKEN_NAME
from coursekit.hub.site import Site

SERVICE = "coursekit"
"""Name of the service that JupyterHub knows these commands by."""
SCOPE = "custom:coursekit:operate"
_LASTS = 3600
"""Seconds for which a probe may go on."""


# Handlers may ask only for scopes that are known when they are defined.
define_custom_scopes({SCOPE: {"description": "Probe colleges and let them leave"}})


def allow_operator(c: Any, place: Path) -> None:
    """Let whoever can read ``<place>/operator-token`` use the addresses below, and no others."""
    service = {"name": SERVICE, "api_token": _token(place / TOKEN_NAME)}
    role = {"name": "coursekit-operator", "scopes": [SCOPE], "services": [SERVICE]}
    c.JupyterHub.services = [*_listed(c.JupyterHub.services), service]
    c.JupyterHub.load_roles = [*_listed(c.JupyterHub.load_roles), role]


def operator_handlers() -> list[tuple[str, type[APIHandler]]]:
    """Return the addresses, below ``/hub/``."""
    return [
        (r"/operator/probe/([^/]+)", ProbeHandler),
        (r"/operator/leave/([^/]+)", LeaveHandler),
    ]


class _OperatorHandler(APIHandler):
    """Stops servers and forgets people, whatever the authenticator says of them by now."""

    async def forget(self, user: Any) -> None:
        """Stop all servers of a user, and remove the user from the hub's database."""
        for name, spawner in list(user.spawners.items()):
            if spawner.pending == "spawn" and spawner._spawn_future:
                spawner._spawn_future.cancel()
                await asyncio.sleep(1)
            if spawner.ready or spawner.active:
                await self.stop_single_user(user, name)
        await user.delete_spawners()
        self.users.delete(user)


class ProbeHandler(_OperatorHandler):
    """``/hub/operator/probe/<college>``: the probe user of a college, for as long as a probe takes.

    Nobody can sign in as this user by any other way, so it works for every kind of sign-in.
    """

    @needs_scope(SCOPE)
    async def post(self, college_id: str) -> None:
        """Sign the probe user in: cookies as a student's browser has them, and a token."""
        site: Site = self.settings["coursekit"].read()
        if site.college(college_id) is None:
            raise web.HTTPError(404, f"There is no college called {college_id} here.")
        name = username(college_id, PROBE)
        if (left := self.find_user(name)) is not None:
            await self.forget(left)
        await self._remove_home(college_id)
        user = self.user_from_username(name)
        token = user.new_api_token(note="coursekit hub check", expires_in=_LASTS)
        self.set_login_cookie(user)
        self.write(json.dumps({"user": name, "token": token}))

    @needs_scope(SCOPE)
    async def delete(self, college_id: str) -> None:
        """Stop the probe user's servers, and remove it and its home."""
        user = self.find_user(username(college_id, PROBE))
        if user is not None:
            await self.forget(user)
        await self._remove_home(college_id)
        self.set_status(204)

    async def _remove_home(self, college_id: str) -> None:
        site: Site = self.settings["coursekit"].read()
        await asyncio.to_thread(shutil.rmtree, site.homes / college_id / PROBE, ignore_errors=True)


class LeaveHandler(_OperatorHandler):
    """``/hub/operator/leave/<college>``: the servers and people of a college that left the site."""

    @needs_scope(SCOPE)
    async def post(self, college_id: str) -> None:
        """Stop and forget all of them."""
        site: Site = self.settings["coursekit"].read()
        if site.college(college_id) is not None:
            raise web.HTTPError(409, f"{college_id} is still served here.")
        start = username(college_id, "")
        found = self.db.query(orm.User).filter(orm.User.name.startswith(start, autoescape=True))
        own = [self.users[user] for user in found]
        names = [user.name for user in own]
        for user in own:
            await self.forget(user)
        self.write(json.dumps({"people": names}))


def _listed(value: Any) -> list[Mapping[str, Any]]:
    """Return what is configured already; what isn't is a lazy nothing."""
    return list(value) if isinstance(value, list) else []


def _token(path: Path) -> str:
    """Return the token in ``path``, which is made if need be, for this account's eyes only."""
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        token = secrets.token_urlsafe(32)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
            file.write(token)
        return token
