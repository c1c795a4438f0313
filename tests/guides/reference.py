"""Writes the guides' pages about commands, file formats and messages: ``python -m`` this.

Each page is made from what it is about: the commands of click, the JSON schemas, the cases of
``tests/cases/bad`` and the messages in the source. A test fails when a committed page is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

from coursekit.cli.main import COMMANDS, app
from coursekit.errors import ExitCode
from tests.conftest import TOP
from tests.guides import formats, messages

FOLDER = TOP / "guides" / "reference"
MADE = "% Made by python -m tests.guides.reference: change the program, not this page.\n\n"

_CODES = {
    ExitCode.DONE: "done",
    ExitCode.ENGINE_FAILED: "an engine (uv, git, Docker, Jupyter Book ...) failed",
    ExitCode.WRONG_INPUT: "wrong input, or a command that there is not",
    ExitCode.ENGINE_MISSING: "an engine is missing on this machine",
    ExitCode.FOUND: "a check or the leak gate found something",
    ExitCode.BUG: "a bug in coursekit: please report it, with the log file that is named",
}
_START = """# Commands

A `PATH` is the folder of a course or a fleet, or its `course.yml` or `fleet.yml`; left out, it is
the folder you are in.

**Results** go to standard output, progress and messages to standard error. With `--json` standard
output is one object, whatever happens:

```text
{"command": "links", "ok": true, "results": [...], "problems": [{"message", "where", "hint"}]}
```

**Exit codes:**

"""


def main() -> None:
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")


def commands_page() -> str:
    """Return the page of all commands, in the order of ``coursekit --help``."""
    codes = [["code", "means"], *([str(int(code)), text] for code, text in _CODES.items())]
    parts = [MADE + _START + formats.table(codes)]
    shared = _shared_options()
    parts.append("**Options of every command:**\n\n" + _options(shared))
    known = {str(option.name) for option in shared}
    parts += [part for name in COMMANDS for part in _command(name, known)]
    return "\n".join(parts)


def _command(name: str, known: set[str]) -> Iterator[str]:
    command = app.get_command(click.Context(app), name)
    assert command is not None
    yield from _described(command, f"coursekit {name}", "##", known)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from _described(found, f"coursekit {name} {inner}", "###", known)


def _described(command: click.Command, name: str, level: str, known: set[str]) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(click.Context(command)))
    help_text = "\n\n".join(
        " ".join(part.split()) for part in (command.help or "").split("\n\n")
    ).replace("\b", "")
    yield f"{level} {name}\n\n```text\n{name} {usage}\n```\n\n{help_text}\n"
    own = [
        option
        for option in command.params
        if isinstance(option, click.Option) and option.name not in known and not option.hidden
    ]
    if own:
        yield _options(own)


def _shared_options() -> list[click.Option]:
    """Return the options that all commands have, as one of them has them."""
    command = app.get_command(click.Context(app), "check")
    assert command is not None
    options = command.get_params(click.Context(command, **command.context_settings))
    return [option for option in options if isinstance(option, click.Option)]


def _options(options: list[click.Option]) -> str:
    rows = [["option", "does"]]
    for option in options:
        names = ", ".join(f"`{name}`" for name in option.opts)
        metavar = "" if option.is_flag else option.make_metavar(click.Context(app))
        names += f" `{metavar}`" if metavar else ""
        default = option.default if isinstance(option.default, str | int) else None
        shown = option.show_default and default not in (None, False)
        more = f" Without it: {default}." if shown else ""
        rows.append([names, f"{option.help or ''}{more}"])
    return formats.table(rows)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "course-yml.md": lambda: MADE + formats.page("course"),
    "fleet-yml.md": lambda: MADE + formats.page("fleet"),
    "prices-yml.md": lambda: MADE + formats.page("prices"),
    "messages.md": lambda: MADE + messages.page(),
}

if __name__ == "__main__":
    main()
