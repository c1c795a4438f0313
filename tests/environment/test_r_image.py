"""Which apt.txt makes a course stand on the image with R."""

from __future__ import annotations

import pytest

from coursekit.environment.r_image import r_package


@pytest.mark.parametrize(
    ("apt", "package"),
    [
        ("", ""),
        ("tree\n", ""),
        ("r-cran-irkernel\n", "r-cran-irkernel"),
        ("# R\ntree\nr-cran-dplyr=1.0.10-1  # tables\n", "r-cran-dplyr"),
        ("tree r-base", "r-base"),
        ("r-bioc-limma", "r-bioc-limma"),
        ("# r-base\n", ""),
        ("r-based-thing\nruby-cran-x\nlibr-cran-y\n", ""),
    ],
)
def test_r_package(apt: str, package: str) -> None:
    assert r_package(apt) == package
