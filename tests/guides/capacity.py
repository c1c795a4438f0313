"""The example of *How large, and what it costs*: ``python -m`` this draws its picture.

Its fleet and its measured notebooks are read from the page; everything else is computed, and a test
finds it there.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from ruamel.yaml import YAML

from coursekit.cli.hub.sized import text
from coursekit.engines import matplotlib
from coursekit.hub import measured, size
from coursekit.hub.measured import DOCKER, KUBERNETES, MEGABYTE, PREFORK
from coursekit.pipeline.sizing import Priced, Sized, chart
from coursekit.spec import Fleet, scaffold
from coursekit.spec.prices import load_prices
from tests.guides.pages import GUIDES, blocks

PAGE = GUIDES / "capacity.md"
PICTURE = GUIDES / "images" / "capacity.svg"
_ROW = re.compile(r"^\| (\w+) \| (\d+) MB \| (\d+) MB \| ([\d.]+) s \|$", re.MULTILINE)


def example() -> Sized:
    """Return what the page's fleet needs, by the page's measured notebooks."""
    fleet = Fleet.model_validate(YAML(typ="safe").load(blocks(PAGE, "yaml")[0]))
    limits = fleet.defaults.limits
    colleges = tuple(
        size.College(
            name, fleet.students_of(name) or 0, fleet.courses_of(name), limits.memory, limits.home
        )
        for name in fleet.colleges
    )
    (course,) = fleet.courses
    items = tuple(
        size.Assignment(course, name, int(kernel) * MEGABYTE, int(own) * MEGABYTE, float(cpu))
        for name, kernel, own, cpu in _ROW.findall(PAGE.read_text("utf-8"))
    )
    whole = size.Fleet(colleges, items)
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "prices.yml"
        file.write_text(scaffold.prices(), "utf-8")
        priced = Priced(*load_prices(file))
    sizes = tuple(size.size(whole, engine, priced.plain) for engine in measured.ENGINES)
    return Sized(whole, measured.ENGINES, priced, sizes, ())


def computed() -> list[str]:
    """Return what the page has to say, in its words."""
    found = example()
    fleet, habits = found.fleet, found.fleet.habits
    own = max(one.own or 0 for one in fleet.assignments)
    kernel = max(one.memory for one in fleet.assignments)
    cpu = max(one.cpu for one in fleet.assignments)
    window = habits.within + habits.wait
    fork, docker, pods = found.sizes
    working = (fleet.at_once - fleet.starting) * cpu * habits.runs / 3600
    lines = [
        f"{fleet.students} students, {fleet.at_once} at once, {fleet.starting} clicks",
        f"{_mb(PREFORK.server)} + {_mb(own)} = {_mb(fork.student)}",
        f"{_mb(DOCKER.server)} + {_mb(kernel)} = {_mb(docker.student)}",
        f"{_mb(KUBERNETES.server)} + {_mb(kernel)} = {_mb(KUBERNETES.server + kernel)},"
        f" set aside: {_mb(pods.student)}",
        f"{fleet.at_once} x {_mb(fork.student)} + {_mb(PREFORK.course)} + {_mb(PREFORK.hub)}"
        f" = {_gb(fork.memory)}",
        f"{fleet.at_once} x {_mb(docker.student)} + {_mb(DOCKER.hub)} = {_gb(docker.memory)}",
        f"{fleet.at_once} x {_mb(pods.student)} + {_mb(KUBERNETES.hub)} = {_gb(pods.memory)}",
        f"{fleet.at_once - fleet.starting} x {cpu:g} s x {habits.runs:g} / 3600 s = {working:.2f}",
    ]
    for engine, one in zip(found.engines, found.sizes, strict=True):
        begin = fleet.starting * engine.start / window
        lines.append(
            f"{fleet.starting} x {engine.start:.2f} s / {window:g} s + {working:.2f}"
            f" = {begin + working:.1f}"
        )
        assert abs(one.cores - begin - working) < 0.01
        machines = sum(machine.type.month for machine in one.machines)
        extra = found.priced.plain.engines[engine.name] if found.priced else 0
        assert one.disk is not None
        assert one.month is not None
        lines.append(f"{machines:g} + {one.disk:.0f} + {extra:g} = {one.month:.0f}")
    return [*lines, *text(found, verbose=False).splitlines()]


def _mb(count: int) -> str:
    return f"{count / MEGABYTE:.0f} MB"


def _gb(count: int) -> str:
    return f"{count / size.GIGABYTE:.1f} GB"


def main() -> None:
    """Draw the picture, and print what the page has to say."""
    PICTURE.write_bytes(matplotlib.drawn(chart(example()), "svg"))
    sys.stdout.write("\n".join(computed()) + "\n")


if __name__ == "__main__":
    main()
