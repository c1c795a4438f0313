"""``coursekit hub``: the hub of many colleges."""

from __future__ import annotations

import importlib

import click

_COMMANDS = {
    "plan": "how fleet.yml differs from what is served",
    "up": "applies the difference; nobody's server is restarted",
    "down": "stops the hub and the students' servers",
    "status": "who works, and what they take, by college",
    "check": "walks every link as a student would, before class",
    "render": "writes what a cluster's hub is made of, as files",
    "report": "what was used, day by day",
    "size": "which machines a fleet needs, and what they cost",
}


class _Group(click.Group):
    """Imports a command's file when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(
            importlib.import_module(f"coursekit.cli.hub.{cmd_name}"), cmd_name
        )
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group("hub", cls=_Group)
def hub() -> None:
    """Run the hub of many colleges."""
