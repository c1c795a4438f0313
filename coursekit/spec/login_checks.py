"""What is wrong with how the colleges of a fleet sign in, beyond single values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from coursekit.errors import CoursekitError, Problem
from coursekit.spec.login import NEEDED, SecretFrom, callback_address, own_address
from coursekit.spec.secret import read_secret
from coursekit.spec.yaml import Document, KeyPath

_WHERE_TO_GET = {
    "google": "the credentials page of the Google Cloud console",
    "github": "the developer settings of the GitHub organization",
    "cilogon": "CILogon's OIDC client registration",
    "oidc": "the provider's administration",
    "lti13": "the learning management system's developer keys",
}


def login_problems(document: Document) -> Iterator[Problem]:
    """Yield what is missing in logins, unfitting for their kind, or unsafe."""
    data = document.data
    default = _dict(_dict(data.get("defaults")).get("login"))
    hosts: dict[str, str] = {}
    for college, entry in _dict(data.get("colleges")).items():
        own = _dict(_dict(entry).get("login"))
        at: KeyPath = ("colleges", college)
        shared = default if own.get("kind", default.get("kind")) == default.get("kind") else {}
        login = {**shared, **own}
        yield from _missing(document, at, login)
        yield from _who_gets_in(document, at, login)
        yield from _staff_problems(document, at, login)
        host = _dict(entry).get("host")
        if isinstance(host, str) and hosts.setdefault(host.lower(), college) != college:
            yield Problem(
                f"{host} is the host of {hosts[host.lower()]} already",
                document.where((*at, "host")),
                hint="each college needs a host name of its own, or none",
            )


def secret_problems(document: Document) -> Iterator[Problem]:
    """Yield which secrets aren't where the file says: only what starts a hub needs them."""
    data = document.data
    places: list[KeyPath] = [("defaults", "login", "secret")]
    places += [("colleges", college, "login", "secret") for college in _dict(data.get("colleges"))]
    for at in places:
        try:
            read_secret(SecretFrom.model_validate(_at(document, at)), document.path.parent)
        except ValidationError:
            continue  # there is none, or the model has reported it
        except CoursekitError as error:
            (problem,) = error.problems
            yield Problem(problem.message, document.where(at), problem.hint)


def _missing(document: Document, at: KeyPath, login: dict[str, Any]) -> Iterator[Problem]:
    kind = str(login.get("kind"))
    lacking = [key for key in NEEDED.get(kind, ()) if not login.get(key)]
    if lacking:
        url = str(_dict(document.data.get("hub")).get("url", "http://127.0.0.1:8000")).rstrip("/")
        host = _dict(_at(document, at)).get("host")
        url = own_address(url, host if isinstance(host, str) else None)
        register = callback_address(url, str(at[-1]), kind)
        keys = ", ".join(lacking)
        begins = f" and {url}/hub/{at[-1]}/lti13/oauth_login as login address"
        begins = begins if kind == "lti13" else ""
        yield Problem(
            f"{at[-1]}: signing in by {kind} needs {keys}",
            document.where((*at, "login")),
            hint=f"register {register} as redirect address{begins} in {_WHERE_TO_GET[kind]}, then"
            f" write {keys} here or in defaults.login",
        )


def _who_gets_in(document: Document, at: KeyPath, login: dict[str, Any]) -> Iterator[Problem]:
    kind, domains = login.get("kind"), _dict(_at(document, at)).get("domains")
    open_ = {
        "google": "anybody with a Google account",
        "github": "anybody with a GitHub account",
        "oidc": "anybody with an account at the provider",
    }
    limited = domains or login.get("organizations") or login.get("everyone")
    if kind in open_ and not limited:
        more = {"github": " or login.organizations", "oidc": " or login.everyone: true"}
        yield Problem(
            f"{at[-1]}: {open_[str(kind)]} could enter",
            document.where(at),
            hint=f"write the college's domains{more.get(str(kind), '')}",
        )


def _staff_problems(document: Document, at: KeyPath, login: dict[str, Any]) -> Iterator[Problem]:
    college, kind = _dict(_at(document, at)), login.get("kind", "trial")
    staff, domains = college.get("staff") or [], college.get("domains") or []
    if kind == "trial" or not isinstance(staff, list) or not isinstance(domains, list):
        return
    own = {str(domain).lower() for domain in domains}
    for index, person in enumerate(staff):
        if "@" not in str(person):
            yield Problem(
                f"{at[-1]}: staff are known by their e-mail address, found '{person}'",
                document.where((*at, "staff", index)),
                hint="write the whole address that they sign in with",
            )
        elif own and str(person).rpartition("@")[2].lower() not in own:
            yield Problem(
                f"{at[-1]}: {person} could not sign in, as its domain is not one of the college's",
                document.where((*at, "staff", index)),
                hint=f"known domains: {', '.join(sorted(own))}; add this one, or mend the address",
            )
    if kind == "roster" and not staff:
        yield Problem(
            f"{at[-1]}: nobody could upload the roster",
            document.where(at),
            hint="name at least one member of staff:  staff: [ada@example.edu]",
        )


def _at(document: Document, at: KeyPath) -> Any:
    found: Any = document.data
    for key in at:
        found = _dict(found).get(str(key))
    return found


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
