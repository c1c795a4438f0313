"""Proves an assignment in the environment of its course: runs it as grader and as student."""

from __future__ import annotations

import contextlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from coursekit.assignments.manuscript import manuscript
from coursekit.assignments.notebook import ipynb_name
from coursekit.assignments.proof import findings, same_process
from coursekit.assignments.proof_plan import Prove
from coursekit.errors import CoursekitError, EngineFailedError, ExitCode, Where
from coursekit.nursery import Nursery
from coursekit.state import State, files_of

_DEADLINE = 900
Arguments = dict[str, Any]


def prove(
    work: Prove, nursery: Nursery, state: State, say: Callable[[str], None] = lambda _: None
) -> dict[str, object]:
    """Run the assignment; raises ``CoursekitError`` (exit code 4) with what is wrong with it."""
    where = Where(work.root / work.assignment.notebook)
    with _laid_out(work, state) as arguments:
        answer = _runs(work, arguments, _wanted(arguments), nursery, state)
    text = where.path.read_text("utf-8")
    found = findings(answer, manuscript(where.path, text), work.assignment.name)
    if found:
        raise CoursekitError.of(found, ExitCode.FOUND)
    for line in _note(answer):
        say(line)
    return _results(answer)


def measure(work: Prove, nursery: Nursery, state: State) -> dict[str, object] | None:
    """Run the assignment once more to see what it takes, as in the results of ``prove``."""
    with _laid_out(work, state) as arguments:
        run = "answered" if arguments["solution"] else "blank"
        return _taken(_runs(work, arguments, [run], nursery, state))


@contextlib.contextmanager
def _laid_out(work: Prove, state: State) -> Iterator[Arguments]:
    """Lay out what the runs need in a scratch folder; give their arguments."""
    assignment = work.assignment
    with state.staging() as scratch:
        release = _release(work, scratch / "release")
        name = ipynb_name(assignment.notebook)
        key = work.place / "autograder.zip"
        yield {
            "release": str(release),
            "student": assignment.released,
            "solution": None if work.released else str(work.place / "autograder" / name),
            "autograder": str(key) if key.is_file() else None,
            "student_files": list(work.student_files),
        }


def _note(answer: dict[str, Any]) -> Iterator[str]:
    """Yield what authors should know: tests that submissions can't be graded with from outside."""
    for name, number in same_process(answer):
        yield (
            f"note: test {number + 1} of {name} works only where the answer is, and is run there:"
            " a notebook could see it or fake its result"
        )


def _runs(
    work: Prove, arguments: Arguments, wanted: list[str], nursery: Nursery, state: State
) -> dict[str, Any]:
    """Make the runs that are wanted side by side; return what each found, by its name."""
    name = work.assignment.name
    where = Where(work.root / work.assignment.notebook)

    def run(what: str) -> Any:
        try:
            answer = nursery.job(
                "prove",
                {**arguments, "run": what},
                name=f"prove-{name}-{what}",
                cwd=work.place,
                deadline=_DEADLINE,
            )
        except EngineFailedError as error:
            raise CoursekitError(
                f"{name} could not be run: {error.problems[0].message}",
                where,
                details=error.problems[0].details,
                hint="run the notebook from top to bottom in Jupyter: does a cell never end?",
                code=ExitCode.ENGINE_FAILED,
            ) from error
        if not answer["ok"]:
            raise _not_run(answer, name, where, state.logs)
        return answer["found"]

    with ThreadPoolExecutor(len(wanted)) as pool:
        return dict(zip(wanted, pool.map(run, wanted), strict=True))


def _wanted(arguments: Arguments) -> list[str]:
    """Return the runs that there are notebooks for."""
    solution, key = arguments["solution"], arguments["autograder"]
    grader = ["graded", *(["judged"] if solution else [])] if key else []
    runs = [*grader, "blank", *(["answered"] if solution else [])]
    return [*runs, *(["seeded"] if solution and key and _has_seed(Path(key)) else [])]


def _has_seed(key: Path) -> bool:
    with zipfile.ZipFile(key) as made, contextlib.suppress(KeyError, ValueError):
        return json.loads(made.read("otter_config.json")).get("seed") is not None
    return False


def _release(work: Prove, place: Path) -> Path:
    """Lay out what students get of the course that the notebook may read."""
    for path in files_of(work.root, work.shared):
        _copy(path, place / path.relative_to(work.root))
    student = work.place / "student"
    for path in files_of(student, ["."]):
        _copy(path, place / work.assignment.folder / path.relative_to(student))
    return place


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)


def _results(answer: dict[str, Any]) -> dict[str, object]:
    graded = answer.get("graded") or {"questions": []}
    return {
        "tests": sum(len(question["cases"]) for question in graded["questions"]),
        "blank": sum(test["score"] for test in answer["blank"]["tests"]),
        "seeded": bool(answer.get("seeded")),
        "same_process": sorted({name for name, _ in same_process(answer)}),
        "taken": _taken(answer),
    }


def _taken(answer: dict[str, Any]) -> dict[str, object] | None:
    """Return what the solution took in its kernel, or the blank where there is no solution."""
    of = "answered" if "answered" in answer else "blank"
    taken = answer[of].get("taken")
    return None if taken is None else {**taken, "of": "solution" if of == "answered" else "blank"}


def _not_run(answer: dict[str, Any], name: str, where: Where, logs: Path) -> CoursekitError:
    """Say that the proof itself failed; what Python says of it goes to a log."""
    log = logs / f"prove-{name}.log"
    log.write_text(str(answer.get("details", "")), "utf-8")
    return CoursekitError(
        f"{name} could not be run: {answer['error']}",
        where,
        details=f"(all of it: {log})",
        hint="open and save the notebook in Jupyter, and run it from top to bottom",
        code=ExitCode.ENGINE_FAILED,
    )
