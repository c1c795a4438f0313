# ruff: noqa: E501 - a cell or a test is one line here
"""Honest notebooks, right and wrong, get from the judge what otter gives: case by case."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from coursekit.nursery.warm import WarmNursery
from tests.grading.judge.conftest import LONG, request_of

TESTS: dict[str, Sequence[str] | str] = {
    "numbers": [
        ">>> x\n5",
        ">>> x == 5\nTrue",
        ">>> type(x).__name__\n'int'",
        ">>> round(y, 2)\n1.41",
        ">>> y\n1.4142135623730951",
        ">>> sum([1, 2, 3])\n6",
    ],
    "functions": [
        ">>> square(3)\n9",
        ">>> [square(i) for i in range(4)]\n[0, 1, 4, 9]",
        ">>> greet('Ada')\nHello Ada",
        ">>> square.__name__\n'square'",
        ">>> import types\n>>> isinstance(square, types.FunctionType) and callable(square)\nTrue",
        ">>> import inspect\n>>> list(inspect.signature(square).parameters)\n['v']",
        ">>> apply(lambda v: v * 2, 4)\n8",
        ">>> sorted([3, -4, 1], key=square)\n[1, 3, -4]",
        ">>> fails(0)\nTraceback (most recent call last):\n    ...\nValueError: zero",
        ">>> make()(2)\n12",
        ">>> list(count(3))\n[0, 1, 2]",
    ],
    "changes": [
        ">>> l = [3, 1, 2]\n>>> sort_in(l)\n>>> l\n[1, 2, 3]",
        ">>> before = len(inventory)\n>>> add('apple')\n>>> len(inventory) - before\n1",
        ">>> inventory.append('pear')\n>>> last()\n'pear'",
        ">>> same(inventory) is inventory\nTrue",
        ">>> d = {}\n>>> put(d)\n>>> d\n{'k': [1]}",
    ],
    "classes": [
        ">>> d = Dog('Rex')\n>>> d.bark()\n'Rex: woof'\n>>> d.name\n'Rex'",
        ">>> d = Dog('Rex')\n>>> d.tricks.append('sit')\n>>> d.count()\n1",
        ">>> isinstance(Dog('a'), Dog), issubclass(Puppy, Dog), type(Dog('a')) is Dog\n"
        "(True, True, True)",
        ">>> Dog('a') == Dog('a'), Dog('a') == Dog('b')\n(True, False)",
        ">>> print(Dog('a'), [Dog('b')])\nDog a [Dog b]",
        ">>> len(Puppy('a')), Puppy('a') + Puppy('b')\n(1, 'ab')",
        ">>> d = Dog('a')\n>>> d.name = 'z'\n>>> d.bark()\n'z: woof'",
        ">>> Puppy.legs, Dog('q').__dict__\n(4, {'name': 'q', 'tricks': []})",
        ">>> try:\n...     Dog('x').bite()\n... except Bite as error:\n...     print(type(error).__name__, error)\n"
        "Bite ouch",
    ],
    "derived": [
        ">>> euro == 5, 5 == euro, euro != 5, euro == 6\n(True, True, False, False)",
        ">>> euro + 1, 2 * euro, euro < 6, 7 > euro, sum([euro, 1])\n(6, 10, True, True, 6)",
        ">>> euro in [1, 5], {5: 'a'}[euro], isinstance(euro, int), isinstance(cent, Euro)\n"
        "(True, 'a', True, True)",
        ">>> isinstance(cent, int), cent / 2, cent.twice()\n(True, 3.5, 14)",
        ">>> point == (1, 2), point.x, point[1], tuple(point)\n(True, 1, 2, (1, 2))",
        ">>> level == 2, level > 1, Level(2) == 2\n(True, True, True)",
        ">>> word == 'abc', 'b' in word, 'ab' in word, word + 'd', word.upper(), len(word)\n"
        "(True, True, True, 'abcd', 'ABC', 3)",
        ">>> bag == {'a': 1}, {'a': 1} == bag, bag['a'], 'a' in bag, sorted(bag)\n"
        "(True, True, 1, True, ['a'])",
        ">>> row == [1, 2], [1, 2] == row, row + [3], row == [2, 1], 2 in row\n"
        "(True, True, [1, 2, 3], False, True)",
        ">>> row.append(3)\n>>> row == [1, 2, 3], row.pop() == 3, row == [1, 2]\n"
        "(True, True, True)",
        ">>> nested == {'k': [5, 'abc']}, several == {1, 2}, several - {1} == {2}\n"
        "(True, True, True)",
        ">>> import math\n>>> math.isclose(metre, 1.5), round(metre), abs(metre - 1.5) < 1e-9\n"
        "(True, 2, True)",
        ">>> f'{euro:03d}', '%d' % euro, range(9)[euro], euro is not None\n('005', '5', 5, True)",
        ">>> Vector(1, 2) * 3 == Vector(3, 6), (2 * Vector(1, 2)).x, Vector(1, 2) < 9\n"
        "(True, 2, True)",
        ">>> labelled == {'abc': 5}, labelled['abc'] == 5, kinds == {'abc'}, 'abc' in kinds\n"
        "(True, True, True, True)",
        ">>> keys == {'a', 'b'}, list(keys), sorted(values), ('a', 1) in pairs\n"
        "(True, ['a', 'b'], [1, 2], True)",
    ],
    "arrays": [
        ">>> import numpy\n>>> bool(numpy.isclose(arr.sum(), 6))\nTrue",
        ">>> arr.shape, arr.dtype.name\n((3,), 'int64')",
        ">>> arr\narray([1, 2, 3])",
        ">>> np.array_equal(double(arr), [2, 4, 6])\nTrue",
        ">>> df.shape, list(df.columns)\n((2, 2), ['a', 'b'])",
        ">>> df['a'].sum() == 3\nnp.True_",
        ">>> df.loc[1, 'b']\n'y'",
        ">>> df.groupby('b').size().to_dict()\n{'x': 1, 'y': 1}",
        ">>> list(stamps.dt.year)\n[2027, 2028]",
    ],
    "chance": [
        ">>> import random\n>>> random.seed(3)\n>>> a = draw()\n>>> random.seed(3)\n>>> a == random.random()\nTrue",
        ">>> np.random.seed(1)\n>>> a = throw()\n>>> np.random.seed(1)\n>>> bool(a == np.random.random())\nTrue",
        ">>> first == first\nTrue",
    ],
    "functional": """
OK_FORMAT = False
from otter.test_files import test_case
name, points = "functional", 4
@test_case()
def one(x, square):
    assert square(x) == 25, "square"
@test_case(hidden=True)
def two(env):
    assert env["x"] == 5 and "nope" not in env and env.get("nope") is None
    env["x"] = 6
    assert env["read"]() == 6
    env["x"] = 5
@test_case()
def three(fails, Bite, mine):
    try:
        fails(0)
    except ValueError as error:
        assert str(error) == "zero"
    else:
        raise AssertionError("no error")
    try:
        mine()
    except Bite:
        pass
@test_case()
def four(missing):
    assert missing is None
""",
}
SOLUTION = [
    "import otter\ngrader = otter.Notebook('lab.ipynb')",
    "import random, math\nimport numpy as np, pandas as pd",
    "x = 5\ny = math.sqrt(2)\nfirst = random.random()",
    "def square(v):\n    return v * v\ndef greet(n):\n    print('Hello', n)\ndef apply(f, v):\n    return f(v)",
    "def fails(v):\n    raise ValueError('zero')\ndef make():\n    return lambda v: v + 10",
    "def count(n):\n    yield from range(n)\ndef read():\n    return x",
    "grader.check('numbers')",
    "inventory = []\ndef sort_in(l):\n    l.sort()\ndef add(i):\n    inventory.append(i)",
    "def last():\n    return inventory[-1]\ndef same(v):\n    return v\ndef put(d):\n    d['k'] = [1]",
    "class Bite(Exception):\n    pass\ndef mine():\n    raise Bite('x')",
    """class Dog:
    legs = 4
    def __init__(self, name):
        self.name = name
        self.tricks = []
    def bark(self):
        return self.name + ': woof'
    def bite(self):
        raise Bite('ouch')
    def count(self):
        return len(self.tricks)
    def __eq__(self, other):
        return isinstance(other, Dog) and self.name == other.name
    def __repr__(self):
        return 'Dog ' + self.name
class Puppy(Dog):
    def __len__(self):
        return 1
    def __add__(self, other):
        return self.name + other.name""",
    """import collections, enum
class Euro(int):
    def twice(self):
        return self * 2
class Cent(Euro):
    pass
euro, cent = Euro(5), Cent(7)
point = collections.namedtuple('Point', 'x y')(1, 2)
class Level(enum.IntEnum):
    LOW = 2
level = Level.LOW
class Word(str):
    pass
class Bag(dict):
    pass
class Row(list):
    pass
class Set(set):
    pass
class Metre(float):
    pass
word, bag, row, several = Word('abc'), Bag(a=1), Row([1, 2]), Set([1, 2])
nested, metre = {'k': [euro, word]}, Metre(1.5)
class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __mul__(self, number):
        return Vector(self.x * number, self.y * number)
    __rmul__ = __mul__
    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)
    def __lt__(self, number):
        return self.x + self.y < number
table, labelled, kinds = {'a': 1, 'b': 2}, {word: euro}, {word}
keys, values, pairs = table.keys(), table.values(), table.items()""",
    "arr = np.array([1, 2, 3])\ndef double(a):\n    return a * 2",
    "df = pd.DataFrame({'a': [1, 2], 'b': ['x', 'y']})",
    "stamps = pd.Series(pd.to_datetime(['2027-01-02', '2028-03-04']))",
    "def draw():\n    return random.random()\ndef throw():\n    return np.random.random()",
]
MUTANTS: dict[str, Mapping[str, str]] = {
    "right": {},
    "off by one": {"v * v": "v * v + 1", "x = 5": "x = 6", "[1, 2, 3]": "[1, 2, 4]"},
    "of other types": {"x = 5": "x = 5.0", "sqrt(2)": "sqrt(2) * 1j", "'a': [1, 2]": "'a': list('12')"},
    "missing": {"x = 5\n": "", "def square": "def squared", "arr = ": "array = ", "class Dog": "class Cat"},
    "stops": {"x = 5": "1 / 0\nx = 5", "l.sort()": "raise KeyError('l')", "df = ": "raise SystemExit\ndf = "},
    "shadows": {"x = 5": "x = 5\nsum = max\nlen = 3\nround = lambda *a: 1.41", "import random, math": "import random, math\nlist = tuple"},
    "partial": {"inventory.append": "print", "return len(self.tricks)": "return None", "a * 2": "list(a)"},
    "dots": {"x = 5": "x = ...", "return v * v": "...", "df = ": "df = ...\nno = "},
    "lazy": {"v * v": "sum(v for _ in range(v))", "np.array([1, 2, 3])": "range(1, 4)", "[1, 2]": "(1, 2)"},
    "own kinds": {"x = 5": "class Int(int):\n    pass\nx = Int(5)", "inventory = []": "import collections\ninventory = collections.deque()"},
}  # fmt: skip


def mutated(changes: Mapping[str, str]) -> list[str]:
    text = "\0".join(SOLUTION)
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.split("\0")


def cases(answer: Mapping[str, Any]) -> dict[tuple[str, int], bool]:
    return {
        (one["name"], number): case["passed"]
        for one in answer["questions"]
        for number, case in enumerate(one["cases"])
    }


@pytest.mark.parametrize("name", MUTANTS)
@pytest.mark.parametrize("seed", [{}, {"seed": 7}], ids=["plain", "seeded"])
def test_the_judge_gives_what_otter_gives(
    name: str, seed: dict[str, Any], nursery: WarmNursery, tmp_path: Path
) -> None:
    if seed and name not in ("right", "stops"):
        pytest.skip("one right and one wrong notebook with a seed will do")
    request = request_of(tmp_path / "made", TESTS, mutated(MUTANTS[name]), seed)
    told: dict[str, Any] = {"cwd": tmp_path, "deadline": LONG}
    found: dict[str, Any] = {}

    def by_otter() -> None:
        plain = {**request, "by": "otter"}
        found["otter"] = nursery.job("grade", plain, name="otter", **told)

    peer = threading.Thread(target=by_otter)
    peer.start()
    judged = nursery.job("grade", request, name="judge", **told)
    peer.join()
    assert judged["ok"], judged.get("error")
    ours, theirs = cases(judged), cases(found["otter"])
    assert set(ours) == set(theirs)
    assert {key: (ours[key], theirs[key]) for key in ours if ours[key] != theirs[key]} == {}
    assert (judged["total"], judged["possible"]) == (
        found["otter"]["total"],
        found["otter"]["possible"],
    )
    assert [one["error"] for one in judged["errors"]] == [
        one["error"] for one in found["otter"]["errors"]
    ]
