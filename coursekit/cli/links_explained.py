"""``coursekit links --explain``: what somebody's link does, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.cli.session import Session
from coursekit.errors import CoursekitError, ExitCode, Problem

if TYPE_CHECKING:
    from coursekit.links import Link
    from coursekit.links.pasted import Short


def explain_link(session: Session, path: Path, pasted: str, *, look: bool) -> None:
    """Show what a link does; what is wrong with it is the command's problem.

    ``look`` has its repository looked at, too. A short address is told by the project at ``path``.
    """
    from coursekit.links.explain import explain
    from coursekit.links.pasted import find_link, find_short
    from coursekit.pipeline.link_proof import look_at

    short = find_short(find_link(pasted).link)
    link = pasted
    if short is not None:
        _say_short(session, short)
        own = _own_link(path, short)
        if own is None:
            return
        session.show(f"For now it leads to {own.url}\n")
        link = own.url
    found = explain(link)
    problems = list(found.problems)
    if look and (seen := look_at(found.address)):
        problems.append(seen)
    session.results = [
        {"link": pasted, **found.address.__dict__, "does": list(found.does), "better": found.better}
    ]
    session.show("\n".join(found.does))
    if not problems:
        far = "as its text tells. With --prove its repository is looked at, too"
        far = "as its text and its repository tell" if look else far
        session.show(f"\nNothing is wrong with it, as far {far}.")
        return
    if found.better != link:
        session.show(f"\nPut right, it would be:\n{found.better}")
    raise CoursekitError.of(problems, ExitCode.FOUND)


def _say_short(session: Session, short: Short) -> None:
    what = f"the assignment {short.assignment}" if short.assignment else "the list of assignments"
    does = (
        f"It is a short address of a hub made by coursekit, at {short.hub}.",
        "It asks for the college once, remembers it, has the student sign in there, and goes on to"
        f" {what} of the course {short.course}.",
        "It goes on working when the notebook or the repository moves.",
    )
    session.results = [{"link": f"{short.hub}/go/{short.course}/{short.assignment}", "does": does}]
    session.show("\n".join(does))


def _own_link(path: Path, short: Short) -> Link | None:
    """Return the link that a short address of the project at ``path`` leads to.

    Nothing if it is another hub's; raises ``CoursekitError`` if this one has no such assignment.
    """
    from coursekit.hub.short import called, typed
    from coursekit.links import links_of
    from coursekit.spec import load

    try:
        project = load(path)
    except CoursekitError:
        return None
    hubs = {project.fleet.url_of(college) for college in project.fleet.colleges}
    if short.hub.rstrip("/") not in hubs:
        return None
    if not short.assignment:
        return None
    for folder in project.courses:
        found = called(folder.course.assignments, short.assignment)
        if typed(folder.id) != typed(short.course) or found is None:
            continue
        for link in links_of(project):
            here = link.short.startswith(f"{short.hub.rstrip('/')}/")
            if here and (link.course, link.assignment) == (folder.id, found.name):
                return link
    known = sorted({link.short for link in links_of(project)})
    problem = Problem(
        f"there is no assignment {short.assignment} in {short.course}: students land on a page with"
        " all there are",
        hint=f"there are: {', '.join(known[:6])}{' ...' if known[6:] else ''}",
    )
    raise CoursekitError.of([problem], ExitCode.FOUND)
