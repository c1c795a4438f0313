"""The only writer: carries out a plan, stage by stage, and keeps a receipt of each action.

After each stage the plan is made again from what is there now, until nothing is left to do. So a
run that was killed goes on where it stopped, and a second run has nothing to do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from coursekit.errors import CoursekitError
from coursekit.plan import Action, Plan
from coursekit.state import Receipt, State, cannot_write


class Progress(Protocol):
    """Who is told what happens while a plan is applied."""

    def planned(self, plan: Plan) -> None:
        """The whole plan, once, before anything runs."""

    def started(self, action: Action) -> None:
        """An action begins."""

    def said(self, action: Action, line: str) -> None:
        """An engine printed a line."""

    def finished(self, action: Action, receipt: Receipt) -> None:
        """An action succeeded."""

    def failed(self, action: Action, error: CoursekitError) -> None:
        """An action failed."""


Say = Callable[[str], None]
Perform = Callable[[Action, Say], tuple[State, Mapping[str, Any]]]
"""Carries out one action; returns the state that keeps its receipt, and its results."""


@dataclass(frozen=True)
class Applied:
    """What a run did: the receipts of the actions that ran, and the plan that is left (empty)."""

    receipts: tuple[Receipt, ...]
    seconds: float


def apply(
    plan: Callable[[], Plan], perform: Perform, progress: Progress, *, jobs: int = 1
) -> Applied:
    """Plan and act until nothing is pending; up to ``jobs`` actions of a stage run side by side.

    Raises ``CoursekitError`` with the problems of all actions of a stage that failed; those that
    succeeded keep their receipts.
    """
    began = time.monotonic()
    receipts: list[Receipt] = []
    seen: set[tuple[str, str, str]] = set()
    current = plan()
    progress.planned(current)
    while batch := current.next:
        again = [action for action in batch if (action.stage, action.subject, action.key) in seen]
        if again:
            raise AssertionError(f"the same action is planned twice: {again[0]}")
        seen.update((action.stage, action.subject, action.key) for action in batch)
        receipts += _run(batch, perform, progress, jobs)
        current = plan()
    return Applied(tuple(receipts), time.monotonic() - began)


def _run(
    batch: tuple[Action, ...], perform: Perform, progress: Progress, jobs: int
) -> list[Receipt]:
    receipts: list[Receipt] = []
    errors: dict[Action, CoursekitError] = {}
    with ThreadPoolExecutor(max_workers=max(1, min(jobs, len(batch)))) as pool:
        futures: dict[Future[Receipt], Action] = {
            pool.submit(_one, action, perform, progress): action for action in batch
        }
        try:
            for future in as_completed(futures):
                try:
                    receipt = future.result()
                except CoursekitError as error:
                    progress.failed(futures[future], error)
                    errors[futures[future]] = error
                else:
                    progress.finished(futures[future], receipt)
                    receipts.append(receipt)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    if errors:
        raise CoursekitError.of(
            [
                problem
                for action in batch
                if action in errors
                for problem in errors[action].problems
            ],
            min(error.code for error in errors.values()),
        )
    return receipts


def _one(action: Action, perform: Perform, progress: Progress) -> Receipt:
    progress.started(action)
    began = time.monotonic()
    try:
        state, results = perform(action, lambda line: progress.said(action, line))
        seconds = round(time.monotonic() - began, 2)
        receipt = Receipt(action.stage, action.subject, action.key, seconds, dict(results))
        state.keep(receipt)
    except OSError as error:
        place = error.filename or action.subject
        raise cannot_write(Path(str(place)), error) from error
    return receipt
