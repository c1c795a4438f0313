"""The page for staff: how the class did, what was hard, and who needs a look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import mean, median

from coursekit.errors import Problem
from coursekit.grading.model import Identity
from coursekit.grading.outputs.feedback import About
from coursekit.grading.outputs.page import page
from coursekit.grading.outputs.plot import histogram
from coursekit.grading.outputs.tally import Listed, Tally
from coursekit.grading.outputs.words import STATUS, html, line, many, shown

_GROUPS = 40
_FEW = 3
"""Students of a group that are linked."""


def as_html(
    tally: Tally,
    about: About,
    missing: Sequence[Identity],
    problems: Sequence[Problem],
    *,
    manual: bool,
) -> str:
    """Return the summary; ``manual`` tells that there is a form for manual questions."""
    parts = [
        _head(tally, about, manual=manual),
        "<main>",
        *_problems(problems),
        _scores(tally),
        _statuses(tally, len(missing)),
        *_questions(tally),
        *_alike(tally),
        *_listed("Could not be graded", tally.failed, tally.counts["failed"]),
        *_listed("Nobody knows whose these are", tally.unknown, tally.counts["unknown"]),
        *_listed("To look at", tally.notes, tally.counts["notes"]),
        *_listed("Late", tally.late, tally.counts["late"]),
        *_missing(missing),
        "</main>",
    ]
    return page(f"{about.title}: summary", "\n".join(parts))


def students(rows: Iterable[tuple[str, str, str, str, str]], about: About) -> str:
    """Return the index for staff: college, student, status, points, and the page of each.

    ``rows`` are (college, student, status, points, address), in any order.
    """
    body = "\n".join(
        f'<tr><td>{html(college)}</td><th scope="row"><a href="{html(address)}">{html(who)}</a>'
        f"</th><td>{html(status)}</td><td>{html(score)}</td></tr>"
        for college, who, status, score, address in sorted(rows)
    )
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("College", "Student", "Status", "Points")
    )
    return page(
        f"{about.title}: students",
        f'<header><p class="over">{html(about.course)}</p><h1>{html(about.title)}: students</h1>'
        '<p>For staff. <a href="summary.html">Summary</a></p></header>\n<main>'
        f'<table class="wide"><caption>Feedback of each student</caption><thead><tr>{head}</tr>'
        f"</thead>\n<tbody>\n{body}\n</tbody></table></main>",
    )


def _head(tally: Tally, about: About, *, manual: bool) -> str:
    form = ' · <a href="manual.html">Questions to mark by hand</a>' if manual else ""
    return (
        f'<header><p class="over">{html(about.course)}</p><h1>{html(about.title)}</h1>'
        f"<p>{many(sum(tally.statuses.values()), 'submission')}. For staff: it tells what hidden"
        f' tests found. <a href="students.html">Every student</a>{form}</p></header>'
    )


def _problems(problems: Sequence[Problem]) -> Iterable[str]:
    if problems:
        items = "\n".join(
            f"<li>{html(problem.message, 400)}"
            f"{f' <code>{html(problem.where)}</code>' if problem.where else ''}"
            f'<br><span class="soft">{html(problem.hint)}</span></li>'
            for problem in problems[:100]
        )
        yield f'<section class="late"><h2>To put right</h2><ul>\n{items}\n</ul></section>'


def _scores(tally: Tally) -> str:
    if not tally.shares:
        return "<section><h2>Points</h2><p>Nothing is graded yet.</p></section>"
    most = shown(tally.possible)
    said = f"Mean {mean(tally.shares):.0%}, median {median(tally.shares):.0%} of {most} points."
    waiting = tally.counts["pending"]
    if waiting:
        said += f" {many(waiting, 'submission')} still wait for a person: counted by their tests."
    plot = histogram(tally.bins)
    return f"<section><h2>Points</h2><p>{said}</p><figure>{plot}</figure></section>"


def _statuses(tally: Tally, missing: int) -> str:
    rows = [(STATUS[name], tally.statuses[name]) for name in STATUS if tally.statuses[name]]
    rows += [("of them late", tally.counts["late"])] if tally.counts["late"] else []
    rows += [("handed nothing in", missing)] if missing else []
    body = "".join(f'<tr><th scope="row">{name}</th><td>{n:,}</td></tr>' for name, n in rows)
    return (
        '<section><h2>Submissions</h2><table><thead><tr><th scope="col">Status</th>'
        f'<th scope="col">How many</th></tr></thead><tbody>{body}</tbody></table></section>'
    )


def _questions(tally: Tally) -> Iterable[str]:
    if not tally.questions:
        return
    rows = "\n".join(
        f'<tr><th scope="row">{html(one.name)}</th>'
        f'<td>{one.mean:.0%} <span class="bar" style="--share:{one.mean:.3f}"></span></td>'
        f"<td>{one.full:,}</td><td>{one.nothing:,}</td><td>{shown(one.possible)}</td></tr>"
        for one in tally.hardest
    )
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("Question", "Mean", "Full points", "None", "Of")
    )
    yield (
        f"<section><h2>Hardest questions</h2><table><thead><tr>{head}</tr></thead>"
        f"<tbody>\n{rows}\n</tbody></table></section>"
    )


def _alike(tally: Tally) -> Iterable[str]:
    groups = tally.groups.largest
    if not groups:
        return
    rows = []
    for group in groups[:_GROUPS]:
        examples = " ".join(
            f'<a href="{html(address)}">{number}</a>'
            for number, address in enumerate(group.students[:_FEW], start=1)
        )
        rows.append(
            f'<tr><th scope="row">{many(group.count, "student")}</th><td>{html(group.label)}</td>'
            f"<td>{html(group.question) or 'a cell'}</td>"
            f'<td aria-label="examples">{examples}</td></tr>'
        )
    more = len(groups) - _GROUPS
    rest = f"<p>{many(more, 'other kind')} of failure: summary.json.</p>" if more > 0 else ""
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("Who", "Failure", "Where", "For example")
    )
    yield (
        f'<section><h2>Failures that look alike</h2><table class="wide"><thead><tr>{head}</tr>'
        f"</thead><tbody>\n{chr(10).join(rows)}\n</tbody></table>{rest}</section>"
    )


def _listed(title: str, listed: Sequence[Listed], count: int) -> Iterable[str]:
    if not listed:
        return
    rows = "\n".join(
        f'<tr><th scope="row"><a href="{html(one.page)}">{html(one.who)}</a></th>'
        f"<td>{html(one.college)}</td><td>{html(one.why)}</td></tr>"
        for one in listed
    )
    more = f"<p>and {count - len(listed):,} more: gradebook.csv</p>" if count > len(listed) else ""
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Student", "College", "What"))
    yield (
        f'<section><h2>{title} <span>{count:,}</span></h2><table class="wide"><thead><tr>{head}'
        f"</tr></thead><tbody>\n{rows}\n</tbody></table>{more}</section>"
    )


def _missing(missing: Sequence[Identity]) -> Iterable[str]:
    if missing:
        items = "\n".join(
            f"<li>{html(line(who.shown, 80))} <span class='soft'>{html(who.college)}</span></li>"
            for who in missing
        )
        yield (
            f"<section><h2>Handed nothing in <span>{len(missing):,}</span></h2>"
            f'<ul class="columns">\n{items}\n</ul></section>'
        )
