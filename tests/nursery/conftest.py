"""A nursery in the venv of data8."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coursekit.engines.process import Runner, end, processes_of
from coursekit.nursery.plain import PlainNursery
from coursekit.nursery.warm import WarmNursery

Make = Callable[..., WarmNursery]


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Runner]:
    runner = Runner(tmp_path / "state", tmp_path / "logs")
    yield runner
    end(processes_of(runner.state), grace=1)


@pytest.fixture
def plain(runner: Runner, course_environment: Path, tmp_path: Path) -> PlainNursery:
    return PlainNursery(runner.run, course_environment / "bin" / "python", tmp_path / "cache")


@pytest.fixture
def make(
    runner: Runner,
    plain: PlainNursery,
    course_environment: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Make]:
    """Make warm nurseries of this test's own."""
    own = tempfile.mkdtemp(prefix="nursery-", dir="/tmp")
    monkeypatch.setattr(tempfile, "tempdir", own)
    made: list[WarmNursery] = []

    def one(*modules: str) -> WarmNursery:
        made.append(
            WarmNursery(
                runner.start,
                runner.environment,
                plain,
                python=course_environment / "bin" / "python",
                modules=modules,
                cache=tmp_path / "cache",
                logs=runner.logs,
            )
        )
        return made[-1]

    yield one
    for nursery in made:
        nursery.close()
