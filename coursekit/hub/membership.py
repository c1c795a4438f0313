"""What people may do: students their own things, staff what their college's students need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jupyterhub import orm, roles
from jupyterhub.utils import new_token

from coursekit.hub.people import Person, staff_group, username

STAFF_SCOPES = (
    "list:users",
    "read:users",
    "read:servers",
    "start:servers",
    "delete:servers",
    "access:servers",
)
"""What staff may do with the students of their college: see them, and see, start, stop and enter
their servers. No scope changes a person, a group or a token, and none is without a group.
https://jupyterhub.readthedocs.io/en/stable/rbac/scopes.html"""


def staff_role(college_id: str) -> dict[str, Any]:
    """Return the JupyterHub role of a college's staff."""
    return {
        "name": f"staff.{college_id}",
        "description": f"Staff of {college_id}: its students' servers, and nobody else's",
        "scopes": [f"{scope}!group={college_id}" for scope in STAFF_SCOPES],
    }


def give_rights(db: Any, person: Person) -> list[str]:
    """Return the groups of a person; see that staff's have their role in the database ``db``."""
    if person.is_staff:
        role = staff_role(person.college.id)
        if orm.Group.find(db, person.college.id) is None:
            db.add(orm.Group(name=person.college.id))
        group = orm.Group.find(db, staff_group(person.college.id))
        if group is None:
            group = orm.Group(name=staff_group(person.college.id))
            db.add(group)
        db.commit()
        roles.create_role(db, role)
        if role["name"] not in {held.name for held in group.roles}:
            roles.grant_role(db, entity=group, rolename=role["name"])
    return [person.group]


def end_sessions(db: Any, usernames: Iterable[str]) -> None:
    """Make every cookie of these people worthless, those of their servers too."""
    for name in usernames:
        user = orm.User.find(db, name)
        if user is None:
            continue
        user.cookie_id = new_token()
        for token in list(user.api_tokens):
            if token.session_id:  # a browser's; what a running server asks the hub with has none
                db.delete(token)
    db.commit()


def end_sessions_of(db: Any, college_id: str) -> None:
    """Sign everybody of a college out."""
    people = orm.User.name.startswith(username(college_id, ""), autoescape=True)
    end_sessions(db, [user.name for user in db.query(orm.User).filter(people)])
