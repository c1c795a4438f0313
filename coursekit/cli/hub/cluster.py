"""``coursekit hub`` for a fleet whose hub is in a cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.cli.building import build
from coursekit.cli.report import LineProgress, counting
from coursekit.cli.serving import confirm_leaving
from coursekit.cli.session import Session, table
from coursekit.errors import CoursekitError, EngineMissingError, ExitCode

if TYPE_CHECKING:
    from coursekit.hub.probe import Finding
    from coursekit.hub.usage import Day
    from coursekit.links import Link
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.cluster_work import ClusterHub, Seen

_MARKS = {"add": "+", "change": "~", "remove": "-"}


def serves(fleet: Path) -> bool:
    """Tell whether a cluster serves the fleet. Raises ``CoursekitError`` for a wrong file."""
    from coursekit.pipeline.cluster import is_cluster
    from coursekit.spec import load

    return is_cluster(load(fleet))


def plan(session: Session, fleet: Path, base_image: str | None) -> None:
    """Show how a fleet differs from what its cluster has. Changes nothing."""
    hubs = _hubs(_workshop(fleet), base_image)
    session.tell(f"{hubs[0].reach()}, context {hubs[0].release.cluster.context}")
    session.results = []
    for hub in hubs:
        _show(session, hub.look(), hub)
    _tell_unasked(session, hubs)


def up(
    session: Session,
    fleet: Path,
    *,
    dry_run: bool,
    yes: bool,
    canary: str | None,
    recover: bool,
    base_image: str | None,
    patience: int,
) -> None:
    """Make the cluster serve what a fleet says now; go back if the probe fails."""
    from coursekit.pipeline.cluster_reach import clients

    workshop = _workshop(fleet)
    _known(workshop, [canary] if canary else [])
    cluster = workshop.project.fleet.hub.kubernetes
    assert cluster is not None
    clients(workshop, cluster)[0].reach()  # before anything is built
    if not dry_run:
        build(session, workshop, "links")
        _bring_images(session, workshop, base_image)
    hubs = _hubs(workshop, base_image, patience=patience)
    session.tell(f"{hubs[0].reach()}, context {cluster.context}")
    session.results = []
    for hub in hubs:
        seen = hub.look()
        _show(session, seen, hub)
        if not dry_run:
            _up(session, workshop, hub, seen, yes=yes, canary=canary, recover=recover)
    _tell_unasked(session, hubs)


def _up(
    session: Session,
    workshop: Workshop,
    hub: ClusterHub,
    seen: Seen,
    *,
    yes: bool,
    canary: str | None,
    recover: bool,
) -> None:
    """Make one hub what it is to be."""
    if canary and hub.release.site.college(canary) is None:
        canary = None  # it is on another hub
    if seen.installed is not None and seen.installed.half_done:
        if not recover:
            raise CoursekitError(
                f"an upgrade of this hub is half done: {seen.installed.status},"
                f" since {seen.installed.updated}",
                hint="wait for it to end; if nobody is at work: coursekit hub up --recover",
            )
        session.tell(hub.recover())
        seen = hub.look()
    if seen.same:
        return
    leaving = [one.college for one in seen.changes if one.what == "remove" and one.college]
    confirm_leaving(session, dict.fromkeys(leaving), yes=yes)
    if canary:
        _walk_canary(session, workshop, hub, canary)
    hub.apply(seen, session.tell)
    _probe_or_go_back(session, workshop, hub, seen, canary)
    hub.settle(seen)
    session.show(f"The cluster serves {hub.release.site.url}.")


def check(session: Session, fleet: Path, colleges: tuple[str, ...]) -> list[Finding]:
    """Walk every link of the colleges, as a student would."""
    workshop = _workshop(fleet)
    _known(workshop, colleges)
    found = []
    for hub in _hubs(workshop, None, built=False):
        here = [one.id for one in hub.release.site.colleges if one.id in colleges or not colleges]
        if here:
            found += _walk(session, hub, _links(workshop, here), hub.release.site.url)
    return found


def down(session: Session, fleet: Path) -> None:
    """Take the hub away; the homes stay."""
    hubs = _hubs(_workshop(fleet), None, built=False)
    hubs[0].reach()
    session.results = []
    for hub in hubs:
        namespace = hub.release.namespace
        session.tell(f"Taking the hub in {namespace} away, and ending the students' servers ...")
        homes = hub.down()
        session.results.append({"stopped": True, "homes": homes, "namespace": namespace})
        session.show(f"Stopped. {homes} homes stay, as claims in the namespace {namespace}.")


def status(session: Session, fleet: Path) -> None:
    """Say who works, and how many homes there are, by college."""
    hubs = _hubs(_workshop(fleet), None, built=False)
    reached = hubs[0].reach()
    session.results = []
    for hub in hubs:
        _show_status(session, hub, reached)
    _tell_unasked(session, hubs)


def report(fleet: Path) -> list[Day]:
    """Return what was used, day by day; memory is the cluster's to watch."""
    hubs = _hubs(_workshop(fleet), None, built=False)
    hubs[0].reach()
    found = [day for hub in hubs for day in hub.used_days()]
    return sorted(found, key=lambda day: (day.day, day.college))


def _show_status(session: Session, hub: ClusterHub, reached: str) -> None:
    seen = hub.look()
    pods, claims = hub.students()
    label = "coursekit.college"
    at_work = [pod["metadata"]["labels"].get(label, "") for pod in pods]
    homes = [claim["metadata"]["labels"].get(label, "") for claim in claims]
    known = [college.id for college in hub.release.site.colleges]
    gone = sorted({*at_work, *homes} - set(known))
    rows = [
        {"college": one, "servers": at_work.count(one), "homes": homes.count(one)}
        for one in [*known, *gone]
    ]
    chart = f"{seen.installed.chart}, {seen.installed.status}" if seen.installed else ""
    session.results.append(
        {"url": hub.release.site.url, "cluster": reached, "chart": chart, "colleges": rows}
    )
    session.show(f"{hub.release.site.url}: {chart or 'no hub is installed'} ({reached})")
    shown = [(str(row["college"]), str(row["servers"]), str(row["homes"])) for row in rows]
    session.show(table(shown, ("COLLEGE", "SERVERS", "HOMES")))
    for one in gone:
        session.show(f"{one} is not in fleet.yml any more; its homes stay until you remove them.")


def _workshop(fleet: Path) -> Workshop:
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.cluster import require_cluster
    from coursekit.spec import load

    project = load(fleet)
    require_cluster(project)
    return Workshop(project)


def _hubs(
    workshop: Workshop, base_image: str | None, *, built: bool = True, patience: int = 10
) -> list[ClusterHub]:
    """Return the hubs of a fleet: the shared one, and those that colleges have for themselves."""
    from coursekit.pipeline.cluster import hub_releases
    from coursekit.pipeline.cluster_work import ClusterHub

    releases = hub_releases(workshop, base_image=base_image, built=built)
    return [ClusterHub(workshop, release, patience) for release in releases]


def _tell_unasked(session: Session, hubs: Sequence[ClusterHub]) -> None:
    """Name the hubs that colleges had for themselves; their homes are for people to move."""
    for name in hubs[0].unasked({hub.release.namespace for hub in hubs}):
        session.tell(
            f"The namespace {name} is this fleet's, and fleet.yml does not ask for a hub there any"
            " more. Homes of students stay in it until somebody moves or removes them."
        )


def _known(workshop: Workshop, colleges: Sequence[str]) -> None:
    known = workshop.project.fleet.colleges
    if unknown := [college for college in colleges if college not in known]:
        there = ", ".join(known)
        raise CoursekitError(f"there is no college {unknown[0]}", hint=f"there are: {there}")


def _show(session: Session, seen: Seen, hub: ClusterHub) -> None:
    namespace = hub.release.namespace
    rows = [
        *({"college": one.college, "what": one.what, "reason": one.reason} for one in seen.changes),
        *(step.as_json() for step in seen.steps),
    ]
    session.results += [{"namespace": namespace} | row for row in rows]
    if hub.release.own:
        session.show(f"{hub.release.site.url}, the hub of {hub.release.own} alone:")
    for change in seen.changes:
        session.show(f"  {_MARKS[change.what]} {change.college}  {change.reason}".rstrip())
    for step in seen.steps:
        session.show(f"  {_MARKS[step.what]} {step.subject}: {step.reason}")
    if hub.release.extra:
        named = ", ".join(hub.release.extra)
        session.show(f"  = {hub.release.cluster.values}, merged last: {named}")
    if seen.same:
        session.show("No changes")


def _bring_images(session: Session, workshop: Workshop, base_image: str | None) -> None:
    """Build and push what the registry lacks, where Docker is; else say what makes it."""
    from coursekit.pipeline.cluster_images import ClusterImages

    images = ClusterImages(workshop, base_image)
    try:
        images.check()
    except EngineMissingError as error:
        session.tell(f"{error.problems[0].message}: the images have to be in the registry already.")
        session.tell(f"In CI they are made by: {images.command}")
        return
    progress = LineProgress(quiet=session.quiet, verbose=session.verbose)
    try:
        images.apply(progress)
    finally:
        progress.close()


def _links(workshop: Workshop, colleges: Sequence[str]) -> list[Link]:
    from coursekit.links import links_of

    found = links_of(workshop.project)
    return [link for link in found if not colleges or link.college in colleges]


def _walk(session: Session, hub: ClusterHub, links: list[Link], url: str) -> list[Finding]:
    from coursekit.pipeline.probe import probe

    hub.token()
    here = [replace(link, url=link.url.replace(hub.release.site.url, url, 1)) for link in links]
    walked: Callable[[], Any]
    with counting("links", len(links), quiet=session.quiet) as walked:
        return probe(here, url, hub.state, walked)


def _walk_canary(session: Session, workshop: Workshop, hub: ClusterHub, college: str) -> None:
    """Try the new hub beside the old one, for one college, and take it away again."""
    from coursekit.hub.kubernetes.canary import canary_of
    from coursekit.pipeline.cluster_work import ClusterHub

    beside = ClusterHub(workshop, canary_of(hub.release, college))
    session.tell(f"Trying the new hub in the namespace {beside.release.namespace} ...")
    try:
        beside.apply(beside.look(), session.tell)
        with beside.reached() as url:
            found = _walk(session, beside, _links(workshop, [college]), url)
    finally:
        beside.remove()
    if failed := [one for one in found if not one.ok]:
        raise CoursekitError(
            f"the new hub failed as {college}'s canary, and nothing was changed:"
            f" {failed[0].message}",
            hint="what runs now goes on as it is",
            code=ExitCode.FOUND,
        )


def _probe_or_go_back(
    session: Session, workshop: Workshop, hub: ClusterHub, seen: Seen, canary: str | None
) -> None:
    """Walk the links of one college; bring back what was before if that fails."""
    college = canary or hub.release.site.colleges[0].id
    found = _walk(session, hub, _links(workshop, [college]), hub.release.site.url)
    failed = [one for one in found if not one.ok]
    if not failed:
        return
    if seen.installed is None:
        raise CoursekitError(
            f"the hub is there, and its probe failed at {college}: {failed[0].message}",
            hint="coursekit hub check walks again",
            code=ExitCode.FOUND,
        )
    raise CoursekitError(
        f"the new hub failed its probe at {college}: {failed[0].message.rstrip('.')}."
        f" {hub.go_back(seen)}",
        hint="students' servers went on meanwhile; mend it, and try: coursekit hub up --canary"
        f" {college}",
        code=ExitCode.FOUND,
    )
