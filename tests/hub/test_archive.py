"""Homes of a college that left: put away and brought back, whatever happens in between."""

from __future__ import annotations

import os
import signal
import sys
import tarfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from coursekit.errors import CoursekitError
from coursekit.pipeline import archive as room
from coursekit.pipeline.archive import archive, archives_of_colleges, homes_of_colleges, restore
from coursekit.state import State

_TOUCHES = ("os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir")


@pytest.fixture
def states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[State]:
    """Projects of the same college, one after the other; nobody works there."""
    monkeypatch.setattr(room, "end_college", lambda *_: 0)

    def several() -> Iterator[State]:
        for number in count():
            (tmp_path / str(number)).mkdir()
            state = State(tmp_path / str(number))
            state.ensure()
            for person in ("kim", "eve"):
                home = state.path / "homes" / "north" / person
                (home / "tiny" / "empty").mkdir(parents=True)
                (home / "tiny" / "notes.txt").write_text(f"dear diary of {person}")
                (home / "tiny" / "again.txt").hardlink_to(home / "tiny" / "notes.txt")
                (home / "way").symlink_to("/nowhere")
                (home / "tiny").chmod(0o750)
            yield state

    return several()


def tree(state: State) -> dict[str, Any]:
    """Return all that is in the homes: names, kinds, contents and modes."""
    homes = state.path / "homes"
    return {
        str(path.relative_to(homes)): (
            path.lstat().st_mode,
            str(path.readlink())
            if path.is_symlink()
            else path.read_bytes()
            if path.is_file()
            else "",
        )
        for path in homes.rglob("*")
        if len(path.relative_to(homes).parts) > 1
    }


def killed(at: int, work: Callable[[], object], place: Path) -> bool:
    """Do ``work`` in a fork that is killed when it touches the disk for the ``at``-th time."""
    pid = os.fork()
    if pid == 0:
        seen = 0

        def look(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal seen
            if event in _TOUCHES or (
                event == "open" and str(arguments[0]).startswith(str(place)) and arguments[2]
            ):
                seen += 1
                if seen == at:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(look)
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, -signal.SIGKILL)
    return status != 0


def put_away(state: State) -> None:
    for folder in homes_of_colleges(state.path / "homes"):
        archive(folder, state, lambda _: None)


def bring_back(state: State) -> None:
    for college, place in archives_of_colleges(state):
        restore(place, state.path / "homes" / college)


def whole(place: Path) -> frozenset[str]:
    with tarfile.open(place) as tar:
        return frozenset(tar.getnames())


@pytest.mark.parametrize("killed_work", [put_away, bring_back])
def test_a_kill_at_any_moment_loses_nothing(
    killed_work: Callable[[State], None], states: Iterator[State]
) -> None:
    for at in count(1):
        state = next(states)
        before = tree(state)
        if killed_work is bring_back:
            put_away(state)
        ended = not killed(at, lambda state=state: killed_work(state), state.path)
        state.sweep()  # as every command does first
        if killed_work is put_away:
            put_away(state)
            assert not list((state.path / "homes").iterdir())
            assert len({whole(place) for _, place in archives_of_colleges(state)}) == 1
        bring_back(state)
        assert tree(state) == before, f"killed at {at}"
        assert archives_of_colleges(state) == ()
        if ended:
            break
    assert at > 15


def test_owners_come_back(states: Iterator[State]) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    state = next(states)
    home = state.path / "homes" / "north" / "kim"
    os.chown(home / "tiny" / "notes.txt", 420_001, 420_001)
    put_away(state)
    bring_back(state)
    assert (home / "tiny" / "notes.txt").stat().st_uid == 420_001
    assert home.stat().st_uid == 0


def test_a_home_that_is_there_stays_as_it_is(states: Iterator[State]) -> None:
    state = next(states)
    put_away(state)
    home = state.path / "homes" / "north" / "kim"
    home.mkdir(parents=True)
    (home / "new.txt").write_text("newer")
    ((college, place),) = archives_of_colleges(state)
    done = restore(place, state.path / "homes" / college)
    assert (done["people"], done["left_alone"]) == (1, ["kim"])
    assert [path.name for path in home.iterdir()] == ["new.txt"]
    assert (home.parent / "eve" / "tiny" / "notes.txt").is_file()
    assert sorted(path.name for path in home.parent.iterdir()) == ["eve", "kim"]


def test_a_damaged_archive_is_named_and_stays(states: Iterator[State]) -> None:
    state = next(states)
    put_away(state)
    ((college, place),) = archives_of_colleges(state)
    whole = place.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"not an archive", whole[:40] + b"?" + whole[41:]):
        place.write_bytes(damaged)
        with pytest.raises(CoursekitError, match="can't be read") as caught:
            restore(place, state.path / "homes" / college)
        assert str(place) in caught.value.problems[0].details
        assert list((state.path / "homes" / college).iterdir()) == []
    place.write_bytes(whole)
    restore(place, state.path / "homes" / college)


def test_homes_stay_where_no_archive_can_be_made(states: Iterator[State]) -> None:
    state = next(states)
    before = tree(state)
    (state.path / "archives").write_text("in the way")
    with pytest.raises(OSError, match="archives"):
        put_away(state)
    assert tree(state) == before


@pytest.mark.parametrize("late", ["new.txt", "tiny/notes.txt"])
def test_homes_stay_if_a_file_changes_meanwhile(
    late: str, states: Iterator[State], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one is as long as before: its content tells."""
    state = next(states)
    home = state.path / "homes" / "north" / "kim"
    opened = tarfile.open

    def open_and_write(name: Any = None, mode: str = "r", **more: Any) -> tarfile.TarFile:
        if mode == "r":
            (home / late).write_text("dear diary of him")
        return opened(name, mode, **more)

    assert len("dear diary of him") == (home / "tiny" / "notes.txt").stat().st_size
    monkeypatch.setattr(tarfile, "open", open_and_write)
    with pytest.raises(CoursekitError, match="changed while"):
        put_away(state)
    assert (home / "tiny" / "notes.txt").is_file()
    assert archives_of_colleges(state) == ()
