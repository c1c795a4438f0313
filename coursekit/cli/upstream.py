"""``coursekit upstream``: takes over what changed in the course that this one was adapted from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coursekit.cli.session import Session, command, dry_run_option, path_argument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.pipeline.upstream import Looked
    from coursekit.spec import CourseFolder
    from coursekit.state import State
    from coursekit.upstream.plan import Facts, Item

_HELP = "A question, file, folder or assignment"


@command("upstream")
@path_argument
@dry_run_option
@click.option(
    "--apply",
    "wanted",
    type=click.Choice(["safe", "all"]),
    help="Take what touches nothing you changed; all: and what goes together with yours.",
)
@click.option("--theirs", multiple=True, metavar="NAME", help=f"{_HELP}: take upstream's version.")
@click.option("--ours", multiple=True, metavar="NAME", help=f"{_HELP}: keep yours, ask no more.")
@click.option("--both", multiple=True, metavar="NAME", help=f"{_HELP}: put both together.")
@click.option("--show", multiple=True, metavar="NAME", help=f"{_HELP}: print both versions.")
@click.option("--base", metavar="COMMIT", help="The upstream commit that you merged last.")
def upstream(
    session: Session,
    path: Path,
    *,
    dry_run: bool,
    wanted: str | None,
    theirs: tuple[str, ...],
    ours: tuple[str, ...],
    both: tuple[str, ...],
    show: tuple[str, ...],
    base: str | None,
) -> None:
    """List what changed in the course that PATH was adapted from, and take over what you choose.

    A change is a question, a cell or a file. Nothing is taken without --apply, --theirs or --both,
    or a yes when asked; what you changed yourself stays unless you name it.
    """
    from coursekit.pipeline.upstream import look
    from coursekit.spec.project import load_course
    from coursekit.state import State
    from coursekit.upstream.plan import chosen, items, named

    folder = load_course(path)
    state = State(folder.root)
    words = [
        *(("theirs", word) for word in theirs),
        *(("both", word) for word in both),
        *(("ours", word) for word in ours),
    ]
    with state.locked():
        session.tell(f"Fetching {folder.course.upstream.repo}" if folder.course.upstream else "")
        looked = look(folder, state, base)
        found = items(looked.facts)
        for remark in looked.remarks:
            session.tell(f"note: {remark}")
        if show:
            _show(session, [item for word in show for item in named(found, word)])
            return
        asked = bool(words) or wanted is not None
        choices = chosen(found, apply=wanted, words=words)
        if not asked:
            _list(session, looked, found)
            if not dry_run and not session.as_json and _terminal():
                choices = _ask(session, found)
                asked = bool(choices)
        if asked or (dry_run and base):
            _do(session, folder, state, looked.facts, choices, dry_run=dry_run)
    if asked and not dry_run:
        _after(session, folder, looked.facts)


def _list(session: Session, looked: Looked, found: Sequence[Item]) -> None:
    """Print what there is to choose about, by file."""
    facts = looked.facts
    session.results = [_as_json(item, looked) for item in found]
    if looked.guessed:
        session.tell(
            f"note: no merge is on record: this begins from {facts.base[:10]} ({looked.since}), the"
            " commit your files are most like; --base COMMIT names another"
        )
    open_ = [item for item in found if not item.kept]
    touching = [item for item in open_ if item.part.state == "touches"]
    since = f"since {facts.base[:10]} ({looked.since})"
    if not open_:
        session.show(f"No changes: you have all that upstream changed up to {facts.commit[:10]}.")
    else:
        what = (
            "questions you changed"
            if all(i.part.question for i in touching)
            else "what you changed"
        )
        fixes = f"{len(open_)} upstream {'fix' if len(open_) == 1 else 'fixes'} {since}"
        verb = "touches" if len(touching) == 1 else "touch"
        if len(touching) == 1:
            what = what.replace("questions", "a question")
        session.show(f"{fixes}; {len(touching)} {verb} {what}.")
    _rows(session, looked, [item for item in found if session.verbose or not item.kept])
    if facts.left:
        names = f": {', '.join(facts.left)}" if session.verbose else ""
        session.show(f"\n{len(facts.left)} more are in files that you removed{names}")
    if open_:
        session.show(_next(open_, touching))


def _rows(session: Session, looked: Looked, found: Sequence[Item]) -> None:
    from coursekit.cli.session import table

    if not found:
        return
    width = max(len(item.name) for item in found)
    last = None
    for item in found:
        path = item.changed.file.path
        if path != last:
            why = looked.why.get(item.changed.file.theirs_path or item.changed.file.base_path, [])
            shown = why if session.verbose else why[:2]
            more = f" ({len(why) - len(shown)} more)" if len(why) > len(shown) else ""
            session.show(f"\n{path}" + (f"    {'; '.join(shown)}{more}" if shown else ""))
            last = path
        row = [[f"  {_state(item)}", item.name.ljust(width), item.part.what]]
        session.show(table(row, ["       ", "", ""]).split("\n", 1)[1])


def _state(item: Item) -> str:
    if item.kept:
        return "left"
    if item.part.state == "safe":
        return "safe"
    return "both" if "both" in item.choices else "clash"


def _next(open_: Sequence[Item], touching: Sequence[Item]) -> str:
    from coursekit.cli.session import program

    lines = ["\nNothing is taken yet."]
    safe = len(open_) - len(touching)
    if safe:
        lines.append(f" next: {program()} upstream --apply safe     takes the {safe} that are safe")
    if touching:
        name = touching[0].name
        lead = " next:" if not safe else "      "
        lines.append(f"{lead} {program()} upstream --show {name}    both versions")
        lines.append(f"       then --theirs {name}, --ours, or --both where it says both")
    return "\n".join(lines)


def _show(session: Session, found: Sequence[Item]) -> None:
    for item in found:
        part = item.part
        session.results.append(
            {
                "name": item.name,
                "base": part.base,
                "ours": part.ours,
                "theirs": part.theirs,
            }
        )
        session.show(f"== {item.name} in {item.changed.file.path}: {part.what}")
        session.show(_diff("upstream before", "upstream now", part.base, part.theirs))
        if part.ours != part.base:
            session.show(_diff("upstream before", "yours", part.base, part.ours))


def _diff(one: str, two: str, before: str, after: str) -> str:
    import difflib

    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), one, two, n=2, lineterm=""
    )
    return "\n".join(lines) or f"--- {one}\n+++ {two}\n(no text, or the same text)"


def _terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask(session: Session, found: Sequence[Item]) -> dict[tuple[str, str], str]:
    """Ask what to do: once for all that is safe, then for each of the others."""
    choices: dict[tuple[str, str], str] = {}
    safe = [item for item in found if not item.kept and item.part.state == "safe"]
    if safe and click.confirm(f"\nTake the {len(safe)} that are safe?", default=False):
        choices |= {item.key: "theirs" for item in safe}
    for item in found:
        if item.kept or item.part.state == "safe":
            continue
        session.show("")
        _show(session, [item])
        able = [*item.choices, "later"]
        answer = click.prompt(
            f"{item.name}", type=click.Choice(able), default="later", show_choices=True
        )
        if answer != "later":
            choices[item.key] = answer
    return choices


def _do(
    session: Session,
    folder: CourseFolder,
    state: State,
    facts: Facts,
    choices: dict[tuple[str, str], str],
    *,
    dry_run: bool,
) -> None:
    """Carry the choices out, or show what that would do."""
    from coursekit.apply import apply
    from coursekit.cli.building import show_plan
    from coursekit.cli.report import LineProgress
    from coursekit.pipeline.upstream import again, perform, planned

    if dry_run:
        shown = planned(facts, choices)
        show_plan(session, shown)
        for action in shown.pending:
            _show_work(session, action.work)
        return
    progress = LineProgress(quiet=session.quiet, verbose=session.verbose)
    try:
        applied = apply(
            lambda: planned(again(facts, folder), choices),
            lambda action, _say: (state, perform(action, state)),
            progress,
        )
    finally:
        progress.close()
    session.results = [{"file": one.results["file"]} for one in applied.receipts]


def _show_work(session: Session, work: Any) -> None:
    from coursekit.upstream.plan import WriteFile

    if not isinstance(work, WriteFile):
        return
    texts = []
    for data in (work.before, work.data):
        try:
            texts.append((data or b"").decode("utf-8"))
        except UnicodeDecodeError:
            return
    name = work.place.relative_to(work.root).as_posix()
    if texts[0] != texts[1]:
        session.show(f"\n{_diff(f'{name} now', f'{name} then', *texts)}")
    if work.spec is not None:
        lines = (data.decode("utf-8", "replace") for data in work.spec)
        session.show(f"\n{_diff('course.yml now', 'course.yml then', *lines)}")


def _after(session: Session, folder: CourseFolder, facts: Facts) -> None:
    """Say what is left, and what to do next."""
    from coursekit.cli.session import program
    from coursekit.pipeline.upstream import again
    from coursekit.upstream.plan import items

    now = again(facts, folder)
    done = now.lock is not None and now.lock.commit == facts.commit
    count = 0 if done else sum(not item.kept for item in items(now))
    written = [row["file"] for row in session.results if row["file"] != "upstream.lock"]
    session.show(
        f"{_count(len(written), 'file')} changed, {_count(count, 'upstream change')} left."
    )
    if written:
        session.tell("What was there before is in .coursekit/upstream/before.")
        session.show(f" next: {program()} assign     proves that the course still works")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _as_json(item: Item, looked: Looked) -> dict[str, Any]:
    return {
        "name": item.name,
        "file": item.changed.file.path,
        "part": item.part.label,
        "change": item.part.what,
        "state": "left" if item.kept else item.part.state,
        "choices": list(item.choices),
        "commits": looked.why.get(item.changed.file.theirs_path or item.changed.file.base_path, []),
    }
