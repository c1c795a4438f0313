"""The guides, built once for the tests that read them as a book."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import coursekit
from tests.guides.pages import GUIDES


@pytest.fixture(scope="session")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the guides, built where no connection goes anywhere."""
    place = tmp_path_factory.mktemp("book") / "guides"
    shutil.copytree(GUIDES, place, ignore=shutil.ignore_patterns(".coursekit"))
    dead = dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY"), "http://127.0.0.1:9")
    ran = coursekit("book", "build", place, env=dead)
    assert ran.code == 0, ran.err
    assert "warning" not in ran.err
    return place


@pytest.fixture(scope="session")
def pages(guides: Path) -> Path:
    """The folder of the built pages."""
    (place,) = (guides / ".coursekit" / "book").glob("guides-*")
    return place
