"""Jobs in forks give what jobs in fresh processes give, and cost only themselves."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest

from coursekit.engines.process import Runner, processes_of
from coursekit.errors import EngineFailedError
from coursekit.nursery.plain import PlainNursery
from tests.nursery.conftest import Make

LONG = 120


def assigned(built_data8: Path, name: str) -> Path:
    return next((built_data8 / ".coursekit" / "assignments").glob(f"{name}-*"))


def submission(built_data8: Path, tmp_path: Path, *cells: str) -> dict[str, str]:
    """Return the arguments that grade lab01's solution with ``cells`` put before it."""
    place = assigned(built_data8, "lab01")
    notebook = nbformat.read(place / "autograder" / "lab01.ipynb", as_version=4)
    notebook.cells[:0] = [nbformat.v4.new_code_cell(cell) for cell in cells]
    path = tmp_path / "lab01.ipynb"
    nbformat.write(notebook, path)
    return {"notebook": str(path), "autograder": str(place / "autograder.zip")}


def seen(made: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without what differs from run to run: paths, details, time and memory."""
    own = ("details", "autograder", "seconds", "memory")
    return {key: value for key, value in made.items() if key not in own}


@pytest.mark.parametrize("name", ["lab01", "hw01"])
@pytest.mark.parametrize("side", ["autograder", "student"])
def test_a_fork_scores_as_a_fresh_process_does(
    name: str, side: str, built_data8: Path, make: Make, plain: PlainNursery, tmp_path: Path
) -> None:
    place = assigned(built_data8, name)
    arguments = {
        "notebook": str(place / side / f"{name}.ipynb"),
        "autograder": str(place / "autograder.zip"),
    }
    warm = make("datascience", "numpy")
    told: dict[str, Any] = {"name": "g", "cwd": tmp_path, "deadline": LONG}
    assert seen(warm.job("grade", arguments, **told)) == seen(plain.job("grade", arguments, **told))


def test_what_is_preloaded_does_not_change_a_notebook_that_does_not_import_it(
    built_data8: Path, make: Make, tmp_path: Path
) -> None:
    look = "import numpy\nassert str(numpy.float64(1) == 1) and repr(numpy.True_) == 'np.True_'"
    look += "\nimport sys\nassert 'datascience' not in sys.modules"
    arguments = submission(built_data8, tmp_path, look)
    answer = make("datascience").job("grade", arguments, name="g", cwd=tmp_path, deadline=LONG)
    assert answer["errors"] == []


def test_a_kernel_of_a_job_is_a_fork_too(built_data8: Path, make: Make, tmp_path: Path) -> None:
    look = f"""
import json, os, sys
with open({str(tmp_path / "seen.json")!r}, "w") as file:
    json.dump([os.getpid(), os.getppid(), "scipy.stats" in sys.modules], file)
"""
    arguments = submission(built_data8, tmp_path, look)
    make("scipy.stats").job("grade", arguments, name="g", cwd=tmp_path, deadline=LONG)
    _, parent, preloaded = json.loads((tmp_path / "seen.json").read_text("utf-8"))
    assert preloaded
    assert b"coursekit_warm" in Path(f"/proc/{parent}/cmdline").read_bytes()


def test_a_fork_hears_of_a_broken_connection_and_is_reached_by_no_port(
    built_data8: Path, make: Make, tmp_path: Path
) -> None:
    look = f"""
import socket
here, there = socket.socketpair()
there.close()
try:
    here.send(b"anyone?")
except BrokenPipeError:
    said = [get_ipython().kernel.parent.transport]
with open({str(tmp_path / "seen")!r}, "w") as file:
    print(*said, file=file)
"""
    arguments = submission(built_data8, tmp_path, look)
    answer = make().job("grade", arguments, name="g", cwd=tmp_path, deadline=LONG)
    assert answer["total"] == 12
    assert (tmp_path / "seen").read_text("utf-8") == "ipc\n"


def test_a_fork_knows_the_files_of_all_modules(
    built_data8: Path, make: Make, tmp_path: Path
) -> None:
    look = f"""
import json, sys
known = set(get_ipython().kernel._kernel_modules)
files = [getattr(module, "__file__", None) for module in sys.modules.values()]
missing = [file for file in files if file and file not in known]
with open({str(tmp_path / "seen.json")!r}, "w") as file:
    json.dump([len(known), missing, sys.modules["numpy"].__file__ in known], file)
"""
    arguments = submission(built_data8, tmp_path, look)
    make("numpy").job("grade", arguments, name="g", cwd=tmp_path, deadline=LONG)
    known, missing, numpy = json.loads((tmp_path / "seen.json").read_text("utf-8"))
    assert numpy
    # What IPython imports after it has looked is missing in every kernel.
    assert known > 500
    assert len(missing) < 20, missing


def test_siblings_draw_different_numbers(built_data8: Path, make: Make, tmp_path: Path) -> None:
    draw = f"""
import random, tempfile, uuid, numpy
with open({str(tmp_path / "drawn")!r}, "a") as file:
    print(random.random(), numpy.random.random(), uuid.uuid4(), tempfile.mktemp(), file=file)
"""
    warm = make("numpy", "random", "uuid", "tempfile")
    arguments = submission(built_data8, tmp_path, draw)
    for _ in range(2):
        warm.job("grade", arguments, name="g", cwd=tmp_path, deadline=LONG)
    one, two = (tmp_path / "drawn").read_text("utf-8").splitlines()
    assert not set(one.split()) & set(two.split())


def test_a_job_that_dies_says_so_and_the_next_one_runs(
    built_data8: Path, make: Make, tmp_path: Path
) -> None:
    warm = make()
    bad = {"notebook": "none.ipynb", "autograder": "none.zip"}
    assert not warm.job("grade", bad, name="g", cwd=tmp_path, deadline=LONG)["ok"]
    with pytest.raises(EngineFailedError, match="exit status"):
        warm.job("assign", {}, name="g", cwd=tmp_path, deadline=LONG)
    good = submission(built_data8, tmp_path)
    assert warm.job("grade", good, name="g", cwd=tmp_path, deadline=LONG)["total"] == 12


def test_a_late_job_is_ended_with_its_kernel(
    built_data8: Path, make: Make, runner: Runner, tmp_path: Path
) -> None:
    warm = make()
    arguments = submission(built_data8, tmp_path, "import time; time.sleep(600)")
    warm.job("grade", submission(built_data8, tmp_path), name="g", cwd=tmp_path, deadline=LONG)
    submission(built_data8, tmp_path, "import time; time.sleep(600)")
    with pytest.raises(EngineFailedError, match="within 3 s"):
        warm.job("grade", arguments, name="g", cwd=tmp_path, deadline=3)
    until = time.monotonic() + 10
    while len(processes_of(runner.state)) > 1 and time.monotonic() < until:
        time.sleep(0.1)
    assert len(processes_of(runner.state)) == 1


def test_a_nursery_that_dies_is_done_without(
    built_data8: Path, make: Make, runner: Runner, tmp_path: Path
) -> None:
    warm = make()
    good = submission(built_data8, tmp_path)
    assert warm.job("grade", good, name="g", cwd=tmp_path, deadline=LONG)["ok"]
    for process in processes_of(runner.state, "nursery"):
        os.kill(process.pid, signal.SIGKILL)
    assert warm.job("grade", good, name="g", cwd=tmp_path, deadline=LONG)["total"] == 12


def test_stop_ends_jobs_at_once(built_data8: Path, make: Make, tmp_path: Path) -> None:
    warm = make()
    arguments = submission(built_data8, tmp_path, "import time; time.sleep(600)")
    threading.Timer(6, warm.stop).start()
    with pytest.raises(EngineFailedError, match="stopped"):
        warm.job("grade", arguments, name="g", cwd=tmp_path, deadline=LONG)


def test_an_unused_nursery_ends(make: Make, runner: Runner, tmp_path: Path) -> None:
    warm = make()
    bad = {"notebook": "none.ipynb", "autograder": "none.zip"}
    warm.job("grade", bad, name="g", cwd=tmp_path, deadline=LONG)
    assert processes_of(runner.state, "nursery")
    warm.close()
    until = time.monotonic() + 15
    while processes_of(runner.state, "nursery") and time.monotonic() < until:
        time.sleep(0.2)
    assert not processes_of(runner.state, "nursery")
