"""What the tests share: the command line as users run it, built courses, and engines."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from filelock import FileLock

from tests.engines import CHROMIUM, need

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No warm process of a test that is over takes memory from the others.
os.environ.setdefault("CI", "true")
# A slow machine is no failure.
hypothesis.settings.register_profile("coursekit", deadline=None)
hypothesis.settings.load_profile("coursekit")

pytest_plugins = ["tests.containers"]

TOP = Path(__file__).parent.parent
CASES = TOP / "tests" / "cases"
OTTER = CASES / "otter"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DATA8 = TOP / "curricula" / "data8"


@dataclass(frozen=True)
class Ran:
    """A run of ``coursekit``: exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.out))


def coursekit(
    *words: str | Path,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    timeout: float = 600,
    prefix: tuple[str, ...] = (),
) -> Ran:
    """Run ``coursekit`` as a user does: a process of its own (behind the words of ``prefix``)."""
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "coursekit", *map(str, words)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        timeout=timeout,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "Traceback (most recent call last)" not in done.stderr + done.stdout
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse a pytest-xdist that does not keep groups together: they share a daemon, a display."""
    if os.environ.get("PYTEST_XDIST_WORKER") and config.getoption("loadgroup", default=False):
        for item in items:
            if item.get_closest_marker("xdist_group") and "@" not in item.nodeid:
                raise pytest.UsageError("this pytest-xdist does not group tests of this pytest")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent
    place = base / "shared"
    place.mkdir(exist_ok=True)
    return place


def _once(place: Path, make: Callable[[], None]) -> None:
    """Run ``make`` in one worker only; the others wait for it."""
    done = place.with_suffix(".done")
    with FileLock(place.with_suffix(".lock")):
        if not done.exists():
            make()
            done.touch()


@pytest.fixture(scope="session")
def built_data8(shared: Path) -> Path:
    """curricula/data8, built up to its book, to read from: copy it before you change anything."""
    need("git")
    place = shared / "data8"

    def make() -> None:
        shutil.copytree(DATA8, place, ignore=shutil.ignore_patterns(".coursekit"))
        ran = coursekit("book", "build", place)
        assert ran.code == 0, ran.err

    _once(place, make)
    return place


@pytest.fixture(scope="session")
def built_tiny(shared: Path) -> Path:
    """tests/cases/good/tiny, built up to its book, to read from: for tests that need no data8."""
    need("git")
    place = shared / "tiny"

    def make() -> None:
        shutil.copytree(CASES / "good" / "tiny", place)
        ran = coursekit("book", "build", place)
        assert ran.code == 0, ran.err

    _once(place, make)
    return place


@pytest.fixture(scope="session")
def built_settings(built_tiny: Path, shared: Path) -> Path:
    """A course of all cases of tests/cases/otter, assigned with the venv of the tiny course."""
    place = shared / "settings"

    def make() -> None:
        shutil.copytree(OTTER, place)
        names = sorted(path.name for path in OTTER.iterdir())
        for name in names:
            source = place / name / f"{name}.py"
            if source.is_file():
                (place / name / f"{name}.ipynb").write_text(without_ids(source.read_text("utf-8")))
                source.unlink()
        listed = "\n".join(f"  - notebook: {name}/{name}.ipynb" for name in names)
        (place / "course.yml").write_text(
            f"course: otter\ntitle: All settings\nassignments:\n{listed}\n"
        )
        borrow(built_tiny, place)
        ran = coursekit("assign", "-q", place)
        assert ran.code == 0, ran.err

    _once(place, make)
    return place


def without_ids(script: str) -> str:
    """Make a notebook in nbformat 4.4 of a script.

    It has no cell ids: in 4.5 otter draws the ids of the cells that it adds at random.
    """
    import jupytext

    notebook = jupytext.reads(script, "py:percent")
    for cell in notebook.cells:
        cell.pop("id", None)
        cell.metadata.pop("lines_to_next_cell", None)
    notebook.nbformat_minor = 4
    notebook.metadata.pop("jupytext", None)
    return json.dumps(notebook, indent=1) + "\n"


def borrow(built: Path, place: Path) -> None:
    """Let the course in ``place`` use the environment of a built one."""
    for name in ("requirements.txt", "requirements.lock"):
        shutil.copy(built / name, place)
    (place / ".coursekit").mkdir()
    (place / ".coursekit" / "environments").symlink_to(built / ".coursekit" / "environments")


@pytest.fixture
def tiny(built_tiny: Path, tmp_path: Path) -> Path:
    """A built copy of the tiny course to work on; it shares the venv of ``built_tiny``."""
    return copy_of(built_tiny, tmp_path / "tiny")


@pytest.fixture
def data8(built_data8: Path, tmp_path: Path) -> Path:
    """A built copy of curricula/data8 to work on; it shares the venv of ``built_data8``."""
    return copy_of(built_data8, tmp_path / "data8")


def copy_of(built: Path, place: Path) -> Path:
    """Copy a built course; the venvs stay where they are, and are linked."""
    shutil.copytree(built, place, ignore=shutil.ignore_patterns("environments", "lock"))
    (place / ".coursekit" / "environments").symlink_to(built / ".coursekit" / "environments")
    return place


@pytest.fixture(scope="session")
def course_environment(built_data8: Path) -> Path:
    """The venv of data8: what students' servers run in."""
    return next(
        mark.parent
        for mark in (built_data8 / ".coursekit" / "environments").glob("*/coursekit-complete")
    )


@pytest.fixture
def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def no_hub_left() -> Iterator[list[Path]]:
    """Stop the hubs of the folders that a test adds to this list, whatever happens."""
    places: list[Path] = []
    yield places
    for place in places:
        coursekit("down", place)


@pytest.fixture
def data8_hub(data8: Path, free_port: int, no_hub_left: list[Path]) -> str:
    """Serve a copy of data8, with its book, on a free port; its address."""
    url = f"http://127.0.0.1:{free_port}"
    fleet = data8 / "fleet.yml"
    fleet.write_text(fleet.read_text("utf-8").replace("http://127.0.0.1:8000", url), "utf-8")
    no_hub_left.append(data8)
    ran = coursekit("up", data8, "--detach")
    assert ran.code == 0, ran.err
    return url


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A browser."""
    need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
