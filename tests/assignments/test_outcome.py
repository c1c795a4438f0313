"""What a failed case says, out of otter's words."""

from __future__ import annotations

import doctest
import io

from hypothesis import given
from hypothesis import strategies as st

from coursekit.assignments.outcome import Outcome, outcome


def said(code: str) -> dict[str, str]:
    """Run a doctest as otter does, and return its message."""
    test = doctest.DocTestParser().get_doctest(code, {}, "q1 0", None, None)
    out = io.StringIO()
    doctest.DocTestRunner(verbose=True).run(test, out=out.write)
    return {"message": "❌ Test case failed\n" + out.getvalue()}


def test_a_doctest() -> None:
    assert outcome(said(">>> 2 * 2\n5\n")) == Outcome("5", "4")
    assert outcome(said(">>> print('a')\n>>> 2\n2\n")) == Outcome("nothing", "a")
    assert outcome(said(">>> x = 1\n1\n")) == Outcome("1", "nothing")
    assert outcome(said(">>> 1 / 0\n1\n")).error == "ZeroDivisionError: division by zero"


def test_a_test_function() -> None:
    start = "❌ Test case failed\nError at line 14 in test q1:\n      assert total == 55, 'Add.'\n"
    values = {"message": f"{start}AssertionError: Add.", "values": ["45", "55"]}
    assert outcome(values) == Outcome("55", "45", said="Add.")
    assert outcome({"message": f"{start}AssertionError: Add."}) == Outcome(said="Add.")
    assert outcome({"message": f"{start}NameError: no x"}) == Outcome(error="NameError: no x")


def test_the_trap_of_numpy_2() -> None:
    for expected, got in (
        ("True", "np.True_"),
        ("5.5", "np.float64(5.5)"),
        ("(1, 'a')", "(np.int64(1), np.str_('a'))"),
        ("{3: False}", "{np.int32(3): np.False_}"),
    ):
        assert Outcome(expected, got).trap == got
    assert Outcome("False", "np.True_").trap == ""
    assert Outcome("5", "np.float64(5.5)").trap == ""
    assert Outcome("True", "True").trap == ""


@given(st.text(), st.text())
def test_no_message_crashes_it(message: str, more: str) -> None:
    for text in (
        message,
        f"Failed example:\n    {message}\nExpected:\n    {more}\nGot:\n{message}",
    ):
        assert isinstance(outcome({"message": text}).lines, tuple)
