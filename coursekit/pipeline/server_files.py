"""What a student's server in a cluster has from coursekit: code in one zip, Jupyter's settings."""

from __future__ import annotations

import base64
import io
import zipfile
from importlib.resources import files
from pathlib import Path

from coursekit.hub.kubernetes.model import ServerFiles
from coursekit.state import digest

CODE = "code.zip"
_1980 = (1980, 1, 1, 0, 0, 0)


def server_files() -> ServerFiles:
    """Return them; the same coursekit gives the same bytes.

    The zip holds the package ``coursekit_warm`` less its parts for grading, and is not compressed:
    what it would be compressed to differs between machines.
    """
    found = {CODE: _code()}
    settings = Path(str(files("coursekit.hub"))) / "jupyter"
    for path in sorted(settings.rglob("*.json")):
        found["_".join(path.relative_to(settings).parts)] = path.read_bytes()
    parts = [part for name, data in found.items() for part in (name, data)]
    data = tuple((name, base64.b64encode(data).decode()) for name, data in found.items())
    return ServerFiles(f"coursekit-server-{digest(*parts)[:12]}", data)


def _code() -> bytes:
    package = Path(str(files("coursekit.nursery"))) / "coursekit_warm"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as code:
        for path in sorted(package.glob("*.py")):
            code.writestr(zipfile.ZipInfo(f"coursekit_warm/{path.name}", _1980), path.read_bytes())
    return out.getvalue()
