"""Cgroups of version 2, by what is written where: the machines of these tests have version 1.

That version is tried for real in ``test_isolation.py``, with the same functions.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coursekit.nursery.coursekit_warm import cgroups

UNIFIED = "29 23 0:26 / {top} rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n"
MIXED = """\
30 29 0:27 / {top}/memory rw - cgroup cgroup rw,memory
31 29 0:28 / {top}/cpu rw - cgroup cgroup rw,cpu,cpuacct
29 23 0:26 / {top} rw,nosuid - cgroup2 cgroup2 rw
"""


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "cgroup.controllers").write_text("cpuset cpu io memory pids\n")
    known = cgroups.trees(UNIFIED.format(top=tmp_path))
    monkeypatch.setattr(cgroups, "trees", lambda: known)
    # The kernel makes a group's files with its folder.
    make = Path.mkdir

    def mkdir(self: Path, *words: int, **more: bool) -> None:
        make(self, *words, **more)
        (self / "memory.swap.max").touch()

    monkeypatch.setattr(Path, "mkdir", mkdir)
    return tmp_path


def test_all_controllers_are_found_in_one_tree(top: Path):
    assert cgroups.trees() == dict.fromkeys(("memory", "cpu", "pids"), cgroups.Tree(top, True))


def test_where_both_versions_are_each_controller_is_where_the_kernel_has_it(tmp_path: Path):
    (tmp_path / "cgroup.controllers").write_text("pids\n")
    assert cgroups.trees(MIXED.format(top=tmp_path)) == {
        "memory": cgroups.Tree(tmp_path / "memory", False),
        "cpu": cgroups.Tree(tmp_path / "cpu", False),
        "pids": cgroups.Tree(tmp_path, True),
    }


def test_limits_are_written_as_version_2_has_them(top: Path):
    limits = cgroups.Limits(memory=2**30, cpu=1.5, processes=100)
    for name in ("memory", "cpu", "pids"):
        cgroups.limit(420_001, limits, [name])
        # Each level hands the controller down to the next, or its files are not there.
        for folder in ("", "coursekit", "coursekit/420001"):
            assert (top / folder / "cgroup.subtree_control").read_text() == f"+{name}"
    group = top / "coursekit" / "420001"
    assert (group / "memory.max").read_text() == str(2**30)
    assert (group / "memory.swap.max").read_text() == "0"
    assert (group / "kernels" / "memory.max").read_text() == str(2**30 - 128 * 2**20)
    assert (group / "cpu.max").read_text() == "150000 100000"
    assert (group / "pids.max").read_text() == "100"
    assert not (group / "servers" / "memory.max").exists()


def test_processes_go_into_a_part_and_never_into_the_group_itself(top: Path):
    """Version 2 allows none in a group that hands controllers down."""
    cgroups.limit(420_001, cgroups.Limits(2**30, 1.0, 100), ["memory", "pids"])
    cgroups.enter(420_001, "kernels", ["memory", "pids"])
    group = top / "coursekit" / "420001"
    assert (group / "kernels" / "cgroup.procs").read_text() == "0"
    assert not (group / "cgroup.procs").exists()


def test_kernels_that_were_killed_for_memory_are_counted(top: Path):
    cgroups.limit(420_001, cgroups.Limits(2**30, 1.0, 100), ["memory"])
    assert cgroups.memory_kills(420_001) == 0
    events = "low 0\nhigh 0\nmax 812\noom 3\noom_kill 2\noom_group_kill 0\n"
    (top / "coursekit" / "420001" / "kernels" / "memory.events").write_text(events)
    assert cgroups.memory_kills(420_001) == 2


def test_a_group_that_somebody_else_takes_away_meanwhile_is_made_again(
    top: Path, monkeypatch: pytest.MonkeyPatch
):
    """The last account to end takes away the group above all accounts."""
    make, ended = Path.mkdir, []

    def mkdir(self: Path, *words: int, **more: bool) -> None:
        if self.name == "420001" and not ended:
            ended.append(self)
            for path in sorted((top / "coursekit").iterdir()):
                path.unlink()
            (top / "coursekit").rmdir()
        make(self, *words, **more)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    cgroups.limit(420_001, cgroups.Limits(2**30, 1.0, 100), ["memory"])
    assert ended
    assert (top / "coursekit" / "420001" / "memory.max").read_text() == str(2**30)
