"""Values that users write in words."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from coursekit.spec import values

SIZE = TypeAdapter(values.Size)
DURATION = TypeAdapter(values.Duration)
ID = TypeAdapter(values.Id)
PATH = TypeAdapter(values.InsidePath)
DUE = TypeAdapter(values.Due)
PYTHON = TypeAdapter(values.PythonVersion)
DOMAIN = TypeAdapter(values.Domain)


@pytest.mark.parametrize(
    ("written", "size"),
    [("512M", 512 * 2**20), ("2G", 2**31), ("1.5 GiB", 3 * 2**29), ("10kb", 10240), (4096, 4096)],
)
def test_size(written: object, size: int) -> None:
    assert SIZE.validate_python(written) == size


@pytest.mark.parametrize(
    "written", ["", "0", "0G", "-1G", "G", "1X", "1 2G", "0.5", "9" * 400, True, None, 0]
)
def test_no_size(written: object) -> None:
    with pytest.raises(ValidationError):
        SIZE.validate_python(written)


@given(st.integers(1, 10**6), st.sampled_from("KMGT"))
def test_sizes_are_powers_of_1024(number: int, unit: str) -> None:
    size = SIZE.validate_python(f"{number}{unit}")
    assert size == number * 1024 ** ("KMGT".index(unit) + 1)
    assert SIZE.validate_python(f"{number} {unit.lower()}iB") == size


@given(st.integers(1, 10**6), st.sampled_from([("s", 1), ("m", 60), ("h", 3600), ("d", 86400)]))
def test_durations(number: int, unit: tuple[str, int]) -> None:
    assert DURATION.validate_python(f"{number}{unit[0]}") == timedelta(seconds=number * unit[1])


@pytest.mark.parametrize(
    "written", ["", "0m", "30", "1w", "-1h", "9" * 30 + "d", "half an hour", 30]
)
def test_no_duration(written: object) -> None:
    with pytest.raises(ValidationError):
        DURATION.validate_python(written)


@given(st.text(max_size=45))
def test_an_id_is_one_of_the_pattern_and_unchanged(text: str) -> None:
    fits = bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text)) and len(text) <= 40
    try:
        assert ID.validate_python(text) == text
    except ValidationError:
        assert not fits
    else:
        assert fits


@pytest.mark.parametrize("text", ["data8\n", "-a", "a-", "a--b", "Data8", "a b", "ä", "a" * 41])
def test_no_id(text: str) -> None:
    with pytest.raises(ValidationError):
        ID.validate_python(text)


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "a/../../x", "C:\\x", "", " ", 7])
def test_no_path_inside(path: object) -> None:
    with pytest.raises(ValidationError):
        PATH.validate_python(path)


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2027-01-29T23:59", datetime(2027, 1, 29, 23, 59)),
        ("2027-01-29 12:00", datetime(2027, 1, 29, 12, 0)),
        ("2027-01-29T12:00:30", datetime(2027, 1, 29, 12, 0, 30)),
        ("2027-01-29", datetime(2027, 1, 29, 23, 59)),
    ],
)
def test_due(written: str, due: datetime) -> None:
    assert DUE.validate_python(written) == due


@pytest.mark.parametrize("written", ["", "soon", "2027-02-30", "2027-01-29T23:59-08:00", 7, None])
def test_no_due(written: object) -> None:
    with pytest.raises(ValidationError):
        DUE.validate_python(written)


@pytest.mark.parametrize("written", [3.1, 3, "3", "3.9", "3.10", "2.7", "python3.11", "3.11 "])
def test_no_python(written: object) -> None:
    with pytest.raises(ValidationError):
        PYTHON.validate_python(written)


@pytest.mark.parametrize("written", ["3.11", "3.12.4"])
def test_python(written: str) -> None:
    assert PYTHON.validate_python(written) == written


@pytest.mark.parametrize("written", ["edu", "@a.edu", "ada@a.edu", "a .edu", ".edu", "a.", 7])
def test_no_domain(written: object) -> None:
    with pytest.raises(ValidationError):
        DOMAIN.validate_python(written)


def test_domains_are_lower_case() -> None:
    assert DOMAIN.validate_python("CS.Foothill.EDU") == "cs.foothill.edu"
