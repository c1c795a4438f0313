"""The commands of the guides that need Docker, on a copy of the tiny course."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import copy_of
from tests.guides.before import course
from tests.guides.pages import Command, commands, with_commands
from tests.guides.test_commands import needs_docker, run

pytestmark = pytest.mark.xdist_group("docker")


def test_commands_that_need_docker(debian: str, imaged: Path, tmp_path: Path) -> None:
    copy_of(imaged, tmp_path / "my-course")
    course(tmp_path)
    found = [step for page in with_commands() for step in commands(page) if needs_docker(step)]
    assert len(found) >= 3
    for step in found:
        run(on_the_base_image_here(step, debian), tmp_path)


def on_the_base_image_here(step: Command, debian: str) -> Command:
    """Name a Debian that is on this machine, where a registry may be out of reach."""
    more = f" --base-image {debian}" if "build-image" in step.words else ""
    return Command(step.words + more, step.shown)
