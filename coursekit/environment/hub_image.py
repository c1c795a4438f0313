"""Plans the hub's image: JupyterHub with coursekit, its tests, its push."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coursekit.environment.image import DEFAULT_BASE, STAGE, ImageOptions
from coursekit.plan import Action
from coursekit.state import digest


@dataclass(frozen=True)
class HubImageFacts:
    """What the hub's image is made of, and what is there of it already."""

    definition: str
    """Digest of the image's definition, its lock and the scripts that install it."""
    coursekit: str
    """Digest of the coursekit that goes into it."""
    options: ImageOptions
    present: bool = False
    """Whether the daemon or the registry has it."""
    tested: str = ""
    """Key of the image that the last tests passed for."""
    pushed: str = ""
    """Key of the image that was pushed last."""

    @property
    def key(self) -> str:
        """The digest of all that the image depends on."""
        options = self.options
        made_of = (options.base_image or DEFAULT_BASE, options.platform or "")
        return digest("hub", self.definition, self.coursekit, *made_of)

    @property
    def repository(self) -> str:
        """The image's name without a tag."""
        head, slash, last = (self.options.tag or "coursekit/hub").rpartition("/")
        return f"{head}{slash}{last.partition(':')[0]}"

    @property
    def names(self) -> tuple[str, ...]:
        """The image's names: by its content first, then by the label that was asked for."""
        label = (self.options.tag or "").rpartition("/")[2].partition(":")[2]
        names = (f"{self.repository}:{self.key[:16]}",)
        return (*names, f"{self.repository}:{label}") if label else names


@dataclass(frozen=True)
class BuildHub:
    """Build the hub's image."""

    facts: HubImageFacts


@dataclass(frozen=True)
class ProveHub:
    """Run the image's tests and write down what it holds."""

    facts: HubImageFacts


@dataclass(frozen=True)
class PushHub:
    """Push the image under its names."""

    facts: HubImageFacts


def plan_hub_image(facts: HubImageFacts) -> tuple[Action, ...]:
    """Return what to do about the hub's image, its tests and its push."""
    key, name = facts.key, facts.names[0]
    built = f"unchanged: {name} is here" if facts.present else "no image of this coursekit yet"
    tested = facts.tested == key
    proven = "passed for this image" if tested else "not run for this image yet"
    return (
        Action(STAGE, "hub: image", built, key, None if facts.present else BuildHub(facts)),
        Action(STAGE, "hub: tests", proven, key, None if tested else ProveHub(facts)),
        *_plan_push(facts),
    )


def _plan_push(facts: HubImageFacts) -> tuple[Action, ...]:
    if not facts.options.push:
        return ()
    wanted = digest(facts.key, *facts.names)
    if facts.pushed == wanted:
        return (Action(STAGE, "hub: push", "pushed before", wanted),)
    return (Action(STAGE, "hub: push", "the registry lacks it", wanted, PushHub(facts)),)


def hub_labels(facts: HubImageFacts, version: str) -> Mapping[str, str]:
    """Return the image's OCI labels; nothing in them changes while the input does not.

    Names: https://github.com/opencontainers/image-spec/blob/main/annotations.md
    """
    return {
        "org.opencontainers.image.title": "JupyterHub with coursekit",
        "org.opencontainers.image.version": facts.key[:16],
        "org.opencontainers.image.base.name": facts.options.base_image or DEFAULT_BASE,
        "coursekit.version": version,
    }
