# ruff: noqa: E501 - a cell or a test is one line here
"""Notebooks that go for the judge itself gain nothing, and end with a status."""

from __future__ import annotations

import pytest

from tests.grading.judge.conftest import Judged, passed

SECRET = {"q1": [">>> x == 424242\nTrue", ">>> bool(abs(x - 424242) < 1)\nTrue"]}
LIAR = """
class Liar:
    __hash__ = None
    def __getattr__(self, name): return Liar()
    def __call__(self, *a, **k): return Liar()
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = lambda *a: True
    __sub__ = __rsub__ = __add__ = __radd__ = __mul__ = __mod__ = lambda *a: 0
    __abs__ = __int__ = lambda s: 0
    __float__ = lambda s: 0.0
    @property
    def __class__(self): return int
x = Liar()
"""
ATTACKS = {
    "equals everything": LIAR,
    "derived from a number": "class I(int):\n    __eq__ = lambda *a: True\n    __sub__ = lambda *a: 0\nx = I(1)",
    "patched operators": "import operator, builtins\noperator.eq = lambda *a: True\nbuiltins.bool = lambda *a: True\nbuiltins.abs = lambda *a: 0\nx = 1",
    "patched otter": """
import otter.test_files as t, otter.execute as e
from otter.test_files import abstract_test
for kind in (t.TestFile, t.OKTestFile if hasattr(t, "OKTestFile") else t.TestFile):
    kind.run = lambda self, env: None
abstract_test.TestFile.passed_all = property(lambda self: True)
abstract_test.TestFile.score = property(lambda self: 100)
x = 1""",
    "frames and gc": """
import gc, sys
x = 1
class Spy(dict):
    pass
for thing in gc.get_objects():
    if isinstance(thing, str) and "424242" in thing:
        x = 424242
frame = sys._getframe()
while frame:
    if "424242" in repr(frame.f_locals)[:10**6].replace(In[-1], ""):
        x = 424242
    frame = frame.f_back""".replace('"424242"', '"4242" + "42"').replace("= 424242", '= int("4242" + "42")'),
    "guessing": """
import otter
grader = otter.Notebook()
for x in range(30):
    told = grader.check("q1")
    if "pass" in repr(told) or getattr(told, "passed_all", False):
        break""",
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_is_gained(name: str, judge: Judged) -> None:
    answer = judge(SECRET, ATTACKS[name], limits={"wall": 60})
    # What breaks its own kernel may end with a status instead.
    assert passed(answer) == {"q1": [False, False]} or not answer["ok"]
    assert not any(True in cases for cases in passed(answer).values())


AS_FUNCTION = """
class square:
    def __init__(self, *given): pass
    __eq__ = __lt__ = __gt__ = __contains__ = lambda *a: True
    __sub__ = __rsub__ = __mul__ = lambda *a: 0
    __add__ = lambda self, other: other
    __hash__ = None
"""


def test_a_class_in_place_of_a_function_says_nothing_of_itself(judge: Judged) -> None:
    tests = {
        "q1": [
            ">>> square(651) == 423801\nTrue",
            ">>> bool(abs(square(651) - 423801) < 1)\nTrue",
            ">>> square(651) < 423802\nTrue",
            ">>> 423801 in square(651)\nTrue",
            ">>> square(651) + 423801\n423801",
        ]
    }
    for cell in (AS_FUNCTION, f"{AS_FUNCTION}Square = square"):
        assert passed(judge(tests, cell)) == {"q1": [False] * 5}


BROKEN = {
    "forged messages": "send(b'CKJ1' + b'\\0\\0\\0\\2' + b'\\0\\0\\0\\0' + b'{}')",
    "noise": "send(b'x' * 1000)",
    "a closed channel": "sock.close(); import os; os.close(number)",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_channel_is_no_grade(name: str, judge: Judged) -> None:
    find = """
import gc, os, socket
socks = [s for s in gc.get_objects() if type(s) is socket.socket and s.family == socket.AF_UNIX]
for sock in socks:
    try:
        if not str(sock.getpeername()).endswith("socket'") and "socket" not in str(sock.getpeername()):
            continue
    except OSError:
        continue
    number, send = sock.fileno(), sock.sendall
    break
"""
    answer = judge(SECRET, "x = 424242", find + BROKEN[name], limits={"wall": 60})
    assert not answer["ok"]
    assert answer["status"] in ("crashed", "too-long")


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("while True: pass", "too-long"),
        ("import os; os._exit(0)", "crashed"),
        ("import os; os.kill(os.getpid(), 9)", "crashed"),
        ("while True: print('y' * 100_000)", "too-much-output"),
    ],
)
def test_how_it_ends_is_said(cell: str, status: str, judge: Judged) -> None:
    checked = "import otter\nx = 424242\notter.Notebook().check('q1')"
    answer = judge(SECRET, checked, cell, limits={"wall": 60, "output": 5 * 2**20})
    assert (answer["ok"], answer["status"]) == (False, status)
    assert "cell 2" in answer["error"]
    assert passed(answer) == {"q1": [True, True]}, "what was judged before stays"


def test_a_question_that_must_run_in_the_process_does_so_only_if_asked(judge: Judged) -> None:
    tests = {"q1": [">>> import inspect\n>>> 'v * v' in inspect.getsource(square)\nTrue"]}
    cell = "def square(v):\n    return v * v"
    assert passed(judge(tests, cell)) == {"q1": [False]}
    assert passed(judge(tests, cell, same_process=["q1"])) == {"q1": [True]}


def test_another_assignments_notebook_is_not_graded(judge: Judged) -> None:
    answer = judge(SECRET, "x = 424242", config={"assignment_name": "lab09"})
    assert (answer["ok"], answer["status"]) == (False, "wrong-assignment")
