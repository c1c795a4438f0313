"""How a college's people sign in: the ``login`` of a ``fleet.yml``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _address(value: Any) -> str:
    parts = urlsplit(value) if isinstance(value, str) else urlsplit("")
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and here)):
        raise PydanticCustomError("coursekit", "expected an address that begins with https://")
    return str(value)


Address = Annotated[
    str, BeforeValidator(_address), WithJsonSchema({"type": "string", "format": "uri"})
]
"""An address that secrets may go to: https, or on this machine."""


class SecretFrom(_Frozen):
    """Where a secret is; the secret itself is never in ``fleet.yml``."""

    file: str | None = Field(
        default=None, description="File with nothing but the secret, readable by its owner alone."
    )
    env: str | None = Field(default=None, description="Environment variable with the secret.")

    @model_validator(mode="before")
    @classmethod
    def _a_reference(cls, data: Any) -> Any:
        if isinstance(data, str | int | float):
            raise PydanticCustomError("coursekit_secret", "a secret must not be in this file")
        if isinstance(data, dict) and (data.get("file") is None) == (data.get("env") is None):
            raise PydanticCustomError("coursekit", "expected either file or env")
        return data


class TrialLogin(_Frozen):
    """Any name, and no password: on this machine only."""

    kind: Literal["trial"] = "trial"


class RosterLogin(_Frozen):
    """Those on a list that staff upload, each with a password of their own."""

    kind: Literal["roster"] = "roster"


class _Client(_Frozen):
    client_id: str = Field(default="", description="What the provider calls this hub.")
    secret: SecretFrom | None = Field(
        default=None, description="Where the client secret is: {file: ...} or {env: ...}."
    )


class GoogleLogin(_Client):
    """Google accounts of the college's ``domains``."""

    kind: Literal["google"] = "google"


class GithubLogin(_Client):
    """GitHub accounts with a verified address in ``domains``, or of an organization."""

    kind: Literal["github"] = "github"
    organizations: tuple[str, ...] = Field(
        default=(), description="GitHub organizations whose members may enter."
    )


class CilogonLogin(_Client):
    """A college's own sign-in by way of CILogon (InCommon and other federations)."""

    kind: Literal["cilogon"] = "cilogon"
    idp: str = Field(default="", description="Entity id of the college's identity provider.")


class OidcLogin(_Client):
    """Any OpenID Connect provider."""

    kind: Literal["oidc"] = "oidc"
    issuer: Address = Field(
        default="", description="Address of the provider: before /.well-known/openid-configuration."
    )
    everyone: bool = Field(
        default=False, description="Let everybody in who has an account there; without domains."
    )


class Lti13Login(_Frozen):
    """Out of the learning management system, by LTI 1.3."""

    kind: Literal["lti13"] = "lti13"
    issuer: str = Field(default="", description="The platform's issuer id.")
    client_id: str = Field(default="", description="What the platform calls this hub.")
    authorize_url: Address = Field(default="", description="The platform's sign-in address.")
    jwks_url: Address = Field(default="", description="The platform's public keys.")


Login = Annotated[
    TrialLogin | RosterLogin | GoogleLogin | GithubLogin | CilogonLogin | OidcLogin | Lti13Login,
    Field(discriminator="kind"),
]
"""How a college's people sign in."""

ClientLogin = GoogleLogin | GithubLogin | CilogonLogin | OidcLogin
"""The kinds for which the hub is a client with a secret."""

NEEDED: dict[str, tuple[str, ...]] = {
    "google": ("client_id", "secret"),
    "github": ("client_id", "secret"),
    "cilogon": ("client_id", "secret", "idp"),
    "oidc": ("client_id", "secret", "issuer"),
    "lti13": ("issuer", "client_id", "authorize_url", "jwks_url"),
}
"""Keys that a kind can't do without, be they in the college's ``login`` or in ``defaults``."""


def merged(own: Login | None, default: Login | None) -> Login:
    """Return a college's login: its own keys over those of a default of the same kind."""
    if own is None:
        return default or TrialLogin()
    if default is None or own.kind != default.kind:
        return own
    return own.model_copy(
        update={
            key: getattr(default, key) for key in default.model_fields_set - own.model_fields_set
        }
    )


def secret_names(logins: Iterable[Login]) -> frozenset[str]:
    """Return the environment variables that logins have their secrets in."""
    places = (login.secret for login in logins if isinstance(login, ClientLogin))
    return frozenset(place.env for place in places if place is not None and place.env)


def own_address(url: str, host: str | None) -> str:
    """Return the address of the hub at ``url`` under a college's own host name, if it has one."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}" if host else url


def callback_address(url: str, college: str, kind: str, host: str | None = None) -> str:
    """Return the address to register with a provider, for the hub at ``url``.

    ``kind: lti13`` has two; this is its redirect URI.
    """
    name = "lti13/oauth_callback" if kind == "lti13" else "oauth_callback"
    return f"{own_address(url, host)}/hub/{college}/{name}"
