"""Starts a confined kernel and runs cells in it: a program of the course's Python.

Arguments: the folder of ``coursekit_warm``, and a folder with ``asked.json``; prints JSON.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, sys.argv[1])

from coursekit_warm import kernels
from jupyter_client.manager import KernelManager


def main() -> None:
    """Run each cell until one does not come to its end."""
    asked = json.loads((Path(sys.argv[2]) / "asked.json").read_text("utf-8"))
    kernels.register()
    env = {**os.environ, "COURSEKIT_CONFINE": json.dumps(asked["how"])}
    manager: Any = KernelManager(kernel_name="python3")
    manager.start_kernel(env=env)
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    said = [run(manager, client, code, asked["timeout"]) for code in asked["cells"]]
    process = manager.provisioner.process
    alive, why, memory = manager.is_alive(), process.why, process.memory
    began = time.monotonic()
    manager.shutdown_kernel(now=True)
    seconds = time.monotonic() - began
    time.sleep(0.5)
    told = {"said": said, "alive": alive, "why": why, "memory": memory, "seconds": seconds}
    sys.stdout.write(json.dumps(told))


def run(manager: Any, client: Any, code: str, timeout: float) -> str:
    """Run a cell; return what it said, as far as it came."""
    asked = client.execute(code)
    heard: list[str] = []
    until = time.monotonic() + timeout
    while time.monotonic() < until:
        try:
            message = client.get_iopub_msg(timeout=0.2)
        except queue.Empty:
            if not manager.is_alive():
                break
            continue
        content = message["content"]
        if message["parent_header"].get("msg_id") != asked:
            continue
        if content.get("execution_state") == "idle":
            return "".join(heard).strip()
        if message["msg_type"] in ("stream", "error"):
            heard.append(content.get("text") or content.get("evalue") or "")
    return "".join([*heard, "(late)"]).strip()


if __name__ == "__main__":
    main()
