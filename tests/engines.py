"""Skips tests whose engine this machine lacks; in CI (COURSEKIT_REQUIRE_ENGINES=1) they fail."""

from __future__ import annotations

import os
import shutil

import pytest

CHROMIUM = next(
    (
        path
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (path := shutil.which(name))
    ),
    None,
)


def need(engine: str) -> None:
    """Skip, or in CI fail, without the program ``engine``."""
    found = CHROMIUM if engine == "chromium" else shutil.which(engine)
    if found is None:
        lack(f"{engine} is not on this machine")


def lack(reason: str) -> None:
    """Skip for ``reason``, or fail where every engine is required."""
    if os.environ.get("COURSEKIT_REQUIRE_ENGINES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
