"""What a student reads of their work: points, the public tests, what to look at, kind words.

Of tests that are kept hidden, a page says at most how many passed, if the author chose to show
that (otter's ``show_hidden``): neither their code nor their names, nor what they found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from coursekit.grading.model import Case, Grade, Question, Status
from coursekit.grading.outputs.by_hand import Mark, Marked
from coursekit.grading.outputs.page import page
from coursekit.grading.outputs.words import block, html, many, shown

_WHY: dict[Status, str] = {
    "not-a-notebook": "The file that you handed in could not be opened as a notebook. Please hand"
    " in the .ipynb file itself.",
    "wrong-assignment": "The notebook that you handed in belongs to another assignment. Please"
    " check which file you chose.",
    "too-long": "Your notebook ran longer than is allowed and was stopped. Look for a loop that"
    " never ends, then choose Kernel > Restart & Run All to see that it runs through.",
    "too-much-memory": "Your notebook needed more memory than is allowed. Look for a list or table"
    " that grows much larger than it should.",
    "too-much-output": "Your notebook printed more than is allowed. Look for a print in a loop.",
    "crashed": "Python ended while your notebook ran. Choose Kernel > Restart & Run All to see in"
    " which cell that happens.",
    "failed": "Your work could not be graded. This may well be no fault of yours: your instructor"
    " has been told.",
}


@dataclass(frozen=True)
class About:
    """What the pages say of the assignment."""

    title: str
    course: str = ""
    show_hidden: bool = False
    """Whether students may know how many hidden tests passed."""


def as_html(one: Marked, about: About) -> str:
    """Return the page for one student."""
    grade = one.grade
    who = grade.submission.student
    name = who.name or who.login or who.email or "your work"
    head = f"""<header>
<p class="over">{html(about.course)}</p>
<h1>{html(about.title)}</h1>
<p>Feedback for <strong>{html(name)}</strong></p>
</header>"""
    body = [head, "<main>", _total(one), *_late(grade)]
    parts = [_question(index, one, about) for index, one in enumerate(grade.questions)]
    parts += [_marked(mark) for mark in one.marks if grade.status == "graded" or mark.comment]
    if parts:
        body += [_table(one), "<h2>Question by question</h2>", *parts]
    body += [*_errors(grade), "</main>"]
    return page(f"{about.title}: feedback", "\n".join(part for part in body if part))


def _total(one: Marked) -> str:
    grade = one.grade
    if grade.status != "graded":
        partly = "<p>What was checked before that is below.</p>" if grade.questions else ""
        return f'<section class="total"><p>{_WHY[grade.status]}</p>{partly}</section>'
    if one.pending:
        waiting = ", ".join(map(html, one.pending))
        so_far = grade.total + sum(mark.points or 0 for mark in one.marks)
        return (
            f'<section class="total"><p><b>{shown(so_far)}</b> of {shown(one.possible)} points so'
            f" far</p><p>Your instructor still reads your answer to {waiting}.</p></section>"
        )
    assert one.total is not None
    return (
        f'<section class="total"><p><b>{shown(one.total)}</b> of {shown(one.possible)} points</p>'
        "</section>"
    )


def _late(grade: Grade) -> Iterable[str]:
    when = grade.submission.handed_in
    said = f" Handed in {_time(when)}." if when else ""
    if grade.submission.late:
        yield f'<p class="late">This was handed in after it was due.{said}</p>'
    elif said:
        yield f'<p class="soft">{said.strip()}</p>'


def _time(when: datetime) -> str:
    return f"{when:%a} {when.day} {when:%b %Y, %H:%M}"


def _table(one: Marked) -> str:
    rows = [
        f'<tr><th scope="row"><a href="#{_place(index)}">{html(question.name)}</a></th>'
        f"<td>{shown(question.score)}</td><td>{shown(question.possible)}</td></tr>"
        for index, question in enumerate(one.grade.questions)
    ]
    rows += [
        f'<tr><th scope="row">{html(mark.question)}</th>'
        f"<td>{'to come' if mark.points is None else shown(mark.points)}</td>"
        f"<td>{shown(mark.possible)}</td></tr>"
        for mark in one.marks
    ]
    head = '<th scope="col">Question</th><th scope="col">Points</th><th scope="col">Of</th>'
    return (
        '<table class="points"><caption>Points</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{chr(10).join(rows)}\n</tbody></table>"
    )


def _place(index: int) -> str:
    return f"question-{index + 1}"


def _question(index: int, question: Question, about: About) -> str:
    public = [case for case in question.cases if not case.hidden]
    full = question.score >= question.possible
    said = [_case(case) for case in public if not case.passed]
    passed = sum(case.passed for case in public)
    if public and passed == len(public):
        said.append(f"<p>All {many(passed, 'test')} that you can see passed.</p>")
    elif passed:
        said.append(f"<p>{many(passed, 'other test')} that you can see passed.</p>")
    said += _hidden([case for case in question.cases if case.hidden], about)
    mark = "full" if full else "part"
    return (
        f'<section class="question {mark}" id="{_place(index)}">\n'
        f"<h3>{html(question.name)} <span>{shown(question.score)} of"
        f" {shown(question.possible)}</span></h3>\n{chr(10).join(said)}\n</section>"
    )


def _case(case: Case) -> str:
    said = block(case.message)
    text = f"<pre tabindex='0'>{said}</pre>" if said else ""
    return f"<p><strong>{html(case.name)}</strong> did not pass.</p>{text}"


def _hidden(cases: list[Case], about: About) -> Iterable[str]:
    if not cases:
        return
    failed = sum(not case.passed for case in cases)
    if about.show_hidden:
        yield f"<p>{len(cases) - failed} of {many(len(cases), 'hidden test')} passed.</p>"
    elif failed:
        yield (
            "<p>Some tests that are kept hidden did not pass. They try your answer on other"
            " values: read the question again, and try it on values of your own.</p>"
        )


def _marked(mark: Mark) -> str:
    possible = shown(mark.possible)
    if mark.points is None:
        state, given = "waits", f"of {possible}"
        said = "Your instructor still reads this answer." if mark.possible else ""
    else:
        state = "full" if mark.points >= mark.possible else "part"
        given, said = f"{shown(mark.points)} of {possible}", "Read by your instructor."
    comment = f'<blockquote class="comment">{block(mark.comment, 10_000)}</blockquote>'
    return (
        f'<section class="question {state}">\n'
        f"<h3>{html(mark.question)} <span>{given}</span></h3>\n"
        f"<p>{said}</p>\n{comment if mark.comment else ''}\n</section>"
    )


def _errors(grade: Grade) -> Iterable[str]:
    if not grade.errors:
        return
    yield "<h2>Cells that stopped with an error</h2>"
    yield "<p>Cells are counted from the top of the notebook, text cells too.</p><ul>"
    for error in grade.errors[:20]:
        said = html(error.get("error", ""))
        yield f"<li>Cell {html(error.get('cell', '?'), 12)}: <code>{said}</code></li>"
    more = len(grade.errors) - 20
    yield f"<li>and {more:,} more</li></ul>" if more > 0 else "</ul>"
