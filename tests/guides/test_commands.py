"""Every command of the guides is run, in the order of its page, and shows what the page shows.

*Start in ten minutes* is run first, once: the course that it makes is what the other pages begin
with. Commands that need Docker are run by a test of their own.
"""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

import pytest

from tests.conftest import copy_of, coursekit
from tests.engines import lack, need
from tests.guides.before import AT_FIRST, BEFORE, course, typed_in
from tests.guides.pages import GUIDES, Command, commands, missing, with_commands

pytestmark = pytest.mark.xdist_group("guides")
START = GUIDES / "start.md"
ELSEWHERE = {"start", "architecture", "course-images"}
"""Pages with a test of their own."""
PAGES = [page for page in with_commands() if page.stem not in ELSEWHERE]


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the commands of *Start in ten minutes* have been run."""
    need("git")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", 8000))
        except OSError:
            lack("another program listens at port 8000, where the guides' hub answers")
    folder = tmp_path_factory.mktemp("start")
    try:
        run_page(START, folder)
    finally:
        if (folder / "my-course").is_dir():
            coursekit("down", folder / "my-course")
    return folder


def test_start_in_ten_minutes(started: Path) -> None:
    assert (started / "my-course/.coursekit/grades/lab01/summary.html").is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands(page: Path, started: Path, tmp_path: Path) -> None:
    copy_of(started / "my-course", tmp_path / "my-course")
    AT_FIRST.get(page.stem, course)(tmp_path)
    run_page(page, tmp_path)


def test_how_it_works(started: Path) -> None:
    run_page(GUIDES / "architecture.md", started)


def run_page(page: Path, folder: Path) -> None:
    """Run the commands of a page in a folder."""
    steps = commands(page)
    for number, command in enumerate(steps):
        if needs_docker(command):
            continue
        for (name, words), prepare in BEFORE.items():
            later = [step for step in steps[number + 1 :] if step.words.startswith(words)]
            if name == page.stem and command.words.startswith(words) and not later:
                prepare(folder)
        run(command, folder)


def needs_docker(command: Command) -> bool:
    return "build-image" in command.words or "--engine docker" in command.words


def run(command: Command, folder: Path) -> None:
    """Run a command as it is typed, and compare what comes out with what the page shows."""
    done = subprocess.run(
        ["bash", "-c", command.words],
        cwd=folder,
        env=typed_in(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"$ {command.words}\n{done.stdout}"
    lost = missing(command.shown, done.stdout)
    assert not lost, f"$ {command.words}\n{done.stdout}\ndoes not show: {lost[0]}"


@pytest.mark.parametrize(
    ("shown", "came", "lost"),
    [
        (("a ... c", "...", "d"), "x\na b c\ny\nd\n", []),
        (("d", "a"), "a\nd\n", ["a"]),
        (("a.c",), "abc\n", ["a.c"]),
    ],
)
def test_what_does_not_come_out_is_seen(shown: tuple[str, ...], came: str, lost: list[str]) -> None:
    assert missing(shown, came) == lost


def test_a_page_whose_command_fails_is_seen(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="no such folder"):
        run(Command("coursekit check nowhere"), tmp_path)
