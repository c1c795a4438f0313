"""coursekit as a wheel, made from wherever the running one is installed.

Works for a checkout and for an installed package alike, needs no network, and gives the same bytes
for the same files. Format: https://packaging.python.org/specifications/binary-distribution-format
"""

from __future__ import annotations

import base64
import hashlib
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from coursekit import __file__ as _package
from coursekit.errors import CoursekitError
from coursekit.state import digest, files_of

_WHEEL = "Wheel-Version: 1.0\nGenerator: coursekit\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_LEFT_OUT = ("requirements.lock", "environment/images/")
"""What only a machine that builds images needs."""


def own_digest() -> str:
    """Return the digest of all that goes into the wheel."""
    return digest(*(part for name, data in _contents().items() for part in (name, data)))


def write_wheel(folder: Path) -> Path:
    """Write coursekit's wheel into ``folder``; return its path.

    Raises ``CoursekitError`` where coursekit runs from files that were never installed.
    """
    contents, info = _contents(), _info(_installed())
    rows = [f"{name},{_hash(data)},{len(data)}" for name, data in contents.items()]
    contents[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    place = folder / f"{info.removesuffix('.dist-info')}-py3-none-any.whl"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o100644 << 16
            wheel.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return place


def _contents() -> dict[str, bytes]:
    root = Path(_package).parent
    installed = _installed()
    info = _info(installed)
    found = {
        f"coursekit/{name}": path.read_bytes()
        for path in files_of(root, ["."])
        if not (name := path.relative_to(root).as_posix()).startswith(_LEFT_OUT)
    }
    for name in ("METADATA", "entry_points.txt"):
        found[f"{info}/{name}"] = (installed.read_text(name) or "").encode()
    found[f"{info}/WHEEL"] = _WHEEL.encode()
    return found


def _installed() -> Distribution:
    try:
        return distribution("coursekit")
    except PackageNotFoundError as error:
        hint = "install it: pip install coursekit (or, in a checkout: pip install --editable .)"
        raise CoursekitError("this coursekit is not installed as a package", hint=hint) from error


def _info(installed: Distribution) -> str:
    return f"coursekit-{installed.version}.dist-info"


def _hash(data: bytes) -> str:
    value = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
    return f"sha256={value}"
