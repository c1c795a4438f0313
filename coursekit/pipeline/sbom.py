"""What an image holds, as a CycloneDX bill of materials."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5


def sbom(image: str, identity: str, found: Mapping[str, Any]) -> str:
    """Return CycloneDX 1.6 JSON of the Python and Debian packages that a probe found.

    The same image gives the same text: number and time are made from its id.
    """
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    bom = Bom(serial_number=uuid5(NAMESPACE_URL, identity or image))
    bom.metadata.timestamp = datetime(1980, 1, 1, tzinfo=UTC)
    bom.metadata.component = Component(
        name=image, version=identity, type=ComponentType.CONTAINER, bom_ref=image
    )
    for kind, space, key in (("pypi", None, "packages"), ("deb", "debian", "debian")):
        for row in found[key]:
            url = PackageURL(kind, space, row["name"], row["version"])
            bom.components.add(
                Component(
                    name=row["name"],
                    version=row["version"],
                    type=ComponentType.LIBRARY,
                    purl=url,
                    bom_ref=str(url),
                )
            )
    bom.register_dependency(bom.metadata.component, bom.components)
    text: str = JsonV1Dot6(bom).output_as_string(indent=1)
    return text + "\n"
