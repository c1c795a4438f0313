"""Walks every link of every college as a student would, and times each layer."""

from __future__ import annotations

import contextlib
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Any

from coursekit.engines.operator import Operator
from coursekit.engines.student import Student
from coursekit.errors import CoursekitError, EngineFailedError
from coursekit.hub.plan import TOKEN_NAME
from coursekit.hub.probe import Finding, failing_cell, fault
from coursekit.links import Link
from coursekit.state import State

_AT_ONCE = 4
"""Colleges that are walked side by side: a probe should not be the load it warns of."""


def probe(
    links: Sequence[Link], url: str, state: State, walked: Callable[[], None]
) -> list[Finding]:
    """Walk ``links`` on the hub at ``url``; ``walked`` is called after each of them.

    For each college and course a probe user is signed in by the operator's token, whatever way its
    people sign in. Every link is opened; the cells of a course's first one are run and saved. What
    comes after a layer that failed is not tried. The probe user and its home are removed.
    """
    operator = Operator(url, state.path / "hub" / TOKEN_NAME)
    colleges = [list(own) for _, own in groupby(links, key=lambda link: link.college)]
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        found = list(pool.map(lambda own: _College(operator, own, walked).walk(), colleges))
    return [finding for several in found for finding in several]


class _StopWalkError(Exception):
    """A layer failed: what comes after it can't be tried."""


class _College:
    """The walk through the links of one college."""

    def __init__(self, operator: Operator, links: list[Link], walked: Callable[[], None]) -> None:
        self._operator = operator
        self._links = links
        self._walked = walked
        self._findings: list[Finding] = []
        self._link = links[0]

    def walk(self) -> list[Finding]:
        """Return what was found; whatever happens, the probe user is gone afterwards."""
        college, url, count = self._links[0].college, self._operator.url, 0
        try:
            with self._layer("hub"):
                _answers(f"{url}/hub/health")
            with self._layer("sign-in"):
                _answers(f"{url}/hub/{college}/login")
                signed_in = self._operator.sign_in(college)
            for _, own in groupby(self._links, key=lambda link: link.course):
                with contextlib.suppress(_StopWalkError):
                    for link in self._course(Student(url, signed_in), list(own)):
                        self._link = link
                        self._walked()
                        count += 1
        except _StopWalkError:
            pass
        finally:
            with contextlib.suppress(CoursekitError):
                self._operator.sign_out(college)
        for _ in range(len(self._links) - count):
            self._walked()
        return self._findings

    def _course(self, student: Student, links: list[Link]) -> Iterator[Link]:
        """Walk the links of one course, on one server; yields each link that was walked."""
        for number, link in enumerate(links):
            self._link = link
            with self._layer("link"):
                student.follow(link.url)
            if number == 0:
                with self._layer("server"):
                    student.start()
            with self._layer("pull"):
                student.pull(link.url)
            with self._layer("open"):
                notebook = student.open(link.url)
            if number == 0:
                self._work(student, notebook)
            yield link
        with self._layer("stop"):
            student.stop()

    def _work(self, student: Student, notebook: dict[str, Any]) -> None:
        with self._layer("run"):
            student.run(notebook, lambda _cell: None)
            stopped = failing_cell(notebook["content"]["cells"])
            if stopped:
                raise EngineFailedError(stopped)
        with self._layer("save"):
            student.save(notebook)

    @contextlib.contextmanager
    def _layer(self, layer: str) -> Iterator[None]:
        """Time a layer, and keep how it did."""
        began = time.monotonic()
        message = ""
        try:
            yield
        except CoursekitError as error:
            problem = error.problems[0]
            message = fault(layer, problem.message, problem.details)
            raise _StopWalkError from error
        finally:
            self._findings.append(
                Finding(
                    self._link.college,
                    self._link.assignment,
                    layer,
                    not message,
                    round(time.monotonic() - began, 2),
                    message,
                )
            )


def _answers(address: str) -> None:
    """Raise unless a page is there; one that leads to a provider of sign-ins is."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay())
    try:
        with direct.open(address, timeout=30):
            return
    except urllib.error.HTTPError as error:
        if error.code not in (302, 303):
            raise EngineFailedError(f"{address} answers {error.code} {error.reason}") from error
    except OSError as error:
        raise EngineFailedError(f"no answer from {address} ({error})") from error


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None
