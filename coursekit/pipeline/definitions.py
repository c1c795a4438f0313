"""What an image is built with: its definition, uv, and this machine's certificates."""

from __future__ import annotations

import os
import shutil
import ssl
from importlib.resources import files
from pathlib import Path


def definition(name: str) -> Path:
    """Return a folder of ``images``: in the package, or beside it in a checkout."""
    packaged = Path(str(files("coursekit.environment"))) / "images" / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "images" / name


def lend_uv(place: Path) -> None:
    """Copy the uv program into the folder ``place``."""
    from uv import find_uv_bin

    shutil.copy(find_uv_bin(), place / "uv")


def certificates() -> dict[str, Path]:
    """Return this machine's certificates, lent to a build so that a proxy's CA is trusted."""
    named = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    place = Path(named or "/etc/ssl/certs/ca-certificates.crt")
    return {"ca": place} if place.is_file() else {}
