"""The ``coursekit`` command: finds the command asked for and imports only that one."""

from __future__ import annotations

import importlib
import sys

import click

from coursekit import __version__

COMMANDS = {
    "up": "the main job: from a folder of notebooks to a working course",
    "down": "stops the hub that up started",
    "status": "what is built, what runs, and where",
    "init": "writes a course or a fleet to start from",
    "check": "finds everything that is wrong, and changes nothing",
    "lock": "resolves the environment to exact, hashed versions",
    "build-image": "makes and proves the course's container image",
    "assign": "makes and proves the student notebooks",
    "release": "publishes the student copy of the course",
    "links": "the link of every assignment for every college",
    "book": "builds the course's book, and publishes it",
    "hub": "the hub of many colleges: what changes, who works, does it all work",
    "grade": "grades submissions into a gradebook",
    "upstream": "takes over what changed in the course that this one was adapted from",
    "ci": "workflow files that check and release the course on every push",
    "doctor": "which engines are here, and what a missing one would do",
}


class _UnknownCommandError(click.UsageError):
    """A word that is no command; ``hint`` says what to do instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class _LazyGroup(click.Group):
    """Imports a command's file when it is called, so that ``--help`` is fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        module = importlib.import_module(f"coursekit.cli.{name}")
        command: click.Command = getattr(module, name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "coursekit --help lists the commands"
            raise _UnknownCommandError(f"there is no command '{args[0]}'", hint)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="coursekit", message="%(prog)s %(version)s")
def app() -> None:
    """From a folder of notebooks to a graded, published course at many colleges.

    Start with: coursekit up PATH
    """


def _usage(error: click.ClickException) -> int:
    """Report words that no command takes, as JSON if that was asked for; return the exit code."""
    from coursekit.cli.session import Session
    from coursekit.errors import CoursekitError

    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "coursekit"
    hint = f"{path} --help shows what it takes"
    message = error.format_message().rstrip(".")
    if isinstance(error, _UnknownCommandError):
        hint = error.hint
    elif isinstance(error, click.NoSuchOption):
        message = f"there is no option '{error.option_name}'"
        if error.possibilities:
            hint = f"did you mean '{sorted(error.possibilities)[0]}'?"
    elif isinstance(error, click.MissingParameter) and error.param is not None:
        message = f"{error.param.human_readable_name} is missing"
    name = path.partition(" ")[2]
    session = Session(name, as_json="--json" in sys.argv[1:], quiet=False, verbose=False)
    session.fail(CoursekitError(message, hint=hint))
    return session.finish()


def main() -> None:
    """Run the command line and exit with one of the codes of ``ExitCode``."""
    try:
        status = app.main(prog_name="coursekit", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        status = 2
    except click.ClickException as error:
        status = _usage(error)
    except click.Abort:
        status = 130
    sys.exit(status if isinstance(status, int) else 0)
