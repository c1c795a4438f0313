"""Judges one notebook: runs its cells in a kernel, and its tests here, as ``otter run`` does."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coursekit_warm.grading import agent, named, peer, plain, same, states, tables, wire
from coursekit_warm.grading import heap as heap_module
from coursekit_warm.grading.cells import Seeds, cells
from coursekit_warm.grading.kernel import Ended, Kernel, kernel
from coursekit_warm.grading.namespace import Namespace, names_in
from coursekit_warm.grading.place import Key
from coursekit_warm.grading.session import Session

_PATIENCE = 60.0
"""Seconds for the tests of a question that run in the notebook's process."""
_CHECKS = 200
"""Times that a notebook may have one question checked."""
_IN_KERNEL = (wire, plain, tables, heap_module, states, named, peer, same, agent)
"""What the kernel needs of this package, in the order of its imports."""


@dataclass
class Judged:
    """What judging came to: otter's own test files, in the order of their checks."""

    tests: list[Any] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ended: Ended | None = None
    memory: int = 0


class Judge:
    """Runs a notebook in ``place``, and checks it with the tests of ``key``."""

    def __init__(
        self, key: Key, seeds: Seeds, *, stops: bool, same_process: frozenset[str]
    ) -> None:
        self._key = key
        self._seeds = seeds
        self._stops = stops
        self._same = same_process
        self._judged = Judged()
        self._checked: dict[str, int] = {}
        self._what = ""
        self._line: wire.Line | None = None

    def run(
        self,
        notebook: Any,
        place: Path,
        limits: dict[str, Any],
        confine: dict[str, Any] | None,
    ) -> Judged:
        """Judge a notebook (nbformat 4) laid out in ``place``."""
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(_alarm(limits))
                one = stack.enter_context(kernel(place, place.parent / "socket", limits, confine))
                self._run(one, notebook, place)
            except Ended as ended:
                self._judged.ended = ended
                if self._what:
                    ended.why = f"{self._what}: {ended.why}"
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
        with contextlib.suppress(UnboundLocalError):
            self._judged.memory = one.memory
        return self._judged

    def _run(self, one: Kernel, notebook: Any, place: Path) -> None:
        one.ready()
        one.admit()
        failed = one.run(_opening(place.parent / "socket"), self._serve, silent=True)
        if failed:
            raise Ended("crashed", f"otter could not be set up in the kernel: {failed}")
        for cell in cells(notebook, place, self._seeds):
            self._what = f"cell {cell.number}" if cell.number else "the first cells"
            error = one.run(cell.source, self._serve)
            if error:
                more = {"source": cell.source}
                self._judged.errors.append({"cell": cell.number, "error": error, **more})
                if self._stops:
                    raise Ended("failed", error)
        for name in self._key.tests:
            if name not in self._checked:
                self._what = f"the check of {name}"
                one.run(f"_coursekit_check({name!r})", self._serve, silent=True)

    def _serve(self, one: Kernel) -> None:
        """Do the check that the agent asks for."""
        assert one.agent is not None
        if self._line is None:
            self._line = wire.Line(one.agent, one.until_agent)
        session = Session(self._line)
        try:
            question = session.asked()
            if question is None:
                raise wire.Malformed("no check")  # noqa: TRY301 - one way out for what is no talk
            session.done(self._check(session, question))
        except wire.Malformed as error:
            raise Ended(
                "crashed", f"the notebook broke its connection to the judge: {error}"
            ) from error
        except (EOFError, OSError):
            # Without it nothing more can be checked, and what was is no whole grade.
            closed = Ended("crashed", "the notebook closed its connection to the judge")
            raise one.reason(closed) from None
        except Ended as ended:
            raise one.reason(ended) from None

    def _check(self, session: Session, question: str) -> tuple[str, str] | None:
        """Run the tests of a question; return the error that its cell is to stop with."""
        source = self._key.tests.get(question)
        if source is None:
            return "FileNotFoundError", f"Test {question} does not exist"
        self._checked[question] = self._checked.get(question, 0) + 1
        if self._checked[question] == _CHECKS:
            self._judged.notes.append(f"{question} was checked {_CHECKS} times")
        before, what = Path.cwd(), self._what
        self._what = f"{what}, checking {question}"
        streams = sys.stdout, sys.stderr
        test = test_of(question, source)
        try:
            if question in self._same:
                self._there(session, test, question, source)
            else:
                states.print_as(session.ask("begin"))
                test.run(Namespace(session, names_in(test)))
        except Ended:
            raise
        except Exception as error:
            return type(error).__name__, str(error)[:2000]
        finally:
            sys.stdout, sys.stderr = streams
            os.chdir(before)
        self._what = what
        self._judged.tests.append(test)
        return None

    def _there(self, session: Session, test: Any, question: str, source: str) -> None:
        """Have the tests run in a fork of the kernel: only there the solution passes them."""
        from otter.test_files.abstract_test import TestCaseResult

        told = session.ask("same", question, source, _PATIENCE)
        results = told if type(told) is tuple and len(told) == len(test.test_cases) else None
        for number, case in enumerate(test.test_cases):
            passed, message = results[number] if results else (False, "The tests did not end.")
            test.test_case_results.append(
                TestCaseResult(test_case=case, message=str(message)[:10_000], passed=passed is True)
            )


def test_of(name: str, source: str) -> Any:
    """Return otter's object of a test file, as ``otter.test_files.create_test_file`` does."""
    from otter.test_files import ExceptionTestFile, OKTestFile

    path = f"tests/{name}.py"
    env: dict[str, Any] = {}
    exec(compile(source, path, "exec"), env)  # noqa: S102 - the author's own test
    if "OK_FORMAT" not in env:
        raise RuntimeError("Malformed test file: does not define the global variable 'OK_FORMAT'")
    if env["OK_FORMAT"]:
        return OKTestFile.from_spec(env["test"], path=path)
    return ExceptionTestFile.from_string(source, path=path)


def _opening(address: Path) -> str:
    """Return the code that puts the agent into the kernel: of a nursery's memory, or as text."""
    texts = {
        module.__name__: Path(str(module.__file__)).read_text("utf-8") for module in _IN_KERNEL
    }
    return (
        "import logging\nfrom otter import logging\n"
        f"exec({_LOAD!r}, {{'texts': {texts!r}, 'address': {str(address)!r}, 'env': globals()}})"
    )


_LOAD = """
import sys, types
name = "coursekit_warm.grading.agent"
if name not in sys.modules:
    for path in ("coursekit_warm", "coursekit_warm.grading"):
        if path not in sys.modules:
            sys.modules[path] = types.ModuleType(path)
            sys.modules[path].__path__ = []
    for path, text in texts.items():
        module = sys.modules[path] = types.ModuleType(path)
        exec(compile(text, path, "exec"), module.__dict__)
        setattr(sys.modules["coursekit_warm.grading"], path.rpartition(".")[2], module)
sys.modules[name].install(address, env)
"""


@contextlib.contextmanager
def _alarm(limits: dict[str, Any]) -> Iterator[None]:
    """Raise ``Ended`` when the time is up, in whatever a test does by then, and again."""
    wall = limits.get("wall")

    def ring(*_: Any) -> None:
        raise Ended("too-long", f"it did not end within {float(wall or 0):g} s")

    before = signal.signal(signal.SIGALRM, ring)
    if wall:
        signal.setitimer(signal.ITIMER_REAL, float(wall) + 0.5, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
