"""Looks at an image from inside: whether its server answers, who runs it, what it holds.

Fed to ``python -`` in a container; prints one JSON object as its last line.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

PORT = 8899
KEYS = (".netrc", ".git-credentials", ".pypirc", "id_rsa", "id_ed25519")
CACHES = ("/root/.cache", "/home/jovyan/.cache", "/var/lib/apt/lists", "/var/cache/apt", "/tmp")


def main() -> None:
    """Look, and print what was found."""
    found: dict[str, Any] = {"user": os.getuid(), "caches": caches(), "secrets": secrets()}
    found["packages"], found["debian"] = packages(), debian()
    found["assignments"] = assignments()
    found.update(server())
    sys.stdout.write("\n" + json.dumps(found) + "\n")


def caches() -> list[str]:
    """Return the folders of caches that are not empty."""
    return [name for name in CACHES if size(Path(name)) > 100_000]


def secrets() -> list[str]:
    """Return files that hold a private key or were only lent to the build."""
    found = [str(path) for path in Path("/run/secrets").glob("*") if path.stat().st_size]
    for place in ("/root", "/home", "/srv", "/etc"):
        found += [str(path) for path in Path(place).rglob("*") if path.name in KEYS]
    return found


def packages() -> list[dict[str, Any]]:
    """Return name, version, licence and bytes of every Python package, biggest first."""
    found = []
    for item in importlib.metadata.distributions():
        files = {str(item.locate_file(name)) for name in item.files or ()}
        total = sum(os.lstat(name).st_size for name in files if os.path.lexists(name))
        for folder in {os.path.dirname(name) for name in files if name.endswith(".py")}:
            cache = os.path.join(folder, "__pycache__")
            if os.path.isdir(cache):
                total += sum(entry.stat().st_size for entry in os.scandir(cache))
        meta = item.metadata
        licence = meta.get("License-Expression") or ""
        row = {"name": meta["Name"], "version": item.version, "licence": licence, "bytes": total}
        found.append(row)
    return sorted(found, key=lambda row: -row["bytes"])


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


def assignments() -> list[dict[str, Any]]:
    """Assign and grade every solution that is mounted, as on a grader."""
    jobs = Path("/run/course/jobs.json")
    if not jobs.is_file():
        return []
    sys.path.insert(0, "/run/coursekit")
    import shutil

    from coursekit_warm.jobs.assign import main as assign  # type: ignore[import-not-found]

    found = []
    for job in json.loads(jobs.read_text("utf-8")):
        scratch = Path(tempfile.mkdtemp())
        shutil.copytree("/run/course/" + job["name"], scratch / "course")
        wanted = {"notebook": f"{scratch}/course/{job['notebook']}", "result": f"{scratch}/out"}
        answer = assign(wanted)
        solution = answer.get("solution") or {}
        found.append(
            {
                "name": job["name"],
                "total": solution.get("total", 0),
                "possible": solution.get("possible", 0),
                "error": answer.get("error") or solution.get("error") or "",
            }
        )
        os.chdir("/")
        shutil.rmtree(scratch, ignore_errors=True)
    return found


def server() -> dict[str, Any]:
    """Start the notebook server; ask it, pull a repository through nbgitpuller, and time it."""
    home = Path(tempfile.mkdtemp())
    log = (home / "log").open("wb")
    began = time.monotonic()
    argv = ["jupyter", "lab", "--no-browser", f"--port={PORT}", "--ServerApp.token="]
    child = subprocess.Popen([*argv, f"--ServerApp.root_dir={home}"], stdout=log, stderr=log)
    try:
        status = answer("api/status")
        return {
            "server": status,
            "seconds": time.monotonic() - began,
            "pull_page": answer("git-pull?repo=x&branch=main", tries=1),
            **pulled(home),
            "hub": run(["jupyterhub-singleuser", "--version"]),
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
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
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


def size(folder: Path) -> int:
    """Return the bytes below ``folder``."""
    try:
        return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    except OSError:
        return 0


if __name__ == "__main__":
    main()
