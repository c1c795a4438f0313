"""The computation that *How large, and what it costs* shows is the one that coursekit makes."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from coursekit.engines import matplotlib
from coursekit.pipeline.sizing import chart
from tests.guides.capacity import PAGE, PICTURE, computed, example

HINT = "run python -m tests.guides.capacity, and put what it prints into the page"


def test_every_number_of_the_page_is_computed() -> None:
    page = " ".join(PAGE.read_text("utf-8").split())
    lost = [line for line in computed() if " ".join(line.split()) not in page]
    assert not lost, HINT


def test_the_picture_shows_the_same() -> None:
    committed = ElementTree.parse(PICTURE).getroot()
    drawn = ElementTree.fromstring(matplotlib.drawn(chart(example()), "svg"))
    assert committed.attrib["aria-label"] == drawn.attrib["aria-label"], HINT


def test_the_page_has_an_equation_of_each_kind() -> None:
    shown = re.findall(r"^(?:prefork|docker|kubernetes|at work) .* = .*$", PAGE.read_text(), re.M)
    assert len(shown) == 13
    told = [" ".join(line.split()[2 if line.startswith("at work") else 1 :]) for line in shown]
    assert set(told) <= set(computed())
