"""nbgitpuller links: an address that opens one notebook of a release on one hub."""

from coursekit.links.model import Link, links_of, nbgitpuller_link

__all__ = ["Link", "links_of", "nbgitpuller_link"]
