"""Run otter assign on one notebook."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
import traceback
import zipfile
from pathlib import Path
from typing import Any

from coursekit_warm.jobs.grade import graded


def main(request: dict[str, Any]) -> dict[str, Any]:
    """Assign ``request["notebook"]`` into the folder ``request["result"]``.

    Returns ``{"ok", "error", "details", "autograder", "questions", "student_files"}``: the path of
    the zip, of each question with tests its points, and what students hand in beside it. With
    ``request["graded"]`` there is ``solution``, too: what ``grade`` returns for it.
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
    answer = {
        "ok": True,
        "autograder": str(zips[0]),
        "questions": _points(zips[0]),
        "student_files": _student_files(notebook),
    }
    if request.get("graded"):
        answer["solution"] = graded(str(result / "autograder" / notebook.name), str(zips[0]))
    return answer


def _student_files(notebook: Path) -> list[str]:
    """Return the setting ``student_files``, read as otter reads it (``NotebookTransformer``)."""
    import nbformat
    import yaml
    from otter.assign.blocks import (
        extract_all_fenced_otter_cells,
        get_cell_config,
        is_assignment_config_cell,
    )

    settings: dict[str, Any] = {}
    cells = nbformat.read(notebook, as_version=4).cells
    for cell in filter(is_assignment_config_cell, extract_all_fenced_otter_cells(cells)):
        own = get_cell_config(cell)
        if own.get("config_file"):
            text = (notebook.parent / own["config_file"]).read_text("utf-8")
            settings.update(yaml.safe_load(text))
        settings.update(own)
    return [str(name) for name in settings.get("student_files") or []]


def _points(autograder: Path) -> dict[str, float]:
    """Return the points of each question that the tests of a zip grade."""
    from otter.nbmeta_config import NBMetadataConfig
    from otter.test_files import create_test_file

    with tempfile.TemporaryDirectory() as scratch, zipfile.ZipFile(autograder) as made:
        names = [name for name in made.namelist() if re.fullmatch(r"tests/[^/]+\.py", name)]
        made.extractall(scratch, names)
        paths = [f"{scratch}/{name}" for name in sorted(names)]
        tests = [create_test_file(path, NBMetadataConfig()) for path in paths]
    return {test.name: round(float(test.possible), 5) for test in tests}


def _plain(error: Exception) -> str:
    text = re.sub(r"\x1b\[[0-9;]*m", "", str(error)).strip()
    if isinstance(error, KeyError):
        text = f"otter looked for {text} and did not find it"
    return text.splitlines()[-1] if text else type(error).__name__
