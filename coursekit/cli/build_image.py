"""``coursekit build-image``: makes, proves and pushes the container image of a course."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coursekit.cli.building import show_plan
from coursekit.cli.report import LineProgress
from coursekit.cli.session import Session, command, dry_run_option, path_argument, table
from coursekit.errors import CoursekitError

_WORTH_SAYING = 5e6
"""Bytes taken away from a package above which the report says so."""

if TYPE_CHECKING:
    from coursekit.engines.docker import Docker
    from coursekit.environment.image import ImageOptions
    from coursekit.pipeline.hub_image import HubImageWorkshop
    from coursekit.pipeline.images import ImageWorkshop
    from coursekit.plan import Action
    from coursekit.state import Receipt


@command("build-image")
@path_argument
@dry_run_option
@click.option("--hub", is_flag=True, help="Build the hub's image in the stead of a course's.")
@click.option("--push", is_flag=True, help="Push it to the registry that --tag names.")
@click.option("--tag", metavar="NAME", help="Name of the image: registry.org/team/course[:label].")
@click.option("--base-image", metavar="IMAGE", help="Debian to start from.")
@click.option("--platform", metavar="OS/ARCH", help="Build for this platform: linux/arm64.")
@click.option("--cache-from", metavar="IMAGE", multiple=True, help="Reuse layers of this image.")
@click.option(
    "--engine", type=click.Choice(["docker", "podman"]), default="docker", help="What builds it."
)
def build_image(
    session: Session,
    path: Path,
    *,
    dry_run: bool,
    hub: bool,
    push: bool,
    tag: str | None,
    base_image: str | None,
    platform: str | None,
    cache_from: tuple[str, ...],
    engine: str,
) -> None:
    """Build the image of every course of PATH whose environment changed, and test it.

    Nothing is built that is here, or in the registry with --push, under the tag of its content.
    With --hub it is the image of JupyterHub with this coursekit, for Docker and Kubernetes, and
    PATH is not read.
    """
    from coursekit.environment.image import ImageOptions

    if push and not tag:
        raise CoursekitError("--push needs to know where to", hint="name it: --tag REGISTRY/NAME")
    options = ImageOptions(tag, base_image, platform, cache_from, push)
    images = _hub(engine, options) if hub else _courses(path, engine, options)
    if dry_run:
        show_plan(session, images.plan())
        return
    made = _Grouped if os.environ.get("GITHUB_ACTIONS") == "true" else LineProgress
    progress = made(quiet=session.quiet, verbose=session.verbose)
    try:
        applied = images.apply(progress)
    finally:
        progress.close()
    progress.summary(applied)
    for result in images.results(applied):
        session.results.append(result)
        _say_output(result)
        state = "unchanged" if result["cached"] else "built"
        session.show(f"{result['image']} ({state}, {result['size_bytes'] / 1e6:.0f} MB)")
        session.show(f"  {result['digest']}")
        if not session.quiet:
            session.show(_sizes(result))


def _sizes(result: dict[str, Any]) -> str:
    """Return what takes the room in an image, and what the build took away, as text."""
    rows = [
        (row["name"], row["version"], f"{row['bytes'] / 1e6:.0f} MB", row["why"])
        for row in result["biggest"]
    ]
    rows += [
        (name, "", f"-{size / 1e6:.0f} MB", "taken away: nothing imports these files")
        for name, size in sorted(result["taken_away"].items(), key=lambda item: -item[1])
        if size > _WORTH_SAYING
    ]
    return table(rows, ("BIGGEST", "VERSION", "SIZE", "WHY")) if rows else ""


def _courses(path: Path, engine: str, options: ImageOptions) -> ImageWorkshop:
    from coursekit.engines.docker import Docker
    from coursekit.pipeline import Workshop
    from coursekit.pipeline.images import ImageWorkshop
    from coursekit.spec import load

    workshop = Workshop(load(path))
    if options.tag and len(workshop.project.courses) > 1:
        raise CoursekitError("--tag names one image", hint="name the folder of one course")
    docker = Docker(workshop.runner, engine)
    _ready(docker, options)
    return ImageWorkshop(workshop, docker, options)


def _hub(engine: str, options: ImageOptions) -> HubImageWorkshop:
    from coursekit.pipeline.hub_image import HubImageWorkshop

    images = HubImageWorkshop(engine, options)
    _ready(images.docker, options)
    return images


def _ready(docker: Docker, options: ImageOptions) -> None:
    from coursekit.engines import repo2docker_check
    from coursekit.environment.platforms import check_platform

    repo2docker_check.check()
    docker.check()
    if options.platform:
        check_platform(options.platform, docker.platforms())


def _say_output(result: dict[str, Any]) -> None:
    """Add the result to the outputs of a GitHub Actions step, if this is one."""
    place = os.environ.get("GITHUB_OUTPUT")
    if place:
        keys = ("image", "digest", "size_bytes", "seconds", "cached")
        with Path(place).open("a", encoding="utf-8") as outputs:
            outputs.writelines(f"{key}={result[key]!s}\n" for key in keys)


class _Grouped(LineProgress):
    """Progress for the log of GitHub Actions: a group that folds for each action."""

    def started(self, action: Action) -> None:
        """Open a group."""
        click.echo(f"::group::{action.subject}: {action.reason}", err=True)
        super().started(action)

    def said(self, action: Action, line: str) -> None:
        """Print every step."""
        click.echo(f"{action.subject}: {line}", err=True)

    def finished(self, action: Action, receipt: Receipt) -> None:
        """Close the group."""
        super().finished(action, receipt)
        click.echo("::endgroup::", err=True)

    def failed(self, action: Action, error: CoursekitError) -> None:  # noqa: ARG002
        """Close the group, and mark the failure."""
        click.echo("::endgroup::", err=True)
        click.echo(f"::error::{error.problems[0].message}", err=True)
