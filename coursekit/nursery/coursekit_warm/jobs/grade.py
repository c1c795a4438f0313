"""Grade one notebook with an otter autograder zip."""

from __future__ import annotations

import contextlib
import io
import re
import traceback
from collections.abc import Sequence
from typing import Any


def main(request: dict[str, Any]) -> dict[str, Any]:
    """Grade ``request["notebook"]`` with ``request["autograder"]``; see ``graded``."""
    return graded(request["notebook"], request["autograder"])


def graded(
    notebook: str, autograder: str, *, sources: bool = False, beside: Sequence[str] = ()
) -> dict[str, Any]:
    """Return ``{"ok", "error", "total", "possible", "questions", "errors"}``.

    ``questions`` is a list of ``{"name", "score", "possible", "cases"}``, a case ``{"name",
    "passed", "hidden", "message"}``; ``errors`` lists cells that raised: ``{"cell", "error"}``, and
    with ``sources`` the ``source`` of each. ``beside`` are files that were handed in, too. Scores
    are otter's own (``otter.test_files.GradingResults``).
    """
    from otter.api import grade_submission

    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            results = grade_submission(
                notebook, autograder, quiet=True, extra_submission_files=list(beside)
            )
    except Exception as error:
        return {"ok": False, "error": _last_line(error), "details": traceback.format_exc()}
    if results.has_catastrophic_failure():
        cause = results.catastrophic_error
        return {"ok": False, "error": _last_line(cause), "details": str(cause)}
    questions = [
        {
            "name": name,
            "score": round(float(test.score), 5),
            "possible": round(float(test.possible), 5),
            "cases": [
                {
                    "name": case.test_case.name,
                    "passed": bool(case.passed),
                    "hidden": bool(case.test_case.hidden),
                    "message": _message(case, sources=sources),
                }
                for case in test.test_case_results
            ],
        }
        for name, test in results.results.items()
    ]
    return {
        "ok": True,
        "total": round(float(results.total), 5),
        "possible": round(float(results.possible), 5),
        "questions": questions,
        "errors": _errors(results.notebook, sources=sources),
    }


def _message(case: Any, *, sources: bool) -> str:
    """Return what a student is told of a failed case; for an author, what otter says of it."""
    said = case.test_case.failure_message if not (case.passed or sources) else ""
    return said or ("" if case.passed else _clean(case.message or ""))


def _errors(notebook: Any, *, sources: bool) -> list[dict[str, Any]]:
    cells = notebook.cells if notebook is not None else []
    return [
        {
            "cell": number,
            "error": f"{output['ename']}: {output['evalue']}",
            **({"source": cell["source"]} if sources else {}),
        }
        for number, cell in enumerate(cells, start=1)
        for output in cell.get("outputs", [])
        if output.get("output_type") == "error"
    ]


def _clean(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", str(text)).strip()[-2000:]


def _last_line(error: object) -> str:
    lines = _clean(str(error)).splitlines()
    return lines[-1] if lines else type(error).__name__
