"""Zips that nobody should trust: an entry costs itself only, and no name leads anywhere."""

from __future__ import annotations

import io
import stat
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.grading.sources.handed import File
from coursekit.grading.sources.unpack import STUDENT, Limits, NotAZipError, listed, unpack
from tests.grading.exports import write

SMALL = Limits(entries=10, file=1000, total=2500)


def of(files: tuple[File, ...]) -> dict[str, str]:
    """Return each entry's content, or its problem."""
    return {f.name: f.path.read_text("utf-8") if f.path else f"! {f.problem}" for f in files}


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("../up.ipynb", "leads out"),
        ("a/../../up.ipynb", "leads out"),
        ("..\\up.ipynb", "leads out"),
        ("/etc/passwd", "leads out"),
        ("C:\\up.ipynb", "leads out"),
        ("a//b.ipynb", "no name of a file"),
        ("a\nb.ipynb", "control characters"),
        ("x" * 300, "too long"),
        ("/".join("a" * 40), "too long"),
    ],
)
def test_names_that_lead_elsewhere(name: str, problem: str, tmp_path: Path) -> None:
    place = write(tmp_path / "a.zip", {name: b"bad", "good.ipynb": b"good"})
    found = of(unpack(place, tmp_path / "out", STUDENT))
    assert problem in found.pop(name.replace("\\", "/"))
    assert found == {"good.ipynb": "good"}
    inside = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.parent for path in inside} == {tmp_path, tmp_path / "out"}


@pytest.mark.parametrize(
    ("kind", "problem"),
    [(stat.S_IFLNK, "a link"), (stat.S_IFIFO, "not a file"), (stat.S_IFCHR, "not a file")],
)
def test_links_and_devices(kind: int, problem: str, tmp_path: Path) -> None:
    info = zipfile.ZipInfo("lab01.ipynb")
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(info, "/etc/passwd")
    assert problem in of(unpack(tmp_path / "a.zip", tmp_path / "out", STUDENT))["lab01.ipynb"]


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    place = write(tmp_path / "a.zip", {"bomb.ipynb": bytes(48 << 20), "good.ipynb": b"good"})
    assert place.stat().st_size < 1 << 20
    found = of(unpack(place, tmp_path / "out", STUDENT))
    assert "zip bomb" in found["bomb.ipynb"]
    assert found["good.ipynb"] == "good"
    written = sum(path.stat().st_size for path in (tmp_path / "out").iterdir())
    assert written < 1000, "what was written of it is gone"


def test_sizes_are_counted_and_not_believed(tmp_path: Path) -> None:
    place = write(tmp_path / "a.zip", {"a": b"a" * 900, "b": b"b" * 1100, "c": b"c" * 900,
                                       "d": b"d" * 900})  # fmt: skip
    found = of(unpack(place, tmp_path / "out", SMALL))
    assert [text[:5] for text in found.values()] == ["aaaaa", "! too", "ccccc", "! too"]
    data = place.read_bytes().replace((1100).to_bytes(4, "little"), (11).to_bytes(4, "little"))
    place.write_bytes(data)
    assert of(unpack(place, tmp_path / "again", SMALL))["b"].startswith("! "), "it lied"


def test_too_many_entries(tmp_path: Path) -> None:
    place = write(tmp_path / "a.zip", {f"{n}.ipynb": b"x" for n in range(12)})
    found = of(unpack(place, tmp_path / "out", SMALL))
    assert sum("more than 10 files" in text for text in found.values()) == 2
    many = write(tmp_path / "b.zip", {f"{'n' * 250}{n}.ipynb": b"" for n in range(200)})
    with pytest.raises(NotAZipError, match="more than 10 files"):
        unpack(many, tmp_path / "out2", SMALL)


def test_of_one_name_twice_the_later_counts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("lab01.ipynb", "first")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("lab01.ipynb", "second")
        made.writestr("Lab01.ipynb", "other case")
    first, second, other = unpack(tmp_path / "a.zip", tmp_path / "out", STUDENT)
    assert "same name" in first.problem
    assert [f.path.read_text() for f in (second, other) if f.path] == ["second", "other case"]


def test_names_of_macos_are_utf_8_without_saying_so(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("müller.ipynb", b"x")
        made.writestr("plain.ipynb", b"x")
    data = bytearray(out.getvalue())
    for at in range(len(data) - 10):
        if data[at : at + 4] in (b"PK\x03\x04", b"PK\x01\x02"):
            flags = at + (6 if data[at + 2] == 3 else 8)
            data[flags + 1] &= ~0x08 & 0xFF
    (tmp_path / "a.zip").write_bytes(bytes(data))
    assert set(of(unpack(tmp_path / "a.zip", tmp_path / "o", STUDENT))) == {
        "müller.ipynb",
        "plain.ipynb",
    }


def test_damage_costs_the_entry_or_the_zip(tmp_path: Path) -> None:
    place = write(tmp_path / "a.zip", {"a.ipynb": b"first" * 100, "b.ipynb": b"second"})
    data = bytearray(place.read_bytes())
    at = data.index(b"a.ipynb") + len("a.ipynb") + 5
    data[at] ^= 0xFF
    place.write_bytes(bytes(data))
    found = of(unpack(place, tmp_path / "out", STUDENT))
    assert found["a.ipynb"].startswith("! damaged")
    assert found["b.ipynb"] == "second"
    for cut in (b"", b"not a zip", bytes(data[:-10])):
        place.write_bytes(cut)
        with pytest.raises(NotAZipError):
            unpack(place, tmp_path / "out2", STUDENT)


def test_a_password(tmp_path: Path) -> None:
    place = write(tmp_path / "a.zip", {"a.ipynb": b"x"})
    data = bytearray(place.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    place.write_bytes(bytes(data))
    assert "password" in of(unpack(place, tmp_path / "out", STUDENT))["a.ipynb"]


NAMES = st.text(st.sampled_from("aB.é/\\ \n:~*"), min_size=1, max_size=12)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(st.lists(st.tuples(NAMES, st.binary(max_size=20)), max_size=8))
def test_every_entry_comes_out_once_and_inside(entries: list[tuple[str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place, out = Path(folder) / "a.zip", Path(folder) / "out"
        with zipfile.ZipFile(place, "w") as made:
            for name, content in entries:
                info = zipfile.ZipInfo(name)
                made.writestr(info, content)
        expected = [n for n, _ in entries if not n.endswith(("/", "\\"))]
        found = unpack(place, out, STUDENT)
        assert len(found) == len(expected) == len(listed(place, STUDENT))
        assert all((file.path is None) == bool(file.problem) for file in found)
        assert {f.path.parent for f in found if f.path} <= {out}
        assert {p for p in Path(folder).rglob("*") if p.is_file()} == {
            place,
            *(file.path for file in found if file.path),
        }


@given(st.binary(max_size=300))
def test_no_bytes_break_it(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "a.zip"
        place.write_bytes(content)
        with pytest.raises(NotAZipError):
            unpack(place, Path(folder) / "out", STUDENT)


@given(st.data())
def test_no_flipped_byte_breaks_it(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = write(Path(folder) / "a.zip", {"a.ipynb": b"x" * 50, "b/c.ipynb": b"y"})
        content = bytearray(place.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        place.write_bytes(bytes(content))
        try:
            found = unpack(place, Path(folder) / "out", STUDENT)
        except NotAZipError:
            return
        assert all((file.path is None) == bool(file.problem) for file in found)
