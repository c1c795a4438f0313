"""``coursekit doctor``: which engines are here, and what a missing one would do."""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable
from pathlib import Path

from coursekit.cli.session import Session, command, table
from coursekit.errors import CoursekitError, ExitCode


@command("doctor")
def doctor(session: Session) -> None:
    """List the programs that coursekit drives, their versions, and the cure for what is missing."""
    from coursekit.engines import docker, git, repo2docker_check
    from coursekit.engines.helm import Helm
    from coursekit.engines.jupyter_book import JupyterBook
    from coursekit.engines.jupyterhub import JupyterHub
    from coursekit.engines.kubectl import Kubectl
    from coursekit.engines.mystmd import Mystmd
    from coursekit.engines.process import Runner
    from coursekit.engines.uv import Uv
    from coursekit.pipeline import sandbox

    with tempfile.TemporaryDirectory() as scratch:
        runner = Runner(Path(scratch), Path(scratch))
        engines: list[tuple[str, str, bool, Callable[[], str]]] = [
            ("python", "runs coursekit", True, platform.python_version),
            ("git", "holds releases, serves them to students", True, git.check),
            ("uv", "resolves and installs a course's packages", True, Uv(runner).check),
            ("network", "fetches packages that are not here yet", False, Uv(runner).reach_index),
            ("jupyterhub", "serves notebooks to students", False, JupyterHub(runner).check),
            ("jupyter-book", "builds books", False, JupyterBook(runner).check),
            ("myst", "builds books with myst.yml", False, Mystmd(runner).check),
            ("repo2docker", "lays out course images", False, repo2docker_check.check),
            ("sandbox", "keeps submissions apart while they are graded", False, sandbox.check),
            ("docker", "course images (not needed for up)", False, docker.Docker(runner).check),
            ("kubectl", "hubs in a cluster", False, Kubectl(runner, Path(), "").check),
            ("helm", "hubs in a cluster", False, Helm(runner, Path(), "").check),
        ]
        for name, enables, needed, look in engines:
            try:
                row = {"engine": name, "found": True, "version": look(), "cure": ""}
            except CoursekitError as error:
                problem = error.problems[0]
                row = {"engine": name, "found": False, "version": "", "cure": problem.hint}
                row["version"] = problem.message
                if needed:
                    session.code = ExitCode.ENGINE_MISSING
                    session.problems.append(problem)
            session.results.append({**row, "enables": enables, "needed": needed})
    rows = [
        (
            "ok" if row["found"] else ("MISSING" if row["needed"] else "missing"),
            str(row["engine"]),
            str(row["version"]),
            str(row["enables"]) if row["found"] else f"{row['enables']}: {row['cure']}",
        )
        for row in session.results
    ]
    session.show(table(rows, ("", "ENGINE", "VERSION", "WHAT FOR")))
