"""What machines cost: the file that coursekit writes first, and the ones that people make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursekit.errors import CoursekitError
from coursekit.spec import scaffold
from coursekit.spec.prices import Prices, load_prices

MACHINES = {"n2-standard.4": {"memory": "16G", "cores": 4, "month": 90.5}}


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "prices.yml").write_text(text)
    return tmp_path / "prices.yml"


def test_the_first_file_says_that_its_prices_are_made_up(tmp_path: Path) -> None:
    text = scaffold.prices()
    prices, _ = load_prices(written(tmp_path, text))
    assert prices.examples
    assert "THESE NUMBERS ARE MADE UP" in text
    assert prices.machines["small"].memory == 4 * 2**30
    assert not load_prices(written(tmp_path, text.replace("examples: true\n", "")))[0].examples


def test_what_is_left_out() -> None:
    prices = Prices.model_validate({"currency": "EUR", "machines": MACHINES})
    assert (prices.examples, prices.disk, prices.engines.kubernetes.month) == (False, None, 0)


@pytest.mark.parametrize("number", [".inf", ".nan", "-1", "1e10"])
def test_no_price(tmp_path: Path, number: str) -> None:
    text = scaffold.prices().replace("month: 320", f"month: {number}")
    with pytest.raises(CoursekitError) as caught:
        load_prices(written(tmp_path, text))
    (problem,) = caught.value.problems
    assert "machines.large.month" in problem.message
    assert problem.where is not None
    assert text.splitlines()[problem.where.line - 1].strip().startswith("large:")


def test_an_empty_file_says_what_writes_one(tmp_path: Path) -> None:
    with pytest.raises(CoursekitError) as caught:
        load_prices(written(tmp_path, ""))
    assert "--init-prices" in caught.value.problems[0].hint
