"""Starts a confined kernel and runs cells in it: a program of the course's Python.

Arguments: the folder of ``coursekit_warm``, and a folder with ``asked.json``; prints JSON.
"""

from __future__ import annotations

import json
import os
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
    said: list[str] = []
    for code in asked["cells"]:
        heard: list[str] = []

        def hear(message: dict[str, Any], heard: list[str] = heard) -> None:
            content = message["content"]
            heard.append(content.get("text") or content.get("evalue") or "")

        try:
            client.execute_interactive(code, timeout=asked["timeout"], output_hook=hear)
        except TimeoutError:
            heard.append("(late)")
        said.append("".join(heard).strip())
    process = manager.provisioner.process
    alive, why, memory = manager.is_alive(), process.why, process.memory
    began = time.monotonic()
    manager.shutdown_kernel(now=True)
    seconds = time.monotonic() - began
    time.sleep(0.5)
    told = {"said": said, "alive": alive, "why": why, "memory": memory, "seconds": seconds}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
