"""The images that a cluster pulls: the courses' and the hub's, built and pushed where Docker is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from coursekit.apply import Progress
from coursekit.engines.docker import Docker
from coursekit.environment.image import ImageOptions
from coursekit.errors import CoursekitError
from coursekit.pipeline.cluster import build_command, image_of_course
from coursekit.pipeline.hub_image import HubImageWorkshop
from coursekit.pipeline.image_facts import recorded_options
from coursekit.pipeline.images import ImageWorkshop
from coursekit.pipeline.workshop import Workshop
from coursekit.spec import CourseFolder


class ClusterImages:
    """Brings the images of one fleet into the cluster's registry."""

    def __init__(self, workshop: Workshop, base_image: str | None) -> None:
        assert workshop.project.fleet.hub.kubernetes is not None
        self._cluster = workshop.project.fleet.hub.kubernetes
        self._workshop = workshop
        self._docker = Docker(workshop.runner)
        tag = f"{self._cluster.images}/hub"
        self._hub = HubImageWorkshop(
            "docker", ImageOptions(tag=tag, base_image=base_image, push=True)
        )

    @property
    def command(self) -> str:
        """What makes the images, here or in CI."""
        hub = f"coursekit build-image --hub --push --tag {self._cluster.images}/hub"
        courses = [build_command(one, self._cluster) for one in self._lacking()]
        return " && ".join([*courses, hub])

    def check(self) -> None:
        """Raise ``EngineMissingError`` where Docker is missing."""
        self._docker.check()

    def apply(self, progress: Progress) -> None:
        """Build, prove and push what the registry lacks."""
        for folder in self._lacking():
            options = recorded_options(folder)
            tag = f"{self._cluster.images}/{folder.id}"
            alone = Workshop(replace(self._workshop.project, courses=(folder,)))
            pushed = replace(options, tag=tag, push=True)
            ImageWorkshop(alone, self._docker, pushed).apply(progress)
        self._hub.apply(progress)

    def _lacking(self) -> Iterator[CourseFolder]:
        for folder in self._workshop.project.courses:
            try:
                image_of_course(folder, self._cluster)
            except CoursekitError:
                yield folder
