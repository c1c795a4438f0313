"""Grade one notebook with an otter autograder zip."""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
import time
import traceback
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def main(request: dict[str, Any]) -> dict[str, Any]:
    """Grade ``request["notebook"]`` with ``request["autograder"]``, the tests out of its process.

    ``request``: ``files`` were handed in beside it, ``work`` is an empty private folder,
    ``same_process`` the questions whose tests must run in the notebook's process, ``confine`` what
    confines its kernel (or ``None``), ``limits`` (``wall`` in seconds, ``output`` in bytes, and
    what the confinement keeps); with ``by`` "otter" all is left to otter. All but the first two may
    be missing. Returns what ``coursekit.grading.model.grade_of`` reads.
    """
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        if request.get("by") == "otter":
            return graded(
                request["notebook"], request["autograder"], beside=request.get("files", ())
            )
        work = request.get("work") or stack.enter_context(
            tempfile.TemporaryDirectory(prefix="coursekit-grade-", ignore_cleanup_errors=True)
        )
        answer = judged(request, Path(work))
    return {**answer, "seconds": round(time.monotonic() - began, 3)}


def judged(request: dict[str, Any], work: Path, *, sources: bool = False) -> dict[str, Any]:
    """Grade in the folder ``work``; see ``main``. With ``sources``, for an author."""
    from coursekit_warm.grading.place import lay_out, read_key

    try:
        key = read_key(request["autograder"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        return _failed("failed", f"the autograder cannot be read: {_last_line(error)}")
    config = key.settings
    if config.get("lang", "python") != "python":
        return _failed("failed", "this autograder is for R: grade it with otter")
    if wants := [name for name in ("plugins", "grade_from_log") if config.get(name)]:
        return _by_otter(request, wants)
    path = Path(request["notebook"])
    if path.is_symlink():
        return _failed("not-a-notebook", "a link, not a file")
    try:
        notebook = _notebook(path)
    except Exception as error:  # whatever nbformat says to what is no notebook
        return _failed("not-a-notebook", f"not a notebook: {_last_line(error)}")
    expected, own = config.get("assignment_name"), _assignment(notebook)
    if expected and own != expected:
        said = f"Received submission for assignment '{own}' (this is assignment '{expected}')"
        return _failed("wrong-assignment", said)
    place = lay_out(work, path, request["autograder"], request.get("files") or ())
    return _run(request, key, notebook, place, sources=sources)


def _run(
    request: dict[str, Any], key: Any, notebook: Any, place: Path, *, sources: bool
) -> dict[str, Any]:
    import os

    from coursekit_warm.grading.cells import Seeds
    from coursekit_warm.grading.judge import Judge
    from otter.test_files import GradingResults

    config = key.settings
    judge = Judge(
        key,
        Seeds(config.get("seed"), config.get("seed_variable")),
        stops=bool(config.get("debug")),
        same_process=frozenset(request.get("same_process") or ()),
    )
    here = Path.cwd()
    os.chdir(place)
    try:
        found = judge.run(notebook, place, request.get("limits") or {}, request.get("confine"))
    finally:
        os.chdir(here)
    results = GradingResults(found.tests)
    errors = [
        {key: value for key, value in error.items() if sources or key != "source"}
        for error in found.errors
    ]
    answer: dict[str, Any] = {
        "questions": questions(results, sources=sources),
        "errors": errors,
        "notes": [*_kernel_note(notebook), *found.notes],
        "memory": found.memory,
    }
    if found.ended is not None:
        return {**_failed(found.ended.status, found.ended.why), **answer}
    missing = [name for name in key.tests if name not in {Path(t.path).stem for t in found.tests}]
    if missing:
        # Where a test file itself fails, otter writes no results at all.
        return {
            **_failed("failed", f"the tests of {', '.join(missing)} could not be run"),
            **answer,
        }
    return {**answer, "ok": True, "status": "graded", **_total(results, config)}


def _total(results: Any, config: dict[str, Any]) -> dict[str, Any]:
    """Return the total as ``results.json`` has it: a threshold and a total of its own count."""
    from otter.run.run_autograder.autograder_config import AutograderConfig

    total, possible = float(results.total), float(results.possible)
    if config.get("points_possible") is not None or config.get("score_threshold") is not None:
        said = results.to_gradescope_dict(AutograderConfig(config))
        total = float(said.get("score", total))
        possible = float(config.get("points_possible") or possible)
    return {"total": round(total, 5), "possible": round(possible, 5)}


def _by_otter(request: dict[str, Any], wants: list[str]) -> dict[str, Any]:
    """Leave it to otter where an autograder asks for what only otter can do."""
    said = f"the autograder sets {' and '.join(wants)}"
    if request.get("confine") is not None:
        message = f"{said}: that needs otter in the notebook's own process; grade it with --trust"
        return _failed("failed", message)
    answer = graded(request["notebook"], request["autograder"], beside=request.get("files") or ())
    status = "graded" if answer["ok"] else "failed"
    return {**answer, "status": status, "notes": [f"{said}: graded by otter itself"]}


def _notebook(path: Path) -> Any:
    import nbformat

    return nbformat.read(path, as_version=4)


def _assignment(notebook: Any) -> Any:
    own = notebook.get("metadata", {}).get("otter", {})
    return own.get("assignment_name") if isinstance(own, dict) else None


def _kernel_note(notebook: Any) -> list[str]:
    spec = notebook.get("metadata", {}).get("kernelspec", {})
    name = spec.get("name", "python3") if isinstance(spec, dict) else "python3"
    return (
        []
        if name == "python3"
        else [f"it was written for the kernel {name!r}, and run by Python 3"]
    )


def _failed(status: str, error: str) -> dict[str, Any]:
    return {"ok": False, "status": status, "error": error}


def questions(results: Any, *, sources: bool) -> list[dict[str, Any]]:
    """Return the questions of otter's results, each with its cases."""
    return [
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


def graded(
    notebook: str, autograder: str, *, sources: bool = False, beside: Sequence[str] = ()
) -> dict[str, Any]:
    """Return ``{"ok", "error", "total", "possible", "questions", "errors"}``.

    ``questions`` is a list of ``{"name", "score", "possible", "cases"}``, a case ``{"name",
    "passed", "hidden", "message"}``; ``errors`` lists cells that raised: ``{"cell", "error"}``, and
    with ``sources`` the ``source`` of each. ``beside`` are files that were handed in, too. Scores
    are otter's own (``otter.test_files.GradingResults``).
    """
    from coursekit_warm.grading.place import read_key
    from otter.api import grade_submission

    try:
        with contextlib.redirect_stdout(io.StringIO()), tempfile.TemporaryDirectory() as scratch:
            given = _together(notebook, beside, Path(scratch)) if beside else notebook
            results = grade_submission(given, autograder, quiet=True)
    except Exception as error:
        return {"ok": False, "error": _last_line(error), "details": traceback.format_exc()}
    if results.has_catastrophic_failure():
        cause = results.catastrophic_error
        return {"ok": False, "error": _last_line(cause), "details": str(cause)}
    return {
        "ok": True,
        **_total(results, read_key(autograder).settings),
        "questions": questions(results, sources=sources),
        "errors": _errors(results.notebook, sources=sources),
    }


def _together(notebook: str, beside: Sequence[str], scratch: Path) -> str:
    """Return a zip of a notebook and what was handed in beside it.

    otter takes extra files by names below the current folder only, and no folders.
    """
    made = scratch / "submission.zip"
    with zipfile.ZipFile(made, "w", strict_timestamps=False) as file:
        file.write(notebook, Path(notebook).name)
        for path in map(Path, beside):
            above = path.parent if path.is_absolute() else Path()
            for one in (path, *path.rglob("*")):
                if one.is_file() and not one.is_symlink():
                    file.write(one, one.relative_to(above))
    return str(made)


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
