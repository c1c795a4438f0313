"""Grades submissions as the pipeline does, each beside an honest one: a program of its own.

Argument: a folder with ``asked.json``; writes ``told.json`` there.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from coursekit.engines.process import Runner, end, processes_of
from coursekit.errors import CoursekitError
from coursekit.nursery import Nursery
from coursekit.nursery.plain import PlainNursery
from coursekit.nursery.warm import WarmNursery
from coursekit.pipeline.sandbox import Sandbox


class Grader:
    """The nursery and the sandbox of one run."""

    def __init__(
        self, folder: Path, asked: dict[str, Any], nursery: Nursery, sandbox: Sandbox
    ) -> None:
        self._asked = asked
        self._folder = folder
        self._nursery = nursery
        self._sandbox = sandbox

    def grade(self, notebook: str) -> dict[str, Any]:
        """Grade one notebook; return the job's answer, or why there is none."""
        asked = self._asked
        work = Path(asked["work"]) / f"{time.monotonic_ns()}"
        work.mkdir(parents=True)
        began = time.monotonic()
        with self._sandbox.confine(asked["limits"]) as confine:
            request = {
                "notebook": notebook,
                "autograder": asked["autograder"],
                "files": [],
                "work": str(work),
                "same_process": [],
                "confine": confine,
                "limits": asked["limits"],
            }
            late = asked["limits"]["wall"] + 60
            try:
                answer = self._nursery.job(
                    "grade", request, name=work.name, cwd=work, deadline=late
                )
            except CoursekitError as error:
                answer = {"ok": False, "status": "failed", "error": error.problems[0].message}
                answer["details"] = error.problems[0].details
        answer["took"] = time.monotonic() - began
        answer["left"] = left_over(asked["mark"])
        return answer

    def all(self) -> dict[str, Any]:
        """Grade the hostile ones, and all the time, beside them, the honest one."""
        over = threading.Event()
        honest: list[dict[str, Any]] = []

        def go_on() -> None:
            while not over.is_set():
                honest.append(self.grade(self._asked["honest"]))

        beside = threading.Thread(target=go_on)
        beside.start()
        found = {}
        try:
            for name, path in self._asked["hostile"].items():
                began = len(honest)
                found[name] = {**self.grade(path), "beside": began}
                (self._folder / "so-far.json").write_text(json.dumps(found), "utf-8")
        finally:
            over.set()
            beside.join()
        return {"hostile": found, "honest": honest}


def left_over(mark: str, patience: float = 2.0) -> list[str]:
    """Return what outlives its grading by more than ``patience``: it calls itself ``mark``."""
    until = time.monotonic() + patience
    while (found := named(mark)) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def named(mark: str) -> list[str]:
    """Return the names of processes that are called ``mark``."""
    found = []
    for path in Path("/proc").glob("[0-9]*/comm"):
        try:
            found.append(path.read_text("utf-8").strip())
        except OSError:
            continue
    return [name for name in found if name == mark]


def main() -> None:
    """Grade what was asked for."""
    folder = Path(sys.argv[1])
    asked = json.loads((folder / "asked.json").read_text("utf-8"))
    os.umask(0o022)
    runner = Runner(folder / "state", folder / "state" / "logs")
    python, cache = Path(asked["python"]), folder / "cache"
    nursery = WarmNursery(
        runner.start,
        runner.environment,
        PlainNursery(runner.run, python, cache),
        python=python,
        modules=("numpy",),
        cache=cache,
        logs=runner.logs,
        bare=True,
    )
    nursery.wake()
    sandbox = Sandbox.found(folder / "state")
    try:
        told = {"kind": sandbox.kind, **Grader(folder, asked, nursery, sandbox).all()}
    finally:
        nursery.close()
        end(processes_of(runner.state), grace=1)
    (folder / "told.json").write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main()
