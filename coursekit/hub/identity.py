"""Who somebody is, from what a provider says of them: and whether their college lets them in.

The shapes are the providers' own: Google's ``oauth2/v1/userinfo``
(https://developers.google.com/identity/openid-connect/openid-connect), GitHub's ``/user`` and
``/user/emails`` (https://docs.github.com/en/rest/users), CILogon's and others' ``userinfo``
(https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Info = Mapping[str, Any]


class NotLetInError(ValueError):
    """Somebody has an account with the provider, and no place at the college; says why."""


@dataclass(frozen=True)
class Identity:
    """Somebody that a provider vouches for."""

    subject: str
    """The provider's id of the person: it never changes, and is never somebody else's."""
    known_as: str
    """A verified e-mail address, or what has no ``@`` in it and so is nobody's address."""


def of_google(info: Info, domains: tuple[str, ...]) -> Identity:
    """Return who a Google account is: of a Google organization, with an address of the college.

    The ``hd`` of the *answer* is Google's word for an organization's account; the one in the
    address of the sign-in page is a mere wish. Without it, an account with an address of the
    college may be a private one that was made before the college came to Google.
    """
    email = _email(info)
    if info.get("verified_email") is not True:
        raise NotLetInError(f"Google has not verified the address {email}.")
    _require_domain(email, domains)
    if not info.get("hd"):
        raise NotLetInError(f"{email} is a private Google account: use the college's own.")
    return Identity(f"google {_required(info, 'id')}", email)


def of_github(
    info: Info, emails: Iterable[Info], domains: tuple[str, ...], *, member: bool
) -> Identity:
    """Return who a GitHub account is: by a verified address of the college, or its membership.

    ``member``: of one of the organizations, if the college names any.
    """
    subject = f"github {_required(info, 'id')}"
    if not member:
        raise NotLetInError(f"{info.get('login')} is not a member of the college's organization.")
    verified = [entry for entry in emails if entry.get("verified") is True]
    verified.sort(key=lambda entry: not entry.get("primary"))
    for entry in verified:
        email = str(entry.get("email", "")).lower()
        if domains and _domain(email) in domains:
            return Identity(subject, email)
    if domains:
        raise NotLetInError(
            f"{info.get('login')} has no verified address of {_either(domains)}:"
            " add it in GitHub's settings, under Emails."
        )
    return Identity(subject, str(_required(info, "login")).replace("@", ""))


def of_cilogon(info: Info, idp: str, domains: tuple[str, ...]) -> Identity:
    """Return who somebody is that signed in at the college, by way of CILogon."""
    if info.get("idp") != idp:
        raise NotLetInError("You signed in at another institution: choose your own college.")
    email = _email(info)
    if domains:
        _require_domain(email, domains)
    return Identity(f"cilogon {_required(info, 'sub')}", email)


def of_oidc(info: Info, issuer: str, domains: tuple[str, ...], *, everyone: bool) -> Identity:
    """Return who an account of an OpenID Connect provider is: by a verified address.

    If ``everyone`` may enter, an account without one is known by the provider's id.
    """
    subject = f"{issuer} {_required(info, 'sub')}"
    verified = info.get("email_verified") is True and bool(info.get("email"))
    if everyone and not domains and not verified:
        called = str(info.get("preferred_username") or info.get("name") or "person")
        return Identity(subject, f"{called} {info['sub']}".replace("@", "-"))
    email = _email(info)
    if not verified:
        raise NotLetInError(f"The address {email} is not verified yet.")
    if domains:
        _require_domain(email, domains)
    elif not everyone:
        raise NotLetInError("This college does not say whose accounts it takes.")
    return Identity(subject, email)


def of_lti(claims: Info, issuer: str, domains: tuple[str, ...]) -> Identity:
    """Return who a learning management system launched: by the address that it keeps.

    A platform set to privacy sends none: then by its id, unless the college has domains.
    """
    subject = f"{issuer} {_required(claims, 'sub')}"
    if not claims.get("email") and not domains:
        return Identity(subject, f"person {claims['sub']}".replace("@", "-"))
    email = _email(claims)
    if domains:
        _require_domain(email, domains)
    return Identity(subject, email)


def _required(info: Info, key: str) -> object:
    if not info.get(key):
        raise NotLetInError(f"The provider did not say who you are ('{key}' is missing).")
    return info[key]


def _email(info: Info) -> str:
    email = info.get("email")
    if not isinstance(email, str) or "@" not in email:
        raise NotLetInError("The provider did not tell your e-mail address.")
    return email.strip().lower()


def _domain(email: str) -> str:
    return email.rpartition("@")[2].lower()


def _require_domain(email: str, domains: tuple[str, ...]) -> None:
    if _domain(email) not in domains:
        raise NotLetInError(f"{email} is not an address of {_either(domains)}.")


def _either(domains: tuple[str, ...]) -> str:
    return " or ".join(domains)
