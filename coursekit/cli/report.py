"""Text that users read: errors as blocks, plans, and the progress of a run."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence

from coursekit.apply import Applied
from coursekit.errors import CoursekitError, Problem
from coursekit.plan import STAGES, Action, Plan
from coursekit.state import Receipt


def error_block(problems: Sequence[Problem]) -> str:
    """Return problems as text: what and where, why, and what to do next."""
    blocks = []
    for problem in problems:
        lines = [f"error: {problem.message}"]
        if problem.where:
            lines.append(f"   in: {problem.where}")
        lines += [f"     | {line}" for line in problem.details.splitlines()]
        if problem.hint:
            lines.append(f" next: {problem.hint}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def plan_text(plan: Plan) -> str:
    """Return a plan as text, an action a line, those with nothing to do included."""
    width = max((len(action.subject) for action in plan.actions), default=0)
    lines = []
    for stage in STAGES:
        actions = [action for action in plan.actions if action.stage == stage]
        lines += [f"{stage}"] if actions else []
        for action in actions:
            mark = "+" if action.pending else "="
            lines.append(f"  {mark} {action.subject.ljust(width)}  {action.reason}")
    count = len(plan.pending)
    lines.append(f"{count} to do" if count else "No changes")
    return "\n".join(lines)


class LineProgress:
    """Reports a run on standard error: a line for each step, and a live line where one can be."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self._quiet = quiet
        self._verbose = verbose
        self._lock = threading.Lock()
        self._began: dict[Action, float] = {}
        self._width = 0
        self._live = _Live() if sys.stderr.isatty() and not quiet else None

    def planned(self, plan: Plan) -> None:
        """Say what needs nothing, and why."""
        self._width = max((len(action.subject) for action in plan.actions), default=0)
        if not plan.pending:
            self._print("No changes: everything is built.")
        for action in plan.actions:
            if not action.pending and (plan.pending or self._verbose):
                self._line("=", action, action.reason)

    def started(self, action: Action) -> None:
        """Begin a step."""
        with self._lock:
            self._began[action] = time.monotonic()
        if self._live is not None:
            self._live.begin(action)
        else:
            self._line("+", action, action.reason)

    def said(self, action: Action, line: str) -> None:
        """Show the engine's latest line beside its step."""
        if self._live is not None:
            self._live.note(action, line)

    def finished(self, action: Action, receipt: Receipt) -> None:
        """End a step that went well."""
        if self._live is not None:
            self._live.end(action)
        self._line("ok", action, f"{_outcome(receipt)}{receipt.seconds:.1f} s")

    def failed(self, action: Action, error: CoursekitError) -> None:
        """End a step that did not."""
        if self._live is not None:
            self._live.end(action)
        self._line("!!", action, error.problems[0].message)

    def close(self) -> None:
        """Take the live line away."""
        if self._live is not None:
            self._live.close()

    def summary(self, applied: Applied) -> None:
        """Say how long each stage took."""
        if not applied.receipts:
            return
        parts = []
        for stage in STAGES:
            spent = sum(receipt.seconds for receipt in applied.receipts if receipt.stage == stage)
            if any(receipt.stage == stage for receipt in applied.receipts):
                parts.append(f"{stage} {spent:.1f} s")
        self._print(f"Built in {applied.seconds:.1f} s ({', '.join(parts)}).")

    def _line(self, mark: str, action: Action, text: str) -> None:
        stage = action.stage.ljust(max(map(len, STAGES)))
        self._print(f"{mark:>2} {stage}  {action.subject.ljust(self._width)}  {text}")

    def _print(self, text: str) -> None:
        if self._quiet:
            return
        if self._live is not None:
            self._live.print(text)
        else:
            with self._lock:
                sys.stderr.write(f"{text}\n")
                sys.stderr.flush()


@contextlib.contextmanager
def counting(what: str, total: int, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """Show how many of ``total`` things are done, and the time left; gives a function to call."""
    if quiet or not sys.stderr.isatty():
        yield _Counted(what, total, quiet=quiet).step
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)


class _Counted:
    """Says in lines how many things are done: each of a few, each hundredth of many."""

    def __init__(self, what: str, total: int, *, quiet: bool) -> None:
        self._what = what
        self._total = total
        self._quiet = quiet
        self._every = max(1, total // 100)
        self._times: deque[float] = deque([time.monotonic()], maxlen=50)
        self._done = 0

    def step(self) -> None:
        self._done += 1
        self._times.append(time.monotonic())
        if not self._quiet and (self._done % self._every == 0 or self._done == self._total):
            sys.stderr.write(f"{self._what}: {self._done} of {self._total}{self._left()}\n")
            sys.stderr.flush()

    def _left(self) -> str:
        """Say how long the rest takes, by the latest ones: what is known from before is fast."""
        one = (self._times[-1] - self._times[0]) / (len(self._times) - 1)
        left = one * (self._total - self._done)
        if len(self._times) < 4 or left < 5:
            return ""
        return f", about {left:.0f} s left" if left < 90 else f", about {left / 60:.0f} min left"


class _Live:
    """A spinner with the elapsed time for each step that runs, below the lines already printed."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._console = Console(stderr=True, highlight=False)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        note = TextColumn("[dim]{task.fields[note]}")
        self._progress = Progress(*columns, note, console=self._console, transient=True)
        self._tasks: dict[Action, object] = {}
        self._progress.start()

    def begin(self, action: Action) -> None:
        text = f"{action.stage}  {action.subject}  [dim]{action.reason}[/dim]"
        self._tasks[action] = self._progress.add_task(text, total=None, note="")

    def note(self, action: Action, line: str) -> None:
        from rich.markup import escape

        task = self._tasks.get(action)
        if task is not None:
            self._progress.update(task, note=escape(line.strip()[:60]))  # type: ignore[arg-type]

    def end(self, action: Action) -> None:
        task = self._tasks.pop(action, None)
        if task is not None:
            self._progress.remove_task(task)  # type: ignore[arg-type]

    def print(self, text: str) -> None:
        style = {"ok": "green", "!!": "red", " =": "dim"}.get(text[:2], "")
        self._console.print(text, style=style, markup=False, soft_wrap=True)

    def close(self) -> None:
        self._progress.stop()


def _outcome(receipt: Receipt) -> str:
    """Say in a few words what a step came to."""
    results = receipt.results
    if "packages" in results:
        return f"{results['packages']} packages, "
    if "points" in results and results["points"] is not None:
        return f"{results['questions']} questions, {results['points']:g} points, "
    if "questions" in results:
        return f"{results['questions']} questions, "
    if "tests" in results:
        return f"{results['tests']} tests, "
    if "commit" in results:
        fresh = f"{len(results['changed'])} files changed" if results["fresh"] else "nothing new"
        return f"{str(results['commit'])[:10]}, {fresh}, "
    for name in ("links", "pages"):
        if name in results:
            return f"{results[name]} {name}, "
    return ""
