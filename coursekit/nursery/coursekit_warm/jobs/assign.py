"""Run otter assign on one notebook, then grade its solution and its blank student copy."""

from __future__ import annotations

import contextlib
import io
import os
import re
import traceback
from pathlib import Path
from typing import Any

from coursekit_warm.jobs.grade import graded


def main(request: dict[str, Any]) -> dict[str, Any]:
    """Assign ``request["notebook"]`` into the folder ``request["result"]``.

    Returns ``{"ok", "error", "points", "questions", "manual", "solution", "blank", "autograder"}``:
    the scores are what ``grade`` returns, ``autograder`` is the path of the zip.
    """
    from otter.assign import main as assign

    notebook, result = Path(request["notebook"]), Path(request["result"])
    os.chdir(notebook.parent)
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            assign(str(notebook), str(result), no_pdfs=True, no_run_tests=True)
    except Exception as error:
        return {"ok": False, "error": _plain(error), "details": traceback.format_exc()}
    zips = sorted(result.glob("autograder/*.zip"))
    if not zips:
        return {"ok": False, "error": "otter wrote no autograder", "details": said.getvalue()}
    autograder = str(zips[0])
    solution = graded(str(result / "autograder" / notebook.name), autograder)
    blank = graded(str(result / "student" / notebook.name), autograder)
    return {"ok": True, "autograder": autograder, "solution": solution, "blank": blank}


def _plain(error: Exception) -> str:
    text = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip()
    if isinstance(error, KeyError):
        text = f"otter looked for {text} and did not find it"
    return text.splitlines()[-1] if text else type(error).__name__
