"""The hub of a fleet: what it serves, and the configuration of its process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from coursekit.engines.docker import Docker
from coursekit.engines.operator import Operator
from coursekit.engines.process import Runner
from coursekit.errors import CoursekitError, Problem, Where
from coursekit.hub import isolation
from coursekit.hub.plan import (
    CONFIG_NAME,
    SITE_NAME,
    TOKEN_NAME,
    ArchiveHomes,
    HubFacts,
    RestoreHomes,
    WriteHub,
)
from coursekit.hub.site import LABEL, Site, SiteCourse, SiteFile, hub_mark
from coursekit.links import Link
from coursekit.links.model import is_remote
from coursekit.pipeline import archive
from coursekit.pipeline.image_facts import known_image
from coursekit.pipeline.release import repository
from coursekit.pipeline.site import assignments_of, colleges_of
from coursekit.spec import CourseFolder, Project
from coursekit.spec.fleet import Acme
from coursekit.spec.login import ClientLogin, Login
from coursekit.spec.login_checks import secret_problems
from coursekit.state import State


@dataclass(frozen=True)
class CoursePart:
    """What the stages before have made of one course; ``None`` is not made yet."""

    folder: CourseFolder
    state: State
    venv: Path | None
    image: str | None
    """Id of the image of the servers; empty where they need none."""
    points: dict[str, float | None] | None
    book: Path | None
    imports: tuple[str, ...]


def configure(c: Any, folder: Path) -> None:
    """Set up the JupyterHub process whose files are in ``folder`` (``.coursekit/hub``)."""
    from coursekit.engines.git_http import GitHttp
    from coursekit.hub.configure import configure as configure_hub
    from coursekit.pipeline.servers import ServerNurseries
    from coursekit.pipeline.usage import watch_memory

    state = folder.parent
    nurseries = ServerNurseries(state)
    configure_hub(c, folder / SITE_NAME, state, git=GitHttp(state), nurseries=nurseries)
    site = SiteFile(folder / SITE_NAME)
    if site.read().engine == "prefork":
        nurseries.wake(site.read())
    watch_memory(state, site)


def require_here(project: Project, hint: str) -> None:
    """Raise, with what to do, if the hub of a fleet is in a cluster."""
    if project.fleet.hub.engine == "kubernetes" and project.fleet_document is not None:
        raise CoursekitError(
            "this fleet's hub is in a cluster, not on this machine",
            project.fleet_document.where(("hub", "engine")),
            hint=hint,
        )


def require_embedded(project: Project) -> None:
    """Raise unless this machine can serve the fleet."""
    fleet, document = project.fleet, project.fleet_document
    problems = []

    def where(*at: str) -> Where:
        return document.where(at) if document else Where(project.root / "course.yml")

    require_here(
        project, "coursekit hub up brings it there; engine: prefork or docker runs it here"
    )
    apart = fleet.hub.isolation == "accounts" or fleet.hub.engine == "docker"
    if fleet.hub.url.startswith("https:") and not apart:
        message = f"a trial speaks no https: {fleet.hub.url}"
        hint = "write http:, or keep students apart with hub: {isolation: accounts}, as root"
        problems.append(Problem(message, where("hub", "url"), hint))
    if not fleet.hub.loopback and not apart:
        message = f"a hub without accounts can't be opened to others at {fleet.hub.url}"
        hint = (
            "keep students apart with hub: {isolation: accounts}, as root, or with"
            " hub: {engine: docker}; or use an address of this machine only: http://127.0.0.1:8000"
        )
        problems.append(Problem(message, where("hub", "url"), hint))
    problems += secret_problems(document) if document else ()
    for name in fleet.colleges:
        if not fleet.hub.loopback and apart and fleet.login_of(name).kind == "trial":
            message = f"{name}: anybody could sign in under any name at {fleet.hub.url}"
            hint = "say how its people sign in: login: {kind: roster}"
            problems.append(Problem(message, where("colleges", name), hint))
    if problems:
        raise CoursekitError.of(problems)


def layers(project: Project, state: State) -> tuple[str, ...]:
    """Return the layers that keep students apart on this machine; none for a trial.

    Raises ``CoursekitError`` if one is missing that ``fleet.yml`` does not accept.
    """
    from coursekit.nursery.coursekit_warm.layers import missing

    hub, document = project.fleet.hub, project.fleet_document
    if hub.engine == "docker":
        return isolation.of_containers(missing(state.path / "homes"))
    if hub.isolation != "accounts":
        return ()
    at = ("hub", "accept") if hub.accept else ("hub", "isolation")
    where = document.where(at) if document else Where(project.root)
    return isolation.in_force(missing(state.path / "homes"), hub.accept, where)


def server_image(project: Project, folder: CourseFolder, docker: Docker) -> str | None:
    """Return the id of the image of a course's servers; nothing if it is not made yet.

    It is empty where servers are no containers.
    """
    if project.fleet.hub.engine != "docker" or not folder.course.assignments:
        return ""
    return known_image(folder, docker) or None


def remove_containers(project: Project, state: State, runner: Runner) -> bool:
    """Remove what a stopped hub has left in Docker; return whether there were servers."""
    if project.fleet.hub.engine != "docker":
        return False
    mark = hub_mark(project.fleet.fleet, state.path / "hub")
    return Docker(runner).remove_all(f"{LABEL}={mark}") > 0


def facts(
    project: Project,
    links: tuple[Link, ...],
    parts: list[CoursePart],
    state: State,
) -> HubFacts:
    """Join what the stages before have made of each course."""
    folder = state.path / "hub"
    written = _text(folder / SITE_NAME)
    served = _site(written)
    courses = tuple(
        course for part in parts if (course := _course(part, links, served)) is not None
    )
    site = Site(
        fleet=project.fleet.fleet,
        engine=project.fleet.hub.engine,
        url=project.fleet.hub.url,
        homes=state.path / "homes",
        courses=courses,
        colleges=colleges_of(project, partial(_with_absolute_secret, project.root)),
        idle=int(project.fleet.defaults.idle.total_seconds()),
        layers=layers(project, state),
        acme=_with_absolute_ca(project.fleet.hub.acme, project.root),
        subnets=project.fleet.hub.docker.subnets,
        hidden=_hidden(project, parts) if project.fleet.hub.isolation == "accounts" else (),
    )
    return HubFacts(
        fleet=project.fleet.fleet,
        site=site,
        complete=len(courses) == len(parts),
        folder=folder,
        written=(written, _text(folder / CONFIG_NAME)),
        served=served,
        homes=archive.homes_of_colleges(site.homes),
        colleges=tuple(project.fleet.colleges),
        archives=archive.archives_of_colleges(state),
    )


def _with_absolute_ca(acme: Acme, root: Path) -> Acme:
    """Let the hub find the file from wherever it runs."""
    return acme.model_copy(update={"ca": str((root / acme.ca).absolute())}) if acme.ca else acme


def _hidden(project: Project, parts: list[CoursePart]) -> tuple[Path, ...]:
    """Return the folders with solutions, rosters and the hub's own files."""
    folders = [project.root, *(part.folder.root for part in parts)]
    return tuple(dict.fromkeys(folder.resolve() for folder in folders))


def write(work: WriteHub, state: State) -> dict[str, object]:
    """Write the hub's files; a running hub reads the site again by itself."""
    for path, text in reversed(work.files):
        state.write(path, text)
    return {"files": [path.name for path, _ in work.files]}


def archive_homes(work: ArchiveHomes, url: str, state: State) -> dict[str, object]:
    """Stop a college that left, and put its homes into an archive."""
    hub = Operator(url, state.path / "hub" / TOKEN_NAME)
    return archive.archive(work.folder, state, hub.leave)


def restore_homes(work: RestoreHomes) -> dict[str, object]:
    """Put the homes of a college that is back where they were."""
    return archive.restore(work.archive, work.folder)


def require_assignments(project: Project) -> None:
    """Refuse to serve a course that is a book and nothing else."""
    for folder in project.courses:
        if not folder.course.assignments:
            raise CoursekitError(
                f"{folder.id} has no assignments, so a hub has nothing to serve",
                folder.document.where(("assignments",)),
                hint=f"its book alone: coursekit book build {folder.root}",
            )


def _course(part: CoursePart, links: tuple[Link, ...], served: Site | None) -> SiteCourse | None:
    if part.venv is None or part.image is None or part.points is None or part.book is None:
        return None
    course = part.folder.course
    here = course.release.repo is None or not is_remote(course.release.repo)
    return SiteCourse(
        id=part.folder.id,
        title=course.title,
        environment=part.venv,
        image=part.image,
        release=repository(part.state, course) if here else None,
        imports=part.imports,
        book=part.book,
        assignments=assignments_of(part.folder, part.points, links, served),
    )


def _site(text: str) -> Site | None:
    """Read what is served now; what an older coursekit wrote may be no site any more."""
    try:
        return Site.model_validate_json(text)
    except ValidationError:
        return None


def _with_absolute_secret(root: Path, _college: str, login: Login) -> Login:
    """Let the hub find the file of a secret from wherever it runs."""
    if not isinstance(login, ClientLogin) or login.secret is None or login.secret.file is None:
        return login
    secret = login.secret.model_copy(update={"file": str((root / login.secret.file).absolute())})
    return login.model_copy(update={"secret": secret})


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""
