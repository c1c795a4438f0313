"""``publish`` in ``course.yml``: where the book goes."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from coursekit.spec.login import SecretFrom
from coursekit.spec.release import GitAddress


class Publish(BaseModel):
    """Where ``coursekit book publish`` puts the book."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: GitAddress | None = Field(
        default=None,
        description="A git address, a folder, or s3://bucket/path. --to names another one.",
    )
    branch: str = Field(
        default="gh-pages",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$",
        description="Branch of a git repository that holds the book.",
    )
    token: SecretFrom | None = Field(
        default=None, description="Where the token or password for an https address is."
    )
    endpoint: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description="Address of an S3-like storage that is not Amazon's.",
    )
