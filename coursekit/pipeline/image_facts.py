"""What an image of a course is made of, as it is on the disk, and which image the course has."""

from __future__ import annotations

from coursekit.engines.docker import Docker
from coursekit.environment import image as room
from coursekit.environment import plan as environment_room
from coursekit.environment.course_lock import CourseLock, read
from coursekit.environment.r_image import r_package
from coursekit.environment.requirements import indexes, server_packages
from coursekit.environment.runtime import minor
from coursekit.errors import CoursekitError, Where
from coursekit.pipeline import repository
from coursekit.pipeline.image_build import definition
from coursekit.pipeline.sources import sources, text_of
from coursekit.spec import CourseFolder
from coursekit.state import digest, digest_files


def read_facts(folder: CourseFolder, options: room.ImageOptions) -> room.ImageFacts:
    """Read what is on the disk of a course's image. Raises ``CoursekitError``."""
    found = sources(folder)
    repository.check(found)
    lock = found.home / environment_room.LOCK_NAME
    project = found.project if not found.other else None
    add = definition("inside") / "add.sh"
    apt = text_of(found.home / "apt.txt") if "apt.txt" in found.names and not found.other else ""
    return room.ImageFacts(
        course=folder.id,
        root=folder.root,
        home=found.inside,
        other=found.other,
        python=minor(found.python or ""),
        lock=lock.read_text("utf-8") if lock.is_file() and not found.other else "",
        package=bool(project and project.package),
        indexes=tuple(indexes(found.requirements()).items()) if not found.other else (),
        files=digest_files(folder.root, repository.copied(found)),
        base=digest_files(definition("base"), ["."]),
        options=options,
        added=digest(server_packages(), add.read_bytes()) if found.other else "",
        r=r_package(apt),
        r_definition=digest_files(definition("r"), ["."]),
        recorded=recorded(folder),
    )


def recorded(folder: CourseFolder) -> CourseLock | None:
    """Return what ``course.lock`` says, if there is one. Raises ``CoursekitError``."""
    place = folder.root / room.LOCK_FILE
    return read(place.read_text("utf-8"), place)[0] if place.is_file() else None


def recorded_options(folder: CourseFolder) -> room.ImageOptions:
    """Return from what, and for which platform, the image of ``course.lock`` was made."""
    record = recorded(folder)
    base, _, platform = record.base.partition(" ") if record else ("", "", "")
    return room.ImageOptions(base_image=base or None, platform=platform or None)


def image_of(folder: CourseFolder, docker: Docker) -> tuple[str, str]:
    """Return the name and the id of the image that ``course.lock`` names, pulling it if need be.

    Raises ``CoursekitError`` where there is none, or it is of another lock than the course's.
    """
    place = folder.root / room.LOCK_FILE
    build = f"build it: coursekit build-image {folder.root}"
    facts = read_facts(folder, room.ImageOptions())
    record = facts.recorded
    if record is None:
        raise CoursekitError(f"{folder.id} has no image yet", Where(place), hint=build)
    if facts.lock and record.lock != digest(facts.lock):
        raise CoursekitError(
            f"the image of {folder.id} was built with another {environment_room.LOCK_NAME}",
            Where(place),
            hint=build,
        )
    found = docker.image(record.image)
    if found is None and record.pushed:
        docker.registry.pull(record.image)
        found = docker.image(record.image)
    if found is None:
        raise CoursekitError(
            f"the image {record.image} is not on this machine", Where(place), hint=build
        )
    return record.image, found.id


def known_image(folder: CourseFolder, docker: Docker) -> str:
    """Return the id of the image that ``course.lock`` names, if it is here and up to date."""
    facts = read_facts(folder, recorded_options(folder))
    record = facts.recorded
    if record is None or record.content != room.image_key(facts):
        return ""
    found = docker.image(record.image)
    return found.id if found else ""
