"""S3, or a storage that speaks as S3 does, holds a published book; through Amazon's own library."""

from __future__ import annotations

import mimetypes
from typing import Any

from coursekit.errors import CoursekitError, EngineFailedError, EngineMissingError

_PAGES_KEPT = "no-cache"
_FILES_KEPT = "max-age=3600"
_TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml")

_KINDS = {
    "NoSuchBucket": (
        "there is no bucket of this name",
        "make it first, or correct the address: s3://bucket/path",
    ),
    "AccessDenied": (
        "these keys may not do this",
        "they need s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject there",
    ),
    "InvalidAccessKeyId": ("the storage does not know this key", "look at AWS_ACCESS_KEY_ID"),
    "SignatureDoesNotMatch": ("the secret key is wrong", "look at AWS_SECRET_ACCESS_KEY"),
}


class S3:
    """The objects below a path of a bucket; keys come from where Amazon's own tools take them.

    https://boto3.amazonaws.com/v1/documentation/api/latest/guide/credentials.html
    """

    def __init__(self, address: str, endpoint: str | None) -> None:
        try:
            import boto3
            from botocore.config import Config
        except ImportError as error:
            raise EngineMissingError(
                "publishing to S3 needs boto3, and it is not installed",
                hint='install it into coursekit\'s own environment: pip install "coursekit[s3]"',
            ) from error
        bucket, _, path = address.removeprefix("s3://").partition("/")
        if not bucket:
            raise CoursekitError(f"{address} names no bucket", hint="write s3://bucket/path")
        self.name = address.rstrip("/")
        self._bucket = bucket
        self._prefix = f"{path.strip('/')}/" if path.strip("/") else ""
        config = Config(retries={"max_attempts": 4, "mode": "standard"}, connect_timeout=20)
        self._client: Any = boto3.client("s3", endpoint_url=endpoint, config=config)

    def read(self, name: str) -> bytes | None:
        """Return an object's content, or ``None``; raises ``EngineFailedError``."""
        got = self._call("get_object", Key=self._prefix + name, missing=("NoSuchKey", "404"))
        return None if got is None else bytes(got["Body"].read())

    def names(self) -> set[str]:
        """Return the names of all objects below the path."""
        found: set[str] = set()
        token: dict[str, Any] = {}
        while True:
            page = self._call("list_objects_v2", Prefix=self._prefix, **token) or {}
            found |= {entry["Key"].removeprefix(self._prefix) for entry in page.get("Contents", ())}
            if not page.get("IsTruncated"):
                return found
            token = {"ContinuationToken": page["NextContinuationToken"]}

    def write(self, name: str, data: bytes) -> None:
        """Put an object, with the type that browsers need."""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        text = kind.startswith(_TEXT)
        self._call(
            "put_object",
            Key=self._prefix + name,
            Body=data,
            ContentType=f"{kind}; charset=utf-8" if text else kind,
            CacheControl=_PAGES_KEPT if text else _FILES_KEPT,
        )

    def remove(self, name: str) -> None:
        """Remove an object."""
        self._call("delete_object", Key=self._prefix + name)

    def _call(self, what: str, *, missing: tuple[str, ...] = (), **words: Any) -> Any:
        from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

        try:
            return getattr(self._client, what)(Bucket=self._bucket, **words)
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            if code in missing:
                return None
            message, hint = _KINDS.get(
                code, (f"the storage refused: {code}", "look at the address and the keys")
            )
            raise EngineFailedError(
                f"{self.name}: {message}", details=str(error), hint=hint
            ) from None
        except NoCredentialsError:
            raise EngineFailedError(
                f"{self.name}: no keys for it are here",
                hint="set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with aws",
            ) from None
        except BotoCoreError as error:
            raise EngineFailedError(
                f"{self.name} cannot be reached",
                details=str(error),
                hint="look at the network and at the address; nothing is lost, run it again",
            ) from None
