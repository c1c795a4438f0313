"""How repo2docker and Docker make the images of a course."""

from __future__ import annotations

import os
import shlex
import shutil
import ssl
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit import __version__
from coursekit.apply import Say
from coursekit.engines.docker import Build, Docker
from coursekit.engines.dockerfile import certificate_arguments
from coursekit.engines.uv_errors import named_in, unavailable
from coursekit.environment import image as room
from coursekit.environment import plan as environment_room
from coursekit.environment.buildpacks import OWN_FILES
from coursekit.environment.image_errors import explained
from coursekit.environment.requirements import INDEX_VARIABLES, server_packages
from coursekit.errors import EngineFailedError
from coursekit.pipeline import repository
from coursekit.pipeline.sources import copy_files, sources
from coursekit.spec import CourseFolder
from coursekit.state import State

if TYPE_CHECKING:
    from coursekit.engines import repo2docker


def build_shared(work: room.BuildBase, docker: Docker, state: State, say: Say) -> dict[str, Any]:
    """Build an image that courses share. Raises ``CoursekitError``."""
    with state.staging() as scratch:
        context = scratch / work.definition
        if work.definition == "base":
            base_files(context)
        else:
            shutil.copytree(definition(work.definition), context)
        build = Build(
            context,
            (work.name,),
            {"BASE_IMAGE": work.base_image},
            {"coursekit.version": __version__},
            lent(scratch, work.facts),
            work.options.platform,
            work.options.cache_from,
        )
        _build(docker, build, say, f"build {work.definition} image", {}, work.base_image)
    return {"image": work.name}


def build_course(
    work: room.BuildCourse, folder: CourseFolder, docker: Docker, state: State, say: Say
) -> dict[str, Any]:
    """Build the image of a course. Raises ``CoursekitError``.

    repo2docker builds a course's ``Dockerfile`` as it is: what hubs and grading need is added by a
    second build on top.
    """
    from coursekit.engines import repo2docker

    with state.staging() as scratch:
        rendered = _rendered(work, folder, scratch)
        if rendered.buildpack != "DockerBuildPack":
            _build_rendered(work, folder, rendered, scratch, work.names, docker, say)
            return {"image": work.name, "buildpack": rendered.buildpack}
        own = f"{work.name}-own"
        _build_rendered(work, folder, rendered, scratch, (own,), docker, say)
        layer = scratch / "added"
        _adding_files(layer / "coursekit")
        found = docker.image(own)
        rendered = repo2docker.added(layer, own, found.user if found else "")
        try:
            _build_rendered(work, folder, rendered, scratch, work.names, docker, say)
        finally:
            docker.untag(own)
    return {"image": work.name, "buildpack": rendered.buildpack}


def _rendered(work: room.BuildCourse, folder: CourseFolder, scratch: Path) -> repo2docker.Rendered:
    """Write what Docker is to build into ``scratch``."""
    from coursekit.engines import repo2docker

    facts, source, context = work.facts, scratch / "source", scratch / "context"
    copy_files(folder.root, repository.copied(sources(folder)), source)
    rendered = repo2docker.context(
        source,
        context,
        home=facts.home,
        base_image=facts.options.base_image if facts.other else work.base,
        thin=None if facts.other else repo2docker.Thin(facts.python, facts.package),
        packages=server_packages(),
        named=folder.root / facts.home,
        platform=facts.options.platform,
    )
    if not facts.other:
        base_files(context / "coursekit")
        lock = context / "coursekit" / environment_room.LOCK_NAME
        lock.write_text(facts.lock, "utf-8")
    return rendered


def _build_rendered(
    work: room.BuildCourse,
    folder: CourseFolder,
    rendered: repo2docker.Rendered,
    scratch: Path,
    names: tuple[str, ...],
    docker: Docker,
    say: Say,
) -> None:
    facts, home = work.facts, folder.root / work.facts.home
    secrets = lent(scratch, facts)
    trusted = certificate_arguments() if facts.other and "ca" in secrets else {}
    build = Build(
        rendered.context,
        names,
        {**rendered.arguments, **trusted},
        room.labels(facts, folder.course.title, __version__),
        secrets,
        facts.options.platform,
        facts.options.cache_from,
        rendered.dockerfile,
    )
    read = (*OWN_FILES, environment_room.LOCK_NAME, facts.other)
    own = {name: home / name for name in read if name and (home / name).is_file()}
    _build(docker, build, say, f"build image {facts.course}", own, facts.options.start)


def _build(
    docker: Docker, build: Build, say: Say, name: str, own: Mapping[str, Path], base: str
) -> None:
    try:
        docker.build(build, say, name=name)
    except EngineFailedError as error:
        lock = own.get(environment_room.LOCK_NAME)
        if lock is not None and (found := unavailable(error.output, named_in(lock))):
            raise found from error
        raise explained(error, own, base, build.platform) from error


def definition(name: str) -> Path:
    """Return a folder of ``images``: in the package, or beside it in a checkout."""
    packaged = Path(str(files("coursekit.environment"))) / "images" / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "images" / name


def base_files(place: Path) -> None:
    """Copy the base image's definition, and uv, to a new folder."""
    from uv import find_uv_bin

    shutil.copytree(definition("base"), place)
    shutil.copy(find_uv_bin(), place / "uv")


def _adding_files(place: Path) -> None:
    from uv import find_uv_bin

    place.mkdir(parents=True)
    shutil.copy(definition("inside") / "add.sh", place)
    shutil.copy(find_uv_bin(), place / "uv")
    (place / "server-packages.txt").write_text(server_packages(), "utf-8")


def lent(scratch: Path, facts: room.ImageFacts) -> dict[str, Path]:
    """Return what only a build sees: certificates, and where packages are."""
    named = {name: os.environ[name] for name in INDEX_VARIABLES if name in os.environ}
    for name, value in facts.indexes:
        named[name] = f"{value} {named.get(name, '')}".strip()
    if not named:
        return certificates()
    place = scratch / "index"
    lines = (f"{name}={shlex.quote(value)}\n" for name, value in named.items())
    place.touch(0o600)
    place.write_text("".join(lines), "utf-8")
    return {**certificates(), "index": place}


def certificates() -> dict[str, Path]:
    """Return this machine's certificates, lent to a build so that a proxy's CA is trusted."""
    named = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    place = Path(named or "/etc/ssl/certs/ca-certificates.crt")
    return {"ca": place} if place.is_file() else {}
