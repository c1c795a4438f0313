"""A fleet for a cluster: what it needs, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError

from coursekit.environment.image import ImageOptions, image_key
from coursekit.errors import CoursekitError, Problem, Where
from coursekit.hub.kubernetes.model import HubRelease
from coursekit.hub.plan import SITE_NAME
from coursekit.hub.site import Site, SiteCourse
from coursekit.links import links_of
from coursekit.links.model import Points, is_remote
from coursekit.pipeline.hub_image import read_hub_facts
from coursekit.pipeline.image_facts import read_facts, recorded_options
from coursekit.pipeline.server_files import server_files
from coursekit.pipeline.site import assignments_of, colleges_of
from coursekit.pipeline.workshop import Workshop
from coursekit.spec import CourseFolder, Fleet, Project
from coursekit.spec.cluster import Kubernetes
from coursekit.spec.login import ClientLogin, Login, SecretFrom
from coursekit.spec.login_checks import secret_problems
from coursekit.spec.secret import read_secret
from coursekit.spec.yaml import read
from coursekit.state import State

_COURSE = Path("/srv/course")
"""Where a course's image has its packages."""
_NOWHERE = Path("/nowhere")


def is_cluster(project: Project) -> bool:
    """Tell whether a fleet is served by a cluster."""
    return project.fleet.hub.engine == "kubernetes"


def require_cluster(project: Project, *, secrets: bool = True) -> Kubernetes:
    """Return the cluster of a fleet; raise with all that keeps it from serving the fleet."""
    cluster = project.fleet.hub.kubernetes
    if not is_cluster(project) or cluster is None:
        document = project.fleet_document
        raise CoursekitError(
            "this fleet's hub is on this machine, not in a cluster",
            document.where(("hub", "engine")) if document else Where(project.root),
            hint="write  hub: {engine: kubernetes, kubernetes: {...}}",
        )
    if problems := list(_problems(project, secrets=secrets)):
        raise CoursekitError.of(problems)
    return cluster


def _problems(project: Project, *, secrets: bool) -> Iterator[Problem]:
    fleet, document = project.fleet, project.fleet_document
    assert document is not None
    for folder in project.courses:
        repo = folder.course.release.repo
        if repo is None or not is_remote(repo):
            yield Problem(
                f"{folder.id}: a cluster reaches no release on this machine",
                folder.document.where(("release",)),
                hint="publish it elsewhere:  release: {repo: https://github.com/...}",
            )
    for name in fleet.colleges:
        own = fleet.colleges[name].hub is not None
        if (own or not fleet.hub.loopback) and fleet.login_of(name).kind == "trial":
            yield Problem(
                f"{name}: anybody could sign in under any name at {fleet.url_of(name)}",
                document.where(("colleges", name)),
                hint="say how its people sign in: login: {kind: roster}",
            )
    yield from secret_problems(document) if secrets else ()


def image_of_course(folder: CourseFolder, cluster: Kubernetes) -> str:
    """Return the image of a course by its digest, as ``course.lock`` has it.

    Raises ``CoursekitError`` unless it is in a registry and of the course as it is now.
    """
    facts = read_facts(folder, recorded_options(folder))
    record = facts.recorded
    why = ""
    if record is None:
        why = "has no image yet"
    elif not record.pushed:
        why = "has an image on one machine only, which no cluster can pull"
    elif record.content != image_key(facts):
        why = "has changed since its image was built"
    if why:
        raise CoursekitError(
            f"{folder.id} {why}",
            Where(folder.root / "course.lock"),
            hint=build_command(folder, cluster),
        )
    assert record is not None
    return record.image


def build_command(folder: CourseFolder, cluster: Kubernetes) -> str:
    """Return how a course's image is made, here or in CI."""
    return f"coursekit build-image {folder.root} --push --tag {cluster.images}/{folder.id}"


def hub_image(cluster: Kubernetes, base_image: str | None) -> str:
    """Return the name of the hub's image, which is made from its content."""
    options = ImageOptions(tag=f"{cluster.images}/hub", base_image=base_image)
    return read_hub_facts(options).names[0]


def hub_releases(
    workshop: Workshop, *, base_image: str | None = None, built: bool = True
) -> tuple[HubRelease, ...]:
    """Return the hubs of a fleet as they are to be in its cluster, the shared one first.

    What only looks at a hub can do without images: then they need not be ``built``. Raises
    ``CoursekitError`` for what is wrong with the fleet, and for images that are not there.
    """
    project = workshop.project
    cluster = require_cluster(project, secrets=False)
    images: dict[str, str] = {}
    problems: list[Problem] = []
    for folder in project.courses:
        try:
            images[folder.id] = image_of_course(folder, cluster)
        except CoursekitError as error:
            problems += error.problems
    if problems and built:
        raise CoursekitError.of(problems)
    image, server, extra = hub_image(cluster, base_image), server_files(), _extra(project, cluster)
    points = workshop.points()
    found = []
    for own, fleet in project.fleet.hubs().items():
        inside = fleet.hub.kubernetes
        assert inside is not None
        served = served_before(hub_state(workshop.state, own))
        found.append(
            HubRelease(
                # The chart names what the whole cluster has in common after the release.
                name=f"{fleet.fleet}-{own}" if own else fleet.fleet,
                namespace=inside.namespace or fleet.fleet,
                site=_site(_part_of(project, fleet), points, images, served),
                cluster=inside,
                hub_image=image,
                server=server,
                own=own,
                extra=extra,
            )
        )
    return tuple(found)


def hub_state(state: State, own: str) -> State:
    """Return where it is kept what is known of a hub: of the shared one, or of a college's own."""
    return state.part("hubs", own) if own else state


def _part_of(project: Project, fleet: Fleet) -> Project:
    """Return what one hub serves: its colleges, and the courses that they take."""
    taken = {course for college in fleet.colleges for course in fleet.courses_of(college)}
    courses = tuple(folder for folder in project.courses if folder.id in taken)
    return replace(project, fleet=fleet, courses=courses)


def _site(project: Project, points: Points, images: Mapping[str, str], served: Site | None) -> Site:
    links = links_of(project)
    courses = tuple(
        SiteCourse(
            id=folder.id,
            title=folder.course.title,
            environment=_COURSE,
            image=images.get(folder.id, ""),
            assignments=assignments_of(folder, points[folder.id], links, served),
        )
        for folder in project.courses
    )
    return Site(
        fleet=project.fleet.fleet,
        engine="kubernetes",
        url=project.fleet.hub.url,
        homes=_NOWHERE,
        courses=courses,
        colleges=colleges_of(project, _in_the_cluster),
        idle=int(project.fleet.defaults.idle.total_seconds()),
    )


def served_before(state: State) -> Site | None:
    """Return the site that was applied last, if that is known here."""
    try:
        return Site.model_validate_json((state.path / "hub" / SITE_NAME).read_bytes())
    except (OSError, ValidationError):
        return None


def secrets_of(project: Project) -> dict[str, SecretStr]:
    """Return the secrets of logins by college. Raises ``CoursekitError`` if one can't be read."""
    places = {
        name: login.secret
        for name in project.fleet.colleges
        if isinstance(login := project.fleet.login_of(name), ClientLogin) and login.secret
    }
    return {name: read_secret(place, project.root) for name, place in places.items()}


def _in_the_cluster(college: str, login: Login) -> Login:
    """Let the hub look for the secret of a college under the college's name."""
    if not isinstance(login, ClientLogin) or login.secret is None:
        return login
    return login.model_copy(update={"secret": SecretFrom(env=college)})


def _extra(project: Project, cluster: Kubernetes) -> Mapping[str, Any]:
    return read(project.root / cluster.values).data if cluster.values else {}
