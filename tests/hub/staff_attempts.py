"""What a member of staff tries against another college: in the browser, and in a notebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.hub.attempts import FORBIDDEN, GONE, MISSING, REFUSED, Attempt
from tests.hub.conftest import Visitor


@dataclass(frozen=True)
class Visit:
    """Something tried with the cookies of a browser."""

    about: str
    title: str
    method: str
    path: str
    wanted: str
    body: dict[str, Any] = field(default_factory=dict, hash=False)
    """``json``, or the ``files`` of a form."""

    def by(self, visitor: Visitor, where: dict[str, object]) -> str:
        """Make the attempt; return what came of it as notebooks put it."""
        token = visitor.session.cookies.get("_xsrf", path="/hub/") or ""
        answer = visitor.session.request(
            self.method,
            f"{visitor.url}{self.path.format(**where)}",
            headers={"X-XSRFToken": token},
            timeout=60,
            **self.body,
        )
        assert "/login" not in answer.url, "still signed in"
        return f"got {answer.status_code}" if answer.ok else f"HTTP {answer.status_code}"


_OWN = "What staff may do"
_FILES = "Files"
_SERVERS = "Another college's servers"
_API = "The hub's API"
_PAGES = "Pages for staff"
_PEOPLE = "/hub/college/foothill/people"
_LIST = {"files": {"file": ("class.csv", b"eve@mission.edu")}}

STAFFS_ATTEMPTS: tuple[Attempt | Visit, ...] = (
    Visit(_OWN, "see a student of one's own", "GET", "/hub/api/users/{own}", "got 200"),
    Visit(_OWN, "ask to enter their server", "GET", "/user/{own}/data8/tree", "got 200"),
    Visit(_OWN, "open the page of one's students", "GET", "/hub/college/de-anza/people", "got 200"),
    Visit(
        _OWN,
        "stop a student's server there",
        "POST",
        "/hub/college/de-anza/people/newcomer/stop/data8",
        "got 200",
    ),
    Attempt(
        _FILES, "read a file in a student's home", "attempt(reading('{home}/diary.txt'))", GONE
    ),
    Attempt(
        _FILES,
        "list the home of a student of one's own, past their server",
        "attempt(lambda: os.listdir('{homes}/de-anza/mallory'))",
        GONE,
    ),
    Attempt(
        _FILES,
        "read the memory of a student's kernel",
        "attempt(reading('/proc/{kernel}/mem'))",
        GONE,
    ),
    Attempt(
        _FILES,
        "end a student's server",
        "attempt(lambda: os.kill({server}, signal.SIGKILL))",
        FORBIDDEN,
    ),
    Visit(_SERVERS, "enter a student's server", "GET", "/user/{victim}/data8/tree", REFUSED),
    Visit(_SERVERS, "enter the probe's", "GET", "/user/foothill._probe/data8/tree", REFUSED),
    Visit(_SERVERS, "start a student's", "POST", "/hub/api/users/{victim}/servers/data8", MISSING),
    Visit(_SERVERS, "stop a student's", "DELETE", "/hub/api/users/{victim}/servers/data8", MISSING),
    Visit(_SERVERS, "start one by its page", "GET", "/hub/spawn/{victim}/data8", MISSING),
    Visit(_API, "see a student", "GET", "/hub/api/users/{victim}", MISSING),
    Visit(_API, "see a member of staff", "GET", "/hub/api/users/mission.eva@mission.edu", MISSING),
    Visit(_API, "list a student's tokens", "GET", "/hub/api/users/{victim}/tokens", MISSING),
    Visit(
        _API,
        "make a token for a student",
        "POST",
        "/hub/api/users/{victim}/tokens",
        REFUSED,
        {"json": {}},
    ),
    Visit(_API, "remove a student", "DELETE", "/hub/api/users/{victim}", REFUSED),
    Visit(_API, "list the colleges' groups", "GET", "/hub/api/groups", REFUSED),
    Visit(_API, "see another college's group", "GET", "/hub/api/groups/foothill", REFUSED),
    Visit(
        _API,
        "take a student into one's own college",
        "POST",
        "/hub/api/groups/de-anza/users",
        REFUSED,
        {"json": {"users": ["foothill.kim"]}},
    ),
    Visit(
        _API,
        "join the staff of another college",
        "POST",
        "/hub/api/groups/foothill.staff/users",
        REFUSED,
        {"json": {"users": ["de-anza.lin"]}},
    ),
    Visit(
        _API,
        "become an administrator",
        "PATCH",
        "/hub/api/users/de-anza.lin",
        REFUSED,
        {"json": {"admin": True}},
    ),
    Visit(_API, "sign in as the probe", "POST", "/hub/operator/probe/foothill", REFUSED),
    Visit(_API, "sign in as one's own probe", "POST", "/hub/operator/probe/de-anza", REFUSED),
    Visit(_API, "make a college leave", "POST", "/hub/operator/leave/ohlone", REFUSED),
    Visit(_API, "shut the hub down", "POST", "/hub/api/shutdown", REFUSED, {"json": {}}),
    Visit(_PAGES, "see another college's people", "GET", _PEOPLE, REFUSED),
    Visit(_PAGES, "see a class list", "GET", "/hub/college/mission/people", REFUSED),
    Visit(_PAGES, "upload a class list", "POST", "/hub/college/mission/roster", REFUSED, _LIST),
    Visit(
        _PAGES,
        "make a code for somebody's sign-in",
        "POST",
        "/hub/college/mission/people/kay@mission.edu/code",
        REFUSED,
    ),
    Visit(_PAGES, "stop a student's server", "POST", f"{_PEOPLE}/kim/stop/data8", REFUSED),
    Visit(
        _PAGES,
        "stop it by way of one's own college",
        "POST",
        "/hub/college/de-anza/people/..%2Ffoothill.kim/stop/data8",
        MISSING,
    ),
)
