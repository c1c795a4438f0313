"""Leaves out of a server's start what is the same in all of them, or comes to nothing.

A fork has its modules already; what is left of a start is mostly traitlets looking for settings
that nobody made. Each shortcut does what the whole would have done, and one that a later Jupyter
does not have the place for is left out.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from pathlib import Path, PurePath
from typing import Any

_FIRST_REPORT = (30.0, 90.0)
"""Seconds after the start, between which a server says to the hub that it is in use."""


def remember_events() -> None:
    """Read, in the nursery, the descriptions of Jupyter Server's events: each server does, twice.

    They are checked against a schema that describes them, which takes a server 0.02 s, and each of
    its kernels as long again.
    """
    with contextlib.suppress(ImportError, AttributeError):
        from jupyter_events.schema import EventSchema
        from jupyter_events.schema_registry import SchemaRegistry
        from jupyter_server import DEFAULT_EVENTS_SCHEMA_PATH

        known: dict[PurePath, Any] = {}
        for path in sorted(Path(DEFAULT_EVENTS_SCHEMA_PATH).rglob("*.yaml")):
            with contextlib.suppress(Exception):  # whoever needs it will hear what is wrong
                known[path] = EventSchema(path)
        register = SchemaRegistry.register

        def register_known(self: Any, schema: Any) -> Any:
            read = known.get(schema) if isinstance(schema, PurePath) else None
            return register(self, read or schema)

        SchemaRegistry.register = register_known  # type: ignore[method-assign]


def install() -> None:
    """Let the server of this process take the shortcuts, before it starts."""
    # Records that nobody keeps are made none the less: Jupyter's logger lets everything through.
    logging.disable(logging.DEBUG)
    for shorten in (_read_no_arguments, _load_no_settings, _report_later):
        with contextlib.suppress(ImportError, AttributeError):
            shorten()


def _read_no_arguments() -> None:
    """Make no parser where there is nothing to parse: each of a server's extensions asks for one.

    Without words ``Application.parse_command_line`` of traitlets 5 finds no settings and no rest.
    """
    from traitlets.config import Application, Config

    parse = Application.parse_command_line

    def parse_words(self: Any, argv: Any = None) -> Any:
        if argv is None or len(argv):
            return parse(self, argv)
        self.argv = []
        self.cli_config = Config()
        self.extra_args = []
        return None

    Application.parse_command_line = parse_words


def _load_no_settings() -> None:
    """Go through an object's settings only if there is one for it."""
    from traitlets.config import Configurable

    load = Configurable._load_config

    def load_some(self: Any, cfg: Any, section_names: Any = None, traits: Any = None) -> None:
        if self._find_my_config(cfg):
            load(self, cfg, section_names, traits)

    Configurable._load_config = load_some


def _report_later() -> None:
    """Say to the hub that one is in use a little later: it knows, it has just led somebody here.

    When a class starts at once, the hub has better things to do than to hear a hundred times so.
    """
    from jupyterhub.singleuser.extension import JupyterHubSingleUser

    keep = JupyterHubSingleUser.keep_activity_updated

    async def keep_later(self: Any) -> None:
        await asyncio.sleep(random.uniform(*_FIRST_REPORT))  # noqa: S311 - no secret
        await keep(self)

    JupyterHubSingleUser.keep_activity_updated = keep_later
