"""Tests of a notebook, run where its cells have run: each alone, and again.

This file is also read as text and executed in the notebook's kernel, which need not find it as a
module; so it imports nothing of its neighbours. A test that is run alone is run in a fork of the
kernel: what it changes, no other test sees.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import io
import json
import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 30.0
"""Seconds that a fork may take; libraries with threads of their own may hang in one."""
_SHOWN = 300
"""Characters of a value that are shown."""
_CLOSE = ("isclose", "allclose", "array_equal", "assert_equal", "assert_allclose", "equals")


class Tests:
    """The test files in a folder, and the report that their outcomes are appended to."""

    def __init__(self, folder: str, report: str, namespace: dict[str, Any]) -> None:
        self._folder = Path(folder)
        self._report = report
        self._namespace = namespace
        self._earlier: list[str] = []
        self._forks = True

    def plain(self, question: str) -> None:
        """Run the tests of a question as a student does: here, one time."""
        test = _test(self._path(question))
        cases = _cases(test, self._namespace)
        score = {"score": round(float(test.score), 5), "possible": round(float(test.possible), 5)}
        self._tell({"question": question, "cases": cases, **score})

    def alone(self, question: str) -> None:
        """Run the tests of a question with no other run before, and again."""

        def twice() -> list[Any]:
            test = _test(self._path(question))
            first = _cases(test, self._namespace, explain=True)
            return [first, _cases(test, self._namespace)]

        first, again = self._apart(twice)
        found = {"question": question, "cases": first, "again": again, "earlier": None}
        if self._forks and self._earlier and not all(case["passed"] for case in first):
            found["earlier"] = self._apart(lambda: self._after(self._earlier, question))
        self._earlier.append(question)
        self._tell(found)

    def end(self) -> None:
        """Run all tests once more, now that the whole notebook has run."""
        if not self._forks:
            return
        questions = list(self._earlier)
        together = self._apart(lambda: [self._after([], name) for name in questions])
        for name, cases in zip(questions, together, strict=False):
            if not all(case["passed"] for case in cases):
                own = self._apart(functools.partial(self._after, [], name, explain=True))
                self._tell({"question": name, "end": own})

    def _after(
        self, earlier: list[str], question: str, *, explain: bool = False
    ) -> list[dict[str, Any]]:
        for name in earlier:
            _cases(_test(self._path(name)), self._namespace)
        return _cases(_test(self._path(question)), self._namespace, explain=explain)

    def _apart(self, work: Callable[[], Any]) -> Any:
        """Return what ``work`` returns in a fork; where forks hang, what it returns here."""
        if self._forks:
            said = _forked(work)
            if said is not None:
                return said
            self._forks = False
        return work()

    def _path(self, question: str) -> str:
        return str(self._folder / f"{question}.py")

    def _tell(self, found: dict[str, Any]) -> None:
        with open(self._report, "a", encoding="utf-8") as file:  # noqa: PTH123 - a plain write
            file.write(json.dumps(found) + "\n")


def _forked(work: Callable[[], Any]) -> Any:
    """Return what ``work`` returns in a fork of this process, ``None`` if it does not end."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        with contextlib.suppress(BaseException):
            os.close(read)
            sys.stdout = sys.stderr = io.StringIO()
            said = json.dumps(work()).encode()
            with os.fdopen(write, "wb") as pipe:
                pipe.write(said)
            status = 0
        os._exit(status)
    os.close(write)
    parts, until = [], time.monotonic() + PATIENCE
    while select.select([read], [], [], max(0.0, until - time.monotonic()))[0]:
        part = os.read(read, 65536)
        parts.append(part)
        if not part:
            break
    else:
        os.kill(pid, signal.SIGKILL)
    os.close(read)
    os.waitpid(pid, 0)
    try:
        return json.loads(b"".join(parts))
    except ValueError:
        return None


def _test(path: str) -> Any:
    from otter.nbmeta_config import NBMetadataConfig
    from otter.test_files import create_test_file

    return create_test_file(path, NBMetadataConfig())


def _cases(test: Any, namespace: dict[str, Any], *, explain: bool = False) -> list[dict[str, Any]]:
    """Run a test file; return ``{"name", "passed", "hidden", "message", "values"}`` of each case.

    ``values`` are the two sides of the comparison that failed: what was got, what was expected.
    """
    test.run(namespace)
    found = []
    for result in test.test_case_results:
        case = result.test_case
        said = "" if result.passed else re.sub(r"\x1b\[[0-9;]*m", "", result.message or "")
        values = None
        if explain and not result.passed and callable(getattr(case.body, "call_func", None)):
            values = _values(case.body, namespace, test)
        found.append(
            {
                "name": case.name,
                "passed": bool(result.passed),
                "hidden": bool(case.hidden),
                "message": said.strip()[-2000:],
                "values": values,
            }
        )
    return found


def _values(body: Any, namespace: dict[str, Any], test: Any) -> list[str] | None:
    """Call a test function again, and return what the two sides of its failed assertion were."""
    try:
        body.call_func(namespace)
    except Exception as error:
        step = error.__traceback__
        while step is not None and step.tb_frame.f_code.co_name != body.test_func.__name__:
            step = step.tb_next
        if step is None:
            return None
        frame, line = step.tb_frame, step.tb_lineno
    else:
        return None
    sides = _sides(test.source, line)
    if sides is None:
        return None
    shown = []
    for side in sides:
        try:
            code = compile(ast.Expression(side), "<test>", "eval")
            value = eval(code, frame.f_globals, frame.f_locals)  # noqa: S307 - the author's own test
            shown.append(repr(value)[:_SHOWN])
        except Exception:
            return None
    return shown


def _sides(source: str, line: int) -> list[ast.expr] | None:
    """Return the expressions that an assertion compares: what is tested, and what with."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert) and node.lineno <= line <= (node.end_lineno or 0):
            checked = node.test
            if isinstance(checked, ast.Compare) and len(checked.comparators) == 1:
                sides = [checked.left, checked.comparators[0]]
            elif (
                isinstance(checked, ast.Call)
                and len(checked.args) >= 2
                and getattr(checked.func, "attr", getattr(checked.func, "id", "")) in _CLOSE
            ):
                sides = checked.args[:2]
            else:
                return None
            constant = isinstance(sides[0], ast.Constant) and not isinstance(sides[1], ast.Constant)
            return sides[::-1] if constant else sides
    return None
