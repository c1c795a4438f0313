"""The plain way to run a job: one process, a file with the request, a file for the response."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

from coursekit_warm import kernels


def main() -> None:
    """Run the job named in the request file (first argument); write to the second argument."""
    asked, answer = map(Path, sys.argv[1:3])
    request = json.loads(asked.read_text("utf-8"))
    # jsonschema compiles a grammar of addresses in 2 s for nothing, unless it "is not installed".
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    kernels.register()
    response = importlib.import_module(f"coursekit_warm.jobs.{request['job']}").main(
        request["arguments"]
    )
    part = answer.with_suffix(".part")
    part.write_text(json.dumps(response), "utf-8")
    part.replace(answer)
