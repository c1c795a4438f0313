"""Where the border lies between an answer and a line that any course has."""

from __future__ import annotations

import pytest

from coursekit.release.fragments import index_of
from coursekit.release.secrets import Line, Parts, Secret, hidden_of_test_file, read
from coursekit.release.words import words
from tests.release.course import cell, notebook


def found(secret: str, text: str, *, public: str = "", others: tuple[str, ...] = ()) -> bool:
    """Tell whether a solution is found in a text."""
    lines = tuple(Line(line, secret=True) for line in secret.splitlines())
    parts = Parts((Secret("solution", "lab01", lines),), (public,))
    return bool(index_of([parts, *(Parts((), (one,)) for one in others)]).search(words(text)))


@pytest.mark.parametrize(
    "line",
    [
        "x = 1",
        "x = 25",
        "i += 1",
        "return x",
        "plt.hist(x, bins=10)",
        "for i in range(10):",
        "for i in np.arange(10000):",
        'df = pd.read_csv("data.csv")',
        "df.head()",
        "np.mean(x)",
        "x, y = 1, 2",
        "print(total)",
        "t.sort(0, descending=True)",
    ],
)
def test_a_line_that_any_course_has_is_no_secret(line: str) -> None:
    assert not found(line, f"a lecture\n{line}\nand more")


@pytest.mark.parametrize(
    "line",
    [
        "total = sum(range(1, 11))",
        "minutes_per_week = 24 * 2 * 4",
        "readings_c = (readings - 32) * 5 / 9",
        "rides_needed = 27",
        'no_shelter = stops.where("shelter", "no")',
        'answer = "mitochondria"',
        "average_gap = np.mean(gap)",
        "return len(word) > 5 and word.isupper()",
    ],
)
def test_an_answer_is_one(line: str) -> None:
    assert found(line, f"a lecture\n{line}\nand more")
    assert found(line, f"a lecture\n{line}\nand more", public="Use the data to give the answer.")
    assert not found(line, "a lecture\nand more")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("total = sum(range(1, 11))", "total=sum( range(1,\n   11) )"),
        ('no_shelter = stops.where("shelter", "no")', "no_shelter = stops.where('shelter', 'no')"),
        ("total = sum(range(1, 11))  # one more", "total = sum(range(1, 11))"),
        ("total = sum(range(1, 11))", ">>> total = sum(range(1, 11))"),
        ("total = sum(range(1, 11))", "total = sum(range(1, 11))  # easy"),
        ("def f(a):\n    return a * 417 - quarry", "def f(a):\n... return a * 417 - quarry"),
        ("readings_c = (readings - 32) * 5 / 9", "print((readings - 32) * 5 / 9)"),
        ("a_b = river * 417\nc_d = a_b - harbor_rent", '"a_b = river * 417\\n", "x"'),
        ("total = sum(range(1, 11))", "total = \x1b[32msum\x1b[0m(range(\x1b[1m1, 11))"),
    ],
)
def test_layout_hides_nothing(before: str, after: str) -> None:
    assert found(before, after)


def test_what_students_see_is_no_secret() -> None:
    line = "readings_c = (readings - 32) * 5 / 9"
    assert not found(line, line, public=f"As in\n{line}\nyou multiply")


def test_another_assignment_may_not_tell_but_habits_are_no_secret() -> None:
    line = 'plots.configure("wide", palette="viridis")'
    assert found(line, line, others=(line,))
    assert not found(line, line, others=(line, line))


def test_common_words_in_an_answer_of_words() -> None:
    answer = 'city = "New York City"'
    assert not found(answer, "Most people in New York City rent.")
    assert found(answer, answer)


def secrets(*cells: dict[str, object]) -> dict[str, list[str]]:
    parts = read("lab", notebook(*cells))
    told: dict[str, list[str]] = {"public": list(parts.public)}
    for secret in parts.secrets:
        told.setdefault(secret.rule, []).extend(
            line.text.strip() for line in secret.lines if line.secret
        )
    return told


def test_every_mark_of_otter() -> None:
    code = """\
a = 1 # SOLUTION
b = 2
# BEGIN SOLUTION
c = 3
# END SOLUTION
d = 4 # SOLUTION NO PROMPT
\"\"\" # BEGIN PROMPT
e = ...
\"\"\" # END PROMPT
f = 5 # IGNORE
# BEGIN IGNORE
g = 6
# END IGNORE
h = 7 # SEED"""
    told = secrets(cell("code", code))
    assert told["solution"] == ["a = 1", "c = 3", "d = 4"]
    assert told["instructor"] == ["f = 5", "g = 6"]
    assert told["public"] == ["b = 2\ne = ..."]


def test_cells_that_only_some_see() -> None:
    told = secrets(
        cell("raw", "# ASSIGNMENT CONFIG\nname: x"),
        cell("markdown", "## Ignore ##\nask Lin about this"),
        cell("markdown", "```otter\n# BEGIN QUESTION\nname: q1\nmanual: true\n```\nWhich one?"),
        cell("raw", "# BEGIN PROMPT"),
        cell("markdown", "_Type your answer here._"),
        cell("raw", "# END PROMPT"),
        cell("raw", "# BEGIN SOLUTION"),
        cell("markdown", "The second one."),
        cell("markdown", "Shown.", metadata={"tags": ["otter_include"]}),
        cell("raw", "# END SOLUTION"),
        cell("raw", "# BEGIN TESTS"),
        cell("code", "public_one(1)"),
        cell("code", "# HIDDEN\nhidden_one(2)"),
        cell("code", '""" # BEGIN TEST CONFIG\nhidden: true\n""" # END TEST CONFIG\nhidden_two(3)'),
        cell("raw", "# END TESTS"),
        cell("raw", "# END QUESTION"),
    )
    assert told["public"] == ["Which one?", "_Type your answer here._", "Shown.", "public_one(1)"]
    assert told["solution"] == ["The second one."]
    assert told["instructor"] == ["ask Lin about this"]
    assert sorted(set(told["hidden-test"])) == ["hidden_one(2)", "hidden_two(3)"]


def test_hidden_tests_of_an_autograder() -> None:
    old = "test = {'suites': [{'cases': [{'code': '>>> shown(1)', 'hidden': False},"
    old += "{'code': '>>> secret_one(417)', 'hidden': True}]}]}"
    new = "@test_case(points=1, hidden=False)\ndef a(): shown(1)\n"
    new += "@test_case(points=1, hidden=True)\ndef b(): secret_two(417)\n"
    (one,), (two,) = hidden_of_test_file("q1", old), hidden_of_test_file("q1", new)
    assert [line.text for line in one.lines] == [">>> secret_one(417)"]
    assert [line.text for line in two.lines] == ["def b():", "    secret_two(417)"]
    assert hidden_of_test_file("q1", "not (python") == ()
