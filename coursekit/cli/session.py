"""What every command shares: options, results as text or JSON, errors, the exit code."""

from __future__ import annotations

import functools
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from coursekit.cli.report import error_block
from coursekit.errors import CoursekitError, ExitCode, Problem


class Session:
    """One run of one command."""

    def __init__(self, command: str, *, as_json: bool, quiet: bool, verbose: bool) -> None:
        self.command = command
        self.as_json = as_json
        self.quiet = quiet
        self.verbose = verbose
        self.results: list[dict[str, Any]] = []
        self.result: dict[str, Any] | None = None
        """In the stead of ``results``, where the Contract has one object."""
        self.problems: list[Problem] = []
        self.code = ExitCode.DONE

    def show(self, text: str, *, end: str = "\n") -> None:
        """Print a result on standard output, unless the result is JSON."""
        if not self.as_json:
            click.echo(text + end, nl=False)

    def tell(self, text: str) -> None:
        """Print a remark on standard error, unless asked to be quiet."""
        if not self.quiet:
            click.echo(text, err=True)

    def fail(self, error: CoursekitError) -> None:
        """Report an error, and end with its exit code."""
        self.code = error.code
        self.problems += error.problems
        if not self.as_json:
            click.echo(error_block(error.problems), err=True)

    def finish(self) -> int:
        """Print the JSON object of the Contract if asked to; return the exit code."""
        if self.as_json:
            whole = {
                "command": self.command,
                "ok": self.code == ExitCode.DONE,
                "results": self.results if self.result is None else self.result,
                "problems": [problem.as_json() for problem in self.problems],
            }
            click.echo(json.dumps(whole, indent=1, ensure_ascii=False))
        return int(self.code)


def command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make a function into the command ``name``; it gets a ``Session`` first.

    Errors become one block of text (or JSON) and an exit code, and never a traceback.
    """

    def decorate(function: Callable[..., None]) -> click.Command:
        @functools.wraps(function)
        def run(*, as_json: bool, quiet: bool, verbose: bool, **options: Any) -> int:
            session = Session(name, as_json=as_json, quiet=quiet, verbose=verbose)
            try:
                function(session, **options)
            except CoursekitError as error:
                session.fail(error)
            except KeyboardInterrupt:
                session.tell("Stopped. Nothing is lost: run it again to go on.")
                return 130
            except BrokenPipeError:
                sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - for the exit's flush
                return 141
            except Exception as error:  # the one place that turns bugs into text
                session.fail(_bug(error, verbose=verbose))
            return session.finish()

        options = [
            click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
            click.option("-q", "--quiet", is_flag=True, help="Print results only."),
            click.option("-v", "--verbose", is_flag=True, help="Say more."),
        ]
        decorated: Callable[..., int] = run
        for option in reversed(options):
            decorated = option(decorated)
        settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
        return click.command(name.rpartition(" ")[2], context_settings=settings)(decorated)

    return decorate


def path_argument(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the argument PATH, the folder of a course or a fleet."""
    argument = click.argument("path", type=click.Path(path_type=Path), default=".")
    return argument(function)


def program() -> str:
    """Return how this program is called here: ``coursekit``, or its path where PATH lacks it."""
    called = Path(sys.argv[0])
    found = shutil.which("coursekit")
    if found is not None and called.exists() and Path(found).samefile(called):
        return "coursekit"
    if called.name != "coursekit":
        return "coursekit"
    return str(called.relative_to(Path.cwd()) if called.is_relative_to(Path.cwd()) else called)


def dry_run_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--dry-run``."""
    option = click.option("--dry-run", is_flag=True, help="Show the plan and change nothing.")
    return option(function)


def _bug(error: Exception, *, verbose: bool) -> CoursekitError:
    import tempfile

    text = "".join(traceback.format_exception(error))
    with tempfile.NamedTemporaryFile(
        "w", prefix="coursekit-bug-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write(text)
    place = (
        f"the log is {log.name}" if verbose else "run it again with -v to learn where its log is"
    )
    return CoursekitError(
        f"this is a bug in coursekit: {type(error).__name__}",
        hint=f"please report it; {place}",
        code=ExitCode.BUG,
    )


def table(rows: Sequence[Sequence[str]], head: Sequence[str]) -> str:
    """Return rows as text columns under a head."""
    widths = [max(len(row[index]) for row in [head, *rows]) for index in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [head, *rows]
    ]
    return "\n".join(lines)
