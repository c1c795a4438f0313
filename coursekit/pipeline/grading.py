"""Grades submissions in the environment of their course, several at a time."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from coursekit.errors import CoursekitError, Where
from coursekit.grading.kept import EDITION, Answer, Kept, answer_of, clear
from coursekit.grading.looked_at import Look, Released, look
from coursekit.grading.model import Grade, Submission, grade_of
from coursekit.nursery import Nursery
from coursekit.pipeline.sandbox import Sandbox
from coursekit.state import State, cannot_write, digest

_SLACK = 60.0
"""Seconds more than a submission may take, after which its job itself is given up."""


@dataclass(frozen=True)
class Grading:
    """What grading one assignment needs."""

    assignment: str
    autograder: Path
    release: Released
    environment: str
    """Name of the course's environment: another lock makes another one."""
    state: State
    kept: Kept
    limits: Mapping[str, float]
    """As the request of the grade job has them: ``wall`` in seconds, ``memory`` in bytes ..."""
    sandbox: Sandbox
    """What confines a submission while it runs."""
    same_process: tuple[str, ...] = ()
    """Questions whose tests the solution passes only in the student's process."""
    regrade: bool = False


@dataclass(frozen=True)
class Graded:
    """A submission that was dealt with; its questions stay on the disk if they are kept there."""

    submission: Submission
    content: str
    """Digest of what was handed in; empty if there is nothing to grade."""
    key: str
    """Name of the result that is kept; empty if there is none."""
    look: Look
    answer: Answer | None = None
    """What is not kept: why it could not be graded this time."""


def limits_of(memory: int, timeout: float) -> dict[str, float]:
    """Return the limits of one submission: memory in bytes, time in seconds.

    Code on several processor cores uses up more of their time than passes on the clock.
    """
    return {
        "memory": memory,
        "cpu": 4 * timeout,
        "wall": timeout,
        "processes": 256,
        "disk": 1 << 30,
        "output": 64 << 20,
    }


@contextlib.contextmanager
def results_folder(place: Path, state: State) -> Iterator[Path]:
    """Hold the lock of a results folder, and give an empty folder in it to unpack in.

    Raises ``CoursekitError`` while another process grades into it, or where it can't be written.
    """
    try:
        if place.is_relative_to(state.path):
            state.ensure()
        place.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place / ".lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise CoursekitError(
            "another coursekit is grading into this folder",
            Where(place),
            hint="wait for it to end, or stop it, and try again",
        ) from error
    except OSError as error:
        raise cannot_write(place, error) from error
    try:
        clear(place)
        (place / "unpacking").mkdir()
        yield place / "unpacking"
    finally:
        clear(place)
        lock.release()


class Grades:
    """The grades of a run, read from the disk each time they are gone through."""

    def __init__(self, work: Grading, graded: Sequence[Graded]) -> None:
        self.graded = tuple(graded)
        self._work = work

    def __len__(self) -> int:
        return len(self.graded)

    def __iter__(self) -> Iterator[Grade]:
        for one in self.graded:
            yield _grade(one, one.answer or _kept(self._work, one.key))


def grade(
    work: Grading,
    submissions: Sequence[Submission],
    nursery: Nursery,
    done: Callable[[], None],
) -> Grades:
    """Grade every submission; one that crashes or hangs costs only itself.

    Results are kept as they come: a run that was killed goes on, and an unchanged submission is
    not graded twice. What failed for a reason of this machine's is not kept, so that it is tried
    again the next time. ``done`` is called after each. Raises ``CoursekitError`` where results
    cannot be kept.
    """
    found: dict[int, Graded] = {}
    once = _Once()
    jobs = os.cpu_count() or 1
    pool = ThreadPoolExecutor(max_workers=jobs)
    running: dict[Future[Graded], int] = {}
    queue = iter(enumerate(submissions))
    try:
        while True:
            for number, submission in queue:
                running[pool.submit(_one, work, submission, nursery, once)] = number
                if len(running) >= 2 * jobs:
                    break
            if not running:
                break
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                found[running.pop(future)] = future.result()
                done()
    except OSError as error:
        raise cannot_write(work.kept.root, error) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return Grades(work, [found[number] for number in sorted(found)])


class _Once:
    """Keeps two students who handed in the same from being graded twice at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self.fresh: dict[str, Answer] = {}
        """What was graded in this run and is not kept, or was to be graded again."""

    def of(self, key: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(key, threading.Lock())


def key_of(work: Grading, content: str, autograder: bytes) -> str:
    """Return what a result depends on: what was handed in, the autograder, and the packages."""
    return digest(EDITION, content, autograder, work.environment, "\n".join(work.same_process))


def _one(work: Grading, submission: Submission, nursery: Nursery, once: _Once) -> Graded:
    if submission.notebook is None:
        problem = submission.problem or "no notebook was handed in"
        return Graded(submission, "", "", Look("not-a-notebook", problem))
    looked = look(submission.notebook, work.release)
    if looked.status is not None:
        return Graded(submission, "", "", looked)
    stored = work.kept.store(submission, work.assignment)
    key = key_of(work, stored.digest, work.autograder.read_bytes())
    with once.of(key):
        answer = once.fresh.get(key)
        if answer is None and not work.regrade:
            answer = work.kept.answer(key, work.limits)
        if answer is None:
            answer = _run(work, stored.notebook, stored.files, key, nursery)
            if answer.ok or answer.status != "failed":
                work.kept.keep(key, answer, work.limits)
                once.fresh[key] = _in_short(answer)
            else:
                once.fresh[key] = answer
    failed = not answer.ok and answer.status == "failed"
    own = replace(submission, notebook=stored.notebook, files=stored.files, names=())
    return Graded(own, stored.digest, "" if failed else key, looked, answer if failed else None)


def _in_short(answer: Answer) -> Answer:
    """Return an answer without what takes memory and is on the disk."""
    return answer.model_copy(update={"questions": (), "errors": ()})


def _run(
    work: Grading, notebook: Path, files: Sequence[Path], key: str, nursery: Nursery
) -> Answer:
    name = f"grade-{work.assignment}-{key[:12]}"
    began = time.monotonic()
    deadline = work.limits["wall"] + _SLACK
    with work.state.staging() as scratch, work.sandbox.confine(work.limits) as confine:
        place = scratch / "work"
        place.mkdir()
        request = {
            "notebook": str(notebook),
            "autograder": str(work.autograder),
            "files": [str(path) for path in files],
            "work": str(place),
            "same_process": list(work.same_process),
            "confine": confine,
            "limits": dict(work.limits),
        }
        try:
            data = nursery.job("grade", request, name=name, cwd=scratch, deadline=deadline)
            answer = answer_of(data)
        except CoursekitError as error:
            late = time.monotonic() - began >= deadline
            status = "too-long" if late else "failed"
            message = (
                f"it did not end within {work.limits['wall']:.0f} s"
                if late
                else error.problems[0].message
            )
            return Answer(ok=False, status=status, error=message)
        except ValueError as error:
            return Answer(ok=False, error=f"the grader's answer can't be used: {error}")
    if answer.ok:
        with contextlib.suppress(OSError):
            (work.state.logs / f"{name}.log").unlink()
    return answer


def _kept(work: Grading, key: str) -> Answer | None:
    return work.kept.answer(key, dict.fromkeys(work.limits, 0.0)) if key else None


def _grade(one: Graded, answer: Answer | None) -> Grade:
    if one.look.status is not None:
        return Grade(one.submission, one.look.status, one.look.message)
    if answer is None:
        return Grade(one.submission, "failed", "its result is gone from the results folder")
    made = grade_of(one.submission, answer.model_dump())
    return replace(made, notes=(*one.look.notes, *made.notes))


def no_autograder(assignment: str, where: Where) -> CoursekitError:
    """Return the error for an assignment that nothing can grade."""
    return CoursekitError(
        f"{assignment} has no autograder",
        where,
        hint="name its otter zip in course.yml: autograder: keys/....zip",
    )
