"""Grading in containers of a course's image: the one that hubs run and CI has tested."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from coursekit.engines.docker import Docker, as_json
from coursekit.engines.docker_jobs import JobContainer
from coursekit.errors import EngineFailedError
from coursekit.nursery import JobName
from coursekit.nursery.warm import WarmNursery
from coursekit.pipeline import assignments
from coursekit.pipeline.image_facts import image_of
from coursekit.pipeline.sandbox import Sandbox
from coursekit.pipeline.workshop import Workshop
from coursekit.spec import CourseFolder

_SLACK = 2**30
"""Bytes for the nursery in a container, beside what submissions may have."""
_TRIAL = """
import json, sys
sys.path.insert(0, sys.argv[1])
from coursekit_warm.confine import trial
how = json.loads(sys.argv[2])
json.dump({"python": sys.executable, "why": trial(how) if how else ""}, sys.stdout)
"""


@dataclass(frozen=True)
class ImageRoom:
    """Where submissions are graded: a nursery in a container."""

    nursery: WarmNursery
    sandbox: Sandbox
    image: str
    """The image's id: other packages make another one."""


@contextlib.contextmanager
def image_room(
    workshop: Workshop,
    folder: CourseFolder,
    reads: tuple[Path, ...],
    limits: Mapping[str, float],
    *,
    trust: bool,
) -> Iterator[ImageRoom]:
    """Give a nursery in a container of the course's image, which sees the folders ``reads``.

    Raises ``CoursekitError`` where Docker, the image or a sandbox in it is missing.
    """
    docker = Docker(workshop.runner)
    docker.check()
    name, identity = image_of(folder, docker)
    state = workshop.course_state(folder.id)
    cache = state.path / "cache" / f"image-{identity.removeprefix('sha256:')[:16]}"
    memory = int((os.cpu_count() or 1) * limits["memory"] + _SLACK)
    with (
        as_file(files("coursekit.nursery")) as code,
        tempfile.TemporaryDirectory(prefix="coursekit-", ignore_cleanup_errors=True) as scratch,
    ):
        writes = (state.path / "tmp", cache, workshop.runner.logs, Path(scratch))
        container = JobContainer(workshop.runner, identity, memory, (Path(code), *reads), writes)
        python = ""

        def trial(how: Mapping[str, Any]) -> str:
            nonlocal python
            argv = ["python3", "-c", _TRIAL, str(code), json.dumps(how)]
            said = as_json(container.run(argv, name="docker run"))
            python = str(said["python"])
            return str(said["why"])

        sandbox = Sandbox.inside(name, trial, trust=trust)
        modules = assignments.facts(folder, state, "").modules
        nursery = WarmNursery(
            container.start,
            lambda own: {"LANG": "C.UTF-8", **own},
            _NoOther(),
            python=Path(python),
            modules=modules,
            cache=cache,
            logs=workshop.runner.logs,
            bare=True,
            scratch=Path(scratch),
        )
        try:
            yield ImageRoom(nursery, sandbox, identity)
        finally:
            nursery.stop()


class _NoOther:
    """What is to run in a container runs nowhere else."""

    def job(
        self, job: JobName, arguments: Mapping[str, Any], *, name: str, cwd: Path, deadline: float
    ) -> dict[str, Any]:
        """Raise ``EngineFailedError``."""
        del job, arguments, cwd, deadline
        raise EngineFailedError(f"{name} could not be run: its container ended")
