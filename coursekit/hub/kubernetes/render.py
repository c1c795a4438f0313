"""A hub in a cluster as files: the chart's values, and the objects beside it."""

from __future__ import annotations

from dataclasses import dataclass

from coursekit.hub.kubernetes.manifests import manifests
from coursekit.hub.kubernetes.model import HubRelease
from coursekit.hub.kubernetes.values import values
from coursekit.hub.kubernetes.writing import yaml_text, yaml_texts

VALUES_NAME, MANIFESTS_NAME = "values.yaml", "manifests.yaml"
_HEAD = "# Written by coursekit: change fleet.yml instead.\n"


@dataclass(frozen=True)
class Rendered:
    """The texts of the two files."""

    values: str
    manifests: str

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The files by name."""
        return (VALUES_NAME, self.values), (MANIFESTS_NAME, self.manifests)


def render(release: HubRelease) -> Rendered:
    """Return a hub as texts; the same release gives the same texts."""
    return Rendered(_HEAD + yaml_text(values(release)), _HEAD + yaml_texts(manifests(release)))
