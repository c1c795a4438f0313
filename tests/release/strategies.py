"""Random courses and secrets."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from tests.release.course import Question

_WORDS = """
river harbor lantern meadow copper signal orchard thunder velvet marble glacier pepper saddle
compass feather granite hollow ivory jungle kettle ladder mirror needle oyster pillow quarry ribbon
shelter timber umbrella valley walnut yellow zipper anchor basket candle desert engine forest
"""
WORDS = st.sampled_from(_WORDS.split())
NAMES = st.builds(lambda a, b: f"{a}_{b}", WORDS, WORDS)
NUMBERS = st.integers(11, 99_999).filter(lambda number: str(number).strip("0") not in "123456789")
COMMON_LINES = st.sampled_from(
    [
        "x = 1",
        "import numpy as np",
        "import pandas as pd",
        "import matplotlib.pyplot as plt",
        "%matplotlib inline",
        "plt.show()",
        "plt.hist(x, bins=10)",
        "for i in range(10):",
        "    total = total + 1",
        "return x",
        'df = pd.read_csv("data.csv")',
        "df.head()",
        "np.mean(x)",
        "y = np.arange(10)",
        "np.random.seed(42)",
        "print(x)",
        "x, y = 1, 2",
        "i += 1",
        "z = x + y",
        "t.show(5)",
        "names = []",
        'plots.style.use("fivethirtyeight")',
        "fig, ax = plt.subplots()",
        "# your code here",
        "...",
    ]
)


@st.composite
def expressions(draw: st.DrawFn) -> str:
    """An answer in a line of code."""
    kind = draw(st.integers(0, 4))
    a, b, n = draw(NAMES), draw(NAMES), draw(NUMBERS)
    return [
        f"{a} * {n} - {b}",
        f"sum(range(1, {n}))",
        f'{a}.where("{b}", {n}).num_rows',
        f'"{a} of {b}"',
        f"np.mean({a}) / {n}",
    ][kind]


@st.composite
def solutions(draw: st.DrawFn) -> tuple[str, ...]:
    """The lines of a solution, common ones among them."""
    if draw(st.booleans()):
        return (draw(expressions()),)
    head = f"def {draw(NAMES)}({draw(WORDS)}):"
    body = [f"    {draw(WORDS)} = {draw(expressions())}" for _ in range(draw(st.integers(1, 3)))]
    extra = [f"    {draw(COMMON_LINES).strip()}"] if draw(st.booleans()) else []
    return (head, *body, *extra, f"    return {draw(NAMES)}")


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A question whose text does not say its answer."""
    written = st.lists(WORDS, min_size=12, max_size=25, unique=True)
    prose = draw(written) if draw(st.booleans()) else []
    name = draw(NAMES)
    return Question(
        asked=f"**Question.** Give the name `{name}` to the {draw(WORDS)} of the data.",
        name=name,
        solution=draw(solutions()),
        hidden=f"{name} == {draw(NUMBERS)}.{draw(NUMBERS)}",
        prose=f"**SOLUTION:** {' '.join(prose)}." if prose else "",
    )


@st.composite
def courses(draw: st.DrawFn) -> dict[str, list[Question]]:
    """The labs of a course."""
    return {
        f"lab{number:02}": draw(st.lists(questions(), min_size=1, max_size=3))
        for number in range(1, draw(st.integers(1, 3)) + 1)
    }


LETTERS = string.ascii_letters + string.digits


def _random(size: int, alphabet: str = LETTERS) -> st.SearchStrategy[str]:
    text = st.text(alphabet, min_size=size, max_size=size)
    return text.filter(lambda found: len(set(found[4:])) >= min(14, size // 2, len(alphabet) - 4))


# Put together here, so that no file has one.
KEYS = st.one_of(
    _random(36).map(lambda text: f"gh{'p'}_{text}"),
    _random(20).map(lambda text: f"gl{'pat'}-{text}"),
    _random(16, string.ascii_uppercase + string.digits).map(lambda text: f"AK{'IA'}{text}"),
    _random(35).map(lambda text: f"AI{'za'}{text}"),
    _random(34).map(lambda text: f"h{'f'}_{text}"),
    _random(40, "0123456789abcdef").map(lambda text: f"http://127.0.0.1:8888/lab?tok{'en'}={text}"),
    _random(14).map(lambda text: f"https://ada:{text}@git.example.edu/a/b.git"),
    _random(64).map(lambda text: f"-----BEGIN PRIVATE {'KEY'}-----\n{text}\n-----END"),
    st.lists(st.sampled_from(LETTERS), min_size=24, max_size=24, unique=True)
    .map("".join)
    .filter(lambda text: sum(map(str.isdigit, text)) > 2 and sum(map(str.isalpha, text)) > 2)
    .map(lambda text: f'api_key = "{text}"'),
)
HOMES = st.builds(
    lambda root, who, rest: f"{root}{who}/{rest}",
    st.sampled_from(["/home/", "/Users/", "file:///home/", "C:/Users/"]),
    st.sampled_from(["ada", "grace.h", "lin-2", "k_johnson"]),
    NAMES.map(lambda name: f"course/{name}.ipynb"),
)
