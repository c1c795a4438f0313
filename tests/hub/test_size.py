"""From students and measured notebooks to machines and money; and what the command says of it."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.engines import matplotlib
from coursekit.errors import EngineMissingError
from coursekit.hub import measured, size
from coursekit.hub.measured import DOCKER, ENGINES, KUBERNETES, MEGABYTE, PREFORK
from coursekit.hub.packing import MachineType
from tests.conftest import CASES, coursekit

GIGABYTE = 2**30
LAB = size.Assignment("data8", "lab01", 190 * MEGABYTE, 30 * MEGABYTE, 0.2)
HW = size.Assignment("data8", "hw01", 200 * MEGABYTE, 50 * MEGABYTE, 6.0)
SMALL = MachineType("small", 4 * GIGABYTE, 2, 20)
MEDIUM = MachineType("medium", 16 * GIGABYTE, 4, 80)
LARGE = MachineType("large", 64 * GIGABYTE, 16, 320)
PRICES = size.Prices((SMALL, MEDIUM, LARGE), {"prefork": 0, "docker": 0, "kubernetes": 70}, 0.1)


def college(name: str, students: int, memory: int = GIGABYTE) -> size.College:
    return size.College(name, students, ("data8",), memory, 2 * GIGABYTE)


def fleet(*students: int, items: tuple[size.Assignment, ...] = (LAB, HW)) -> size.Fleet:
    return size.Fleet(tuple(college(f"c{n}", many) for n, many in enumerate(students)), items)


def test_the_heaviest_assignment_decides() -> None:
    found = size.size(fleet(40), PREFORK, None)
    assert found.student == PREFORK.server + 50 * MEGABYTE
    assert found.memory == PREFORK.hub + PREFORK.course + 20 * found.student
    assert found.cores == pytest.approx(20 * 6.0 * 3 / 3600)
    cold = size.size(fleet(40), DOCKER, None)
    assert cold.student == DOCKER.server + 200 * MEGABYTE
    assert cold.memory == DOCKER.hub + 20 * cold.student


def test_a_class_that_begins_needs_cores_for_its_starts_beside_those_who_work() -> None:
    found = size.size(fleet(100, items=(replace(HW, cpu=1.2),)), KUBERNETES, None)
    working = (50 - 30) * 1.2 * 3 / 3600
    assert found.cores == pytest.approx(30 * KUBERNETES.start / 150 + working)


def test_the_wait_is_the_one_that_the_benchmark_saw() -> None:
    habits = size.Habits(at_once=1, start=1, within=0.001, wait=30, runs=0)
    hundred = replace(fleet(100), habits=habits)
    machine = MachineType("bench", 64 * GIGABYTE, 2, 1)
    found = size.size(hundred, PREFORK, replace(PRICES, machines=(machine,)))
    assert found.wait == pytest.approx(17.96, abs=0.01)
    alone = size.size(replace(fleet(1), habits=habits), PREFORK, PRICES)
    assert alone.wait == PREFORK.alone


def test_money_is_machines_and_disk_and_what_the_engine_costs() -> None:
    found = size.size(fleet(10), KUBERNETES, PRICES)
    assert [one.type for one in found.machines] == [SMALL]
    assert found.disk == pytest.approx(10 * 2 * 0.1)
    assert found.month == pytest.approx(20 + 70 + 2)
    assert found.each == pytest.approx(9.2)


def test_nobody_and_one() -> None:
    for engine in ENGINES:
        none = size.size(fleet(0, 0), engine, PRICES)
        assert (len(none.machines), none.each, none.wait, none.cores) == (1, None, None, 0)
        one = size.size(fleet(1), engine, PRICES)
        assert len(one.machines) == 1
        assert one.each == one.month
        assert one.memory == engine.hub + engine.course + one.student


def test_a_college_is_on_one_machine_and_a_cluster_splits_it() -> None:
    found = size.size(fleet(200, 200, 20), PREFORK, replace(PRICES, machines=(MEDIUM,)))
    assert [one.colleges for one in found.machines] == [("c0", "c2"), ("c1",)]
    large = fleet(400)
    assert size.size(large, DOCKER, replace(PRICES, machines=(MEDIUM,))).machines == ()
    nodes = size.size(large, KUBERNETES, replace(PRICES, machines=(MEDIUM,))).machines
    assert len(nodes) > 4
    assert {one.colleges for one in nodes} == {()}


def test_a_node_holds_no_more_pods_than_kubernetes_lets_it() -> None:
    wide = MachineType("wide", 1024 * GIGABYTE, 1000, 1)
    found = size.size(fleet(1000), KUBERNETES, replace(PRICES, machines=(wide,)))
    assert len(found.machines) == 500 / measured.PODS


def test_a_machine_that_is_too_small_is_named_and_not_taken() -> None:
    tiny = MachineType("tiny", GIGABYTE, 1, 1)
    prices = replace(PRICES, machines=(tiny, SMALL))
    one = fleet(1)
    for engine in ENGINES:
        small = size.too_small(one, engine, prices.machines)
        assert [machine.name for machine, _ in small] == ["tiny"]
        assert all(needed > machine.room for machine, needed in small)
        assert [one.type.name for one in size.size(one, engine, prices).machines] == ["small"]
        assert size.size(one, engine, replace(PRICES, machines=(tiny,))).machines == ()
    assert size.too_small(fleet(0), KUBERNETES, prices.machines) == []


def test_an_assignment_over_the_limit_is_named_with_its_colleges() -> None:
    colleges = (college("a", 5), college("b", 5, 300 * MEGABYTE), college("c", 5, 310 * MEGABYTE))
    found = size.over_limit(size.Fleet(colleges, (LAB, HW)), ENGINES)
    assert [(one.assignment.name, one.engine, one.colleges) for one in found] == [
        ("lab01", "docker", ("b",)),
        ("hw01", "docker", ("b", "c")),
        ("lab01", "kubernetes", ("b",)),
        ("hw01", "kubernetes", ("b", "c")),
    ]


def test_what_is_not_known_to_be_its_own_counts_as_a_whole() -> None:
    assert replace(LAB, own=None).kernel(PREFORK) == LAB.memory


many = st.lists(st.integers(0, 500), min_size=1, max_size=12)


@given(many, st.sampled_from(ENGINES), st.floats(0, 1), st.floats(0, 1))
def test_every_college_has_room_where_it_is(
    students: list[int], engine: measured.Engine, one: float, other: float
) -> None:
    start, at_once = sorted((one, other))
    habits = size.Habits(at_once=at_once, start=start)
    whole = replace(fleet(*students), habits=habits)
    found = size.size(whole, engine, replace(PRICES, machines=(SMALL, MEDIUM, LARGE)))
    if engine.nodes or not found.machines:
        assert sum(machine.type.cores for machine in found.machines) >= found.cores or (
            not found.machines
        )
        return
    colleges = {one.id: one for one in whole.colleges}
    placed = [name for machine in found.machines for name in machine.colleges]
    assert sorted(placed) == sorted(colleges)
    for machine in found.machines:
        here = tuple(colleges[name] for name in machine.colleges)
        alone = size.size(replace(whole, colleges=here), engine, None)
        assert alone.memory <= machine.type.room
        assert alone.cores <= machine.type.cores
    if found.wait is not None:
        assert found.wait <= max(engine.alone, habits.wait + 1e-6)


@given(many, st.sampled_from(ENGINES))
def test_more_students_never_need_less(students: list[int], engine: measured.Engine) -> None:
    less = size.size(fleet(*students), engine, None)
    more = size.size(fleet(*students).times(1.5), engine, None)
    assert more.memory >= less.memory
    assert more.cores >= less.cores


def test_shares_are_rounded_up_to_people() -> None:
    habits = size.Habits(at_once=0.3, start=0.1)
    assert replace(fleet(10, 10), habits=habits).at_once == 6
    assert replace(fleet(11), habits=habits).starting == 2


CHART = matplotlib.Chart(
    title="Cost & more",
    told="less < more",
    across="students",
    up="USD",
    lines=tuple(
        matplotlib.Line(name, ((1.0, height), (9.0, height)))
        for name, height in (("prefork", 1.0), ("docker", 1.01), ("kubernetes", 3.0))
    ),
    mark=(5.0, "today"),
)


def test_a_picture_says_what_it_shows() -> None:
    picture = matplotlib.drawn(CHART, "svg")
    assert picture == matplotlib.drawn(CHART, "svg")
    root = ElementTree.fromstring(picture)
    name = "{http://www.w3.org/2000/svg}"
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "Cost & more. less < more"
    assert [root.findtext(f"{name}{tag}") for tag in ("title", "desc")] == [
        "Cost & more",
        "less < more",
    ]
    told = [element.text for element in root.iter(f"{name}text")]
    assert {"Cost & more", "students", "USD", "today", "prefork", "docker", "kubernetes"} <= {*told}
    assert matplotlib.drawn(CHART, "png").startswith(b"\x89PNG")


def test_without_matplotlib_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    with pytest.raises(EngineMissingError) as caught:
        matplotlib.drawn(CHART, "svg")
    assert 'pip install "coursekit[plot]"' in caught.value.problems[0].hint


FLEET = """\
fleet: islands
courses: {tiny: {path: tiny}}
defaults: {students: 30}
colleges:
  north: {name: North College}
  south-bay: {name: South Bay College, students: 10}
"""


@pytest.fixture
def islands(tiny: Path, tmp_path: Path) -> Path:
    """A fleet of two colleges with the built tiny course."""
    (tiny / "fleet.yml").unlink()
    (tmp_path / "fleet.yml").write_text(FLEET)
    return tmp_path


def test_from_a_proof_to_money_and_a_picture(islands: Path) -> None:
    assert coursekit("hub", "size", islands, "--init-prices").code == 0
    ran = coursekit("hub", "size", islands, "--json", "--plot", islands / "size.svg")
    assert ran.code == 0, ran.err
    found = ran.json["results"]
    assert (found["students"], found["at_once"], found["starting"]) == (40, 20, 12)
    assert found["prices"]["examples"] is True
    assert [one["name"] for one in found["assignments"]] == ["lab01", "lab02"]
    for one in found["assignments"]:
        assert 20 * MEGABYTE < one["own"] < one["memory"] < GIGABYTE
        assert one["of"] == "solution"
    by_name = {one["engine"]: one for one in found["engines"]}
    assert list(by_name) == ["prefork", "docker", "kubernetes"]
    assert by_name["prefork"]["memory"] < by_name["docker"]["memory"]
    for one in by_name.values():
        assert math.isclose(one["each"] * 40, one["month"])
    assert "made up" in coursekit("hub", "size", islands).out
    assert (islands / "size.svg").read_text("utf-8").count('role="img"') == 1


GREEDY = """\
# %%
import time
block = b"x" * (300 * 2**20)
del block
until = time.process_time() + 1
while time.process_time() < until:
    pass

"""


def test_what_a_solution_frees_again_and_computes_is_counted(tiny: Path) -> None:
    def taken() -> dict[str, float]:
        (file,) = (tiny / ".coursekit" / "receipts" / "proof").glob("tiny-lab01-*")
        return dict(json.loads(file.read_text())["results"]["taken"])

    before, lab = taken(), tiny / "labs" / "lab01" / "lab01.py"
    head, mark, rest = lab.read_text().partition("# %% [markdown]\n# # Lab 1")
    lab.write_text(head + GREEDY + mark + rest)
    ran = coursekit("assign", tiny)
    assert ran.code == 0, ran.err
    after = taken()
    for what in ("memory", "own"):
        assert 280 * MEGABYTE < after[what] - before[what] < 320 * MEGABYTE
    assert 0.9 < after["cpu"] - before["cpu"] < 3


def test_what_an_older_proof_did_not_measure_is_measured_when_asked(islands: Path) -> None:
    receipts = islands / "tiny" / ".coursekit" / "receipts" / "proof"
    before = {}
    for file in receipts.iterdir():
        receipt = json.loads(file.read_text())
        del receipt["results"]["taken"]
        file.write_text(json.dumps(receipt))
        before[file] = receipt
    ran = coursekit("hub", "size", islands)
    assert ran.code == 2
    assert "--measure" in ran.err
    ran = coursekit("hub", "size", islands, "--measure")
    assert ran.code == 0, ran.err
    for file, receipt in before.items():
        now = json.loads(file.read_text())
        assert now["results"].pop("taken")["memory"] > 20 * MEGABYTE
        assert now == receipt
    assert "nothing it depends on changed" in coursekit("assign", islands, "--dry-run").out


def test_nothing_is_proven_yet(tmp_path: Path) -> None:
    shutil.copytree(CASES / "good" / "tiny", tmp_path / "tiny")
    (tmp_path / "fleet.yml").write_text(FLEET)
    ran = coursekit("hub", "size", tmp_path)
    assert ran.code == 2
    assert "nothing of tiny is measured yet" in ran.err
    assert "coursekit assign" in ran.err


def test_colleges_that_nobody_counted(tmp_path: Path) -> None:
    shutil.copytree(CASES / "good" / "tiny", tmp_path / "tiny")
    (tmp_path / "fleet.yml").write_text(FLEET.replace("defaults: {students: 30}\n", ""))
    ran = coursekit("hub", "size", tmp_path)
    assert ran.code == 2
    assert "how many students does north expect?" in ran.err
    assert "fleet.yml:4" in ran.err
    assert "south-bay" not in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--start", "60"], "--start 60 is more than --at-once 50"),
        (["--wait", "soon"], "--wait soon is no time"),
        (["--plot", "size.pdf"], "a picture is an .svg or a .png"),
        (["--prices", "nowhere.yml"], "cannot read the file"),
    ],
)
def test_options_that_cannot_be_meant(islands: Path, words: list[str], said: str) -> None:
    ran = coursekit("hub", "size", islands, *words)
    assert ran.code == 2
    assert said in ran.err


def test_the_limit_and_the_smallest_machine_are_told(islands: Path) -> None:
    fleet = islands / "fleet.yml"
    limits = "{students: 30, limits: {memory: 150M}}"
    fleet.write_text(FLEET.replace("{students: 30}", limits))
    (islands / "prices.yml").write_text(
        "currency: USD\nmachines:\n  tiny: {memory: 1G, cores: 1, month: 2}\n"
    )
    ran = coursekit("hub", "size", islands, "--engine", "docker")
    assert ran.code == 0
    assert "lab01 needs" in ran.err
    assert "more than limits.memory lets a student have at north, south-bay" in ran.err
    assert "tiny is too small for even one student with docker" in ran.err
    assert "prices.yml:3" in ran.err
    assert "none is large enough" in ran.out
    assert "Disks are not counted" in ran.out
    assert "made up" not in ran.out


def test_prices_are_not_overwritten(islands: Path) -> None:
    (islands / "prices.yml").write_text("mine")
    ran = coursekit("hub", "size", islands, "--init-prices")
    assert ran.code == 2
    assert (islands / "prices.yml").read_text() == "mine"
