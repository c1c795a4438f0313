"""Runs notebooks of curricula/data8 in its environment, all in one process."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent / "try_answers.py"
Run = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def run_notebooks(course_environment: Path) -> Run:
    """Return what runs notebooks as ``try_answers`` says."""

    def run(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
        done = subprocess.run(
            [course_environment / "bin" / "python", SCRIPT],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout))

    return run
