"""Reads all that a project is made of, and gathers what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from coursekit.engines import git
from coursekit.errors import CoursekitError, Problem
from coursekit.pipeline import assignments, book, drift, environment
from coursekit.pipeline.cluster import is_cluster, require_cluster
from coursekit.pipeline.hub import require_embedded
from coursekit.spec import Project
from coursekit.state import State


def findings(project: Project) -> None:
    """Raise one ``CoursekitError`` with every problem of a project; return if there is none."""
    problems: list[Problem] = []
    code = None

    def gather(look: Callable[[], object]) -> None:
        nonlocal code
        try:
            look()
        except CoursekitError as error:
            problems.extend(error.problems)
            code = error.code if code is None else min(code, error.code)

    gather(git.check)
    gather(lambda: (require_cluster if is_cluster(project) else require_embedded)(project))
    for folder in project.courses:
        state = State(folder.root)
        gather(partial(environment.facts, folder, state))
        gather(partial(drift.check, folder, state))
        gather(partial(assignments.facts, folder, state, ""))
        gather(partial(book.facts, project, folder, None, state, state))
    if code is not None:
        raise CoursekitError.of(problems, code)
