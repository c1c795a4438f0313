"""Values that users write in words: sizes, durations, ids, paths inside a course."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _size(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    pattern = r"(\d{1,15}(?:\.\d{1,15})?)\s*([KMGT]?)i?B?"
    match = re.fullmatch(pattern, str(value).strip(), re.IGNORECASE)
    size = int(float(match[1]) * _UNITS[match[2].upper()]) if match else 0
    if not size:
        raise PydanticCustomError("coursekit", "expected a size such as 512M or 2G")
    return size


def _duration(value: Any) -> timedelta:
    match = re.fullmatch(r"(\d{1,8})\s*([smhd])", str(value).strip())
    if match is None or int(match[1]) == 0:
        raise PydanticCustomError("coursekit", "expected a duration such as 30m, 2h or 1d")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def _id(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(ID_PATTERN, value) and len(value) <= 40:
        return value
    raise PydanticCustomError(
        "coursekit_id", "expected at most 40 lower-case letters, digits and single hyphens"
    )


def _domain(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[^@\s.]+(\.[^@\s.]+)+", value):
        return value.lower()
    raise PydanticCustomError("coursekit", "expected an e-mail domain such as foothill.edu")


def _host_name(value: Any) -> str:
    label = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
    if isinstance(value, str) and re.fullmatch(rf"{label}(\.{label})*", value.lower()):
        return value.lower()
    raise PydanticCustomError(
        "coursekit", "expected a host name such as data8.foothill.edu, without http:// and port"
    )


def _address(value: str) -> str:
    parts = urlsplit(value)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("http", "https") or not parts.hostname or port in (-1, 0):
        raise PydanticCustomError("coursekit", "expected an address such as http://127.0.0.1:8000")
    return value.rstrip("/")


def _name(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"\S{1,60}", value):
        return value
    raise PydanticCustomError("coursekit", "expected a name of at most 60 characters, no spaces")


def _inside(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("coursekit", "expected a path")
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:[\\/]", value):
        raise PydanticCustomError(
            "coursekit", "expected a path inside the course folder, without '..'"
        )
    return path.as_posix()


def _due(value: Any) -> datetime:
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise PydanticCustomError(
            "coursekit", "expected a date and time such as 2027-01-29T23:59"
        ) from error
    if moment.tzinfo is not None:
        raise PydanticCustomError(
            "coursekit",
            "expected the time at the college, without a time zone, such as 2027-01-29T23:59",
        )
    if "T" not in text and " " not in text.strip():
        return moment.replace(hour=23, minute=59)
    return moment


def _python(value: Any) -> str:
    if isinstance(value, float | int):
        raise PydanticCustomError(
            "coursekit", 'expected the version in quotes, such as "3.11" (YAML reads 3.10 as 3.1)'
        )
    if isinstance(value, str) and re.fullmatch(r"3\.(\d+)(\.\d+)?", value):
        if int(value.split(".")[1]) < 11:
            raise PydanticCustomError("coursekit", "expected Python 3.11 or newer")
        return value
    raise PydanticCustomError("coursekit", 'expected a Python version such as "3.11"')


def _text(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


Size = Annotated[
    int,
    BeforeValidator(_size),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["512M", "2G"]}),
]
"""A number of bytes, written ``512M`` or ``2G`` (powers of 1024)."""

Duration = Annotated[timedelta, BeforeValidator(_duration), _text(r"^\d+[smhd]$", "30m")]
"""A span of time, written ``30m``, ``2h`` or ``1d``."""

Id = Annotated[str, BeforeValidator(_id), _text(f"^{ID_PATTERN}$", "de-anza")]
"""Name of a course, fleet or college in addresses and usernames; at most 40 characters."""

Domain = Annotated[str, BeforeValidator(_domain)]
"""What stands after the @ of a college's e-mail addresses; kept in lower case."""

HostName = Annotated[str, BeforeValidator(_host_name)]
"""A host name as browsers ask for it; kept in lower case."""

HubAddress = Annotated[str, AfterValidator(_address)]
"""The address of a hub, without a slash at its end."""

Name = Annotated[str, BeforeValidator(_name), _text(r"^\S{1,60}$", "large")]
"""A name that somebody else gave, such as a provider's of a machine."""

InsidePath = Annotated[str, BeforeValidator(_inside), _text(r"^[^/].*$", "labs/lab01/lab01.ipynb")]
"""Path relative to the course folder, with forward slashes, not leaving it."""

Due = Annotated[datetime, BeforeValidator(_due), _text(r"^\d{4}-\d{2}-\d{2}", "2027-01-29T23:59")]
"""Local date and time at the college; a date alone means 23:59 of that day."""

PythonVersion = Annotated[str, BeforeValidator(_python), _text(r"^3\.\d+(\.\d+)?$", "3.11")]
"""A Python version, in quotes."""
