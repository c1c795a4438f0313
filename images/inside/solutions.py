"""Assigns and grades every solution inside an image, as forks of a nursery that runs there."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from coursekit_warm.protocol import Closed, Stream

IDLE = 900
"""Seconds that the nursery waits for work: a busy machine starts the server meanwhile."""
PATIENCE = 120
LONGEST = 1800


class Solutions:
    """The assignments named in ``jobs.json``; the nursery begins to import at once."""

    def __init__(self, here: Path) -> None:
        self._here = here
        self._jobs = json.loads((here / "jobs.json").read_text("utf-8"))
        self._place = Path(tempfile.mkdtemp(prefix="ck-"))
        if self._jobs:
            code = f"import sys; sys.path.insert(0, {str(here)!r})"
            code += (
                f"; from coursekit_warm.server import main; sys.path.remove({str(here)!r}); main()"
            )
            words = ["probe", str(self._place), str(IDLE), str(self._place / "memory")]
            words += ["job,kernel", "own"]
            self._log = (self._place / "log").open("wb")
            argv = [sys.executable, "-c", code, *words]
            subprocess.Popen(argv, stdout=self._log, stderr=self._log)

    def graded(self) -> list[dict[str, Any]]:
        """Return ``{"name", "total", "possible", "error"}`` of each solution."""
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return list(pool.map(self._one, self._jobs))

    def _one(self, job: dict[str, str]) -> dict[str, Any]:
        scratch = Path(tempfile.mkdtemp())
        shutil.copytree(self._here / "course" / job["name"], scratch / "course")
        for path in scratch.rglob("*"):
            path.chmod(path.stat().st_mode | 0o200)
        notebook = f"{scratch}/course/{job['notebook']}"
        wanted = {"notebook": notebook, "result": f"{scratch}/out", "graded": True}
        try:
            answer = self._asked(wanted, scratch)
        except (Closed, OSError) as error:
            log = (self._place / "log").read_text("utf-8", "replace")
            answer = {"error": f"otter did not run: {error}\n{log[-1500:]}"}
        solution = answer.get("solution") or {}
        shutil.rmtree(scratch, ignore_errors=True)
        return {
            "name": job["name"],
            "total": solution.get("total", 0),
            "possible": solution.get("possible", 0),
            "error": answer.get("error") or solution.get("error") or "",
        }

    def _asked(self, arguments: dict[str, Any], scratch: Path) -> dict[str, Any]:
        own = {"MPLBACKEND": "agg", "HOME": str(scratch), "IPYTHONDIR": f"{scratch}/ipython"}
        told, answer = scratch / "request.json", scratch / "response.json"
        request = {
            "spec": {"job": "assign", "arguments": arguments, "answer": str(answer)},
            "env": {**os.environ, **own},
            "cwd": str(scratch),
            "log": str(scratch / "log"),
        }
        told.write_text(json.dumps(request), "utf-8")
        with socket.socket(socket.AF_UNIX) as connection:
            self._connect(connection)
            stream = Stream(connection)
            connection.settimeout(LONGEST)
            stream.send({"ask": "start", "what": "job", "told": str(told)})
            started = stream.receive()
            if not started.get("ok"):
                return {"error": str(started.get("error"))}
            stream.send({"ask": "wait", "id": started["id"]})
            stream.receive()
        if answer.is_file():
            return dict(json.loads(answer.read_text("utf-8")))
        log = (scratch / "log").read_text("utf-8", "replace")
        return {"error": f"otter broke off\n{log[-1500:]}"}

    def _connect(self, connection: socket.socket) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                connection.connect(str(self._place / "socket"))
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
            else:
                return
