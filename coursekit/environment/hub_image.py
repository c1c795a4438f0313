"""Plans the hub's image: JupyterHub with coursekit, its tests, its push."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coursekit.environment.image import STAGE, ImageOptions, PullImage, PushImage
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
    present: str = ""
    """Id of the image, if the daemon has it."""
    remote: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Digests of the images that the registry has, by their names."""
    tested: str = ""
    """Id of the image that the last tests passed for."""

    @property
    def key(self) -> str:
        """The digest of all that the image depends on."""
        options = self.options
        made_of = (options.start, options.platform or "")
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


def plan_hub_image(facts: HubImageFacts) -> tuple[Action, ...]:
    """Return what to do about the hub's image, its tests and its push.

    An image that the registry has under the tag of its content was tested before it was pushed.
    """
    return (_plan_build(facts), _plan_tests(facts), *_plan_push(facts))


def _plan_build(facts: HubImageFacts) -> Action:
    name, what = facts.names[0], "hub: image"
    if facts.present:
        return Action(STAGE, what, f"unchanged: {name} is here", facts.key)
    if name in facts.remote:
        pull = None if facts.options.push else PullImage(name)
        return Action(STAGE, what, "unchanged: the registry has it", facts.key, pull)
    return Action(STAGE, what, "no image of this coursekit yet", facts.key, BuildHub(facts))


def _plan_tests(facts: HubImageFacts) -> Action:
    what = "hub: tests"
    if facts.names[0] in facts.remote:
        return Action(STAGE, what, "passed before it was pushed", facts.key)
    if facts.present and facts.present == facts.tested:
        return Action(STAGE, what, "passed for this image", facts.key)
    return Action(STAGE, what, "not run for this image yet", facts.key, ProveHub(facts))


def _plan_push(facts: HubImageFacts) -> tuple[Action, ...]:
    if not facts.options.push:
        return ()
    key, what = digest(*facts.names), "hub: push"
    lacking = [name for name in facts.names if name not in facts.remote]
    if not lacking and len({facts.remote[name] for name in facts.names}) == 1:
        return (Action(STAGE, what, "the registry has it", key),)
    why = f"the registry lacks {lacking[0]}" if lacking else f"{facts.names[-1]} names another one"
    return (Action(STAGE, what, why, key, PushImage(facts.names, here=bool(facts.present))),)


def hub_labels(facts: HubImageFacts, version: str) -> Mapping[str, str]:
    """Return the image's OCI labels; nothing in them changes while the input does not.

    Names: https://github.com/opencontainers/image-spec/blob/main/annotations.md
    """
    return {
        "org.opencontainers.image.title": "JupyterHub with coursekit",
        "org.opencontainers.image.version": facts.key[:16],
        "org.opencontainers.image.base.name": facts.options.start,
        "coursekit.version": version,
    }
