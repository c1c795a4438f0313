"""What is remembered in ``.coursekit/``: written whole, locked, and safe to delete."""

from __future__ import annotations

import errno
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import CoursekitError
from coursekit.state import Receipt, State, digest, digest_files, files_of


@pytest.fixture
def state(tmp_path: Path) -> State:
    made = State(tmp_path)
    made.ensure()
    return made


@given(st.lists(st.text()), st.lists(st.text()))
def test_a_digest_knows_the_borders_of_its_parts(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_a_digest_of_files_sees_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("1")
    first = digest_files(tmp_path, ["data"])
    assert digest_files(tmp_path, ["data", "data/a.csv"]) == first
    (tmp_path / "data" / ".hidden").touch()
    (tmp_path / "data" / "__pycache__").mkdir()
    (tmp_path / "data" / "__pycache__" / "x.pyc").touch()
    assert digest_files(tmp_path, ["data"]) == first
    (tmp_path / "data" / "a.csv").rename(tmp_path / "data" / "b.csv")
    second = digest_files(tmp_path, ["data"])
    (tmp_path / "data" / "b.csv").write_text("2")
    assert len({first, second, digest_files(tmp_path, ["data"])}) == 3


def test_links_to_nowhere_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "gone.csv").symlink_to("/no/such/file")
    assert files_of(tmp_path, ["data"]) == []


def test_receipts(state: State) -> None:
    receipt = Receipt("assignments", "a: lab01", "key", 1.5, {"points": 3})
    assert state.receipt("assignments", "a: lab01") is None
    state.keep(receipt)
    assert state.receipt("assignments", "a: lab01") == receipt
    assert state.receipt("assignments", "a-lab01") is None, "names that look alike are kept apart"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"stage": "x", "unknown": 1}', "\xff"])
def test_a_damaged_receipt_is_none(state: State, text: str) -> None:
    state.keep(Receipt("book", "a", "key"))
    (place,) = (state.path / "receipts" / "book").iterdir()
    place.write_bytes(text.encode("latin-1"))
    assert state.receipt("book", "a") is None


def test_readers_see_the_old_content_or_the_new(state: State) -> None:
    place = state.path / "big"
    contents = [b"a" * 300_000, b"b" * 300_000]
    state.write(place, contents[0])
    done = threading.Event()

    def write() -> None:
        for turn in range(60):
            state.write(place, contents[turn % 2])
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    while not done.is_set():
        assert place.read_bytes() in contents
    thread.join()


def test_a_write_that_fails_leaves_the_old_content_and_no_rest(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = state.path / "links.csv"
    state.write(place, "old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        state.write(place, "new")
    assert place.read_text() == "old"
    left = sorted(path.name for path in state.path.rglob("*") if path.is_file())
    assert left == [".gitignore", "links.csv"]


def test_a_second_process_is_kept_out(state: State) -> None:
    code = (
        "import sys; from pathlib import Path; from coursekit.state import State\n"
        "with State(Path(sys.argv[1])).locked():\n"
        "    print('mine', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, state.path.parent],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"mine\n"
        with pytest.raises(CoursekitError, match="another coursekit"), state.locked():
            pass
        other.kill()
    with state.locked():
        pass


def test_staging_is_swept(state: State) -> None:
    with state.staging() as folder:
        (folder / "half").touch()
        assert folder.is_relative_to(state.path)
    assert not folder.exists()
    (state.path / "tmp" / "killed" / "deep").mkdir(parents=True)
    state.sweep()
    assert not (state.path / "tmp").exists()


def test_adopt_takes_the_place_of_what_was_there(state: State) -> None:
    place = state.path / "book" / "one"
    for text in ("old", "new"):
        with state.staging() as scratch:
            (scratch / "made").mkdir()
            (scratch / "made" / "index.html").write_text(text)
            state.adopt(scratch / "made", place)
        assert (place / "index.html").read_text() == text
    assert list((state.path / "tmp").iterdir()) == []


def test_git_ignores_it(state: State) -> None:
    assert (state.path / ".gitignore").read_text() == "*\n"
