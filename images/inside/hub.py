"""Looks at the hub's image from inside: whether its hub answers, who runs it, what it holds.

Run in a container beside ``contents.py``; prints one JSON object as its last line.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from contents import caches, debian, packages, taken_away

PORT = 8000
NEEDED = (
    "coursekit.hub.signin",
    "coursekit.pipeline.hub",
    "dockerspawner",
    "jupyterhub_idle_culler",
    "kubernetes_asyncio",
    "kubespawner",
    "ltiauthenticator",
    "oauthenticator.google",
    "pycurl",
    "tornado.curl_httpclient",
    "yaml",
)
"""What the tenancy layer and the configuration of Zero to JupyterHub's chart import."""
CONFIGURATION = """
from pathlib import Path
from coursekit.hub.signin import CollegeAuthenticator
from coursekit.hub.site import SiteFile
from tornado.httpclient import AsyncHTTPClient

AsyncHTTPClient.configure("tornado.curl_httpclient.CurlAsyncHTTPClient")
c.JupyterHub.authenticator_class = CollegeAuthenticator
c.CollegeAuthenticator.site = SiteFile(Path("site.json"))
c.CollegeAuthenticator.any_allow_config = True
c.JupyterHub.proxy_class = "traefik_file"
c.JupyterHub.bind_url = "http://127.0.0.1:8000/"
c.JupyterHub.db_url = "sqlite://"
"""


def main() -> None:
    """Look, and print what was found."""
    found: dict[str, Any] = {"user": os.getuid(), "caches": caches()}
    found["packages"], found["debian"] = packages(), debian()
    found["taken_away"] = taken_away()
    found["missing"] = [line for name in NEEDED if (line := cannot_import(name))]
    found.update(hub())
    sys.stdout.write("\n" + json.dumps(found) + "\n")


def cannot_import(name: str) -> str:
    """Return why a module can't be imported, or nothing."""
    try:
        importlib.import_module(name)
    except Exception as error:
        return f"{name}: {error}"
    return ""


def hub() -> dict[str, Any]:
    """Start JupyterHub with coursekit's sign-in, as the image's user, and ask how it is."""
    place = Path(tempfile.mkdtemp())
    (place / "jupyterhub_config.py").write_text(CONFIGURATION, "utf-8")
    college = {"id": "a", "name": "A", "courses": []}
    site = {"fleet": "probe", "url": f"http://127.0.0.1:{PORT}", "homes": str(place)}
    site |= {"colleges": [college], "courses": []}
    (place / "site.json").write_text(json.dumps(site), "utf-8")
    log = (place / "log").open("wb")
    began = time.monotonic()
    child = subprocess.Popen(["jupyterhub"], cwd=place, stdout=log, stderr=log)
    try:
        health = answer("hub/health", child)
        return {
            "health": health,
            "seconds": time.monotonic() - began,
            "log": told((place / "log").read_text("utf-8", "replace")) if health != 200 else "",
        }
    finally:
        child.terminate()
        child.wait()


def told(log: str) -> str:
    """Return the last lines of a log less its tracebacks, but with the error that ends it."""
    lines = [line for line in log.splitlines() if line.strip()]
    kept = [line for line in lines if not line.startswith(" ")][-10:]
    return "\n".join(dict.fromkeys([*kept, *lines[-1:]]))


def answer(path: str, hub: subprocess.Popen[bytes]) -> int:
    """Return the status with which the hub answers; until the proxy has its rules, that is 404."""
    status = 0
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{path}", timeout=20) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError:
            status = 0
        if hub.poll() is not None:
            break
        time.sleep(0.2)
    return status


if __name__ == "__main__":
    main()
