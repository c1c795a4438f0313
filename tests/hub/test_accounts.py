"""Numbers of accounts, and which layers a hub may be opened without."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import pytest

from coursekit.errors import CoursekitError, ExitCode, Where
from coursekit.hub.accounts import FIRST, Ledger
from coursekit.hub.confined import Confined
from coursekit.hub.isolation import LAYERS, WITHOUT, in_force
from coursekit.spec.fleet import Layer
from tests.conftest import TOP

HERE = Where(Path("fleet.yml"), 2)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "lib" / "accounts.json", tmp_path / "subuid")


def test_a_number_is_given_once_and_never_again(ledger, tmp_path):
    ada = ledger.number(tmp_path, "foothill.ada")
    lin = ledger.number(tmp_path, "de-anza.ada")
    assert (ada, lin) == (FIRST, FIRST + 1)
    assert ledger.number(tmp_path, "foothill.ada") == ada
    assert ledger.number(tmp_path / "other", "foothill.ada") == FIRST + 2
    listed = json.loads(ledger.path.read_text())
    del listed[f"{tmp_path}:de-anza.ada"]
    ledger.path.write_text(json.dumps(listed))
    assert ledger.number(tmp_path, "de-anza.new") == FIRST + 3


def test_numbers_of_containers_are_left_alone(ledger, tmp_path):
    ledger.subordinate.write_text(f"# odd\nroot:{FIRST - 10}:20\nodd line\n")
    assert ledger.number(tmp_path, "foothill.ada") == FIRST + 10


def test_two_at_once_get_two_numbers(ledger, tmp_path):
    names = [f"foothill.{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda name: ledger.number(tmp_path, name), names))
    assert len(set(numbers)) == 40
    assert ledger.path.stat().st_mode & 0o777 == 0o600


def test_a_broken_list_gives_nobody_a_number(ledger, tmp_path):
    ledger.number(tmp_path, "foothill.ada")
    ledger.path.write_text("{")
    with pytest.raises(OSError, match="can't be read"):
        ledger.number(tmp_path, "foothill.lin")


def test_missing_layers_are_refused_all_at_once():
    found = dict.fromkeys(LAYERS, "") | {"cpu": "no cgroup", "home-quota": "no quota"}
    with pytest.raises(CoursekitError) as caught:
        in_force(found, (), HERE)
    assert caught.value.code == ExitCode.ENGINE_MISSING
    assert [problem.message for problem in caught.value.problems] == [
        "no cpu here: no cgroup",
        "no home-quota here: no quota",
    ]
    assert "accept: [cpu, home-quota]" in caught.value.problems[0].hint
    with pytest.raises(CoursekitError) as caught:
        in_force(found, ("home-quota",), HERE)
    assert len(caught.value.problems) == 1
    assert "accept: [home-quota, cpu]" in caught.value.problems[0].hint
    assert in_force(found, ("home-quota", "cpu"), HERE) == tuple(
        layer for layer in LAYERS if layer not in ("cpu", "home-quota")
    )


@pytest.mark.parametrize(
    ("layer", "hint"),
    [("accounts", "run it as root"), ("private-files", "let the container mount")],
)
def test_two_layers_can_not_be_done_without(layer, hint):
    with pytest.raises(CoursekitError) as caught:
        in_force({layer: "not allowed"}, tuple(WITHOUT), HERE)
    assert hint in caught.value.problems[0].hint
    assert "accept" not in caught.value.problems[0].hint


def test_what_fleet_yml_may_accept_is_what_can_be_done_without():
    assert set(get_args(Layer)) == set(WITHOUT)
    assert set(LAYERS) == {*WITHOUT, "accounts", "private-files"}


def test_a_view_opens_the_way_to_what_is_needed_and_nothing_else(tmp_path):
    closed = tmp_path / "closed"
    home, python = closed / "deep" / "home", closed / "python"
    hidden = tmp_path / "course"
    for folder in (home, python, hidden):
        folder.mkdir(parents=True)
    tmp_path.chmod(0o755)
    closed.chmod(0o700)
    (tmp_path / "link").symlink_to(python)
    gone = tmp_path / "gone"
    confined = Confined(
        uid=1,
        name="foothill.ada",
        home=home,
        size=1,
        runtime=tmp_path / "runtime",
        memory=1,
        cpu=1,
        processes=1,
        layers=(),
        hidden=(hidden, gone),
        kept=((home, True), (tmp_path / "link", False), (gone, False)),
    )
    view = confined.view()
    assert [str(home), True] in view["keeps"]
    assert [str(tmp_path / "link"), False] in view["keeps"]
    assert [str(python), False] in view["keeps"]
    assert len(view["keeps"]) == 3
    assert view["keeps"][-1][0] == str(tmp_path / "link"), "after what it leads to"
    for folder in (closed, hidden):
        assert any(folder.is_relative_to(cover) for cover in view["covers"])
    assert "foothill.ada" not in json.dumps(confined.account)


def test_the_guide_names_every_layer():
    lost = dict.fromkeys(("accounts", "private-files"), "no hub") | WITHOUT
    rows = [f"| `{name}` | {does} | {lost[name]} |" for name, does in LAYERS.items()]
    assert "\n".join(rows) in (TOP / "guides" / "isolation.md").read_text("utf-8")
