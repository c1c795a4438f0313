"""Says what an image holds: its packages, what the build took away of them, and left caches."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

CACHES = (
    *(f"{home}/.cache" for home in ("/root", "/home/jovyan")),
    "/home/jovyan/.npm",
    "/var/lib/apt/lists",
    "/var/cache/apt",
    "/tmp",
    "/srv/conda/pkgs",
)
ENOUGH = 100_000
"""Bytes below which a folder is not called a cache."""


def caches() -> dict[str, int]:
    """Return the bytes of the folders of caches that are not empty."""
    sizes = {name: size(Path(name)) for name in CACHES}
    return {name: found for name, found in sizes.items() if found > ENOUGH}


def packages() -> list[dict[str, Any]]:
    """Return name, version, licence, bytes, needs and modules of every Python package."""
    found = []
    for item in importlib.metadata.distributions():
        files = {str(item.locate_file(name)) for name in item.files or ()}
        total = sum(os.lstat(name).st_size for name in files if os.path.lexists(name))
        for folder in {os.path.dirname(name) for name in files if name.endswith(".py")}:
            cache = os.path.join(folder, "__pycache__")
            if os.path.isdir(cache):
                total += sum(entry.stat().st_size for entry in os.scandir(cache))
        meta = item.metadata
        row = {"name": meta["Name"], "version": item.version, "bytes": total}
        row["licence"] = meta.get("License-Expression") or ""
        row["requires"] = requires(item.requires or [])
        row["modules"] = modules(item)
        found.append(row)
    return sorted(found, key=lambda row: -row["bytes"])


def requires(lines: list[str]) -> list[str]:
    """Return the names that a package needs always, without its extras."""
    wanted = [line for line in lines if "extra ==" not in line.replace("'", '"')]
    return [re.split(r"[ ;<>=!~\[(@]", line)[0] for line in wanted]


def modules(item: importlib.metadata.Distribution) -> list[str]:
    """Return the top-level names that a package lets one import."""
    tops = {str(path).partition("/")[0] for path in item.files or () if str(path).endswith(".py")}
    return sorted(
        name.removesuffix(".py") for name in tops if name[:1].isalpha() or name[:1] == "_"
    )


def debian() -> list[dict[str, Any]]:
    """Return name, version and bytes of every Debian package, biggest first."""
    argv = ["dpkg-query", "-W", "-f", "${Package}\t${Version}\t${Installed-Size}\n"]
    try:
        out = subprocess.run(argv, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return []
    rows = [line.split("\t") for line in out.splitlines()]
    found = [{"name": n, "version": v, "bytes": int(s or 0) * 1024} for n, v, s in rows]
    return sorted(found, key=lambda row: -row["bytes"])


def taken_away() -> dict[str, int]:
    """Return the bytes by package that the build took away, as it wrote them down."""
    place = Path(sys.prefix) / "taken-away.json"
    return dict(json.loads(place.read_text("utf-8"))) if place.is_file() else {}


def size(folder: Path) -> int:
    """Return the bytes below ``folder``."""
    try:
        return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    except OSError:
        return 0
