"""Links: addresses that open one notebook of a release on a hub, or somewhere else."""

from coursekit.links.address import Address
from coursekit.links.model import (
    Choice,
    Link,
    Surface,
    each_link,
    file_link,
    links_of,
    short_address,
)
from coursekit.links.reading import parse
from coursekit.links.writing import format_link

__all__ = [
    "Address",
    "Choice",
    "Link",
    "Surface",
    "each_link",
    "file_link",
    "format_link",
    "links_of",
    "parse",
    "short_address",
]
