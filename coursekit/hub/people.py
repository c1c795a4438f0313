"""People of colleges: how a name is written, and how it becomes a JupyterHub username."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from coursekit.hub.site import Site, SiteCollege

LONGEST = 64
"""Characters in a person's name: a home folder and a log file are named after it."""

PROBE = "_probe"
"""Name of the user of ``coursekit hub check`` in each college; nobody can sign in as it."""

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._@-]*[a-z0-9])?")


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in: a name within a college."""

    college: SiteCollege
    name: str

    @property
    def is_probe(self) -> bool:
        """Whether this is no person but the probe: pages about people leave it out."""
        return self.name == PROBE

    @property
    def is_staff(self) -> bool:
        """Whether the college lists this person as staff.

        In a trial by e-mail address or its first part, as everything else is on trust there;
        otherwise by the address that somebody vouched for.
        """
        if self.college.login.kind == "trial":
            listed = {entry.lower() for entry in self.college.staff}
            return self.name in listed | {entry.partition("@")[0] for entry in listed}
        return self.name in {name_for(entry) for entry in self.college.staff}

    @property
    def group(self) -> str:
        """The JupyterHub group of this person: the college's people, or its staff."""
        return staff_group(self.college.id) if self.is_staff else self.college.id


def staff_group(college_id: str) -> str:
    """Return the JupyterHub group of a college's staff; its students' is its id."""
    return f"{college_id}.staff"


def name_for(identity: str, *, owner: str = "") -> str:
    """Return the name of somebody who is known by ``identity``, such as an e-mail address.

    It is the identity itself wherever that can be a name, so that people recognise it; otherwise,
    and for another ``owner`` of the same identity, a readable part and a digest. Two people never
    share a name: ``--`` is in digests only.
    """
    plain = identity.strip().lower()
    if not owner and len(plain) <= LONGEST and _NAME.fullmatch(plain) and "--" not in plain:
        return plain
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    readable = re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9._@-]", "-", letters))[:40].strip("._@-")
    mark = sha256(f"{plain}\n{owner}".encode()).hexdigest()[:20]
    return f"{readable or 'person'}--{mark}"


def normalise_name(text: str) -> str:
    """Return the form of a person's name that everything else uses: trimmed, in lower case.

    Raises ``ValueError``, with a sentence for that person, if it can't be a name.
    """
    name = text.strip().lower()
    if not name:
        raise ValueError("Please type a name.")
    if len(name) > LONGEST:
        raise ValueError(f"Please choose a shorter name: {LONGEST} characters at most.")
    if not _NAME.fullmatch(name):
        raise ValueError(
            "Please use only letters a to z, digits, and . - _ @ in between: no spaces, no accents."
        )
    return name


def username(college_id: str, name: str) -> str:
    """Return the JupyterHub username. A college's id has no dot, so the first dot separates."""
    return f"{college_id}.{name}"


def person_of(site: Site, user: str) -> Person | None:
    """Return who a JupyterHub username is, or nothing if their college isn't here (any more)."""
    college_id, _, name = user.partition(".")
    college = site.college(college_id)
    known = name == PROBE or _NAME.fullmatch(name)
    return Person(college, name) if college and known else None
