"""The images of courses, for a hub whose servers are containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.cli.report import LineProgress
from coursekit.cli.session import Session

if TYPE_CHECKING:
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.images import ImageWorkshop
    from coursekit.plan import Action


def images_of(workshop: Workshop) -> ImageWorkshop | None:
    """Return what makes the images that the hub's servers need; nothing if they need none.

    Raises ``EngineMissingError`` where Docker is missing.
    """
    from coursekit.engines.docker import Docker
    from coursekit.pipeline.images import ImageWorkshop

    if workshop.project.fleet.hub.engine != "docker":
        return None
    docker = Docker(workshop.runner)
    docker.check()
    return ImageWorkshop(workshop, docker, None)


def images_to_make(workshop: Workshop) -> tuple[Action, ...]:
    """Return what there is to do about the images; nothing if all are here."""
    images = images_of(workshop)
    return () if images is None or images.complete() else tuple(images.plan().pending)


def build_images(session: Session, workshop: Workshop) -> None:
    """Have every image here that the hub's servers need, pulled or built, before the hub asks."""
    images = images_of(workshop)
    if images is None:
        return
    images.pull()
    if images.complete():
        return
    progress = LineProgress(quiet=session.quiet, verbose=session.verbose)
    try:
        applied = images.apply(progress)
    finally:
        progress.close()
    progress.summary(applied)
