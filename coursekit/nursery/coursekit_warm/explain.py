"""Tells a student in the cell that ran why the kernel is gone: the memory was used up.

Jupyter Server only says that a kernel restarts. A message for the cell has to reach the page before
that, and nothing of Jupyter's is made for it, so the class of its connections gets two methods
replaced (jupyter_server 2, ``services/kernels/connection/channels.py``).
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import Any

MEMORY = "COURSEKIT_MEMORY"
"""Variable with the memory of a student as people write it: ``1 GB``."""


def install() -> None:
    """Make the server of this process explain."""
    try:
        from jupyter_server.services.kernels.connection.channels import (
            ZMQChannelsWebsocketConnection as Connection,
        )
    except ImportError:
        return
    handle, restarted = Connection.handle_outgoing_message, Connection.on_kernel_restarted

    def handle_outgoing_message(self: Any, stream: str, message: list[Any]) -> None:
        with contextlib.suppress(Exception):  # a remark is never worth a lost message
            _remember(self, message)
        handle(self, stream, message)

    def on_kernel_restarted(self: Any) -> None:
        with contextlib.suppress(Exception):
            if _ended_of_memory(self):
                _tell(self, _sentence())
        restarted(self)

    Connection.handle_outgoing_message = handle_outgoing_message
    Connection.on_kernel_restarted = on_kernel_restarted


def _remember(connection: Any, message: list[Any]) -> None:
    """Keep the header of the request that the kernel is busy with."""
    _, (_, header, parent, _, content, *_) = connection.session.feed_identities(message)
    if json.loads(bytes(header))["msg_type"] == "status":
        asked = json.loads(bytes(parent))
        if asked.get("msg_type") == "execute_request":
            busy = json.loads(bytes(content))["execution_state"] == "busy"
            connection.coursekit_asked = asked if busy else None


def _ended_of_memory(connection: Any) -> bool:
    kernel = connection.multi_kernel_manager.get_kernel(connection.kernel_id)
    return getattr(kernel.provisioner.process, "why", None) == "memory"


def _sentence() -> str:
    size = os.environ.get(MEMORY, "")
    return (
        f"Your notebook used more than its {size} of memory and was stopped.\n"
        "What it had computed is gone; the notebook itself is not. Run its cells again from the"
        " top, with less data at a time.\n"
    )


def _tell(connection: Any, text: str) -> None:
    """Add a line to what the cell printed."""
    asked = getattr(connection, "coursekit_asked", None)
    if not asked:
        return
    content = {"name": "stderr", "text": text}
    message = connection.session.msg("stream", content, parent={"header": asked})
    if connection.subprotocol == "v1.kernel.websocket.jupyter.org":
        from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

        packed = serialize_msg_to_ws_v1(message, "iopub", connection.session.pack)
        connection.write_message(packed, binary=True)
    else:
        message["channel"] = "iopub"
        connection.write_message(json.dumps(message, default=str))
