"""Starts the notebook server of an image, asks it, and pulls a repository as a link does."""

from __future__ import annotations

import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

PORT = 8899


def server() -> dict[str, Any]:
    """Return what the server and its parts answered."""
    home = Path(tempfile.mkdtemp())
    log = (home / "log").open("wb")
    argv = ["jupyter", "lab", "--no-browser", f"--port={PORT}", "--ServerApp.token="]
    child = subprocess.Popen([*argv, f"--ServerApp.root_dir={home}"], stdout=log, stderr=log)
    try:
        return {
            **pulled(home),
            "hub": run(["jupyterhub-singleuser", "--version"]),
            "server": (status := answer("api/status")),
            "pull_page": answer("git-pull?repo=x&branch=main", tries=1),
            "log": (home / "log").read_text("utf-8", "replace")[-2000:] if status != 200 else "",
        }
    finally:
        child.terminate()
        child.wait()


def pulled(home: Path) -> dict[str, Any]:
    """Tell whether nbgitpuller pulls a repository, and what it said."""
    here = home / "origin"
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@localhost"]
    run(["git", "init", "-q", "-b", "main", str(here)])
    (here / "file").write_text("text")
    run([*git, "-C", str(here), "add", "."])
    run([*git, "-C", str(here), "commit", "-q", "-m", "x"])
    argv = ["gitpuller", f"file://{here}", "main", str(home / "copy")]
    try:
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
    except OSError as error:
        return {"pulled": False, "pull_log": str(error)}
    there = (home / "copy" / "file").is_file()
    return {"pulled": there, "pull_log": "" if there else (done.stdout + done.stderr)[-2000:]}


def answer(path: str, tries: int = 300) -> int:
    """Return the status with which the server answers."""
    for _ in range(tries):
        try:
            url = f"http://127.0.0.1:{PORT}/{path}"
            with urllib.request.urlopen(url, timeout=20) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.1)
    return 0


def run(argv: list[str]) -> str:
    """Run a program; return what it printed, or nothing if it failed."""
    try:
        return subprocess.run(argv, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
