"""``release`` in ``course.yml``: where the student copy goes, and what the gate lets through."""

from __future__ import annotations

import fnmatch
import re
from typing import Annotated, Any, Literal
from urllib.parse import unquote

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    PlainSerializer,
    SecretStr,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from coursekit.spec.login import SecretFrom
from coursekit.spec.values import InsidePath

RuleName = Literal[
    "solution",
    "hidden-test",
    "instructor",
    "output",
    "marks",
    "autograder",
    "token",
    "path",
    "unreadable",
]
"""The rules of the leak gate; ``coursekit release --explain`` says what each looks for."""


class Address(str):
    """A git address without the account and password that were in it.

    As text it can be shown anywhere; ``password`` is the secret, for the engine alone.
    """

    user: str
    password: SecretStr | None

    def __new__(cls, address: str) -> Address:
        """Split ``https://user:token@host/path``; other addresses stay as they are."""
        match = re.fullmatch(r"([a-z][a-z0-9+.-]*://)([^/@]*)@(.*)", address, re.IGNORECASE)
        user, colon, password = match[2].partition(":") if match else ("", "", "")
        if match is None or (match[1].lower().startswith("ssh") and not colon):
            found = super().__new__(cls, address)
            found.user, found.password = "", None
            return found
        ssh = match[1].lower().startswith("ssh")
        found = super().__new__(cls, f"{match[1]}{f'{user}@' if ssh else ''}{match[3]}")
        # A lone word before the @ of https is a token: GitHub takes it as the account.
        found.user = unquote(user) if colon else "x-access-token"
        found.password = SecretStr(unquote(password if colon else user))
        return found


def _address(value: Any) -> Address:
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("coursekit", "expected a git address, or a path to a repository")
    return Address(value.strip())


GitAddress = Annotated[
    InstanceOf[Address],
    BeforeValidator(_address),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "minLength": 1}),
]


class Allowed(BaseModel):
    """Something that the leak gate would refuse, and that is meant to be seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: RuleName = Field(description="The rule, as coursekit release --explain names it.")
    file: InsidePath = Field(description="The released file; * and ** stand for names in it.")
    why: str = Field(min_length=5, description="Why students may see it.")
    finding: str | None = Field(
        default=None,
        pattern=r"^[0-9a-f]{8}$",
        description="Only the finding with this number. Left out: all of this rule in this file.",
    )

    def covers(self, rule: str, file: str, finding: str) -> bool:
        """Tell whether a finding is allowed."""
        same = self.rule == rule and self.finding in (None, finding)
        return same and (self.file == file or fnmatch.fnmatchcase(file, self.file))


class Release(BaseModel):
    """Where the student copy of the course is published."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    repo: GitAddress | None = Field(
        default=None,
        description="Git address to push to. Left out: a bare repository under .coursekit/.",
    )
    token: SecretFrom | None = Field(
        default=None, description="Where the token or password for an https address is."
    )
    branch: str = Field(
        default="main",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$",
        description="Branch that students get.",
    )
    allow: tuple[Allowed, ...] = Field(
        default=(), description="What the leak gate finds and students may see all the same."
    )
