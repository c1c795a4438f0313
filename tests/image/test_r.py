"""A course whose apt.txt names an R package stands on the image with R, and R notebooks run."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import coursekit

pytestmark = pytest.mark.xdist_group("docker")

NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "id": "a",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": "heights <- c(160, 170, 180)\ncat(R.version$language, mean(heights))",
        }
    ],
    "metadata": {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def test_an_r_notebook_runs(course: Path, debian: str, tmp_path: Path) -> None:
    # The remark makes it a course that no earlier run of the tests has built.
    (course / "apt.txt").write_text(f"# {time.time()}\nr-cran-irkernel\nr-cran-magrittr\n")
    assert coursekit("lock", course).code == 0
    planned = coursekit("build-image", course, "--base-image", debian, "--dry-run")
    assert planned.code == 0, planned.err
    assert "R image     apt.txt asks for r-cran-irkernel" in planned.out
    built = coursekit("build-image", course, "--base-image", debian, "--json", timeout=1500)
    assert built.code == 0, built.err
    image = built.json["results"][0]["image"]

    run = ["docker", "run", "--rm", "--interactive", "--network", "none", image, "bash", "-lc"]
    words = "cat >a.ipynb && jupyter execute --inplace a.ipynb 2>/dev/null && cat a.ipynb"
    ran = subprocess.run([*run, words], input=json.dumps(NOTEBOOK), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    outputs = json.loads(ran.stdout)["cells"][0]["outputs"]
    assert "".join(outputs[0]["text"]) == "R 170"
    magrittr = subprocess.run(
        [*run, 'Rscript -e "library(magrittr); 4 %>% sqrt %>% cat"'],
        capture_output=True,
        text=True,
        check=True,
    )
    assert magrittr.stdout == "2"

    (course / "apt.txt").write_text("r-cran-irkernel\nr-cran-jsonlite\n")
    again = coursekit("build-image", course, "--base-image", debian, "--dry-run")
    assert "asks for r-cran-irkernel, and it is here" in again.out
