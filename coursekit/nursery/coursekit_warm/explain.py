"""Tells a student in the cell that ran why the kernel is gone: the memory was used up.

Jupyter Server only says that a kernel restarts. A message for the cell has to reach the page before
that, and nothing of Jupyter's is made for it, so the class of its connections gets three methods
replaced (jupyter_server 2, ``services/kernels/connection/channels.py``).
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import Any

MEMORY = "COURSEKIT_MEMORY"
"""Variable with the memory of a student as people write it: ``1 GB``."""
_BINARY = "v1.kernel.websocket.jupyter.org"
"""The subprotocol of JupyterLab's pages; who names none sends JSON."""


def install() -> None:
    """Make the server of this process explain."""
    try:
        from jupyter_server.services.kernels.connection.channels import (
            ZMQChannelsWebsocketConnection as Connection,
        )
    except ImportError:
        return
    incoming, outgoing = Connection.handle_incoming_message, Connection.handle_outgoing_message
    restarted = Connection.on_kernel_restarted

    def handle_incoming_message(self: Any, message: Any) -> None:
        with contextlib.suppress(Exception):  # a remark is never worth a lost message
            _remember(self, message)
        incoming(self, message)

    def handle_outgoing_message(self: Any, stream: str, message: list[Any]) -> None:
        with contextlib.suppress(Exception):
            _forget(self, message)
        outgoing(self, stream, message)

    def on_kernel_restarted(self: Any) -> None:
        with contextlib.suppress(Exception):
            if _ended_of_memory(self):
                _tell(self, _sentence())
        restarted(self)

    Connection.handle_incoming_message = handle_incoming_message
    Connection.handle_outgoing_message = handle_outgoing_message
    Connection.on_kernel_restarted = on_kernel_restarted


def _process(connection: Any) -> Any:
    return connection.multi_kernel_manager.get_kernel(connection.kernel_id).provisioner.process


def _asked(connection: Any) -> dict[str, Any]:
    """Return the headers of the kernel's unanswered requests to run a cell, oldest first.

    They are the process's: of every page that shows it, and gone with it.
    """
    process = _process(connection)
    if not hasattr(process, "coursekit_asked"):
        process.coursekit_asked = {}
    return process.coursekit_asked  # type: ignore[no-any-return]


def _remember(connection: Any, message: Any) -> None:
    """Keep the header of a request on its way in: the kernel may end before it says a word."""
    if connection.subprotocol == _BINARY:
        from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1

        _, (packed, *_) = deserialize_msg_from_ws_v1(message)
        header = json.loads(bytes(packed))
    else:
        header = json.loads(message)["header"]
    if header["msg_type"] == "execute_request":
        _asked(connection)[header["msg_id"]] = header


def _forget(connection: Any, message: list[Any]) -> None:
    """Drop a request that is done, and those before it, whose end no page may have seen."""
    _, (_, header, parent, _, content, *_) = connection.session.feed_identities(message)
    kind = json.loads(bytes(header))["msg_type"]
    if kind not in ("status", "execute_reply"):
        return
    asked, one = _asked(connection), json.loads(bytes(parent)).get("msg_id")
    if one not in asked:
        return
    busy = kind == "status" and json.loads(bytes(content))["execution_state"] == "busy"
    order = list(asked)
    for done in order[: order.index(one) + (not busy)]:
        del asked[done]


def _ended_of_memory(connection: Any) -> bool:
    return getattr(_process(connection), "why", None) == "memory"


def _sentence() -> str:
    size = os.environ.get(MEMORY, "")
    return (
        f"Your notebook used more than its {size} of memory and was stopped.\n"
        "What it had computed is gone; the notebook itself is not. Run its cells again from the"
        " top, with less data at a time.\n"
    )


def _tell(connection: Any, text: str) -> None:
    """Add a line to what the oldest cell printed: a kernel runs them in turn."""
    asked = next(iter(_asked(connection).values()), None)
    if not asked:
        return
    content = {"name": "stderr", "text": text}
    message = connection.session.msg("stream", content, parent={"header": asked})
    if connection.subprotocol == _BINARY:
        from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

        packed = serialize_msg_to_ws_v1(message, "iopub", connection.session.pack)
        connection.write_message(packed, binary=True)
    else:
        message["channel"] = "iopub"
        connection.write_message(json.dumps(message, default=str))
